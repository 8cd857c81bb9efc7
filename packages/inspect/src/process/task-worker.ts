// The program of the process that does one task with one hostile file (or one after the other, where its pool says so).
import { Console } from 'node:console';
import { LimitReached, PartRefused } from '../document/extraction.ts';
import type { Gap } from '../document/gaps.ts';
import { isRecord } from '../document/is-record.ts';
import { askWindow } from './ask-window.ts';
import { isTaskName, taskKinds } from './tasks.ts';
import type { Task } from './tasks.ts';
import { windowSource } from './window-source.ts';
import { frameTypes, jsonPayload, mixedPayload } from './wire.ts';
import { workerPipe } from './worker-pipe.ts';

// Standard output is the pipe: what libraries print must not get there.
globalThis.console = new Console(process.stderr, process.stderr);

process.on('unhandledRejection', () => undefined);

for (let frame = workerPipe.read(); frame !== undefined; frame = workerPipe.read()) {
  if (frame.type !== frameTypes.task) throw new Error(`There is no request ${frame.type}.`);
  await serve(JSON.parse(frame.payload.toString('utf8')));
}

async function serve(message: unknown): Promise<void> {
  if (!isRecord(message) || !isTaskName(message['task']) || typeof message['size'] !== 'number')
    throw new Error('The request is no task.');
  const { task, size, options } = message;
  const run: Task = await taskKinds[task].load();
  try {
    await run({ source: windowSource(size, askWindow), options, give, skip });
  } catch (error) {
    skip(gapOf(error));
  }
  workerPipe.write(frameTypes.done, jsonPayload({ memoryBytes: process.memoryUsage.rss() }));
}

function give(value: unknown, bytes: Uint8Array = new Uint8Array()): void {
  workerPipe.write(frameTypes.answer, ...mixedPayload(value, bytes));
}

function skip(gap: Omit<Gap, 'path'>): void {
  workerPipe.write(frameTypes.gap, jsonPayload({ ...gap, path: [] }));
}

function gapOf(error: unknown): Omit<Gap, 'path'> {
  if (error instanceof PartRefused || error instanceof LimitReached) return error.gap;
  // Buffers and strings live outside the heap that V8 ends the process for.
  const isMemory =
    error instanceof RangeError && /allocat|array length|string length|longer than/i.test(error.message);
  return { reason: isMemory ? 'out-of-memory' : 'damaged' };
}
