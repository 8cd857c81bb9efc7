import { checksum } from './durable-files.ts';

/**
 * A segment file, never changed once written:
 *
 * - head, {@link segmentHeadBytes}
 * - records: parts and fingerprints for the low side, each with its CRC-32 behind
 * - lists and pages: an entry is a hash and either a part, or (top bit set) the distance in bytes from the page back to
 *   a list of parts; lists stand right before the page that names them
 * - tables: documents, parts, pages; read when the segment is opened, with one CRC-32
 */
export const segmentMagic = 'FNGCOPY1';
export const segmentHeadBytes = 64;
export const pageBytes = 4096;
/** 8 bytes an entry, 8 for the count and the checksum. */
export const pageEntries = pageBytes / 8 - 1;
/** Parts to a piece of a list, each piece with a checksum. */
export const listPieceParts = 64;
export const listFlag = 0x80000000;

export interface SegmentHead {
  /** Where the lists and pages begin and the tables begin, and how long the tables are: bytes. */
  pagesAt: number;
  tablesAt: number;
  tablesBytes: number;
  tablesChecksum: number;
  documents: number;
  parts: number;
  pages: number;
}

export function encodeSegmentHead(head: SegmentHead): Buffer {
  const bytes = Buffer.alloc(segmentHeadBytes);
  bytes.write(segmentMagic, 0, 'latin1');
  bytes.writeBigUInt64LE(BigInt(head.pagesAt), 8);
  bytes.writeBigUInt64LE(BigInt(head.tablesAt), 16);
  bytes.writeBigUInt64LE(BigInt(head.tablesBytes), 24);
  bytes.writeUInt32LE(head.tablesChecksum, 32);
  bytes.writeUInt32LE(head.documents, 36);
  bytes.writeUInt32LE(head.parts, 40);
  bytes.writeUInt32LE(head.pages, 44);
  bytes.writeUInt32LE(checksum(bytes.subarray(0, segmentHeadBytes - 4)), segmentHeadBytes - 4);
  return bytes;
}

/** Undefined where the bytes are no head, or a damaged one. */
export function decodeSegmentHead(bytes: Buffer): SegmentHead | undefined {
  if (bytes.toString('latin1', 0, 8) !== segmentMagic) return undefined;
  const said = bytes.readUInt32LE(segmentHeadBytes - 4);
  if (checksum(bytes.subarray(0, segmentHeadBytes - 4)) !== said) return undefined;
  return {
    pagesAt: Number(bytes.readBigUInt64LE(8)),
    tablesAt: Number(bytes.readBigUInt64LE(16)),
    tablesBytes: Number(bytes.readBigUInt64LE(24)),
    tablesChecksum: bytes.readUInt32LE(32),
    documents: bytes.readUInt32LE(36),
    parts: bytes.readUInt32LE(40),
    pages: bytes.readUInt32LE(44),
  };
}
