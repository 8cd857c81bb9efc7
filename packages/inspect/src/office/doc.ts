import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import type { PlaceKind } from '../document/place.ts';
import { tellBlips } from './blips.ts';
import { decodePage } from './code-pages.ts';
import { CompoundFile } from './compound.ts';
import { type HiddenRange, readHiddenRanges } from './doc-runs.ts';
import { type DocHead, type Piece, readHead, readPieces } from './doc-pieces.ts';
import { tellStory } from './doc-story.ts';
import { enterObjects } from './ole-objects.ts';
import { readSummaries } from './summary.ts';

/**
 * Reads a Word document of the binary formats: Word 97 to 2003 ([MS-DOC]), Word 6 and 95, and Kingsoft's wps, which is
 * the same.
 */
export async function extractDoc(extraction: Extraction): Promise<void> {
  const source = extraction.readAll();
  await readDoc(extraction, source, false);
}

async function readDoc(extraction: Extraction, source: Uint8Array, isOpened: boolean): Promise<void> {
  const file = new CompoundFile(source);
  const main = file.read('WordDocument');
  if (main === undefined || main.length < 0x60)
    throw new PartRefused({ reason: 'damaged', bytes: source.length });
  const head = readHead(main);
  if (head.isEncrypted) {
    if (isOpened) throw new PartRefused({ reason: 'encrypted', bytes: source.length });
    const { openProtected } = await import('./protected.ts');
    await readDoc(extraction, await openProtected(extraction, source), true);
    return;
  }
  const table = head.isOld ? main : (file.read(head.tableName) ?? file.read('1Table') ?? file.read('0Table'));
  if (table === undefined) throw new PartRefused({ reason: 'damaged', bytes: source.length });
  tellStories(extraction, { head, main, table });
  tellLists(extraction, head, table);
  readSummaries(extraction, file);
  for (const name of ['Data', 'WordDocument', head.tableName]) {
    const stream = file.read(name);
    if (stream !== undefined) tellBlips(extraction, stream);
  }
  if (file.names.some((name) => /^Macros\//i.test(name))) extraction.skip({ reason: 'macro-not-read' });
  await enterObjects(extraction, file, objectStorages(file));
}

function objectStorages(file: CompoundFile): string[] {
  return file.storages.filter(
    (name) => /^ObjectPool\/[^/]+$/i.test(name) || /^MsoDataStore\/[^/]+$/i.test(name),
  );
}

interface Streams {
  head: DocHead;
  main: Buffer;
  table: Buffer;
}

function tellStories(extraction: Extraction, { head, main, table }: Streams): void {
  const pieces = readPieces(head, main, table);
  const { text, isWhole } = readText(pieces, head, main);
  const hidden = guardRanges(() => readHiddenRanges(head, { main, table, pieces }));
  let start = 0;
  for (const { kind, units, isHeaders } of storiesOf(head)) {
    const end = Math.min(text.length, start + units);
    if (isHeaders) tellHeaders(extraction, { head, table, text, hidden, start, end });
    else tellStory(extraction, { text, start, end, kind, hidden });
    start = end;
  }
  // The last units are the end mark of the whole; what lies beyond them belongs to no story.
  if (start + 2 < text.length) tellStory(extraction, { text, start, end: text.length, kind: 'body', hidden });
  if (!isWhole || hidden === undefined) extraction.skip({ reason: 'damaged' });
}

function guardRanges(read: () => HiddenRange[]): HiddenRange[] | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

interface StoryLength {
  kind: PlaceKind;
  units: number;
  isHeaders?: boolean;
}

/** The stories stand one after the other, in this order ([MS-DOC] 2.3). */
function storiesOf({ counts }: DocHead): StoryLength[] {
  const [
    body = 0,
    notes = 0,
    headers = 0,
    macros = 0,
    comments = 0,
    endnotes = 0,
    boxes = 0,
    headerBoxes = 0,
  ] = counts;
  return [
    { kind: 'body', units: body },
    { kind: 'footnote', units: notes },
    { kind: 'header', units: headers, isHeaders: true },
    { kind: 'body', units: macros },
    { kind: 'comment', units: comments },
    { kind: 'footnote', units: endnotes },
    { kind: 'text-box', units: boxes },
    { kind: 'text-box', units: headerBoxes },
  ];
}

function readText(pieces: readonly Piece[], head: DocHead, main: Buffer): { text: string; isWhole: boolean } {
  const parts: string[] = [];
  let unitsLeft = main.length * 2;
  let isWhole = true;
  for (const { units, at, isWide } of pieces) {
    const bytes = main.subarray(at, at + units * (isWide ? 2 : 1));
    if (units > unitsLeft) return { text: parts.join(''), isWhole: false };
    unitsLeft -= units;
    const text = isWide ? bytes.toString('utf16le') : decodePage(bytes, head.page);
    // A double-byte page gives fewer characters than bytes; the counts of the stories are in bytes then.
    parts.push(text);
    if (text.length < units) {
      if (!head.isOld) isWhole = false;
      parts.push('\u200b'.repeat(units - text.length));
    }
  }
  return { text: parts.join(''), isWhole };
}

const headerKinds: readonly PlaceKind[] = ['header', 'header', 'footer', 'footer', 'header', 'footer'];

/** Six separators of notes, then six stories for each section ([MS-DOC] 2.3.5). */
function tellHeaders(
  extraction: Extraction,
  the: {
    head: DocHead;
    table: Buffer;
    text: string;
    hidden: HiddenRange[] | undefined;
    start: number;
    end: number;
  },
): void {
  const { at, bytes } = the.head.headers;
  const { text, hidden, start, end } = the;
  if (bytes < 12 || at + bytes > the.table.length) {
    tellStory(extraction, { text, start, end, kind: 'header', hidden });
    return;
  }
  let from = start;
  for (let index = 0; (index + 2) * 4 <= bytes; index += 1) {
    const to = Math.min(end, Math.max(from, start + the.table.readUInt32LE(at + (index + 1) * 4)));
    const kind = index < 6 ? 'footnote' : (headerKinds[index % 6] ?? 'header');
    tellStory(extraction, { text, start: from, end: to, kind, hidden });
    from = to;
  }
  tellStory(extraction, { text, start: from, end, kind: 'header', hidden });
}

/** Who commented and who saved the document where: kept in the file and shown nowhere. */
function tellLists(extraction: Extraction, head: DocHead, table: Buffer): void {
  for (const { name, at, bytes } of head.lists) {
    for (const text of readStrings(table.subarray(at, at + bytes), name)) {
      if (text.trim() !== '')
        extraction.emit({ text, place: { kind: 'property', name }, hidden: 'property' });
    }
  }
}

/** Strings each behind its length; a table of strings (STTB, [MS-DOC] 2.2.4) has a head before them. */
function readStrings(list: Buffer, name: string): string[] {
  const strings: string[] = [];
  let at = name === 'commentAuthors' ? 0 : 6;
  while (at + 2 <= list.length) {
    const units = list.readUInt16LE(at);
    if (at + 2 + units * 2 > list.length) break;
    strings.push(list.toString('utf16le', at + 2, at + 2 + units * 2).replaceAll('\0', ''));
    at += 2 + units * 2;
  }
  return strings;
}
