import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canReach, chooseAccount, databaseEnv, spawnIdentity } from './account.ts';
import { findBinariesPackage, prepareBinaries } from './binaries.ts';
import { clusterFolder } from './cluster.ts';
import { lockFileName } from './data-lock.ts';
import { makePrivateFolder } from './folders.ts';
import { launchPostgres } from './launch.ts';
import { readPidFile } from './leftover.ts';
import { findServersOf, readProcess } from './process-table.ts';
import {
  findOtherAccount,
  makeTestFolder,
  query,
  removeTestFolder,
  roles,
  startHolder,
  waitForNoServer,
} from './testing/launches.ts';

// These tests run real servers on one data folder, one after the other, for making a cluster is the slow part.
let folder = '';
let dataDir = '';
let clusterDir = '';
const log = () => undefined;
const launch = (settings: Record<string, string> = {}) => launchPostgres({ dataDir, roles, settings });

beforeAll(() => {
  folder = makeTestFolder();
  dataDir = join(folder, '数据 库,1');
  clusterDir = clusterFolder(dataDir);
});

afterAll(async () => {
  for (const { pid } of findServersOf(clusterDir)) process.kill(pid, 'SIGQUIT');
  await waitForNoServer(dataDir);
  removeTestFolder(folder);
});

test('of two first starts on an empty folder one wins, the other names it and leaves it alone', async () => {
  const holders = await Promise.all([startHolder({ dataDir }), startHolder({ dataDir })]);
  const winner = holders.find((holder) => holder.ready !== undefined);
  const loser = holders.find((holder) => holder.ready === undefined);
  expect(await loser?.errors).toMatch(`code: 'data-folder-in-use'`);
  expect(await loser?.errors).toMatch(`in use by process ${winner?.pid}`);
  await winner?.end('SIGTERM');
  expect(findServersOf(clusterDir)).toEqual([]);
});

test('the database is UTF-8, sorts by code point, checks its pages and is reached by its socket only', async () => {
  const server = await launch();
  const rows = await query(
    server,
    `select length('保密') as length, upper('é') as upper, '啊' < '阿' as by_code_point,
      current_setting('data_checksums') as checksums, current_setting('listen_addresses') as addresses,
      current_setting('TimeZone') as zone, current_setting('jit') as jit, current_user as role`,
  );
  expect(rows).toEqual([
    {
      length: 2,
      upper: 'É',
      by_code_point: true,
      checksums: 'on',
      addresses: '',
      zone: 'UTC',
      jit: 'off',
      role: roles.owner,
    },
  ]);
  await server.stop();
  await server.stop();
  expect(await server.exited).toEqual({ code: 0, signal: null });
});

test('the runtime role connects once the migrations have made it, and nobody else does', async () => {
  const server = await launch();
  try {
    await expect(query(server, 'select 1', 'runtime')).rejects.toThrow(
      /role "fengni_runtime" does not exist/,
    );
    await query(server, 'create role fengni_runtime login nosuperuser noinherit');
    await query(server, 'create role intruder login');
    expect(await query(server, 'select current_user::text as role', 'runtime')).toEqual([
      { role: roles.runtime },
    ]);
    const intruder = new Client({ ...server.connection('owner', 'postgres'), user: 'intruder' });
    await expect(intruder.connect()).rejects.toThrow(/no pg_hba.conf entry/);
    expect(statSync(server.socketDir).mode & 0o777).toBe(0o700);
    const other = findOtherAccount();
    if (typeof other !== 'string') {
      expect(canReach({ ...other, name: 'nobody', switched: true }, server.socketDir)).toBe(false);
    }
  } finally {
    await server.stop();
  }
});

test('a second launch in the same process is refused and names this process', async () => {
  const server = await launch();
  try {
    await expect(launch()).rejects.toMatchObject({ code: 'data-folder-in-use', facts: { pid: process.pid } });
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  } finally {
    await server.stop();
  }
});

