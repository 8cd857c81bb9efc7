import type { ExtractionLimits, ExtractionOptions } from '../document/extraction.ts';
import { converse } from './converse.ts';
import type { ExtractionEvent } from './events.ts';
import type { ReceivedFrame } from './frame-reader.ts';
import type { OpenedFile } from './open-file.ts';
import { ForeignAnswer, parseGap, parseKind, parsePicture, parseSegments } from './parse-answers.ts';
import type { PictureReceived } from './parse-answers.ts';
import type { ReadRequest } from './requests.ts';
import { frameTypes, jsonPayload } from './wire.ts';
import type { WorkerProcess } from './worker-process.ts';

/** What a worker tells of a document; pictures are still to be looked at. */
export type DocumentEvent =
  | Exclude<ExtractionEvent, { type: 'picture' } | { type: 'done' }>
  | { type: 'found'; picture: PictureReceived };

export interface DocumentJob {
  name: string;
  options: ExtractionOptions;
  limits: ExtractionLimits;
  /** Wall time the worker may take; what the caller takes between events is not counted. */
  timeMs: number;
}

/** More than any document has; a worker that goes on is not ours any more. */
const gapsMax = 200_000;
const picturesMax = 200_000;

/**
 * Lets a worker read one file and hands on what it finds. Ends when the worker says it is done, or with a gap when it is
 * ended by a limit, dies or answers nonsense; the worker is alive afterwards only in the first case.
 */
export async function* readDocument(
  worker: WorkerProcess,
  file: OpenedFile,
  job: DocumentJob,
): AsyncGenerator<DocumentEvent> {
  const { name, options, limits } = job;
  const request: ReadRequest = { size: file.size, name, options, limits };
  worker.send(frameTypes.read, jsonPayload(request));
  const session = new Session(limits);
  try {
    for await (const said of converse(worker, file, job.timeMs)) {
      yield 'ended' in said ? { type: 'gap', gap: said.ended } : session.take(said.frame);
    }
  } catch (error) {
    worker.kill();
    if (!(error instanceof ForeignAnswer)) throw error;
    yield { type: 'gap', gap: { path: [], reason: 'crashed' } };
  }
}

/** Keeps count of what one file has given. */
class Session {
  readonly #limits: ExtractionLimits;
  #textUnits = 0;
  #gaps = 0;
  #pictures = 0;
  #pictureBytes: Uint8Array | undefined;

  constructor(limits: ExtractionLimits) {
    this.#limits = limits;
  }

  take({ type, payload }: ReceivedFrame): DocumentEvent {
    switch (type) {
      case frameTypes.kind:
        return { type: 'kind', kind: parseKind(payload) };
      case frameTypes.segments:
        return this.#takeSegments(payload);
      case frameTypes.gap:
        this.#gaps = below(this.#gaps + 1, gapsMax);
        return { type: 'gap', gap: parseGap(payload) };
      case frameTypes.picture:
        return this.#takePicture(payload);
      default:
        throw new ForeignAnswer('frame');
    }
  }

  #takeSegments(payload: Buffer): DocumentEvent {
    const segments = parseSegments(payload);
    const units = segments.reduce((sum, { text }) => sum + text.length, 0);
    // The worker keeps the limit itself; repeated ends of cut texts come on top.
    this.#textUnits = below(this.#textUnits + units, 2 * this.#limits.textUnitsMax + units);
    return { type: 'segments', segments };
  }

  #takePicture(payload: Buffer): DocumentEvent {
    this.#pictures = below(this.#pictures + 1, picturesMax);
    const picture = parsePicture(payload, this.#pictureBytes);
    this.#pictureBytes = picture.bytes;
    return { type: 'found', picture };
  }
}

function below(value: number, max: number): number {
  if (value > max) throw new ForeignAnswer('output');
  return value;
}
