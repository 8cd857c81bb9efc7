import { hashBytes, hashInto, leafPrefix } from '../hash.ts';
import { tileHashesMax } from './folder.ts';
import type { Folder } from './folder.ts';
import { pathOfTile } from './folder.ts';
import type { Findings } from './report.ts';

/** 256 entries of 65 535 bytes with their lengths. */
export const bundleBytesMax = tileHashesMax * (2 + 0xffff);

export interface HashedBundle {
  /** One hash after another, of every whole entry in the file. */
  readonly hashes: Buffer;
  readonly count: number;
  /** Whether the bytes ended with the last entry. */
  readonly isWhole: boolean;
}

/** Called with where an entry lies in the bundle and its place among the entries of the bundle. */
export type Visit = (bytes: Buffer, start: number, end: number, place: number) => void;

const slots = { buffer: Buffer.alloc(tileHashesMax * hashBytes), preimage: Buffer.alloc(1, leafPrefix) };

/**
 * Hashes the entries of a bundle. Entries are mostly of one length, so one preimage buffer serves them all: copying
 * into it costs less than making a view on each (measured). `hashes` is valid until the next call.
 */
export function hashBundle(bytes: Buffer, visit?: Visit): HashedBundle {
  let offset = 0;
  let count = 0;
  while (offset + 2 <= bytes.length) {
    const start = offset + 2;
    const end = start + bytes.readUInt16BE(offset);
    if (end > bytes.length) break;
    if ((count + 1) * hashBytes > slots.buffer.length) {
      slots.buffer = Buffer.concat([slots.buffer, Buffer.alloc(slots.buffer.length)]);
    }
    if (slots.preimage.length !== end - start + 1) slots.preimage = Buffer.alloc(end - start + 1, leafPrefix);
    bytes.copy(slots.preimage, 1, start, end);
    hashInto(slots.preimage, slots.buffer, count * hashBytes);
    visit?.(bytes, start, end, count);
    count += 1;
    offset = end;
  }
  return { hashes: slots.buffer.subarray(0, count * hashBytes), count, isWhole: offset === bytes.length };
}

/** `{"commitment":"44","id":"36","time":"24","version":1}`: where the fixed bytes and the fields lie. */
const leafTemplate = `{"commitment":"${'?'.repeat(44)}","id":"${'?'.repeat(36)}","time":"${'?'.repeat(24)}","version":1}`;
const idAt = leafTemplate.indexOf('"id":"') + 6;
const timeAt = leafTemplate.indexOf('"time":"') + 8;
const timeLength = 24;
/** Every fourth fixed byte tells the form well enough for a note; what binds an entry is its hash. */
const fixedAt = Uint16Array.from(
  leafTemplate.split('').flatMap((char, at) => (char === '?' ? [] : [at])),
).filter((_, i) => i % 4 === 0);
const fixedByte = Uint8Array.from(fixedAt, (at) => leafTemplate.charCodeAt(at));

const hexValue = new Uint8Array(256);
for (let value = 0; value < 16; value += 1) hexValue[value.toString(16).charCodeAt(0)] = value;

function hexWord(bytes: Buffer, at: number, digits: number): number {
  let word = 0;
  for (let i = at; i < at + digits; i += 1) word = (word << 4) | (hexValue[bytes[i] ?? 0] ?? 0);
  return word;
}

function hasLeafLayout(bytes: Buffer, start: number, end: number): boolean {
  if (end - start !== leafTemplate.length) return false;
  for (let i = 0; i < fixedAt.length; i += 1) {
    if (bytes[start + (fixedAt[i] ?? 0)] !== fixedByte[i]) return false;
  }
  return true;
}

/** Above this the table of ids would take more than 512 MiB. */
export const idsCheckedMax = 2 ** 25;

/** Room for half a million ids; pages not touched cost nothing. */
const idsAtFirst = 2 ** 20;

/** A set of 64-bit numbers in two flat arrays: 16 to 32 bytes an id. */
class IdSet {
  #low = new Uint32Array(idsAtFirst);
  #high = new Uint32Array(idsAtFirst);
  #count = 0;

