import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { CopyIndexRefused } from './copy-index.ts';

const lockName = 'writer.lock';

/**
 * Takes the right to write to a folder. A lock left by a process that is no more, on this machine, is taken over.
 * @returns what gives it back
 * @throws CopyIndexRefused `in-use`
 */
export function takeWriteLock(folder: string): () => void {
  const lock = path.join(folder, lockName);
  const mine = `${lock}.${process.pid}`;
  const content = `${hostname()} ${process.pid} ${startOf(process.pid)}`;
  writeFileSync(mine, content, { mode: 0o600 });
  try {
    for (let tries = 0; tries < 3; tries += 1) {
      if (tryLink(mine, lock)) return () => releaseLock(lock, content);
      const holder = readHolder(lock);
      if (holder !== undefined && isAlive(holder)) throw new CopyIndexRefused('in-use', holder);
      if (holder !== undefined) moveAside(lock, holder);
    }
    throw new CopyIndexRefused('in-use', readHolder(lock) ?? '?');
  } finally {
    rmSync(mine, { force: true });
  }
}

/** A link is made whole or not at all, by one process only. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function readHolder(lock: string): string | undefined {
  try {
    return readFileSync(lock, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Takes a stale lock away; if another process was quicker and the lock is already its own, puts that one back. */
function moveAside(lock: string, stale: string): void {
  const aside = `${lock}.${process.pid}.stale`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  if (readFileSync(aside, 'utf8') !== stale) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

function releaseLock(lock: string, content: string): void {
  if (readHolder(lock) === content) rmSync(lock, { force: true });
}

/** A holder on another machine (a shared folder) counts as alive: nobody here can tell. */
function isAlive(holder: string): boolean {
  const [host = '', pidText = '', start = ''] = holder.split(' ');
  if (host !== hostname()) return true;
  const pid = Number(pidText);
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM');
  }
  return startOf(pid) === start;
}

/** When a process began, in ticks since the system did (Linux): tells it from a later one of the same number. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '-';
  } catch {
    return '-';
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
