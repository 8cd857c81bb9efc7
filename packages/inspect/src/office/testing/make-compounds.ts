import CFB from 'cfb';

export type Streams = Readonly<Record<string, Uint8Array>>;

/** A compound file of these streams, named by their paths. */
export function makeCompound(streams: Streams): Buffer {
  const file = CFB.utils.cfb_new();
  for (const [name, content] of Object.entries(streams))
    CFB.utils.cfb_add(file, `/${name}`, Buffer.from(content));
  const written: unknown = CFB.write(file, { type: 'buffer' });
  if (!(written instanceof Uint8Array)) throw new Error('the library writes bytes');
  return Buffer.from(written);
}

/** A file dropped into a document, as the Packager program keeps it. */
export function makeNative(name: string, content: Uint8Array): Buffer {
  const counts = Buffer.alloc(8);
  counts.writeUInt16LE(3, 2);
  const path = Buffer.from(`C:\\${name}\0`);
  counts.writeUInt32LE(path.length, 4);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(content.length);
  const body = Buffer.concat([
    Buffer.from([2, 0]),
    Buffer.from(`${name}\0C:\\from\\${name}\0`),
    counts,
    path,
    bytes,
    Buffer.from(content),
  ]);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}

/** A property set of strings in this code page ([MS-OLEPS]). */
export function makeSummary(properties: Readonly<Record<number, Uint8Array>>, page: number): Buffer {
  const entries = Object.entries(properties);
  const headBytes = 8 + (entries.length + 1) * 8;
  const values: Buffer[] = [Buffer.from([2, 0, 0, 0, page & 0xff, page >> 8, 0, 0])];
  const places = Buffer.alloc(headBytes);
  places.writeUInt32LE(entries.length + 1, 4);
  places.writeUInt32LE(1, 8);
  places.writeUInt32LE(headBytes, 12);
  let at = headBytes + 8;
  for (const [index, [id, text]] of entries.entries()) {
    const value = Buffer.alloc(8 + Math.ceil((text.length + 1) / 4) * 4);
    value.writeUInt32LE(0x1e, 0);
    value.writeUInt32LE(text.length + 1, 4);
    value.set(text, 8);
    places.writeUInt32LE(Number(id), 16 + index * 8);
    places.writeUInt32LE(at, 20 + index * 8);
    values.push(value);
    at += value.length;
  }
  const head = Buffer.alloc(48);
  head.writeUInt16LE(0xfffe, 0);
  head.writeUInt32LE(1, 24);
  head.writeUInt32LE(48, 44);
  return Buffer.concat([head, places, ...values]);
}

interface MadeStories {
  body: string;
  footnotes?: string;
  /** Six separators of notes, then six for each section. */
  headers?: readonly string[];
  comments?: string;
  textBoxes?: string;
}

/** Stretches of the body with properties of their own, as codes of [MS-DOC] 2.6.1. */
interface MadeFormat {
  from: number;
  to: number;
  codes: Uint8Array;
}

const textAt = 0x800;
const pageBytes = 512;

/** A Word 97 document: one piece of text in Unicode, stories one after the other. */
export function makeDoc(
  stories: MadeStories,
  formats: readonly MadeFormat[] = [],
  more: Streams = {},
): Buffer {
  const headers = (stories.headers ?? []).join('');
  const parts = [
    stories.body,
    stories.footnotes ?? '',
    headers,
    '',
    stories.comments ?? '',
    '',
    stories.textBoxes ?? '',
  ];
  const text = Buffer.from(`${parts.join('')}\r`, 'utf16le');
  const pageAt = Math.ceil((textAt + text.length) / pageBytes) * pageBytes;
  const main = Buffer.alloc(pageAt + pageBytes);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(193, 2);
  main.writeUInt32LE(textAt, 0x18);
  parts.forEach((part, index) => main.writeUInt32LE(part.length, 0x4c + index * 4));
  text.copy(main, textAt);
  const table: Buffer[] = [];
  let tableBytes = 0;
  const place = (at: number, block: Buffer): void => {
    main.writeUInt32LE(tableBytes, at);
    main.writeUInt32LE(block.length, at + 4);
    table.push(block);
    tableBytes += block.length;
  };
  place(0x1a2, pieceTable(text.length / 2));
  if (formats.length > 0) {
    writeFormats(main.subarray(pageAt), formats);
    place(0xfa, numbers([textAt, textAt + text.length, pageAt / pageBytes]));
  }
  if (stories.headers !== undefined) {
    let at = 0;
    place(0xf2, numbers([0, ...stories.headers.map((header) => (at += header.length)), at + 1]));
  }
  return makeCompound({ WordDocument: main, '0Table': Buffer.concat(table), ...more });
}

