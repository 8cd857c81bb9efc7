import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname } from 'node:path';
import { LaunchError } from './launch-error.ts';

/** The account of the operating system under which the database runs. */
export type Account = {
  name: string;
  uid: number;
  gid: number;
  /** True when it is not the caller's own, that is, when the caller is root. */
  switched: boolean;
};

const ownAccountName = 'fengni';

/**
 * The environment of every program of the database. LANG, LC_* and PG* are not inherited: a locale that is
 * not installed stops initdb. /usr/sbin is missing from PATH after `su` without `-`.
 */
export function databaseEnv(): Record<string, string> {
  return { PATH: `${process.env['PATH'] ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`, LC_ALL: 'C', TZ: 'UTC' };
}

/** The user id of this process. */
export function callerUid(): number {
  if (process.getuid === undefined) throw new Error('user ids exist on Linux only');
  return process.getuid();
}

/** The caller's account name, as the peer authentication of the server will find it. */
export function callerName(): string {
  try {
    return userInfo().username;
  } catch {
    throw LaunchError.of('account-missing', { uid: callerUid() });
  }
}

/**
 * The account to run under. PostgreSQL refuses root, so root gets `fengni` (made when useradd is there), else
 * `postgres`, else `nobody`; everybody else runs it himself. A cluster that exists stays with its owner.
 * @throws LaunchError `account-missing` or `data-folder-owner`.
 */
export function chooseAccount({
  clusterDir,
  log,
}: {
  clusterDir: string;
  log: (line: string) => void;
}): Account {
  const uid = callerUid();
  const ownerUid = statSync(clusterDir, { throwIfNoEntry: false })?.uid;
  if (uid !== 0) {
    const account = { name: callerName(), uid, gid: process.getgid?.() ?? uid, switched: false };
    if (ownerUid !== undefined && ownerUid !== uid) throw wrongOwner(clusterDir, ownerUid, account.name);
    return account;
  }
  const account = ownerUid === undefined ? chooseForRoot(log) : findOwner(clusterDir, ownerUid);
  log(`fengni: the database runs as account ${account.name} (user id ${account.uid})`);
  return account;
}

/** May the account go through every folder down to `path` (or, for a program, run it)? */
export function canReach(account: Account, path: string): boolean {
  if (!account.switched) return canEnter(path);
  // Only the account itself can tell: mode bits know nothing of access lists.
  const asked = spawnSync('test', ['-x', path], {
    ...spawnIdentity(account),
    env: databaseEnv(),
    cwd: '/',
  });
  if (asked.error !== undefined) throw asked.error;
  return asked.status === 0;
}

function canEnter(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @throws LaunchError `folder-closed`, naming the outermost folder that the account cannot enter. */
export function requireReach(account: Account, path: string): void {
  if (canReach(account, path)) return;
  const closed = ancestorsOf(path).find((folder) => !canReach(account, folder)) ?? path;
  throw LaunchError.of('folder-closed', { account: account.name, path, closed });
}

/** Options of `spawn` that make the child run under the account (Node also drops root's groups then). */
export function spawnIdentity(account: Account): { uid?: number; gid?: number } {
  return account.switched ? { uid: account.uid, gid: account.gid } : {};
}

function chooseForRoot(log: (line: string) => void): Account {
  const own = findAccount((entry) => entry.name === ownAccountName) ?? makeOwnAccount(log);
  if (own !== undefined) return own;
  for (const name of ['postgres', 'nobody']) {
    const shared = findAccount((entry) => entry.name === name);
    if (shared === undefined) continue;
    log(
      `fengni: there is no account ${ownAccountName} and none could be made; ${name} is used, which other programs may share`,
    );
    return shared;
  }
  throw LaunchError.of('account-missing', { uid: 0 });
}

function makeOwnAccount(log: (line: string) => void): Account | undefined {
  const args = ['--system', '--user-group', '--no-create-home', '--home-dir', '/nonexistent'];
  const made = spawnSync('useradd', [...args, '--shell', '/usr/sbin/nologin', ownAccountName], {
    env: databaseEnv(),
    encoding: 'utf8',
  });
  const account = findAccount((entry) => entry.name === ownAccountName);
  const trouble = made.error?.message ?? made.stderr.trim();
  log(
    account
      ? `fengni: made the system account ${ownAccountName}`
      : `fengni: useradd did not work: ${trouble}`,
  );
  return account;
}

function findOwner(clusterDir: string, ownerUid: number): Account {
  if (ownerUid === 0) throw wrongOwner(clusterDir, ownerUid, ownAccountName);
  const owner = findAccount((entry) => entry.uid === ownerUid);
  if (owner === undefined) throw LaunchError.of('account-missing', { uid: ownerUid });
  return owner;
}

function wrongOwner(path: string, found: number, account: string): LaunchError {
  return LaunchError.of('data-folder-owner', { path, found, account });
}

/** initdb asks for an entry in the account list, so a bare number would not do. */
function findAccount(matches: (entry: Account) => boolean): Account | undefined {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid = '', gid = '']) => ({
      name,
      uid: Number(uid),
      gid: Number(gid),
      switched: true,
    }))
    .find((entry) => entry.name !== '' && entry.uid > 0 && matches(entry));
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestorsOf(parent), path];
}
