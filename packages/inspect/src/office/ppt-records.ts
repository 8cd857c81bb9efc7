/** A record of a presentation stream ([MS-PPT] 2.3.1). */
export interface PptRecord {
  type: number;
  instance: number;
  isContainer: boolean;
  /** Where its head stands, its content begins and ends. */
  at: number;
  from: number;
  end: number;
}

/** [MS-PPT] 2.13.24 */
export const types = {
  document: 0x03e8,
  slide: 0x03ee,
  notes: 0x03f0,
  slidePersist: 0x03f3,
  master: 0x03f8,
  slideShowInfo: 0x03f9,
  textHeader: 0x0f9f,
  textChars: 0x0fa0,
  textBytes: 0x0fa8,
  characterString: 0x0fba,
  slideList: 0x0ff0,
  handout: 0x0fc9,
  userEdit: 0x0ff5,
  oleStorage: 0x1011,
  persistDirectory: 0x1772,
  comment: 0x2ee0,
  hyperlink: 0x0fd7,
  headersFooters: 0x0fd9,
  vbaInfo: 0x03ff,
  placeholder: 0x0bc3,
  shape: 0xf004,
} as const;

const depthMax = 64;

/** The records from `from` to `end`; stops where one does not fit. */
export function* readRecords(stream: Buffer, from: number, end: number): Generator<PptRecord> {
  let at = from;
  while (at + 8 <= end) {
    const head = stream.readUInt16LE(at);
    const bytes = stream.readUInt32LE(at + 4);
    const next = at + 8 + bytes;
    yield {
      type: stream.readUInt16LE(at + 2),
      instance: head >> 4,
      isContainer: (head & 0xf) === 0xf,
      at,
      from: at + 8,
      end: Math.min(end, next),
    };
    at = next;
  }
}

/** Every record within, outer ones first. */
export function* walkRecords(stream: Buffer, outer: PptRecord, depth = 0): Generator<PptRecord> {
  yield outer;
  if (!outer.isContainer || depth >= depthMax) return;
  for (const record of readRecords(stream, outer.from, outer.end))
    yield* walkRecords(stream, record, depth + 1);
}

export function findRecords(stream: Buffer, outer: PptRecord, type: number): PptRecord[] {
  return [...walkRecords(stream, outer)].filter((record) => record.type === type);
}
