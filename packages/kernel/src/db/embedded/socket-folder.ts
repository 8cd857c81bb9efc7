import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { callerUid, requireReach } from './account.ts';
import type { Account } from './account.ts';
import { makePrivateFolder, makeSharedFolder } from './folders.ts';
import { isPermissionError, LaunchError } from './launch-error.ts';

/** The longest address of a Unix socket on Linux: sun_path of unix(7) less its closing zero. */
export const socketPathBytesMax = 107;

/** Only names the socket; nothing listens on a network port. */
export const socketPort = 5432;

export const socketName = `.s.PGSQL.${socketPort}`;

/**
 * A private folder for the socket, its path made from the data folder's so that each database has its own:
 * /run/fengni for root, XDG_RUNTIME_DIR for a user, the folder for temporary files where these are missing.
 * @throws LaunchError `socket-path-too-long`, `folder-unsafe` or `folder-closed`.
 */
export function prepareSocketFolder({
  socketDir,
  dataDir,
  account,
}: {
  socketDir?: string | undefined;
  dataDir: string;
  account: Account;
}): string {
  const path = socketDir === undefined ? deriveFolder(dataDir) : resolve(socketDir);
  requireShort(path);
  if (socketDir !== undefined) mkdirSync(dirname(path), { recursive: true });
  makePrivateFolder(path, account);
  requireReach(account, path);
  return path;
}

/** Removes the folder once it is empty, unless the caller named it. */
export function dropSocketFolder({ path, named }: { path: string; named: boolean }): void {
  if (named) return;
  try {
    rmdirSync(path);
  } catch {
    // After a crash the socket is still in it; the next launch takes care of that, and an empty folder harms nobody.
  }
}

function deriveFolder(dataDir: string): string {
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 16);
  const runtimeFolder = callerUid() === 0 ? '/run' : process.env['XDG_RUNTIME_DIR'];
  if (runtimeFolder !== undefined && isOwn(runtimeFolder)) {
    const path = join(runtimeFolder, 'fengni', name);
    if (socketPathBytes(path) <= socketPathBytesMax && tryShared(dirname(path))) return path;
  }
  const inTemporary = join(resolve(tmpdir()), `fengni-${callerUid()}-${name}`);
  return socketPathBytes(inTemporary) <= socketPathBytesMax
    ? inTemporary
    : join('/tmp', `fengni-${callerUid()}-${name}`);
}

function isOwn(folder: string): boolean {
  return lstatSync(folder, { throwIfNoEntry: false })?.uid === callerUid();
}

/** False where the folder cannot be made, as on a read-only /run. */
function tryShared(folder: string): boolean {
  try {
    makeSharedFolder(folder);
    return true;
  } catch (error) {
    if (isPermissionError(error)) return false;
    throw error;
  }
}

function requireShort(folder: string): void {
  const bytes = socketPathBytes(folder);
  if (bytes <= socketPathBytesMax) return;
  throw LaunchError.of('socket-path-too-long', {
    path: join(folder, socketName),
    bytes,
    max: socketPathBytesMax,
  });
}

function socketPathBytes(folder: string): number {
  return Buffer.byteLength(join(folder, socketName));
}
