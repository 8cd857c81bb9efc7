import type { Readable } from 'node:stream';
import { ForeignAnswer } from './parse-answers.ts';
import { frameBytesMax, frameHeadBytes } from './wire.ts';

export interface ReceivedFrame {
  type: number;
  payload: Buffer;
}

/** Takes frames out of a stream one by one; what is not asked for stays in the pipe and holds the worker back. */
export class FrameReader {
  readonly #chunks: AsyncIterator<unknown>;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(stream: Readable) {
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Undefined when the stream ended. @throws ForeignAnswer when a frame is longer than any may be */
  async next(): Promise<ReceivedFrame | undefined> {
    if (!(await this.#have(frameHeadBytes))) return undefined;
    const head = this.#take(frameHeadBytes);
    const length = head.readUInt32BE(1);
    if (length > frameBytesMax) throw new ForeignAnswer('frame');
    if (!(await this.#have(length))) return undefined;
    return { type: head[0] ?? 0, payload: this.#take(length) };
  }

  async #have(bytes: number): Promise<boolean> {
    while (this.#waitingBytes < bytes) {
      const { done, value } = await this.#chunks.next();
      if (done === true || !Buffer.isBuffer(value)) return false;
      this.#waiting.push(value);
      this.#waitingBytes += value.length;
    }
    return true;
  }

  #take(bytes: number): Buffer {
    const [first] = this.#waiting;
    const all = first !== undefined && first.length >= bytes ? first : Buffer.concat(this.#waiting);
    if (all !== first) this.#waiting = [all];
    const rest = all.subarray(bytes);
    if (rest.length > 0) this.#waiting[0] = rest;
    else this.#waiting.shift();
    this.#waitingBytes -= bytes;
    return all.subarray(0, bytes);
  }
}
