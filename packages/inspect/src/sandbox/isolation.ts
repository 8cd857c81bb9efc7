import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { isRecord } from '../document/is-record.ts';
import { composeLaunch, wallsToTry } from './launch.ts';
import type { Walls } from './launch.ts';

/** What stands between a hostile file and the server on this system. */
export interface Isolation {
  /** Another user than the server's. */
  user: boolean;
  /** No network interface beyond the process's own loopback. */
  network: boolean;
  /** Memory outside the heap is bounded too (the heap always is). */
  memory: boolean;
  /** Node's permission model: no file beyond the program's own, no child process, no worker. */
  permission: boolean;
}

export interface ProbedWalls {
  walls: Walls;
  isolation: Isolation;
}

const program = path.join(import.meta.dirname, `probe-walls${path.extname(import.meta.filename)}`);
const probeMemoryMb = 256;
const probeTimeMs = 30_000;

let probed: Promise<ProbedWalls> | undefined;

/**
 * The strongest walls with which a reading process starts here, found by starting one; tried once a server's life.
 * Rejects when none starts at all, which is a fault of the installation.
 */
export async function probeWalls(): Promise<ProbedWalls> {
  probed ??= findWalls().catch((error: unknown) => {
    probed = undefined;
    throw error;
  });
  return probed;
}

/** For `doctor`: what stands around processes that read files on this system. */
export async function probeIsolation(): Promise<Isolation> {
  return (await probeWalls()).isolation;
}

async function findWalls(): Promise<ProbedWalls> {
  for (const walls of wallsToTry()) {
    const isolation = await tryWalls(walls);
    if (isolation !== undefined) return { walls, isolation };
  }
  throw new Error(
    'The process that reads files does not start on this system, not even without extra walls.',
  );
}

async function tryWalls(walls: Walls): Promise<Isolation | undefined> {
  const said = await runProbe(walls);
  if (!isRecord(said)) return undefined;
  const { uid, outerInterfaces, readsAnything } = said;
  return {
    // In a user namespace of its own a process sees another uid though it has the server's: the wall must be up too.
    user: walls.user && typeof uid === 'number' && uid !== process.getuid?.(),
    network: walls.network && outerInterfaces === 0,
    memory: walls.memory,
    permission: readsAnything === false,
  };
}

/** What the probe says behind these walls, or undefined where it does not start. */
async function runProbe(walls: Walls): Promise<unknown> {
  const access = { folders: [], addons: false };
  const { command, args } = composeLaunch({ walls, memoryMb: probeMemoryMb, worker: program, access });
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      cwd: '/',
      env: { TZ: 'UTC' },
      timeout: probeTimeMs,
      killSignal: 'SIGKILL',
    });
    return JSON.parse(stdout);
  } catch {
    return undefined;
  }
}
