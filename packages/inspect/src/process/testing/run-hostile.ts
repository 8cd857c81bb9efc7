import path from 'node:path';
import { openFile } from '../open-file.ts';
import { runTaskOn } from '../run-task-on.ts';
import type { TaskFrame } from '../run-task-on.ts';
import { WorkerProcess } from '../worker-process.ts';

export async function takeAll<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const gapsOf = (frames: readonly TaskFrame[]): string[] =>
  frames.flatMap((frame) => (frame.type === 'gap' ? [frame.gap.reason] : []));

interface HostileJob {
  readonly options?: unknown;
  readonly timeMs?: number;
  readonly answerBytesMax?: number;
}

/** Lets the worker of the tests misbehave in a process like any other, and tells what came of it. */
export async function runHostile(task: string, given: HostileJob = {}) {
  const worker = await WorkerProcess.start({
    program: path.join(import.meta.dirname, '..', 'hostile-worker.ts'),
    memoryMb: 128,
    addons: false,
  });
  const file = await openFile(Buffer.from('x'));
  if (typeof file === 'string') throw new Error(file);
  try {
    const job = { task, options: {}, timeMs: 30_000, answerBytesMax: 1024 * 1024, ...given };
    const frames = await takeAll(runTaskOn(worker, file, job));
    return { frames, isAlive: worker.isAlive };
  } finally {
    await worker.close();
  }
}
