import type { Gap } from '../document/gaps.ts';
import type { ReceivedFrame } from './frame-reader.ts';
import type { OpenedFile } from './open-file.ts';
import { parseMemory, parseWindow } from './parse-answers.ts';
import { frameTypes, windowBytesMax } from './wire.ts';
import type { WorkerProcess } from './worker-process.ts';

/**
 * Gives a worker the windows of a file it asks for and hands on what else it says, until it is done: then the worker is
 * alive, and its memory known. Where it is ended by a limit or dies, the gap comes last.
 * @param timeMs wall time the worker may take; what the caller takes between frames is not counted
 * @throws ForeignAnswer where a window or the end is no answer of ours
 */
export async function* converse(
  worker: WorkerProcess,
  file: OpenedFile,
  timeMs: number,
): AsyncGenerator<{ readonly frame: ReceivedFrame } | { readonly ended: Gap }> {
  let remainingMs = timeMs;
  for (;;) {
    const before = performance.now();
    const frame = await worker.next(Math.max(1, remainingMs));
    remainingMs -= performance.now() - before;
    if ('reason' in frame) {
      const limit = frame.reason === 'timed-out' ? timeMs : frame.limit;
      yield { ended: { path: [], reason: frame.reason, ...(limit === undefined ? {} : { limit }) } };
      return;
    }
    if (frame.type === frameTypes.done) {
      worker.memoryBytes = parseMemory(frame.payload);
      return;
    }
    if (frame.type === frameTypes.window) {
      const { offset, length } = parseWindow(frame.payload, {
        length: windowBytesMax,
        fileBytes: file.size,
      });
      worker.send(frameTypes.data, await file.read(offset, length));
    } else yield { frame };
  }
}
