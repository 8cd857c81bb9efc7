import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { describeFailure } from './failures.ts';
import type { Failure } from './failures.ts';
import { probeWalls } from './isolation.ts';
import type { Isolation } from './isolation.ts';
import { productionWorker } from './launch.ts';
import type { SandboxLimits } from './launch.ts';
import { runChild, streamBytes } from './run-child.ts';
import { answerParsers } from './tasks.ts';
import type { SandboxTasks, TaskName } from './tasks.ts';
import { takeTurn } from './turns.ts';

/** The largest file given to a reading process unless the caller sets less. */
export const sandboxFileBytesMax = 64 * 1024 * 1024;

/** Limits for an ordinary office file. */
export const sandboxLimits: SandboxLimits = { memoryMb: 512, timeMs: 30_000 };

/** A file to read: its bytes, or where it lies; a path is opened by the caller's process and streamed. */
export type FileToRead = Uint8Array | { path: string };

export interface SandboxRequest<Name extends TaskName> {
  task: Name;
  bytes: FileToRead;
  options: SandboxTasks[Name]['options'];
  limits?: Partial<SandboxLimits> & { fileBytesMax?: number };
  signal?: AbortSignal;
}

export type SandboxResult<Value> =
  | { ok: true; value: Value; isolation: Isolation }
  | ({ ok: false; isolation: Isolation } & Failure);

/**
 * Reads one file in a process of its own, which gets no environment and no other file, which runs without network and as
 * another user where the system allows (`isolation` in the result says what was had), and which is killed at its limits.
 *
 * Resolves whatever the file does to that process. Rejects when the path cannot be read, when no process can be
 * started, and with the signal's reason when aborted.
 */
export async function readInSandbox<Name extends TaskName>(
  request: SandboxRequest<Name>,
): Promise<SandboxResult<SandboxTasks[Name]['value']>> {
  const { walls, isolation } = await probeWalls();
  const { fileBytesMax = sandboxFileBytesMax, ...limits } = { ...sandboxLimits, ...request.limits };
  if ((await byteLength(request.bytes)) > fileBytesMax) {
    return { ok: false, isolation, ...describeFailure('file-bytes', fileBytesMax) };
  }
  const outcome = await takeTurn(request.signal, async () =>
    runChild({
      worker: productionWorker,
      walls,
      task: request.task,
      options: request.options,
      openFile: () => openFile(request.bytes),
      fileBytesMax,
      limits,
      signal: request.signal,
    }),
  );
  if (!outcome.ok) return { ...outcome, isolation };
  const value = answerParsers[request.task](outcome.value);
  if (value === undefined) return { ok: false, isolation, ...describeFailure('foreign-answer') };
  return { ok: true, value, isolation };
}

function openFile(file: FileToRead): AsyncIterable<Uint8Array> {
  return file instanceof Uint8Array ? streamBytes(file) : createReadStream(file.path);
}

async function byteLength(file: FileToRead): Promise<number> {
  if (file instanceof Uint8Array) return file.byteLength;
  const status = await stat(file.path);
  if (!status.isFile()) throw new Error(`${file.path} is not a file.`);
  return status.size;
}
