import path from 'node:path';
import type { ExtractionLimits, OcrMode } from '../document/extraction.ts';
import type { GapReason } from '../document/gaps.ts';
import type { PictureRequest } from '../pictures/recognise.ts';
import type { ExtractionEvent } from './events.ts';
import { ForeignAnswer, parsePictureAnswer } from './parse-answers.ts';
import type { PictureAnswer, PictureReceived } from './parse-answers.ts';
import type { PictureMessage } from './picture-requests.ts';
import { frameTypes, mixedPayload } from './wire.ts';
import { WorkerCrew } from './worker-crew.ts';
import type { WorkerProcess } from './worker-process.ts';

export interface PictureReaderOptions {
  workersMax: number;
  memoryMb: number;
  timeMs: number;
}

/** Decoders keep what they leak. */
const picturesPerProcess = 500;

const program = path.join(import.meta.dirname, `picture-worker${path.extname(import.meta.filename)}`);

type Failure = Extract<GapReason, 'timed-out' | 'out-of-memory' | 'crashed'>;

/**
 * Has the pictures of documents looked at in processes of their own, apart from those that parse documents: decoders
 * are native code. Text is recognised as `ocr` says; codes are read and hashes made in any case.
 */
export class PictureReader {
  readonly #options: PictureReaderOptions;
  readonly #crew: WorkerCrew;
  /** What a worker was given last, which need not be sent again. */
  readonly #given = new WeakMap<WorkerProcess, Uint8Array>();

  constructor(options: PictureReaderOptions) {
    this.#options = options;
    this.#crew = new WorkerCrew({
      program,
      memoryMb: options.memoryMb,
      addons: true,
      workersMax: options.workersMax,
      servedMax: picturesPerProcess,
    });
  }

  /** What a picture holds. Whatever it does to the process that looks at it is a gap. */
  async *look(
    picture: PictureReceived,
    { ocr, limits }: { ocr: OcrMode; limits: ExtractionLimits },
  ): AsyncGenerator<ExtractionEvent> {
    const { bytes, path: parts, slide, ...about } = picture;
    const answer = await this.#recognise(bytes, { ...about, ocr, limits }, parts);
    const at = {
      path: parts,
      ...(picture.page === undefined ? {} : { page: picture.page }),
    };
    if (typeof answer === 'string') {
      yield { type: 'gap', gap: { ...at, reason: answer } };
      yield {
        type: 'gap',
        gap: { ...at, reason: picture.isPage === true ? 'page-not-read' : 'picture-not-read' },
      };
      return;
    }
    const segments =
      slide === undefined ? answer.segments : answer.segments.map((segment) => onSlide(segment, slide));
    if (segments.length > 0) yield { type: 'segments', segments };
    for (const gap of answer.gaps) yield { type: 'gap', gap };
    const { hash, width, height } = answer;
    if (hash === undefined) return;
    yield {
      type: 'picture',
      picture: {
        ...at,
        ...(slide === undefined ? {} : { slide }),
        ...(picture.region === undefined ? {} : { region: picture.region }),
        hash,
        width,
        height,
      },
    };
  }

  async #recognise(
    bytes: Uint8Array,
    request: PictureRequest,
    parts: readonly string[],
  ): Promise<PictureAnswer | Failure> {
    const worker = await this.#crew.take();
    let isWell = false;
    try {
      const isSame = this.#given.get(worker) === bytes;
      this.#given.set(worker, bytes);
      const message: PictureMessage = { isSame, request };
      worker.send(frameTypes.recognise, ...mixedPayload(message, isSame ? new Uint8Array() : bytes));
      const frame = await worker.next(this.#options.timeMs);
      if ('reason' in frame) return frame.reason;
      if (frame.type !== frameTypes.recognised) return 'crashed';
      const answer = parsePictureAnswer(frame.payload, parts);
      isWell = true;
      return answer;
    } catch (error) {
      if (error instanceof ForeignAnswer) return 'crashed';
      throw error;
    } finally {
      this.#crew.giveBack(worker, isWell);
    }
  }

  async close(): Promise<void> {
    await this.#crew.close();
  }
}

function onSlide(
  segment: PictureAnswer['segments'][number],
  slide: number,
): PictureAnswer['segments'][number] {
  return { ...segment, place: { ...segment.place, slide } };
}
