import type { Hidden } from '../document/place.ts';
import { type Look, hiddenByLook, highlightColours } from './colours.ts';
import type { DocHead, Piece } from './doc-pieces.ts';

/** Characters from `start` up to, not including, `end` that a reader does not see. */
export interface HiddenRange {
  start: number;
  end: number;
  hidden: Hidden;
}

const pageBytes = 512;
const noBackground = 'FFFFFF';
/** Bytes of an operand by the three high bits of its code ([MS-DOC] 2.2.5.1); 6 says its own. */
const operandBytes: readonly number[] = [1, 1, 2, 4, 2, 2, 0, 3];

/**
 * What direct formatting hides: the property runs of characters ([MS-DOC] 2.8.6), mapped from places in the stream to
 * characters. Word 6 and 95 have other codes, which are not read.
 */
export function readHiddenRanges(
  head: DocHead,
  { main, table, pieces }: { main: Buffer; table: Buffer; pieces: readonly Piece[] },
): HiddenRange[] {
  if (head.isOld || head.characterRuns.bytes < 12) return [];
  const runs = readRuns(head, main, table);
  const ranges: HiddenRange[] = [];
  if (runs.length === 0) return ranges;
  let start = 0;
  for (const { units, at, isWide } of pieces) {
    const width = isWide ? 2 : 1;
    const end = at + units * width;
    for (let index = firstAfter(runs, at); index < runs.length; index += 1) {
      const run = runs[index];
      if (run === undefined || run.start >= end) break;
      const from = start + Math.max(0, Math.ceil((run.start - at) / width));
      const to = start + Math.min(units, Math.ceil((run.end - at) / width));
      if (to > from) ranges.push({ start: from, end: to, hidden: run.hidden });
    }
    start += units;
  }
  return ranges;
}

function firstAfter(runs: readonly HiddenRange[], at: number): number {
  let low = 0;
  let high = runs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((runs[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function readRuns(head: DocHead, main: Buffer, table: Buffer): HiddenRange[] {
  const { at, bytes } = head.characterRuns;
  const plc = table.subarray(at, at + bytes);
  const count = Math.floor((plc.length - 4) / 8);
  const runs: HiddenRange[] = [];
  for (let index = 0; index < count; index += 1) {
    const page = (plc.readUInt32LE((count + 1) * 4 + index * 4) & 0x3f_ffff) * pageBytes;
    if (page + pageBytes <= main.length) readPage(main.subarray(page, page + pageBytes), runs);
  }
  return runs.toSorted((left, right) => left.start - right.start);
}

function readPage(page: Buffer, runs: HiddenRange[]): void {
  const count = page.readUInt8(pageBytes - 1);
  for (let index = 0; index < count && (count + 1) * 4 + index < pageBytes; index += 1) {
    const offset = page.readUInt8((count + 1) * 4 + index) * 2;
    if (offset === 0 || offset >= pageBytes) continue;
    const properties = page.subarray(offset + 1, offset + 1 + page.readUInt8(offset));
    const hidden = hiddenBy(properties);
    if (hidden === undefined) continue;
    runs.push({ start: page.readUInt32LE(index * 4), end: page.readUInt32LE(index * 4 + 4), hidden });
  }
}

function hiddenBy(properties: Buffer): Hidden | undefined {
  const look: Look = {};
  let isDeleted = false;
  let at = 0;
  while (at + 3 <= properties.length) {
    const code = properties.readUInt16LE(at);
    const kind = code >> 13;
    const from = at + 2;
    const bytes = kind === 6 ? properties.readUInt8(from) + 1 : (operandBytes[kind] ?? 1);
    if (from + bytes > properties.length) break;
    const operand = properties.subarray(from, from + bytes);
    if (code === 0x0800) isDeleted = operand[0] === 1;
    else readProperty(look, code, operand);
    at = from + bytes;
  }
  return isDeleted ? 'deleted-revision' : hiddenByLook(look, look.fill ?? noBackground);
}

/** [MS-DOC] 2.6.1 */
function readProperty(look: Look, code: number, operand: Buffer): void {
  switch (code) {
    case 0x083c:
      look.vanish = operand[0] === 1;
      return;
    case 0x4a43:
      look.points = operand.readUInt16LE(0) / 2;
      return;
    case 0x6870:
      look.colour = colourOf(operand);
      return;
    case 0x2a42:
      look.colour = numberedColour(operand[0] ?? 0);
      return;
    case 0x2a0c:
      look.fill = numberedColour(operand[0] ?? 0);
      return;
    case 0xca71:
      if (operand.length >= 9) look.fill = colourOf(operand.subarray(5, 9));
      return;
    default:
  }
}

/** A colour as bytes red, green, blue and a fourth that says `automatic`. */
function colourOf(bytes: Buffer): string | undefined {
  return bytes[3] === 0 ? bytes.toString('hex', 0, 3).toUpperCase() : undefined;
}

function numberedColour(index: number): string | undefined {
  return highlightColours[index - 1]?.[1];
}
