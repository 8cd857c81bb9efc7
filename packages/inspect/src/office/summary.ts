import type { Extraction } from '../document/extraction.ts';
import { decodePage } from './code-pages.ts';
import type { CompoundFile } from './compound.ts';

/** Names of the properties everyone's files have ([MS-OLEPS] 3.1, [MS-OSHARED] 2.3.3.2.2). */
const summaryNames: Readonly<Record<number, string>> = {
  2: 'title',
  3: 'subject',
  4: 'author',
  5: 'keywords',
  6: 'comments',
  7: 'template',
  8: 'lastAuthor',
};
const documentNames: Readonly<Record<number, string>> = {
  2: 'category',
  13: 'titlesOfParts',
  14: 'manager',
  15: 'company',
  26: 'contentType',
  27: 'contentStatus',
  28: 'language',
};
const propertiesMax = 4096;
const valuesMax = 4096;
const shortStrings = 0x1e;
const wideStrings = 0x1f;
const vector = 0x1000;
const variant = 0x0c;

/** Tells the properties in the summary streams of a compound file; `folder` ends with `/` or is empty. */
export function readSummaries(extraction: Extraction, file: CompoundFile, folder = ''): void {
  for (const [stream, names] of [
    ['\u0005SummaryInformation', summaryNames],
    ['\u0005DocumentSummaryInformation', documentNames],
  ] as const) {
    const bytes = file.read(folder + stream);
    if (bytes === undefined) continue;
    try {
      for (const { name, text } of readPropertySets(bytes, names)) {
        const plain = text.replaceAll('\0', '').trim();
        if (plain !== '')
          extraction.emit({ text: plain, place: { kind: 'property', name }, hidden: 'property' });
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      extraction.skip({ reason: 'damaged', bytes: bytes.length });
    }
  }
}

function* readPropertySets(
  bytes: Buffer,
  names: Readonly<Record<number, string>>,
): Generator<{ name: string; text: string }> {
  const sets = Math.min(2, bytes.readUInt32LE(24));
  for (let index = 0; index < sets; index += 1) {
    const at = bytes.readUInt32LE(28 + index * 20 + 16);
    yield* readPropertySet(bytes.subarray(at), index === 0 ? names : undefined);
  }
}

/** A set without names of its own is the user's: its dictionary (property 0) names them. */
function* readPropertySet(
  set: Buffer,
  names: Readonly<Record<number, string>> | undefined,
): Generator<{ name: string; text: string }> {
  const count = Math.min(propertiesMax, set.readUInt32LE(4));
  const places: { id: number; at: number }[] = [];
  for (let index = 0; index < count; index += 1) {
    places.push({ id: set.readUInt32LE(8 + index * 8), at: set.readUInt32LE(12 + index * 8) });
  }
  const pageAt = places.find(({ id }) => id === 1)?.at;
  const page = pageAt === undefined ? 1252 : set.readUInt16LE(pageAt + 4);
  const dictionaryAt = places.find(({ id }) => id === 0)?.at;
  const own =
    names === undefined && dictionaryAt !== undefined ? readDictionary(set, dictionaryAt, page) : undefined;
  for (const { id, at } of places) {
    if (id < 2 || id >= 0x8000_0000) continue;
    const name = names?.[id] ?? own?.get(id);
    if (name === undefined) continue;
    for (const text of readValue(set, at, page)) yield { name, text };
    if (own !== undefined) yield { name: 'customName', text: name };
  }
}

function readDictionary(set: Buffer, start: number, page: number): Map<number, string> {
  const names = new Map<number, string>();
  const count = Math.min(propertiesMax, set.readUInt32LE(start));
  let at = start + 4;
  for (let index = 0; index < count; index += 1) {
    const units = set.readUInt32LE(at + 4);
    const bytes = page === 1200 ? units * 2 : units;
    names.set(
      set.readUInt32LE(at),
      decodePage(set.subarray(at + 8, at + 8 + bytes), page).replace(/\0.*$/s, ''),
    );
    at += 8 + (page === 1200 ? Math.ceil(bytes / 4) * 4 : bytes);
  }
  return names;
}

function* readValue(set: Buffer, at: number, page: number): Generator<string> {
  const type = set.readUInt16LE(at);
  if ((type & vector) === 0) {
    const value = readString(set, at + 4, { type, page });
    if (value !== undefined) yield value.text;
    return;
  }
  const count = Math.min(valuesMax, set.readUInt32LE(at + 4));
  let next = at + 8;
  for (let index = 0; index < count; index += 1) {
    const inner = type & ~vector;
    const isVariant = inner === variant;
    const value = readString(set, isVariant ? next + 4 : next, {
      type: isVariant ? set.readUInt16LE(next) : inner,
      page,
    });
    if (value === undefined) {
      if (!isVariant) return;
      next += 8;
    } else {
      yield value.text;
      next = value.end;
    }
  }
}

function readString(
  set: Buffer,
  at: number,
  { type, page }: { type: number; page: number },
): { text: string; end: number } | undefined {
  if (type !== shortStrings && type !== wideStrings) return undefined;
  const from = at + 4;
  const end = from + set.readUInt32LE(at) * (type === wideStrings ? 2 : 1);
  const text = decodePage(set.subarray(from, end), type === wideStrings ? 1200 : page);
  return { text: text.replace(/\0.*$/s, ''), end: type === wideStrings ? Math.ceil(end / 4) * 4 : end };
}
