import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { LaunchError, systemErrorCode } from './launch-error.ts';
import { readBootId, readProcess } from './process-table.ts';

export const lockFileName = 'fengni.lock';

const attemptsMax = 10;

const holderShape = z.object({ pid: z.int().positive(), startTicks: z.string(), bootId: z.string() });

/** A claim on a data folder by this process; it falls when the process does. */
export type DataLock = { release: () => void };

/**
 * Claims `dataDir` for this process, also before a database exists in it.
 * A claim names its process by id, start and boot, so one left by a crash is recognised and replaced. It does
 * not reach across machines or containers that share a folder: their processes cannot be seen from here.
 * @throws LaunchError `data-folder-in-use` when the holder lives, this process included.
 */
export function lockDataFolder(dataDir: string): DataLock {
  const lockPath = join(dataDir, lockFileName);
  const ownText = `${JSON.stringify(describeSelf())}\n`;
  const draftPath = `${lockPath}.${randomUUID()}`;
  writeFileSync(draftPath, ownText, { flag: 'wx' });
  try {
    claim({ lockPath, draftPath, dataDir });
  } finally {
    rmSync(draftPath, { force: true });
  }
  return {
    release: () => {
      if (readLock(lockPath) === ownText) rmSync(lockPath, { force: true });
    },
  };
}

function describeSelf(): z.infer<typeof holderShape> {
  const self = readProcess(process.pid);
  if (self === undefined) throw new Error('/proc does not show this process: is it mounted?');
  return { pid: self.pid, startTicks: self.startTicks, bootId: readBootId() };
}

function claim({
  lockPath,
  draftPath,
  dataDir,
}: {
  lockPath: string;
  draftPath: string;
  dataDir: string;
}): void {
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    // A hard link makes the whole lock appear at once: nobody can read half of it.
    if (tryLink(draftPath, lockPath)) return;
    const found = readLock(lockPath);
    if (found === undefined) continue;
    const holder = findLivingHolder(found);
    if (holder !== undefined) throw LaunchError.of('data-folder-in-use', { path: dataDir, pid: holder });
    removeStale(lockPath, found);
  }
  throw new Error(`${lockPath} kept changing hands`);
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

function readLock(lockPath: string): string | undefined {
  try {
    return readFileSync(lockPath, 'utf8');
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function findLivingHolder(text: string): number | undefined {
  const holder = parseHolder(text);
  if (holder === undefined || holder.bootId !== readBootId()) return undefined;
  return readProcess(holder.pid)?.startTicks === holder.startTicks ? holder.pid : undefined;
}

/** Undefined for text that no launcher wrote, which only a power cut leaves behind. */
function parseHolder(text: string): z.infer<typeof holderShape> | undefined {
  try {
    return holderShape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Moves the lock aside and looks again: another starter may have replaced the stale one meanwhile. */
function removeStale(lockPath: string, stale: string): void {
  const asidePath = `${lockPath}.${randomUUID()}`;
  try {
    renameSync(lockPath, asidePath);
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return;
    throw error;
  }
  if (readLock(asidePath) !== stale) tryLink(asidePath, lockPath);
  rmSync(asidePath, { force: true });
}
