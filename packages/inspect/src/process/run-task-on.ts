import type { Gap } from '../document/gaps.ts';
import { converse } from './converse.ts';
import type { ReceivedFrame } from './frame-reader.ts';
import type { OpenedFile } from './open-file.ts';
import { ForeignAnswer, parseAnswer, parseGap } from './parse-answers.ts';
import { frameTypes, jsonPayload } from './wire.ts';
import type { WorkerProcess } from './worker-process.ts';

/** What comes of a task, in order. Values are untrusted: whoever asked for the task parses them. */
export type TaskFrame = { type: 'answer'; value: unknown; bytes: Buffer } | { type: 'gap'; gap: Gap };

export interface TaskJob {
  task: string;
  options: unknown;
  /** Wall time the worker may take; what the caller takes between frames is not counted. */
  timeMs: number;
  /** Bytes of all answers together. */
  answerBytesMax: number;
}

/** More than any task gives; a worker that goes on is not ours any more. */
const framesMax = 200_000;

/**
 * Lets a worker do one task with one file and hands on what it gives. Ends when the worker says it is done, or with a gap
 * when it is ended by a limit, dies or answers nonsense; the worker is alive afterwards only in the first case.
 */
export async function* runTaskOn(
  worker: WorkerProcess,
  file: OpenedFile,
  job: TaskJob,
): AsyncGenerator<TaskFrame> {
  const { task, options } = job;
  worker.send(frameTypes.task, jsonPayload({ task, size: file.size, options }));
  const given = { frames: 0, bytes: 0 };
  try {
    for await (const said of converse(worker, file, job.timeMs)) {
      if ('ended' in said) yield { type: 'gap', gap: said.ended };
      else yield takeFrame(said.frame, { given, answerBytesMax: job.answerBytesMax });
    }
  } catch (error) {
    worker.kill();
    if (error instanceof AnswerTooLarge)
      yield { type: 'gap', gap: { path: [], reason: 'expands-too-much', limit: job.answerBytesMax } };
    else if (error instanceof ForeignAnswer) yield { type: 'gap', gap: { path: [], reason: 'crashed' } };
    else throw error;
  }
}

class AnswerTooLarge extends Error {}

function takeFrame(
  { type, payload }: ReceivedFrame,
  { given, answerBytesMax }: { given: { frames: number; bytes: number }; answerBytesMax: number },
): TaskFrame {
  given.frames += 1;
  given.bytes += payload.length;
  if (given.frames > framesMax) throw new ForeignAnswer('output');
  if (given.bytes > answerBytesMax) throw new AnswerTooLarge();
  if (type === frameTypes.gap) return { type: 'gap', gap: parseGap(payload) };
  if (type === frameTypes.answer) return { type: 'answer', ...parseAnswer(payload) };
  throw new ForeignAnswer('frame');
}
