import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/fengni.js', import.meta.url));

export interface Finished {
  readonly code: number | null;
  readonly text: string;
}
export interface StartedProgram {
  readonly child: ChildProcess;
  /** Everything it has said so far. */
  readonly text: () => string;
  /** The first match of what it says; throws when it ends before. */
  readonly says: (wanted: RegExp) => Promise<RegExpExecArray>;
  readonly finished: Promise<Finished>;
}

/** A data folder as an account of the system's own can pass through. */
export async function makeDataFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-start-'));
  await chmod(folder, 0o711);
  return path.join(folder, 'data');
}

/** The program as a person starts it: a process of its own. */
export function startProgram(
  args: readonly string[],
  env: Record<string, string> = {},
  input = '',
): StartedProgram {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH, HOME, FENGNI_LANG: 'en', ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  let said = '';
  const waiting = new Set<() => void>();
  const hear = (chunk: Buffer): void => {
    said += chunk.toString('utf8');
    for (const look of waiting) look();
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const finished = new Promise<Finished>((resolve) => {
    child.once('close', (code) => resolve({ code, text: said }));
  });
  return {
    child,
    finished,
    text: () => said,
    says: (wanted) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = wanted.exec(said);
          if (match === null) return;
          waiting.delete(look);
          resolve(match);
        };
        waiting.add(look);
        look();
        void finished.then(({ code }) =>
          reject(new Error(`ended with ${code} before saying ${String(wanted)}:\n${said}`)),
        );
      }),
  };
}
