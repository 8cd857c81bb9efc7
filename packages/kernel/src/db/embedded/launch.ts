import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ClientConfig } from 'pg';
import { callerName, chooseAccount, requireReach } from './account.ts';
import { findBinariesPackage, prepareBinaries } from './binaries.ts';
import type { BinariesPackage } from './binaries.ts';
import { checkCluster, clusterFolder, ensureCluster, writeAccessFiles } from './cluster.ts';
import type { LaunchRoles } from './cluster.ts';
import { lockDataFolder } from './data-lock.ts';
import type { DataLock } from './data-lock.ts';
import { makeDataFolder } from './folders.ts';
import { startGuarded } from './guarded-process.ts';
import type { GuardedProcess, ProcessEnd } from './guarded-process.ts';
import { explainSystemError, isDiskFull, LaunchError } from './launch-error.ts';
import { clearLeftovers, fastStopMsMax, readPidFile, removeStalePidFiles } from './leftover.ts';
import { checkSettings, settingArguments } from './settings.ts';
import { dropSocketFolder, prepareSocketFolder, socketPort } from './socket-folder.ts';

export type LaunchOptions = {
  /** Folder of the database; made when missing. Its parent also gets `pgbin` where binaries must be copied. */
  dataDir: string;
  /** Folder of the socket; a short private one is derived from `dataDir` when absent. */
  socketDir?: string;
  /** Server settings on top of the defaults; those that keep data safe are refused. */
  settings?: Readonly<Record<string, string>>;
  /** Gets each line of the server's log and of the launcher's own doings. */
  log?: (line: string) => void;
  /** `owner` is made here as superuser; `runtime` may connect, but is made by the migrations. */
  roles: LaunchRoles;
};

export type EmbeddedPostgres = {
  /** The postmaster. */
  pid: number;
  /** Name of the operating system's account that runs it. */
  account: string;
  /** PostgreSQL's own folder (`data_directory`). */
  clusterDir: string;
  socketDir: string;
  port: number;
  /** What `pg` needs to connect; no password, the operating system vouches for the caller. */
  connection: (role: keyof LaunchRoles, database: string) => ClientConfig;
  /** Resolves when the server ends, for whatever reason; the data folder is free again then. */
  exited: Promise<ProcessEnd>;
  /** Ends connections, writes everything out and resolves when the server is gone; may be called twice. */
  stop: () => Promise<void>;
};

const pollMs = 10;

/**
 * Starts the embedded PostgreSQL on a Unix socket, creating its cluster when there is none, and resolves when
 * it takes connections (after crash recovery, however long that takes). The server ends with this process.
 * @throws LaunchError for everything the person at the machine can put right.
 */
export async function launchPostgres(options: LaunchOptions): Promise<EmbeddedPostgres> {
  const { roles } = options;
  for (const role of [roles.owner, roles.runtime]) requireRoleName(role);
  checkSettings(options.settings ?? {});
  const source = findBinariesPackage();
  let lock: DataLock | undefined;
  try {
    const dataDir = makeDataFolder(options.dataDir);
    lock = lockDataFolder(dataDir);
    return await launchLocked({ ...options, dataDir }, source, lock);
  } catch (error) {
    lock?.release();
    throw explainSystemError(error, options.dataDir, callerName());
  }
}

async function launchLocked(
  options: LaunchOptions,
  source: BinariesPackage,
  lock: DataLock,
): Promise<EmbeddedPostgres> {
  const { dataDir, roles, settings = {}, log = () => undefined } = options;
  const clusterDir = clusterFolder(dataDir);
  const account = chooseAccount({ clusterDir, log });
  requireReach(account, dataDir);
  checkCluster(dataDir, source.major);
  const socketDir = prepareSocketFolder({ socketDir: options.socketDir, dataDir, account });
  const binaries = prepareBinaries({ source, stateDir: dirname(dataDir), account, log }).folder;
  await clearLeftovers({ clusterDir, log });
  await ensureCluster({ dataDir, binaries, account, owner: roles.owner, log });
  removeStalePidFiles({ clusterDir, socketDir });
  const places = { socketDir, ...writeAccessFiles({ dataDir, account, roles }) };
  const server = startGuarded({
    account,
    program: join(binaries, 'bin', 'postgres'),
    args: ['-D', clusterDir, ...settingArguments(settings, places)],
    log,
  });
  const pid = await waitUntilReady(server, clusterDir).catch(async (error: unknown) => {
    server.child.kill('SIGQUIT');
    await server.ended;
    throw error;
  });
  const exited = server.ended.finally(() => {
    dropSocketFolder({ path: socketDir, named: options.socketDir !== undefined });
    lock.release();
  });
  return {
    pid,
    account: account.name,
    clusterDir,
    socketDir,
    port: socketPort,
    connection: (role, database) => ({
      host: socketDir,
      port: socketPort,
      user: roles[role],
      database,
      ssl: false,
    }),
    exited,
    stop: () => stopServer(server, exited),
  };
}

/** The status line of postmaster.pid is what pg_ctl waits for; unlike the log it needs no setting. */
async function waitUntilReady(server: GuardedProcess, clusterDir: string): Promise<number> {
  let end: ProcessEnd | undefined;
  void server.ended.then((value) => {
    end = value;
  });
  for (;;) {
    const { pid, status } = readPidFile(clusterDir);
    if (pid === server.child.pid && ['ready', 'standby'].includes(status)) return pid;
    if (end !== undefined) throw await describeEarlyEnd(server, end, clusterDir);
    await delay(pollMs);
  }
}

async function describeEarlyEnd(
  server: GuardedProcess,
  end: ProcessEnd,
  clusterDir: string,
): Promise<LaunchError> {
  const tail = await server.readTail();
  if (isDiskFull(tail)) return LaunchError.of('disk-full', { path: clusterDir });
  return LaunchError.of('exited-early', { how: end.signal ?? `exit ${end.code ?? 'unknown'}`, tail });
}

/** SIGINT is PostgreSQL's fast shutdown, SIGQUIT its immediate one, which recovers at the next start. */
async function stopServer(server: GuardedProcess, exited: Promise<ProcessEnd>): Promise<void> {
  server.child.kill('SIGINT');
  const impatience = setTimeout(() => server.child.kill('SIGQUIT'), fastStopMsMax);
  await exited;
  clearTimeout(impatience);
}

function requireRoleName(name: string): void {
  if (!/^(?!pg_)[a-z_][a-z0-9_]{0,62}$/.test(name)) throw new Error(`not a plain role name: ${name}`);
}
