import { PartRefused } from '../document/extraction.ts';
import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place } from '../document/place.ts';
import { inflateClaimed, tellBlips } from './blips.ts';
import { CompoundFile } from './compound.ts';
import { tellPptComments, tellPptText } from './ppt-text.ts';
import { type PptRecord, findRecords, readRecords, types } from './ppt-records.ts';
import { readSummaries } from './summary.ts';

const encryptedUser = 0xf3d1c4df;
const editsMax = 10_000;

/** Reads a binary presentation: PowerPoint 97 to 2003 ([MS-PPT]), and Kingsoft's dps, which is the same. */
export async function extractPpt(extraction: Extraction): Promise<void> {
  await readPpt(extraction, extraction.readAll(), false);
}

async function readPpt(extraction: Extraction, source: Uint8Array, isOpened: boolean): Promise<void> {
  const file = new CompoundFile(source);
  const stream =
    file.read('PowerPoint Document') ??
    file.read('PP40') ??
    file.read('PP97_DUALSTORAGE/PowerPoint Document');
  if (stream === undefined) throw new PartRefused({ reason: 'damaged', bytes: source.length });
  const user = file.read('Current User');
  const isProtected = user !== undefined && user.length >= 20 && user.readUInt32LE(12) === encryptedUser;
  if (isProtected && !isOpened) {
    const { openProtected } = await import('./protected.ts');
    await readPpt(extraction, await openProtected(extraction, source), true);
    return;
  }
  const editAt = user !== undefined && user.length >= 20 ? user.readUInt32LE(16) : 0;
  await tellShow(extraction, stream, readPersisted(stream, editAt));
  readSummaries(extraction, file);
  const pictures = file.read('Pictures');
  if (pictures !== undefined) tellBlips(extraction, pictures);
}

/** Where the objects of the last state of the show are: each edit overrides the one before ([MS-PPT] 2.1.2). */
function readPersisted(stream: Buffer, lastEditAt: number): Map<number, number> {
  const places = new Map<number, number>();
  let editAt = lastEditAt;
  for (let count = 0; count < editsMax && editAt > 0 && editAt + 28 <= stream.length; count += 1) {
    if (stream.readUInt16LE(editAt + 2) !== types.userEdit) break;
    readDirectory(stream, stream.readUInt32LE(editAt + 20), places);
    const before = stream.readUInt32LE(editAt + 16);
    if (before >= editAt) break;
    editAt = before;
  }
  return places;
}

function readDirectory(stream: Buffer, at: number, places: Map<number, number>): void {
  if (at + 8 > stream.length || stream.readUInt16LE(at + 2) !== types.persistDirectory) return;
  const end = Math.min(stream.length, at + 8 + stream.readUInt32LE(at + 4));
  for (let next = at + 8; next + 4 <= end;) {
    const head = stream.readUInt32LE(next);
    const count = head >>> 20;
    for (let index = 0; index < count && next + 8 + index * 4 <= end; index += 1) {
      const id = (head & 0xf_ffff) + index;
      if (!places.has(id)) places.set(id, stream.readUInt32LE(next + 4 + index * 4));
    }
    next += 4 + count * 4;
  }
}

interface SlideEntry {
  persistId: number;
  /** Texts of its placeholders, kept in the outline of the document. */
  outline: PptRecord[];
}

async function tellShow(
  extraction: Extraction,
  stream: Buffer,
  persisted: Map<number, number>,
): Promise<void> {
  const top = [...readRecords(stream, 0, stream.length)];
  const byPlace = new Map(top.map((record) => [record.at, record]));
  const live = new Set(persisted.size === 0 ? top.map(({ at }) => at) : persisted.values());
  const documents = top.filter(({ type, at }) => type === types.document && live.has(at));
  const told = new Set<number>();
  for (const document of documents) {
    const slides = readSlideList(stream, document, 0);
    const notes = readSlideList(stream, document, 2);
    slides.forEach((entry, index) => {
      const slide = byPlace.get(persisted.get(entry.persistId) ?? -1);
      tellSlide(extraction, stream, { slide, outline: entry.outline, number: index + 1 });
      if (slide !== undefined) told.add(slide.at);
    });
    for (const entry of [...notes, ...readSlideList(stream, document, 1)])
      for (const record of entry.outline)
        tellPptText(extraction, stream, record, { place: { kind: 'notes' } });
    tellPptText(extraction, stream, document, { place: { kind: 'slide' }, skipsLists: true });
  }
  for (const record of top) {
    if (told.has(record.at)) continue;
    if (record.type === types.oleStorage) await enterStorage(extraction, stream, record);
    else tellRest(extraction, stream, record, live.has(record.at));
  }
}

/** What is not part of the list of slides: notes, masters, and what earlier edits left in the file. */
function tellRest(extraction: Extraction, stream: Buffer, record: PptRecord, isLive: boolean): void {
  const hidden: Hidden | undefined = isLive ? undefined : 'deleted-revision';
  const kind = placeKinds[record.type];
  if (kind === undefined || (record.type === types.document && isLive)) return;
  tellPptText(extraction, stream, record, {
    place: { kind },
    hidden,
    skipsPrompts: record.type === types.master,
  });
  tellPptComments(extraction, stream, record, undefined);
}

const placeKinds: Readonly<Record<number, Place['kind']>> = {
  [types.document]: 'slide',
  [types.slide]: 'slide',
  [types.notes]: 'notes',
  [types.master]: 'slide',
  [types.handout]: 'header',
};

function readSlideList(stream: Buffer, document: PptRecord, instance: number): SlideEntry[] {
  const entries: SlideEntry[] = [];
  for (const record of readRecords(stream, document.from, document.end)) {
    if (record.type !== types.slideList || record.instance !== instance) continue;
    for (const item of readRecords(stream, record.from, record.end)) {
      if (item.type === types.slidePersist && item.from + 4 <= item.end)
        entries.push({ persistId: stream.readUInt32LE(item.from), outline: [] });
      else entries.at(-1)?.outline.push(item);
    }
  }
  return entries;
}

function tellSlide(
  extraction: Extraction,
  stream: Buffer,
  the: { slide: PptRecord | undefined; outline: PptRecord[]; number: number },
): void {
  const hidden = the.slide !== undefined && isHidden(stream, the.slide) ? 'hidden-slide' : undefined;
  const place = { kind: 'slide', slide: the.number } as const;
  for (const record of the.outline) tellPptText(extraction, stream, record, { place, hidden });
  if (the.slide === undefined) return;
  tellPptText(extraction, stream, the.slide, { place, hidden });
  tellPptComments(extraction, stream, the.slide, the.number);
}

/** [MS-PPT] 2.6.6 */
function isHidden(stream: Buffer, slide: PptRecord): boolean {
  const [info] = findRecords(stream, slide, types.slideShowInfo);
  return info !== undefined && info.from + 12 <= info.end && (stream.readUInt16LE(info.from + 10) & 4) !== 0;
}

/** An embedded object or a project of macros, packed or not ([MS-PPT] 2.10.34). */
async function enterStorage(extraction: Extraction, stream: Buffer, record: PptRecord): Promise<void> {
  const content = stream.subarray(record.from, record.end);
  const bytes =
    record.instance === 1 && content.length > 4
      ? inflateClaimed(extraction, content.subarray(4), content.readUInt32LE(0))
      : content;
  if (bytes === undefined) {
    extraction.skip({ reason: 'damaged', bytes: content.length });
    return;
  }
  await extraction.enter({ name: `object-${record.at}`, source: sourceOf(bytes), hidden: 'embedded' });
}