test('acknowledged rows survive kill -9 of the database, and the folder is free at once', async () => {
  const server = await launch();
  await query(server, 'create table kept as select generate_series(1, 1000) as n');
  process.kill(server.pid, 'SIGKILL');
  expect(await server.exited).toEqual({ code: null, signal: 'SIGKILL' });
  await server.stop();
  const again = await launch();
  expect(await query(again, 'select count(*)::int as rows from kept')).toEqual([{ rows: 1000 }]);
  await again.stop();
});

test('kill -9 of the launching program takes the database with it', async () => {
  const holder = await startHolder({ dataDir });
  expect(findServersOf(clusterDir).map(({ pid }) => pid)).toContain(holder.ready?.pid);
  await holder.end('SIGKILL');
  await waitForNoServer(dataDir);
  await (await launch()).stop();
});

test('a server whose launcher lives is refused even when the lock was deleted by hand', async () => {
  const holder = await startHolder({ dataDir });
  rmSync(join(dataDir, lockFileName));
  await expect(launch()).rejects.toMatchObject({
    code: 'data-folder-in-use',
    facts: { pid: holder.ready?.pid },
  });
  await holder.end('SIGTERM');
});

test('a server left behind by its launcher is stopped and taken over', async () => {
  const first = await launch();
  await query(first, 'create table orphaned as select 7 as n');
  await first.stop();
  const orphan = await startOrphan();
  const lines: string[] = [];
  const server = await launchPostgres({ dataDir, roles, log: (line) => lines.push(line) });
  expect(server.pid).not.toBe(orphan);
  expect(lines.join('\n')).toContain(`stopping database process ${orphan}`);
  expect(await query(server, 'select n from orphaned')).toEqual([{ n: 7 }]);
  await server.stop();
});

test('pid files of a server that is gone do not matter, though their number lives on elsewhere', async () => {
  const first = await launch();
  const { socketDir } = first;
  await first.stop();
  const owner = statSync(clusterDir);
  mkdirSync(socketDir, { mode: 0o700 });
  chownSync(socketDir, owner.uid, owner.gid);
  // A living process of the database's own account, which PostgreSQL cannot tell from a server.
  const identity = process.getuid?.() === 0 ? { uid: owner.uid, gid: owner.gid } : {};
  const unrelated = spawn('sleep', ['600'], { ...identity, cwd: '/' });
  await once(unrelated, 'spawn');
  const stale = `${unrelated.pid}\n${clusterDir}\n1\n5432\n${socketDir}\n\n0 0\nready\n`;
  for (const path of [join(clusterDir, 'postmaster.pid'), join(socketDir, '.s.PGSQL.5432.lock')]) {
    writeFileSync(path, stale);
    chownSync(path, owner.uid, owner.gid);
  }
  const server = await launch();
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
  unrelated.kill('SIGKILL');
});

test('settings of the caller reach the server, and what keeps data safe wins over ALTER SYSTEM', async () => {
  const first = await launch({ work_mem: '9MB' });
  await query(first, 'alter system set fsync = off');
  expect(await query(first, 'show work_mem')).toEqual([{ work_mem: '9MB' }]);
  await first.stop();
  const second = await launch();
  expect(await query(second, 'show fsync')).toEqual([{ fsync: 'on' }]);
  await second.stop();
});

test('a server that cannot start tells the end of its log and frees the folder', async () => {
  await expect(launch({ max_connections: 'many' })).rejects.toMatchObject({
    code: 'exited-early',
    message: expect.stringContaining('max_connections'),
  });
  await (await launch()).stop();
});

test('a statement that fails leaves no text of it in the log', async () => {
  const lines: string[] = [];
  const server = await launchPostgres({ dataDir, roles, log: (line) => lines.push(line) });
  await query(server, 'create table titles (title text primary key)');
  await query(server, `insert into titles values ('canary-7c1')`);
  await expect(query(server, `insert into titles values ('canary-7c1')`)).rejects.toThrow(/duplicate key/);
  await server.stop();
  expect(lines.join('\n')).toContain('duplicate key');
  expect(lines.join('\n')).not.toContain('canary-7c1');
});