function numbers(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4));
  return bytes;
}

function pieceTable(units: number): Buffer {
  const piece = Buffer.alloc(8);
  piece.writeUInt32LE(textAt, 2);
  const list = Buffer.concat([numbers([0, units]), piece]);
  return Buffer.concat([Buffer.from([2]), numbers([list.length]), list]);
}

function writeFormats(page: Buffer, formats: readonly MadeFormat[]): void {
  page.writeUInt8(formats.length, pageBytes - 1);
  let at = pageBytes - 2;
  formats.forEach(({ from, to, codes }, index) => {
    page.writeUInt32LE(textAt + from * 2, index * 4);
    page.writeUInt32LE(textAt + to * 2, index * 4 + 4);
    at = (at - codes.length - 1) & ~1;
    page.writeUInt8(codes.length, at);
    page.set(codes, at + 1);
    page.writeUInt8(at / 2, (formats.length + 1) * 4 + index);
  });
}

/** A record of a presentation ([MS-PPT] 2.3.1). */
function pptRecord(
  type: number,
  content: Uint8Array,
  more: { container?: boolean; instance?: number } = {},
): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(((more.instance ?? 0) << 4) | (more.container === true ? 0xf : 0), 0);
  head.writeUInt16LE(type, 2);
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content]);
}

const container = { container: true };

/** A box with text as slides keep it. */
function pptText(text: string): Buffer {
  return pptRecord(0xf00d, pptRecord(0x0fa0, Buffer.from(text, 'utf16le')), container);
}

interface MadePptSlide {
  text: string;
  outline?: string;
  isHidden?: boolean;
  comment?: string;
}

/** A presentation of these slides, after one that an earlier edit left in the file. */
export function makePpt(slides: readonly MadePptSlide[], leftBehind: string, more: Streams = {}): Buffer {
  const records: Buffer[] = [];
  const places: number[] = [];
  let at = 0;
  const append = (record: Buffer): number => {
    const place = at;
    records.push(record);
    at += record.length;
    return place;
  };
  append(pptRecord(0x03ee, pptText(leftBehind), container));
  const list = slides.map((slide, index) => {
    const persist = Buffer.alloc(20);
    persist.writeUInt32LE(index + 2, 0);
    const outline =
      slide.outline === undefined ? [] : [pptRecord(0x0fa8, Buffer.from(slide.outline, 'latin1'))];
    return Buffer.concat([pptRecord(0x03f3, persist), ...outline]);
  });
  const document = pptRecord(0x03e8, pptRecord(0x0ff0, Buffer.concat(list), container), container);
  places.push(append(document));
  for (const slide of slides) places.push(append(makeSlideRecord(slide)));
  const directory = append(pptRecord(0x1772, numbers([(places.length << 20) | 1, ...places])));
  const edit = append(pptRecord(0x0ff5, numbers([0, 0, 0, directory, 1, places.length, 0])));
  const user = pptRecord(0x0ff6, numbers([0x14, 0xe391c05f, edit, 0, 0]));
  return makeCompound({ 'PowerPoint Document': Buffer.concat(records), 'Current User': user, ...more });
}

function makeSlideRecord({ text, isHidden, comment }: MadePptSlide): Buffer {
  const info = Buffer.alloc(16);
  if (isHidden === true) info.writeUInt16LE(4, 10);
  const parts = [pptRecord(0x03f9, info), pptText(text)];
  if (comment !== undefined) {
    const said = pptRecord(0x0fba, Buffer.from(comment, 'utf16le'), { instance: 1 });
    parts.push(pptRecord(0x2ee0, said, container));
  }
  return pptRecord(0x03ee, Buffer.concat(parts), container);
}
