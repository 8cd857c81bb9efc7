import type { ExtractionSink } from '../document/extract.ts';
import type { PictureFound } from '../document/extraction.ts';
import type { Gap } from '../document/gaps.ts';
import type { Segment } from '../document/place.ts';
import { frameTypes, jsonPayload, mixedPayload } from './wire.ts';
import { workerPipe } from './worker-pipe.ts';

/** Segments are sent together: so many UTF-16 units of text, or so many of them. */
const batchUnits = 64 * 1024;
const batchSegments = 512;

/** Sends what an extraction finds, in order. */
export class EventWriter implements ExtractionSink {
  #path: readonly string[] = [];
  #batch: { text: string }[] = [];
  #units = 0;
  #sentBytes: Uint8Array | undefined;

  segment(segment: Segment): void {
    const { path, ...place } = segment.place;
    if (path !== this.#path) this.flush();
    this.#path = path;
    this.#batch.push(Object.assign({}, segment, { place }));
    this.#units += segment.text.length;
    if (this.#units >= batchUnits || this.#batch.length >= batchSegments) this.flush();
  }

  gap(gap: Gap): void {
    this.flush();
    workerPipe.write(frameTypes.gap, jsonPayload(gap));
  }

  /** The pages of a PDF come with the same bytes, which are sent once. */
  picture(picture: PictureFound & { path: readonly string[] }): void {
    this.flush();
    const { bytes, ...head } = picture;
    const isSame = bytes === this.#sentBytes;
    this.#sentBytes = bytes;
    workerPipe.write(
      frameTypes.picture,
      ...mixedPayload({ ...head, isSame }, isSame ? new Uint8Array() : bytes),
    );
  }

  flush(): void {
    if (this.#batch.length === 0) return;
    workerPipe.write(frameTypes.segments, jsonPayload({ path: this.#path, segments: this.#batch }));
    this.#batch = [];
    this.#units = 0;
  }
}
