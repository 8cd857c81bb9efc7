import path from 'node:path';
import { openFile } from './open-file.ts';
import type { FileToInspect, OpenedFile } from './open-file.ts';
import { runTaskOn } from './run-task-on.ts';
import type { TaskFrame } from './run-task-on.ts';
import { taskKinds } from './tasks.ts';
import type { TaskName } from './tasks.ts';
import { WorkerCrew } from './worker-crew.ts';

/** Limits of the processes that do tasks. */
export interface TaskLimits {
  /** Heap of a process in MiB; where the system allows, the same again bounds what lies outside the heap. */
  memoryMb: number;
  /** Wall time for one task in milliseconds, the caller's own apart. */
  timeMs: number;
  /** Added for each MiB of the file. */
  timePerMebibyteMs: number;
  /** Bytes of everything one task gives. */
  answerBytesMax: number;
  /** Files one process serves. One keeps files of several people wholly apart. */
  filesPerProcess: number;
}

export const taskLimits: TaskLimits = {
  memoryMb: 1024,
  timeMs: 120_000,
  timePerMebibyteMs: 1000,
  answerBytesMax: 2 * 1024 ** 3,
  filesPerProcess: 1,
};

export interface TaskRequest {
  task: TaskName;
  /** The file: a path, bytes, or windows of it, which are asked for as they are needed. */
  bytes: FileToInspect;
  options?: unknown;
  /** Instead of the pool's time for this file, in milliseconds. */
  timeMs?: number;
  signal?: AbortSignal;
}

const program = path.join(import.meta.dirname, `task-worker${path.extname(import.meta.filename)}`);

/**
 * Processes that do something with a hostile file and give bytes back: draw its pages, put a mark on it. They get no
 * environment, no file but the one they are given window by window, no network where the system allows, and are killed at
 * their limits; only tasks that draw may load native code. Started when needed; `close` ends them.
 */
export class TaskPool {
  readonly #limits: TaskLimits;
  readonly #plain: WorkerCrew;
  readonly #drawing: WorkerCrew;

  /** `jobs`: tasks at one time of each of the two kinds of process. */
  constructor({ jobs, limits }: { jobs: number; limits?: Partial<TaskLimits> }) {
    this.#limits = { ...taskLimits, ...limits };
    const { memoryMb, filesPerProcess: servedMax } = this.#limits;
    const common = { program, memoryMb, servedMax, workersMax: jobs };
    this.#plain = new WorkerCrew({ ...common, addons: false });
    this.#drawing = new WorkerCrew({ ...common, addons: true });
  }

  /** See {@link runTask}. */
  async *run({ task, bytes, options = {}, timeMs, signal }: TaskRequest): AsyncGenerator<TaskFrame> {
    signal?.throwIfAborted();
    const file = await openFile(bytes);
    if (typeof file === 'string') {
      yield { type: 'gap', gap: { path: [], reason: file } };
      return;
    }
    const crew = taskKinds[task].addons ? this.#drawing : this.#plain;
    const job = {
      task,
      options,
      timeMs: timeMs ?? this.#timeFor(file),
      answerBytesMax: this.#limits.answerBytesMax,
    };
    try {
      yield* runInCrew(crew, { file, job, signal });
    } finally {
      await file.close();
    }
    signal?.throwIfAborted();
  }

  #timeFor({ size }: OpenedFile): number {
    return Math.round(this.#limits.timeMs + (size / 1024 ** 2) * this.#limits.timePerMebibyteMs);
  }

  /** Ends all processes, those at work too. */
  async close(): Promise<void> {
    await Promise.all([this.#plain.close(), this.#drawing.close()]);
  }
}

async function* runInCrew(
  crew: WorkerCrew,
  {
    file,
    job,
    signal,
  }: { file: OpenedFile; job: Parameters<typeof runTaskOn>[2]; signal: AbortSignal | undefined },
): AsyncGenerator<TaskFrame> {
  const worker = await crew.take();
  const onAbort = (): void => worker.kill();
  signal?.addEventListener('abort', onAbort, { once: true });
  let isDone = false;
  try {
    for await (const frame of runTaskOn(worker, file, job)) if (signal?.aborted !== true) yield frame;
    isDone = worker.isAlive;
  } finally {
    signal?.removeEventListener('abort', onAbort);
    // Left in the middle of a file, a worker is of no more use.
    crew.giveBack(worker, isDone);
  }
}

/**
 * Does one task with one file in a process of its own and gives what it gives, in order, no faster than it is taken. What
 * the file does to the process becomes a gap, the last frame then; answers before it are kept. Values are untrusted: parse
 * them. Waits while all processes are busy. Rejects only when no process can be started, when the file's own source
 * fails, and with the signal's reason when aborted.
 */
export function runTask(pool: Pick<TaskPool, 'run'>, request: TaskRequest): AsyncGenerator<TaskFrame> {
  return pool.run(request);
}
