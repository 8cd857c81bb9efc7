import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LaunchError, systemErrorCode } from './launch-error.ts';
import { findServersOf, isOrphan } from './process-table.ts';
import type { ProcessRecord } from './process-table.ts';
import { socketName } from './socket-folder.ts';

const pollMs = 20;
/** A fast shutdown writes a checkpoint, which a slow disk may take a while over. */
export const fastStopMsMax = 60_000;
const immediateStopMsMax = 10_000;

/**
 * Leaves no process of an earlier launch in the cluster. A server whose launcher lives is not touched; one
 * that was orphaned is stopped, and processes that outlive their postmaster are waited for.
 * @throws LaunchError `data-folder-in-use`, naming the server's process.
 */
export async function clearLeftovers({
  clusterDir,
  log,
}: {
  clusterDir: string;
  log: (line: string) => void;
}): Promise<void> {
  const found = findServersOf(clusterDir);
  const postmaster = findPostmaster(clusterDir, found);
  if (postmaster !== undefined && !isOrphan(postmaster)) throw inUse(clusterDir, postmaster.pid);
  if (postmaster !== undefined) {
    log(`fengni: stopping database process ${postmaster.pid}, left behind by a server that is gone`);
    signal(postmaster.pid, 'SIGINT');
  }
  if (found.length === 0 || (await areGone(clusterDir, fastStopMsMax))) return;
  if (postmaster !== undefined) signal(postmaster.pid, 'SIGQUIT');
  if (await areGone(clusterDir, immediateStopMsMax)) return;
  throw inUse(clusterDir, findServersOf(clusterDir)[0]?.pid ?? postmaster?.pid ?? 0);
}

/**
 * Removes the pid files of a server that is gone. PostgreSQL does so itself only when the number in them is
 * free; after a restart of a container it often belongs to another process. Call after `clearLeftovers`: the
 * files are the server's own guard and may fall only when no process of the cluster is left.
 */
export function removeStalePidFiles({
  clusterDir,
  socketDir,
}: {
  clusterDir: string;
  socketDir: string;
}): void {
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
  const socketLock = join(socketDir, `${socketName}.lock`);
  // The folder may be one that the caller named and shares; line 2 says whose the socket is.
  if (readLines(socketLock)[1] !== clusterDir) return;
  rmSync(join(socketDir, socketName), { force: true });
  rmSync(socketLock, { force: true });
}

/** The lines of postmaster.pid (`miscadmin.h`: pid, folder, start, port, socket folder, address, shm, status). */
export function readPidFile(clusterDir: string): { pid: number; status: string } {
  const lines = readLines(join(clusterDir, 'postmaster.pid'));
  // A server in single-user mode writes its number with a minus.
  return { pid: Math.abs(Number.parseInt(lines[0] ?? '0', 10)), status: lines[7]?.trim() ?? '' };
}

function findPostmaster(clusterDir: string, found: ProcessRecord[]): ProcessRecord | undefined {
  const { pid } = readPidFile(clusterDir);
  return found.find((candidate) => candidate.pid === pid);
}

async function areGone(clusterDir: string, msMax: number): Promise<boolean> {
  for (let waited = 0; waited < msMax; waited += pollMs) {
    if (findServersOf(clusterDir).length === 0) return true;
    await delay(pollMs);
  }
  return false;
}

function signal(pid: number, name: 'SIGINT' | 'SIGQUIT'): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (systemErrorCode(error) !== 'ESRCH') throw error;
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return [];
    throw error;
  }
}

function inUse(path: string, pid: number): LaunchError {
  return LaunchError.of('data-folder-in-use', { path, pid });
}
