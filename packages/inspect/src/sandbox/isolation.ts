import { isRecord } from './frames.ts';
import { productionWorker, wallsToTry } from './launch.ts';
import type { Walls } from './launch.ts';
import { runChild, streamBytes } from './run-child.ts';

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

const probeLimits = { memoryMb: 256, timeMs: 30_000 };

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

/** For `doctor`: what {@link readInSandbox} gives on this system. */
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
  const outcome = await runChild({
    worker: productionWorker,
    walls,
    task: 'probe',
    options: {},
    openFile: () => streamBytes(new Uint8Array()),
    fileBytesMax: 0,
    limits: probeLimits,
    signal: undefined,
  });
  if (!outcome.ok || !isRecord(outcome.value)) return undefined;
  const { uid, outerInterfaces, readsAnything } = outcome.value;
  return {
    // In a user namespace of its own a process sees another uid though it has the server's: the wall must be up too.
    user: walls.user && typeof uid === 'number' && uid !== process.getuid?.(),
    network: walls.network && outerInterfaces === 0,
    memory: walls.memory,
    permission: readsAnything === false,
  };
}
