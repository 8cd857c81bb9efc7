import { open, readFile, rename, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { SealError, sealErrors } from '../errors.ts';
import { parseVerifierKey } from '../note.ts';
import type { VerifierKey } from '../note.ts';
import type { Language } from '../verify/report.ts';

/** What the program may touch besides files. */
export interface SealIo {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly now: () => Date;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export const exitCodes = { good: 0, broken: 1, unreadable: 2, usage: 3 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const inputFileBytesMax = 4 * 1024 * 1024;

/** Ends a command with a message and an exit code. */
export class Stop extends Error {
  readonly exitCode: ExitCode;
  readonly text: Record<Language, string>;
  constructor(exitCode: ExitCode, text: Record<Language, string>) {
    super(text.en);
    this.name = 'Stop';
    this.exitCode = exitCode;
    this.text = text;
  }
}

export function usage(zh: string, en: string): Stop {
  return new Stop(exitCodes.usage, { zh, en });
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

/** A named file, whole. */
export async function readInput(path: string): Promise<Buffer> {
  try {
    const { size } = await stat(path);
    if (size <= inputFileBytesMax) return await readFile(path);
  } catch (error) {
    const why = errorCode(error);
    throw new Stop(exitCodes.unreadable, {
      zh: `读不了文件 ${path}（${why}）。请核对路径和权限。`,
      en: `File ${path} cannot be read (${why}). Check path and permissions.`,
    });
  }
  throw new Stop(exitCodes.unreadable, {
    zh: `文件 ${path} 超过 ${inputFileBytesMax} 字节，不像是密钥、检查点或证明。`,
    en: `File ${path} is larger than ${inputFileBytesMax} bytes: not a key, checkpoint or proof.`,
  });
}

/** Verifier keys, one a line. */
export async function readKeyFile(path: string): Promise<VerifierKey[]> {
  const text = (await readInput(path)).toString('utf8');
  return text.trimEnd().split('\n').map(parseVerifierKey);
}

/** Runs `work`; its refusals become messages with `exitCode`. */
export async function refusing<T>(exitCode: ExitCode, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    const { zh, en } = sealErrors[error.code];
    const detail = error.detail === '' ? '' : ` [${error.detail}]`;
    throw new Stop(exitCode, { zh: `${zh}${detail}`, en: `${en}${detail}` });
  }
}

/** Writes a file so that after a crash it is there in whole or not at all. With `isNew` an existing file is kept. */
export async function writeOutput(
  path: string,
  text: string,
  options: { mode: number; isNew: boolean },
): Promise<void> {
  const target = resolve(path);
  const temporary = options.isNew ? target : `${target}.part`;
  try {
    const file = await open(temporary, options.isNew ? 'wx' : 'w', options.mode);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    if (!options.isNew) await rename(temporary, target);
    const folder = await open(dirname(target), 'r');
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    const why = errorCode(error);
    throw new Stop(exitCodes.unreadable, {
      zh: `写不了文件 ${path}（${why}）。`,
      en: `File ${path} cannot be written (${why}).`,
    });
  }
}
