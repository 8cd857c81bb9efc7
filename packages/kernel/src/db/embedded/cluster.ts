import { randomUUID } from 'node:crypto';
import {
  fchmodSync,
  existsSync,
  openSync,
  closeSync,
  fsyncSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { callerName } from './account.ts';
import type { Account } from './account.ts';
import { makePrivateFolder, syncFolder } from './folders.ts';
import { startGuarded } from './guarded-process.ts';
import { isDiskFull, LaunchError } from './launch-error.ts';

/** Login roles of the database: `owner` migrates and is superuser, `runtime` serves. */
export type LaunchRoles = { owner: string; runtime: string };

const draftPrefix = 'cluster.new-';

/**
 * The folder of PostgreSQL itself inside the data folder. The lock and the access files stay beside it, out of
 * reach of the database's account, and a cluster appears in one rename or not at all.
 */
export function clusterFolder(dataDir: string): string {
  return join(dataDir, 'cluster');
}

/**
 * @throws LaunchError `data-folder-foreign` when the folder is itself a cluster, `other-version` when its
 * cluster is of another major version.
 */
export function checkCluster(dataDir: string, major: number): void {
  if (existsSync(join(dataDir, 'PG_VERSION'))) throw LaunchError.of('data-folder-foreign', { path: dataDir });
  const versionPath = join(clusterFolder(dataDir), 'PG_VERSION');
  if (!existsSync(versionPath)) return;
  const found = readFileSync(versionPath, 'utf8').trim();
  if (found !== String(major)) throw LaunchError.of('other-version', { path: dataDir, found, wanted: major });
}

/** Creates the cluster unless it exists: UTF-8, sorted by code point the same on every machine, with checksums. */
export async function ensureCluster({
  dataDir,
  binaries,
  account,
  owner,
  log,
}: {
  dataDir: string;
  binaries: string;
  account: Account;
  owner: string;
  log: (line: string) => void;
}): Promise<void> {
  removeDrafts(dataDir);
  if (existsSync(clusterFolder(dataDir))) return;
  const draft = join(dataDir, `${draftPrefix}${randomUUID()}`);
  makePrivateFolder(draft, account);
  try {
    await runInitdb({ draft, binaries, account, owner, log });
    renameSync(draft, clusterFolder(dataDir));
    syncFolder(dataDir);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

async function runInitdb({
  draft,
  binaries,
  account,
  owner,
  log,
}: {
  draft: string;
  binaries: string;
  account: Account;
  owner: string;
  log: (line: string) => void;
}): Promise<void> {
  const initdb = startGuarded({
    account,
    program: join(binaries, 'bin', 'initdb'),
    args: [
      `--pgdata=${draft}`,
      `--username=${owner}`,
      '--encoding=UTF8',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
      '--auth-local=peer',
      '--auth-host=reject',
      '--no-instructions',
    ],
    log,
  });
  const { code } = await initdb.ended;
  if (code === 0) return;
  const tail = await initdb.readTail();
  if (isDiskFull(tail)) throw LaunchError.of('disk-full', { path: dirname(draft) });
  throw LaunchError.of('initdb-failed', { path: dirname(draft), tail });
}

/** What a start that was killed has left; the caller holds the lock, so nobody works in it. */
function removeDrafts(dataDir: string): void {
  for (const name of readdirSync(dataDir)) {
    if (name.startsWith(draftPrefix)) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

/**
 * Writes who may connect: over the socket only, the caller and the database's own account, as either role,
 * known by the operating system and without a password. Written anew at each launch, for callers change.
 */
export function writeAccessFiles({
  dataDir,
  account,
  roles,
}: {
  dataDir: string;
  account: Account;
  roles: LaunchRoles;
}): { hbaFile: string; identFile: string } {
  const callers = [...new Set([callerName(), account.name])];
  const both = [roles.owner, roles.runtime];
  const hba = [
    `local all ${both.map(quote).join(',')} peer map=fengni`,
    `local replication ${quote(roles.owner)} peer map=fengni`,
  ];
  const ident = callers.flatMap((caller) => both.map((role) => `fengni ${quote(caller)} ${quote(role)}`));
  return {
    hbaFile: writeDurably(join(dataDir, 'pg_hba.conf'), hba),
    identFile: writeDurably(join(dataDir, 'pg_ident.conf'), ident),
  };
}

/** Quoted names are taken literally in both files: `"all"` is a role of that name. */
function quote(name: string): string {
  if (/["\n\r]/.test(name)) throw new Error(`an account or role name cannot hold quotes: ${name}`);
  return `"${name}"`;
}

function writeDurably(path: string, lines: string[]): string {
  const draft = `${path}.${randomUUID()}`;
  // 'wx' follows no link, should the folder be one that others can write.
  const handle = openSync(draft, 'wx', 0o644);
  try {
    writeFileSync(handle, `${lines.join('\n')}\n`);
    fchmodSync(handle, 0o644);
    fsyncSync(handle);
    renameSync(draft, path);
  } finally {
    closeSync(handle);
    rmSync(draft, { force: true });
  }
  return path;
}
