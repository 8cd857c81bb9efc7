import { hash } from 'node:crypto';
import path from 'node:path';
import { extractionLimits } from '../document/extraction.ts';
import type { ExtractionLimits, ExtractionOptions } from '../document/extraction.ts';
import type { FileKind } from '../document/kinds.ts';
import { probeIsolation } from '../sandbox/isolation.ts';
import type { Isolation } from '../sandbox/isolation.ts';
import type { ExtractionEvent } from './events.ts';
import { openFile } from './open-file.ts';
import type { FileToInspect, OpenedFile } from './open-file.ts';
import type { PictureReceived } from './parse-answers.ts';
import { PictureReader } from './picture-reader.ts';
import { readDocument } from './read-document.ts';
import { WorkerCrew } from './worker-crew.ts';

/** Limits of the processes that read. */
export interface ReadingLimits {
  /** Heap of a reading process in MiB; where the system allows, the same again bounds what lies outside the heap. */
  memoryMb: number;
  /** Wall time for one file in milliseconds, recognition of its pictures apart. */
  timeMs: number;
  /** Added for each MiB of the file. */
  timePerMebibyteMs: number;
  /** Heap of a process that looks at pictures, in MiB. */
  pictureMemoryMb: number;
  /** Wall time for one picture, or page that is drawn, in milliseconds. */
  pictureTimeMs: number;
  /** Files one process reads before a new one takes its place. One file to a process keeps files wholly apart. */
  filesPerProcess: number;
}

export const readingLimits: ReadingLimits = {
  memoryMb: 768,
  timeMs: 60_000,
  timePerMebibyteMs: 500,
  pictureMemoryMb: 1024,
  pictureTimeMs: 120_000,
  filesPerProcess: 200,
};

export interface ReadingPoolOptions {
  /** Files read at one time, each in a process of its own. */
  jobs: number;
  limits?: Partial<ReadingLimits>;
}

export interface InspectionRequest {
  /** A hint between kinds of the same content. Of a path, the last part is taken when left out. */
  name?: string;
  options?: Partial<ExtractionOptions>;
  limits?: Partial<ExtractionLimits>;
  signal?: AbortSignal;
}

const program = path.join(import.meta.dirname, `document-worker${path.extname(import.meta.filename)}`);

/**
 * Reads documents in processes of their own, which get no environment, no file but the one they are given window by window, no
 * network where the system allows, and which are killed at their limits. Processes are started when needed and used for
 * many files; `close` ends them.
 */
export class ReadingPool {
  readonly #limits: ReadingLimits;
  readonly #crew: WorkerCrew;
  readonly #pictures: PictureReader;

  constructor({ jobs, limits }: ReadingPoolOptions) {
    this.#limits = { ...readingLimits, ...limits };
    this.#crew = new WorkerCrew({
      program,
      memoryMb: this.#limits.memoryMb,
      addons: false,
      workersMax: jobs,
      servedMax: this.#limits.filesPerProcess,
    });
    this.#pictures = new PictureReader({
      workersMax: jobs,
      memoryMb: this.#limits.pictureMemoryMb,
      timeMs: this.#limits.pictureTimeMs,
    });
  }

  /** What stands between a hostile file and this program on this system. */
  async isolation(): Promise<Isolation> {
    return probeIsolation();
  }

  /**
   * Everything found in a file, in order; the last event is `done`. Whatever the file does to the process that reads it
   * becomes a gap, and what was found before is kept. The file is read no faster than events are taken; to stop early,
   * leave the loop. Waits while all processes are busy. Rejects only when no process can be started, and with the
   * signal's reason when aborted.
   */
  async *inspect(file: FileToInspect, request: InspectionRequest = {}): AsyncGenerator<ExtractionEvent> {
    request.signal?.throwIfAborted();
    const opened = await openFile(file);
    if (typeof opened === 'string') {
      yield { type: 'gap', gap: { path: [], reason: opened } };
      yield { type: 'done', kind: 'unknown', bytes: 0 };
      return;
    }
    try {
      yield* this.#inspectOpened(opened, { ...request, name: request.name ?? nameOf(file) });
    } finally {
      await opened.close();
    }
  }

  async *#inspectOpened(
    file: OpenedFile,
    request: InspectionRequest & { name: string },
  ): AsyncGenerator<ExtractionEvent> {
    const worker = await this.#crew.take();
    const onAbort = (): void => worker.kill();
    request.signal?.addEventListener('abort', onAbort, { once: true });
    let kind: FileKind | undefined;
    try {
      kind = yield* this.#readAndLook(worker, file, request);
    } finally {
      request.signal?.removeEventListener('abort', onAbort);
      // Left in the middle of a file, a worker is of no more use.
      this.#crew.giveBack(worker, kind !== undefined);
    }
    request.signal?.throwIfAborted();
    yield { type: 'done', kind, bytes: file.size };
  }

  async *#readAndLook(
    worker: Parameters<typeof readDocument>[0],
    file: OpenedFile,
    request: InspectionRequest & { name: string },
  ): AsyncGenerator<ExtractionEvent, FileKind> {
    const options: ExtractionOptions = { ocr: 'auto', passwords: [], ...request.options };
    const limits: ExtractionLimits = { ...extractionLimits, ...request.limits };
    const mebibytes = file.size / 1024 ** 2;
    const reading = readDocument(worker, file, {
      name: request.name,
      options,
      limits,
      timeMs: Math.round(this.#limits.timeMs + mebibytes * this.#limits.timePerMebibyteMs),
    });
    const isNew = newPictures();
    let kind: FileKind = 'unknown';
    for await (const event of reading) {
      if (event.type === 'found') {
        if (isNew(event.picture)) yield* this.#pictures.look(event.picture, { ocr: options.ocr, limits });
      } else yield event;
      if (event.type === 'kind') kind = event.kind;
    }
    return kind;
  }

  /** Ends all processes, those at work too. */
  async close(): Promise<void> {
    await Promise.all([this.#crew.close(), this.#pictures.close()]);
  }
}

/** A letterhead on every slide is looked at once. */
function newPictures(): (picture: PictureReceived) => boolean {
  const seen = new Set<string>();
  return ({ bytes, pdf, path: parts }) => {
    if (pdf !== undefined) return true;
    const digest = hash('sha256', bytes) + parts.join('\0');
    if (seen.has(digest)) return false;
    seen.add(digest);
    return true;
  };
}

function nameOf(file: FileToInspect): string {
  return 'path' in file ? path.basename(file.path) : '';
}
