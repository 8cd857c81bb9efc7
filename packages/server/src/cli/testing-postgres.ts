import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { withClient } from '@fengni/kernel/db/pool';
import type pg from 'pg';

const debianFolder = '/usr/lib/postgresql';
const majorMin = 15;
const readyMsMax = 20_000;
export const superuserPassword = 'of-the-superuser';

/** Folder of the programs of the oldest PostgreSQL of Debian's that will do, or what is missing. */
export function findDebianPostgres(): { readonly bin: string } | { readonly missing: string } {
  const majors = existsSync(debianFolder) ? readdirSync(debianFolder).map(Number) : [];
  const [major] = majors.filter((number) => number >= majorMin).toSorted((a, b) => a - b);
  const bin = path.join(debianFolder, String(major), 'bin');
  if (major === undefined || !existsSync(path.join(bin, 'initdb')))
    return { missing: `no PostgreSQL ${majorMin} or newer under ${debianFolder}` };
  if (process.getuid?.() === 0 && accountOf('postgres') === undefined)
    return { missing: 'no account "postgres" to run the database under' };
  return { bin };
}

export interface OwnPostgres {
  readonly address: (user: string, password: string, database: string) => string;
  readonly asSuperuser: <T>(database: string, work: (client: pg.Client) => Promise<T>) => Promise<T>;
  readonly stop: () => Promise<void>;
}

/** A private server as an organisation would run one: reached over TCP, with passwords. */
export async function startOwnPostgres(bin: string): Promise<OwnPostgres> {
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-own-'));
  const data = path.join(folder, 'data');
  // PostgreSQL does not run as root
  const account = process.getuid?.() === 0 ? accountOf('postgres') : undefined;
  await chmod(folder, 0o755);
  await mkdir(data, { mode: 0o700 });
  const passwordFile = path.join(folder, 'password');
  await writeFile(passwordFile, superuserPassword);
  if (account !== undefined) {
    await chown(data, account.uid, account.gid);
    await chown(passwordFile, account.uid, account.gid);
  }
  const identity = { ...account, cwd: '/', env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } };
  const initdb = spawnSync(
    path.join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'scram-sha-256',
      `--pwfile=${passwordFile}`,
      '-E',
      'UTF8',
      '--locale=C',
      '-N',
    ],
    identity,
  );
  if (initdb.status !== 0) throw new Error(`initdb: ${initdb.stderr.toString()}`);
  const port = await freePort();
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
    { ...identity, stdio: 'ignore' },
  );
  const address = (user: string, password: string, database: string): string =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`;
  const asSuperuser: OwnPostgres['asSuperuser'] = (database, work) =>
    withClient({ connectionString: address('postgres', superuserPassword, database) }, work);
  const stop = async (): Promise<void> => {
    await end(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await untilReady(server, () => asSuperuser('postgres', async () => undefined));
  } catch (error) {
    await stop();
    throw error;
  }
  return { address, asSuperuser, stop };
}

async function untilReady(server: ChildProcess, connect: () => Promise<void>): Promise<void> {
  const until = Date.now() + readyMsMax;
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      if (server.exitCode !== null || Date.now() > until) throw error;
      await setTimeout(100);
    }
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => {
    server.once('exit', resolve);
  });
  // a fast shutdown: connections that are left are ended
  server.kill('SIGINT');
  await ended;
}

function accountOf(name: string): { uid: number; gid: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((text) => text.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : 0));
    });
  });
}