test('a cluster of another major version is refused before anything touches it', async () => {
  const other = join(folder, 'other');
  mkdirSync(clusterFolder(other), { recursive: true });
  const account = statSync(clusterDir);
  chownSync(clusterFolder(other), account.uid, account.gid);
  writeFileSync(join(clusterFolder(other), 'PG_VERSION'), '15\n');
  await expect(launchPostgres({ dataDir: other, roles })).rejects.toMatchObject({
    code: 'other-version',
    facts: { found: '15', wanted: 18 },
  });
  writeFileSync(join(other, 'PG_VERSION'), '18\n');
  await expect(launchPostgres({ dataDir: other, roles })).rejects.toMatchObject({
    code: 'data-folder-foreign',
  });
});

test('root is told which parent is closed to the account of the database', async (context) => {
  context.skip(process.getuid?.() !== 0, 'not running as root');
  const closed = join(folder, 'closed');
  mkdirSync(closed, { mode: 0o700 });
  await expect(launchPostgres({ dataDir: join(closed, 'data'), roles })).rejects.toMatchObject({
    code: 'folder-closed',
    facts: { closed },
  });
});

test('an ordinary user is told which folder he may not write', async (context) => {
  const other = findOtherAccount();
  if (typeof other === 'string') {
    context.skip(other);
    return;
  }
  const holder = await startHolder({ dataDir: join(folder, 'not-his'), identity: other });
  expect(await holder.errors).toContain(`code: 'permission-missing'`);
  expect(await holder.errors).toContain(`Account nobody may not read or write ${join(folder, 'not-his')}`);
});

test('an ordinary user launches it himself, and root carries on under the same account', async (context) => {
  const other = findOtherAccount();
  if (typeof other === 'string') {
    context.skip(other);
    return;
  }
  const home = join(folder, '家 目录');
  mkdirSync(home, { mode: 0o700 });
  chownSync(home, other.uid, other.gid);
  const holder = await startHolder({ dataDir: home, identity: other });
  expect(holder.ready?.account).toBe('nobody');
  const status = readFileSync(`/proc/${holder.ready?.pid}/status`, 'utf8');
  expect(status).toMatch(new RegExp(`^Uid:\\t${other.uid}\\t${other.uid}\\t`, 'm'));
  await holder.end('SIGKILL');
  await waitForNoServer(home);
  removeTestFolder(holder.ready?.socketDir ?? home);
  const server = await launchPostgres({ dataDir: home, roles });
  expect(server.account).toBe('nobody');
  expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
  await server.stop();
});

/** A server without a guard whose parent ends at once, as on a machine without setpriv. Returns its pid. */
async function startOrphan(): Promise<number> {
  const account = chooseAccount({ clusterDir, log });
  const binaries = prepareBinaries({ source: findBinariesPackage(), stateDir: folder, account, log });
  const program = join(binaries.folder, 'bin', 'postgres');
  const socketDir = join(folder, 'orphan');
  makePrivateFolder(socketDir, account);
  const started = spawnSync(
    'sh',
    [
      '-c',
      '"$@" >/dev/null 2>&1 & echo $!',
      'sh',
      program,
      '-D',
      clusterDir,
      '-c',
      'listen_addresses=',
      '-c',
      `unix_socket_directories=${socketDir}`,
    ],
    { ...spawnIdentity(account), cwd: '/', encoding: 'utf8', env: databaseEnv() },
  );
  const pid = Number(started.stdout);
  while (readPidFile(clusterDir).status !== 'ready') {
    expect(readProcess(pid), 'the orphan lives').toBeDefined();
    await delay(20);
  }
  return pid;
}
