import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { z } from 'zod';
import { clusterFolder } from '../cluster.ts';
import type { EmbeddedPostgres } from '../launch.ts';
import { findServersOf } from '../process-table.ts';

export const roles = { owner: 'fengni_owner', runtime: 'fengni_runtime' };

export const holdScript = fileURLToPath(new URL('./hold.ts', import.meta.url));

const readyShape = z.object({ pid: z.int(), account: z.string(), socketDir: z.string() });

/** A temporary folder that other accounts may pass through. */
export function makeTestFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'fengni-launch-')));
  chmodSync(folder, 0o711);
  return folder;
}

export function removeTestFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs one statement as the role on database `postgres` and returns its rows. */
export async function query(
  server: Pick<EmbeddedPostgres, 'connection'>,
  statement: string,
  role: 'owner' | 'runtime' = 'owner',
): Promise<unknown[]> {
  const client = new Client(server.connection(role, 'postgres'));
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement);
    return rows;
  } finally {
    await client.end();
  }
}

/** A node process of its own that launched, or failed to launch, a server on `dataDir`. */
export type Holder = {
  pid: number;
  /** Undefined when it ended without launching; then `errors` says why. */
  ready: z.infer<typeof readyShape> | undefined;
  errors: Promise<string>;
  end: (signal: NodeJS.Signals) => Promise<void>;
};

export async function startHolder({
  dataDir,
  identity = {},
  script = holdScript,
}: {
  dataDir: string;
  identity?: { uid?: number; gid?: number };
  script?: string;
}): Promise<Holder> {
  const env = { PATH: process.env['PATH'], HOME: dataDir, TMPDIR: tmpdir() };
  const child = spawn(process.execPath, [script, dataDir], {
    ...identity,
    env,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const errors = text(child.stderr);
  const exited = once(child, 'exit');
  const line = await Promise.race([
    once(child.stdout.setEncoding('utf8'), 'data').then(([chunk]) => String(chunk)),
    exited.then(() => undefined),
  ]);
  return {
    pid: child.pid ?? 0,
    ready: line === undefined ? undefined : readyShape.parse(JSON.parse(line)),
    errors,
    end: async (signal) => {
      child.kill(signal);
      await exited;
    },
  };
}

/** Resolves when no PostgreSQL process works in the folder any more. */
export async function waitForNoServer(dataDir: string): Promise<void> {
  while (findServersOf(clusterFolder(dataDir)).length > 0) await delay(20);
}

/** Another account of this machine for tests that run as root, or why there is none. */
export function findOtherAccount(): { uid: number; gid: number } | string {
  if (process.getuid?.() !== 0) return 'not running as root';
  const uid = Number(spawnSync('id', ['-u', 'nobody'], { encoding: 'utf8' }).stdout);
  const gid = Number(spawnSync('id', ['-g', 'nobody'], { encoding: 'utf8' }).stdout);
  if (!(uid > 0 && gid > 0)) return 'there is no account nobody';
  const entered = spawnSync('test', ['-r', holdScript], { uid, gid }).status === 0;
  return entered ? { uid, gid } : 'this checkout is closed to the account nobody';
}
