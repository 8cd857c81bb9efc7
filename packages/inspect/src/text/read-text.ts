import type { Extraction } from '../document/extraction.ts';
import { PartRefused } from '../document/extraction.ts';
import { bufferOf, windowsOf } from '../document/windows.ts';
import { makeDecoder } from './decode-stream.ts';
import type { StreamDecoder } from './decode-stream.ts';
import { detectEncoding } from './detect-encoding.ts';
import type { TextEncodingName } from './detect-encoding.ts';
import { BlockWriter } from './write-blocks.ts';

/** Faults in one window that make another look at its encoding worth while: files are joined from several. */
const faultsToReconsider = 16;

/**
 * Plain text of any size, window by window: nothing is kept but the block being filled. The encoding is decided where the
 * first byte beyond ASCII stands, and again where a window does not fit it.
 */
export function readText({ source, emit, skip }: Extraction): void {
  const blocks = new BlockWriter(emit);
  const reader = new WindowReader();
  for (const window of windowsOf(source)) blocks.write(reader.read(window, source.length));
  blocks.write(reader.end());
  blocks.end();
  if (reader.faults > 0) skip({ reason: 'unmapped-characters', count: reader.faults });
}

class WindowReader {
  faults = 0;
  #encoding: TextEncodingName | undefined;
  #decoder: StreamDecoder | undefined;
  #atStart = true;

  read(window: Uint8Array, sourceLength: number): string {
    const whole = window.byteLength === sourceLength;
    if (this.#encoding === undefined && (this.#atStart || hasHighBytes(window))) this.#decide(window, whole);
    const markBytes = this.#atStart ? (detectEncoding(window, whole)?.markBytes ?? 0) : 0;
    this.#atStart = false;
    const bytes = window.subarray(markBytes);
    if (this.#encoding === undefined) return bufferOf(bytes).toString('latin1');
    const text = this.#decoder?.write(bytes) ?? '';
    const faults = countFaults(text, bytes, this.#encoding);
    const better = faults > faultsToReconsider ? this.#reconsider(bytes, faults) : undefined;
    this.faults += better?.faults ?? faults;
    return better?.text ?? text;
  }

  end(): string {
    return this.#decoder?.end() ?? '';
  }

  /** ASCII alone decides nothing: it is read as it is until something else comes. */
  #decide(window: Uint8Array, whole: boolean): void {
    const detected = detectEncoding(fromFirstHighByte(window), whole);
    if (detected === undefined && this.#atStart) throw new PartRefused({ reason: 'unknown-encoding' });
    const encoding = detected?.encoding ?? 'utf-8';
    if (encoding === 'utf-8' && !hasHighBytes(window)) return;
    this.#use(encoding);
  }

  #use(encoding: TextEncodingName): void {
    this.#encoding = encoding;
    this.#decoder = makeDecoder(encoding);
  }

  #reconsider(bytes: Uint8Array, faults: number): { text: string; faults: number } | undefined {
    const other = detectEncoding(bytes, false)?.encoding;
    if (other === undefined || other === this.#encoding) return undefined;
    const decoder = makeDecoder(other);
    const text = decoder.write(bytes);
    const remaining = countFaults(text, bytes, other);
    if (remaining * 2 > faults) return undefined;
    this.#encoding = other;
    this.#decoder = decoder;
    return { text, faults: remaining };
  }
}

/** The sample starts near what is to be decided, so that long stretches of ASCII do not hide it. */
function fromFirstHighByte(window: Uint8Array): Uint8Array {
  const at = window.findIndex((byte) => byte >= 0x80);
  const start = Math.max(0, at - 1024);
  // UTF-16 counts in twos.
  return window.subarray(start - (start % 2));
}

function hasHighBytes(window: Uint8Array): boolean {
  return window.some((byte) => byte >= 0x80);
}

/** U+FFFD that decoding gave; those the text itself holds were lost before. */
function countFaults(text: string, bytes: Uint8Array, encoding: TextEncodingName): number {
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) count += 1;
  if (count === 0 || encoding !== 'utf-8') return count;
  const buffer = bufferOf(bytes);
  const written = Buffer.from('\uFFFD', 'utf8');
  for (let at = buffer.indexOf(written); at >= 0; at = buffer.indexOf(written, at + 3)) count -= 1;
  return Math.max(0, count);
}
