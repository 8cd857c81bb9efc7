import { stat } from 'node:fs/promises';
import type { GapReason } from '../document/gaps.ts';
import { isRecord } from '../document/is-record.ts';
import { TaskPool, runTask } from '../process/task-process.ts';
import type { TaskFrame } from '../process/run-task-on.ts';
import { describeFailure, isFailureReason } from './failures.ts';
import type { Failure, FailureReason } from './failures.ts';
import { parseWorkbook } from './workbook.ts';
import type { Workbook, WorkbookOptions } from './workbook.ts';

/** The largest table file read unless the caller sets less. */
export const workbookFileBytesMax = 64 * 1024 * 1024;

/** Wall time for one table in milliseconds; memory in MiB; tables read at one time, the others wait. */
const timeMs = 30_000;
const memoryMb = 512;
const jobs = 4;
const answerBytesMax = 64 * 1024 * 1024;

export interface WorkbookRequest {
  /** The file's bytes, or where it lies. */
  bytes: Uint8Array | { path: string };
  options?: WorkbookOptions;
  limits?: { fileBytesMax?: number; timeMs?: number };
  signal?: AbortSignal;
}

export type OpenedWorkbook = { ok: true; value: Workbook } | ({ ok: false } & Failure);

let pool: TaskPool | undefined;

/**
 * Reads a table file somebody brought, in a process of its own that is killed at its limits (`TaskPool`).
 *
 * Resolves whatever the file does to that process. Rejects when the path cannot be read, when no process can be started, and
 * with the signal's reason when aborted.
 */
export async function openWorkbook(request: WorkbookRequest): Promise<OpenedWorkbook> {
  const { bytes, options = {}, limits = {}, signal } = request;
  const { fileBytesMax = workbookFileBytesMax, timeMs: timeMsMax = timeMs } = limits;
  if ((await byteLength(bytes)) > fileBytesMax) return failed('file-bytes', fileBytesMax);
  pool ??= new TaskPool({ jobs, limits: { memoryMb, answerBytesMax } });
  const frames: TaskFrame[] = [];
  const asked = { task: 'workbook', bytes, options, timeMs: timeMsMax } as const;
  for await (const frame of runTask(pool, signal === undefined ? asked : { ...asked, signal }))
    frames.push(frame);
  return judge(frames);
}

/** The process read a hostile file and may have said anything: exactly one answer counts, and it is parsed anew. */
function judge(frames: readonly TaskFrame[]): OpenedWorkbook {
  const [frame] = frames;
  if (frame === undefined || frames.length > 1) return failed('foreign-answer');
  if (frame.type === 'gap') return failed(reasons[frame.gap.reason] ?? 'died', limitOf(frame.gap));
  const { value } = frame;
  if (!isRecord(value)) return failed('foreign-answer');
  const { refused, limit } = value;
  if (isFailureReason(refused)) return failed(refused, typeof limit === 'number' ? limit : undefined);
  const workbook = parseWorkbook(value['workbook']);
  return workbook === undefined ? failed('foreign-answer') : { ok: true, value: workbook };
}

/** What ends a process, in the words for tables. */
const reasons: Partial<Record<GapReason, FailureReason>> = {
  'timed-out': 'time',
  'out-of-memory': 'memory',
  'expands-too-much': 'answer-bytes',
  damaged: 'damaged',
};

function limitOf({ reason, limit }: { reason: GapReason; limit?: number }): number | undefined {
  return reason === 'out-of-memory' ? memoryMb : limit;
}

function failed(reason: FailureReason, limit?: number): OpenedWorkbook {
  return { ok: false, ...describeFailure(reason, limit) };
}

async function byteLength(file: WorkbookRequest['bytes']): Promise<number> {
  if (file instanceof Uint8Array) return file.byteLength;
  const status = await stat(file.path);
  if (!status.isFile()) throw new Error(`${file.path} is not a file.`);
  return status.size;
}
