import { closeSync, fsyncSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { checksum, refuseDamaged, writeAll } from './durable-files.ts';

/** Length, checksum of the length and the record's number, then the payload and its checksum. */
const frameHeadBytes = 8;
/** A record; a document of the largest text fits. */
export const journalRecordBytesMax = 512 * 1024 * 1024;

/** What a journal gives back after a restart. */
export interface Replay {
  records: Buffer[];
  /** Where the next record goes. */
  end: number;
}

/** Changes since the last segment, appended in order; what a crash cut off was never answered for and is dropped. */
export class Journal {
  readonly file: string;
  readonly #fd: number;
  #end: number;
  #count: number;
  #isSynced = true;

  /** Opens for appending behind what {@link readJournal} read. */
  constructor(file: string, replayed: { end: number; count: number }) {
    this.file = file;
    this.#fd = openSync(file, 'a+', 0o600);
    closeSync(this.#fd);
    this.#fd = openSync(file, 'r+');
    this.#end = replayed.end;
    this.#count = replayed.count;
    ftruncateSync(this.#fd, this.#end);
  }

  get bytes(): number {
    return this.#end;
  }

  append(payload: Uint8Array): void {
    const frame = Buffer.allocUnsafe(frameHeadBytes + payload.byteLength + 4);
    frame.writeUInt32LE(payload.byteLength, 0);
    frame.writeUInt32LE(headChecksum(payload.byteLength, this.#count), 4);
    frame.set(payload, frameHeadBytes);
    frame.writeUInt32LE(checksum(payload), frameHeadBytes + payload.byteLength);
    writeAll(this.#fd, frame, this.#end);
    this.#end += frame.byteLength;
    this.#count += 1;
    this.#isSynced = false;
  }

  sync(): void {
    if (this.#isSynced) return;
    fsyncSync(this.#fd);
    this.#isSynced = true;
  }

  close(): void {
    this.sync();
    closeSync(this.#fd);
  }
}

function headChecksum(length: number, count: number): number {
  const head = Buffer.allocUnsafe(8);
  head.writeUInt32LE(length, 0);
  head.writeUInt32LE(count >>> 0, 4);
  return checksum(head);
}

/**
 * The records from `from` on, where the one there has number `count`. A record cut off at the end, or an end of zeros
 * (some file systems leave one after a crash), is left out: it was never acknowledged, or is being written.
 * @throws CopyIndexRefused `damaged` for a whole record that differs from its checksum
 */
export function readJournal(file: string, from: number, count: number): Replay {
  const bytes = readTail(file, from);
  const records: Buffer[] = [];
  let at = 0;
  while (bytes.byteLength - at >= frameHeadBytes) {
    const length = bytes.readUInt32LE(at);
    if (headChecksum(length, count + records.length) !== bytes.readUInt32LE(at + 4)) {
      if (bytes.subarray(at).every((byte) => byte === 0)) break;
      refuseDamaged(file, 'head of a record');
    }
    const end = at + frameHeadBytes + length + 4;
    if (length > journalRecordBytesMax) refuseDamaged(file, 'a record is too long');
    if (end > bytes.byteLength) break;
    const payload = bytes.subarray(at + frameHeadBytes, end - 4);
    if (checksum(payload) !== bytes.readUInt32LE(end - 4)) refuseDamaged(file, 'checksum of a record');
    records.push(payload);
    at = end;
  }
  return { records, end: from + at };
}

function readTail(file: string, from: number): Buffer {
  const fd = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(fd).size - from));
    let got = 0;
    while (got < bytes.byteLength) {
      const read = readSync(fd, bytes, got, bytes.byteLength - got, from + got);
      if (read === 0) break;
      got += read;
    }
    return bytes.subarray(0, got);
  } finally {
    closeSync(fd);
  }
}