  /** False when it was in already. */
  add(low: number, high: number): boolean {
    if (this.#count * 2 >= this.#low.length) this.#grow();
    if (!insert(this.#low, this.#high, low, high)) return false;
    this.#count += 1;
    return true;
  }

  #grow(): void {
    const low = new Uint32Array(this.#low.length * 2);
    const high = new Uint32Array(low.length);
    for (let i = 0; i < this.#low.length; i += 1) {
      const [l = 0, h = 0] = [this.#low[i], this.#high[i]];
      if (l !== 0 || h !== 0) insert(low, high, l, h);
    }
    this.#low = low;
    this.#high = high;
  }
}

function insert(lows: Uint32Array, highs: Uint32Array, low: number, high: number): boolean {
  const mask = lows.length - 1;
  // Zero in both marks a free place, so the number zero is kept as one.
  const l = low === 0 && high === 0 ? 1 : low;
  let at = (Math.imul(l, 0x9e3779b1) ^ Math.imul(high, 0x85ebca6b)) & mask;
  while (lows[at] !== 0 || highs[at] !== 0) {
    if (lows[at] === l && highs[at] === high) return false;
    at = (at + 1) & mask;
  }
  lows[at] = l;
  highs[at] = high;
  return true;
}

const suspectsMax = 1000;

/** Looks at what entries say while they are hashed: form, time, id. No JSON is parsed for it. */
export class EntryWatch {
  readonly #ids = new IdSet();
  readonly #lastTime = Buffer.alloc(timeLength);
  #hasTime = false;
  #idsFrom = -1;
  #foreignCount = 0;
  #foreignFirst = 0;
  #backCount = 0;
  #backFirst = 0;
  #backTime = '';
  readonly #suspects = new Set<string>();

  see(bytes: Buffer, start: number, end: number, index: number): void {
    if (!hasLeafLayout(bytes, start, end)) {
      if (this.#foreignCount === 0) this.#foreignFirst = index;
      this.#foreignCount += 1;
      return;
    }
    this.#seeTime(bytes, start + timeAt, index);
    this.#seeId(bytes, start + idAt, index);
  }

  #seeTime(bytes: Buffer, at: number, index: number): void {
    let order = 0;
    for (let i = 0; i < timeLength && order === 0; i += 1)
      order = (bytes[at + i] ?? 0) - (this.#lastTime[i] ?? 0);
    if (order < 0 && this.#hasTime) {
      if (this.#backCount === 0) {
        this.#backFirst = index;
        this.#backTime = bytes.toString('latin1', at, at + timeLength);
      }
      this.#backCount += 1;
    }
    if (order === 0) return;
    bytes.copy(this.#lastTime, 0, at, at + timeLength);
    this.#hasTime = true;
  }

  #seeId(bytes: Buffer, at: number, index: number): void {
    if (index >= idsCheckedMax) {
      if (this.#idsFrom < 0) this.#idsFrom = index;
      return;
    }
    // The last sixteen digits, `…-vxxx-xxxxxxxxxxxx`, are random in UUIDs of versions 4 and 7 alike.
    const high = (hexWord(bytes, at + 19, 4) << 16) | hexWord(bytes, at + 24, 4);
    if (this.#ids.add(hexWord(bytes, at + 28, 8) >>> 0, high >>> 0)) return;
    if (this.#suspects.size < suspectsMax) this.#suspects.add(bytes.toString('latin1', at, at + 36));
    else if (this.#idsFrom < 0) this.#idsFrom = index;
  }

  get lastTime(): string | undefined {
    const time = this.#lastTime.toString('latin1');
    return this.#hasTime && /^[\dTZ:.-]{24}$/.test(time) ? time : undefined;
  }

  report(findings: Findings): void {
    if (this.#foreignCount > 0) {
      findings.add('entry.foreign', { count: this.#foreignCount, first: this.#foreignFirst });
    }
    if (this.#backCount > 0) {
      findings.add('time.backwards', {
        count: this.#backCount,
        first: this.#backFirst,
        time: this.#backTime,
      });
    }
    if (this.#idsFrom >= 0) findings.add('entry.idsUnchecked', { from: this.#idsFrom });
  }

  /** Goes through the bundles once more, but only when an id seemed to come twice: 64 bits of it may agree by chance. */
  reportDuplicates(folder: Folder, range: { base: number; size: number }, findings: Findings): void {
    if (this.#suspects.size === 0) return;
    const first = new Map<string, number>();
    for (let from = range.base; from < range.size; from += tileHashesMax) {
      const width = Math.min(tileHashesMax, range.size - from);
      const bytes = folder.read(pathOfTile('entries', from / tileHashesMax, width), bundleBytesMax);
      if (bytes === undefined) return;
      hashBundle(bytes, (data, start, end, place) => {
        if (!hasLeafLayout(data, start, end)) return;
        const id = data.toString('latin1', start + idAt, start + idAt + 36);
        if (!this.#suspects.has(id)) return;
        const before = first.get(id);
        if (before === undefined) first.set(id, from + place);
        else findings.add('entry.duplicate', { first: before, second: from + place, id });
      });
    }
  }
}
