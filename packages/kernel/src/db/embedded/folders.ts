import {
  chmodSync,
  closeSync,
  fsyncSync,
  lchownSync,
  lstatSync,
  mkdirSync,
  openSync,
  realpathSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { callerUid } from './account.ts';
import type { Account } from './account.ts';
import { LaunchError, systemErrorCode } from './launch-error.ts';

const writableByOthers = 0o022;
const writableByAll = 0o002;
const passableByAll = 0o011;

/**
 * Makes `path` with its missing parents and returns its real path. What root makes can be passed through by
 * the database's account whatever the umask; what a user makes is his alone.
 * @throws LaunchError `folder-unsafe` when everybody may write it.
 */
export function makeDataFolder(path: string): string {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  const real = realpathSync(path);
  const found = lstatSync(real);
  if ((found.mode & writableByAll) !== 0) throw LaunchError.of('folder-unsafe', { path: real });
  if (callerUid() !== 0) return real;
  if (found.uid === 0) openForPassage(real);
  if (first === undefined) return real;
  const firstReal = realpathSync(first);
  for (let made = real; made.length >= firstReal.length; made = dirname(made)) openForPassage(made);
  return real;
}

/**
 * Makes `path` for `account` alone (mode 0700), or takes one that is: the caller's own is handed over.
 * @throws LaunchError `folder-unsafe` for a link, somebody else's folder, or one that others may write.
 */
export function makePrivateFolder(path: string, account: Account): void {
  makeFolder(path, 0o700);
  const found = requireOwnFolder(path, [callerUid(), account.uid]);
  if (found.uid !== account.uid) lchownSync(path, account.uid, account.gid);
  chmodSync(path, 0o700);
}

/** Makes `path` as a folder that only the caller writes and others may pass through. */
export function makeSharedFolder(path: string): void {
  const made = makeFolder(path, 0o711);
  requireOwnFolder(path, [callerUid()]);
  if (made) chmodSync(path, 0o711); // the umask may have taken bits away
}

/** fsync of a folder: makes the names in it last through a power cut. */
export function syncFolder(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function openForPassage(folder: string): void {
  chmodSync(folder, (lstatSync(folder).mode & 0o7777) | passableByAll);
}

function makeFolder(path: string, mode: number): boolean {
  try {
    mkdirSync(path, { mode });
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function requireOwnFolder(path: string, owners: number[]): { uid: number } {
  const found = lstatSync(path);
  const safe = found.isDirectory() && owners.includes(found.uid) && (found.mode & writableByOthers) === 0;
  if (!safe) throw LaunchError.of('folder-unsafe', { path });
  return found;
}
