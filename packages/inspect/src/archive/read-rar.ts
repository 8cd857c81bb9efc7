import type { Extraction } from '../document/extraction.ts';
import { bufferOf } from '../document/windows.ts';
import type { ByteSource } from '../document/byte-source.ts';
import { decodeNames } from './decode-names.ts';
import { readEntries } from './read-entries.ts';

/** RAR 4 and 5. Encrypted entries cannot be opened, with or without a password. */
export async function readRar(extraction: Extraction): Promise<void> {
  const { source, skip } = extraction;
  const { names, isWhole } = listRar4(source) ?? { names: undefined, isWhole: hasRar5End(source) };
  await readEntries(extraction, names);
  // The library takes the end of the file for the end of the archive.
  if (!isWhole) skip({ reason: 'damaged' });
}

const rar4Signature = Buffer.from([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x00]);
const fileHeader = 0x74;
const archiveEnd = 0x7b;
const hasDataFlag = 0x8000;
const largeFlag = 0x100;
const unicodeFlag = 0x200;
const entriesMax = 100_000;

const rar5Signature = Buffer.from([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07, 0x01, 0x00]);
const rar5 = { encryption: 4, end: 5, extra: 1, data: 2 };

/** Walks the headers of a RAR 5 to its end; those behind a header of encryption cannot be read. (RAR 5.0 archive format) */
function hasRar5End(source: ByteSource): boolean {
  let at = rar5Signature.length;
  for (let count = 0; count < entriesMax && at + 7 <= source.length; count += 1) {
    const header = bufferOf(source.read(at, 64));
    const size = readNumber(header, 4);
    const type = readNumber(header, size.end);
    const flags = readNumber(header, type.end);
    if (type.value === rar5.end || type.value === rar5.encryption) return true;
    const extra = (flags.value & rar5.extra) === 0 ? flags : readNumber(header, flags.end);
    const data = (flags.value & rar5.data) === 0 ? { value: 0 } : readNumber(header, extra.end);
    if (size.value === 0) return false;
    at += size.end + size.value + data.value;
  }
  return false;
}

/** Seven bits a byte, the lowest first; the highest bit says that more follow. */
function readNumber(bytes: Buffer, start: number): { value: number; end: number } {
  let value = 0;
  for (let place = 0; place < 8; place += 1) {
    const byte = bytes[start + place] ?? 0;
    value += (byte & 0x7f) * 2 ** (7 * place);
    if (byte < 0x80) return { value, end: start + place + 1 };
  }
  return { value, end: start + 8 };
}

interface Rar4List {
  names: string[];
  /** False where the last header, or what belongs to it, is cut. */
  isWhole: boolean;
}

/** Names of a RAR 4 in the order of its files, from the headers (technote.txt of WinRAR 3); undefined for others. */
function listRar4(source: ByteSource): Rar4List | undefined {
  if (!bufferOf(source.read(0, rar4Signature.length)).equals(rar4Signature)) return undefined;
  const names: (string | Buffer)[] = [];
  let at = rar4Signature.length;
  while (at + 7 <= source.length && names.length < entriesMax) {
    const header = bufferOf(source.read(at, 64 * 1024));
    const type = header[2] ?? 0;
    if (type === archiveEnd) {
      at = source.length;
      break;
    }
    const flags = header.readUInt16LE(3);
    const headerBytes = header.readUInt16LE(5);
    if (headerBytes < 7 || headerBytes > header.length) {
      at = Infinity;
      break;
    }
    const block = header.subarray(0, headerBytes);
    let dataBytes = (flags & hasDataFlag) !== 0 && headerBytes >= 11 ? block.readUInt32LE(7) : 0;
    if (type === fileHeader && headerBytes >= 32) {
      const isLarge = (flags & largeFlag) !== 0 && headerBytes >= 40;
      dataBytes = block.readUInt32LE(7) + (isLarge ? block.readUInt32LE(32) * 2 ** 32 : 0);
      const nameAt = isLarge ? 40 : 32;
      const raw = block.subarray(nameAt, nameAt + block.readUInt16LE(26));
      names.push((flags & unicodeFlag) !== 0 ? unpackName(raw) : Buffer.from(raw));
    }
    at += headerBytes + dataBytes;
  }
  const plain = decodeNames(names.filter((name) => typeof name !== 'string'));
  return {
    isWhole: at === source.length,
    names: names.map((name) =>
      (typeof name === 'string' ? name : (plain.shift() ?? '')).replaceAll('\\', '/'),
    ),
  };
}

/**
 * A name in RAR's own packing: after the plain name and a zero, a common high byte and then, two bits a character, a low
 * byte, a low byte under the common high byte, both bytes, or a run taken from the plain name. As unrar does it; a name
 * without a zero is UTF-8.
 */
function unpackName(raw: Buffer): string | Buffer {
  const zero = raw.indexOf(0);
  if (zero < 0) return Buffer.from(raw);
  const plain = raw.subarray(0, zero);
  const packed = raw.subarray(zero + 1);
  const high = (packed[0] ?? 0) << 8;
  const units: number[] = [];
  let at = 1;
  let flags = 0;
  let flagBits = 0;
  while (at < packed.length && units.length < 4096) {
    if (flagBits === 0) {
      flags = packed[at++] ?? 0;
      flagBits = 8;
    }
    flagBits -= 2;
    const mode = (flags >> flagBits) & 3;
    if (mode === 0) units.push(packed[at++] ?? 0);
    else if (mode === 1) units.push((packed[at++] ?? 0) | high);
    else if (mode === 2) {
      units.push((packed[at] ?? 0) | ((packed[at + 1] ?? 0) << 8));
      at += 2;
    } else {
      const length = packed[at++] ?? 0;
      const correction = (length & 0x80) === 0 ? undefined : (packed[at++] ?? 0);
      for (let left = (length & 0x7f) + 2; left > 0; left -= 1) {
        const byte = plain[units.length] ?? 0;
        units.push(correction === undefined ? byte : ((byte + correction) & 0xff) | high);
      }
    }
  }
  return String.fromCharCode(...units);
}
