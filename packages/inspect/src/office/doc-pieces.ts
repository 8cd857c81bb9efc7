import { PartRefused } from '../document/extraction.ts';
import { pageOfLanguage } from './code-pages.ts';

interface Block {
  at: number;
  bytes: number;
}

/** What the head of a Word document says of where things are ([MS-DOC] 2.5, Word 6 binary file format). */
export interface DocHead {
  /** Word 6 and 95: text in a code page, tables in the main stream. */
  isOld: boolean;
  isEncrypted: boolean;
  tableName: string;
  /** Of text that is not in Unicode. */
  page: number;
  /** Units of the stories: body, footnotes, headers, macros, comments, endnotes, text boxes, those of headers. */
  counts: readonly number[];
  textAt: number;
  textEnd: number;
  pieces: Block;
  characterRuns: Block;
  headers: Block;
  lists: readonly (Block & { name: string })[];
}

/** A stretch of text as it lies in the main stream. */
export interface Piece {
  /** Characters, or bytes in a code page. */
  units: number;
  at: number;
  isWide: boolean;
}

const wordMagic = 0xa5ec;
const oldMagics: ReadonlySet<number> = new Set([0xa5dc, 0xa5db, 0xa59b, 0xa59c]);
const piecesMax = 1_000_000;

export function readHead(main: Buffer): DocHead {
  const magic = main.readUInt16LE(0);
  if (magic !== wordMagic && !oldMagics.has(magic))
    throw new PartRefused({ reason: 'damaged', bytes: main.length });
  const isOld = magic !== wordMagic || main.readUInt16LE(2) < 101;
  const flags = main.readUInt16LE(0x0a);
  const countsAt = isOld ? 0x34 : 0x4c;
  const number = (at: number): number => (at + 4 <= main.length ? main.readUInt32LE(at) : 0);
  const block = (at: number): Block => ({ at: number(at), bytes: number(at + 4) });
  return {
    isOld,
    isEncrypted: (flags & 0x100) !== 0,
    tableName: (flags & 0x200) === 0 ? '0Table' : '1Table',
    page: isOld ? pageOfLanguage(main.readUInt16LE(6)) : 1252,
    counts: Array.from({ length: 8 }, (_, index) => number(countsAt + index * 4)),
    textAt: number(0x18),
    textEnd: number(0x1c),
    pieces: block(isOld ? 0x160 : 0x1a2),
    characterRuns: block(isOld ? 0xb8 : 0xfa),
    headers: block(isOld ? 0xb0 : 0xf2),
    lists: isOld
      ? []
      : [
          { name: 'commentAuthors', ...block(0x1ba) },
          { name: 'savedBy', ...block(0x2d2) },
        ],
  };
}

/** The pieces in the order of the text ([MS-DOC] 2.8.35); one piece where the text is not in pieces. */
export function readPieces(head: DocHead, main: Buffer, table: Buffer): Piece[] {
  const { at, bytes } = head.pieces;
  const found =
    bytes > 0 && at + bytes <= table.length ? readPieceTable(head, table.subarray(at, at + bytes)) : [];
  if (found.length > 0) return found;
  const end = Math.min(main.length, head.textEnd > head.textAt ? head.textEnd : main.length);
  return [{ units: Math.max(0, end - head.textAt), at: head.textAt, isWide: false }];
}

function readPieceTable(head: DocHead, clx: Buffer): Piece[] {
  let at = 0;
  while (at + 5 <= clx.length && clx[at] === 1) at += 3 + clx.readUInt16LE(at + 1);
  if (at + 5 > clx.length || clx[at] !== 2) return [];
  const plc = clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
  const count = Math.min(piecesMax, Math.floor((plc.length - 4) / 12));
  const pieces: Piece[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = plc.readUInt32LE(index * 4);
    const units = plc.readUInt32LE(index * 4 + 4) - start;
    const place = plc.readUInt32LE((count + 1) * 4 + index * 8 + 2);
    if (units <= 0) continue;
    if (head.isOld) pieces.push({ units, at: place, isWide: false });
    else if ((place & 0x4000_0000) === 0) pieces.push({ units, at: place, isWide: true });
    else pieces.push({ units, at: (place & 0x3fff_ffff) >>> 1, isWide: false });
  }
  return pieces;
}
