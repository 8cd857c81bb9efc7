import type { Extraction } from '../document/extraction.ts';
import type { Hidden } from '../document/place.ts';
import type { XmlHandler } from '../markup/xml-scanner.ts';
import { LooseText } from './loose-text.ts';
import { OfficePackage } from './office-package.ts';
import { readRest } from './package-rest.ts';
import { readProperties } from './properties.ts';
import { XlsxSheet } from './xlsx-sheet.ts';
import { XlsxStrings } from './xlsx-strings.ts';
import { XlsxStyles } from './xlsx-styles.ts';

interface SheetEntry {
  name: string;
  relation: string | undefined;
  hidden: Hidden | undefined;
}

interface Book {
  pack: OfficePackage;
  strings: XlsxStrings;
  styles: XlsxStyles;
  date1904: boolean;
}

/** Caches of data that lies, or lay, elsewhere. */
const cachePart =
  /^xl\/(?:pivotCache\/pivotCache(?:Definition|Records)\d*|pivotTables\/pivotTable\d*|externalLinks\/externalLink\d*|connections|queryTables\/queryTable\d*|revisions\/revisionLog\d*|tables\/table\d*|tables\/tableSingleCells\d*|xmlMaps|slicers\/slicer\d*|slicerCaches\/slicerCache\d*|timelines\/timeline\d*|richData\/\w+)\.xml$/i;
const cachedAttributes = [
  'v',
  'val',
  'comment',
  'description',
  'connection',
  'command',
  'displayName',
  'caption',
  'url',
  'c',
];

/** Reads a workbook of ECMA-376, transitional or strict; the cells of large sheets stream by. */
export async function extractXlsx(extraction: Extraction): Promise<void> {
  const pack = new OfficePackage(extraction);
  const [related] = await pack.targets('', 'officeDocument');
  const main = related !== undefined && pack.has(related) ? related : 'xl/workbook.xml';
  if (/\.bin$/i.test(main) || pack.has('xl/workbook.bin')) {
    const { readBinaryWorkbook } = await import('./xlsb.ts');
    await readBinaryWorkbook(pack);
    return;
  }
  const entries: SheetEntry[] = [];
  const settings = { date1904: false };
  if (!(await pack.scan(main, workbookReader(extraction, entries, settings))))
    extraction.skip({ reason: 'damaged' });
  const book: Book = { pack, strings: new XlsxStrings(), styles: new XlsxStyles(), ...settings };
  for (const name of await pack.targets(main, 'sharedStrings')) await pack.scan(name, book.strings);
  for (const name of await pack.targets(main, 'styles')) await pack.scan(name, book.styles);
  for (const { name, relation, hidden } of entries) {
    const part = await pack.target(main, relation);
    if (part !== undefined) await readSheet(book, part, { sheet: name, hidden });
  }
  for (const part of pack.names) {
    if (/^xl\/worksheets\/[^/]+\.xml$/i.test(part) && !pack.isTaken(part))
      await readSheet(book, part, { sheet: part, hidden: 'hidden-sheet' });
  }
  tellStrings(extraction, book.strings);
  await readCaches(pack);
  await readProperties(pack);
  await readRest(pack);
}

function workbookReader(
  extraction: Extraction,
  entries: SheetEntry[],
  settings: { date1904: boolean },
): XmlHandler {
  let name: string | undefined;
  let parts: string[] = [];
  return {
    open: (element, attributes) => {
      if (element === 'sheet') {
        const state = attributes.get('state');
        const hidden = state === 'hidden' || state === 'veryHidden' ? 'hidden-sheet' : undefined;
        entries.push({ name: attributes.get('name') ?? '', relation: attributes.get('r:id'), hidden });
      } else if (element === 'definedName') {
        name = attributes.get('name');
        parts = [];
        const comment = attributes.get('comment');
        if (comment !== undefined)
          extraction.emit({
            text: comment,
            place: { kind: 'attribute', name: 'comment' },
            hidden: 'property',
          });
      } else if (element === 'workbookPr') {
        settings.date1904 = ['1', 'true', 'on'].includes(attributes.get('date1904') ?? '');
      }
    },
    text: (text) => void (name !== undefined && parts.push(text)),
    close: (element) => {
      if (element !== 'definedName' || name === undefined) return;
      const text = `${name} ${parts.join('')}`;
      if (!name.startsWith('_xlnm.'))
        extraction.emit({ text, place: { kind: 'name', name }, hidden: 'property' });
      name = undefined;
    },
  };
}

async function readSheet(
  { pack, strings, styles, date1904 }: Book,
  part: string,
  { sheet, hidden }: { sheet: string; hidden: Hidden | undefined },
): Promise<void> {
  const { extraction } = pack;
  const place = { kind: 'name', sheet, name: 'sheet' } as const;
  extraction.emit(hidden === undefined ? { text: sheet, place } : { text: sheet, place, hidden });
  if (/(?:^|\/)macrosheets\//i.test(part)) extraction.skip({ reason: 'macro-not-read' });
  await pack.scan(part, new XlsxSheet({ extraction, strings, styles, date1904, sheet, hidden }));
  for (const comments of await pack.targets(part, 'comments', 'threadedComment'))
    await pack.scan(comments, commentReader(extraction, sheet));
  const seen = new Set<string>();
  for (const drawing of await pack.targets(part, 'drawing', 'vmlDrawing'))
    await readDrawing(pack, drawing, { sheet, hidden, seen });
}

function commentReader(extraction: Extraction, sheet: string): XmlHandler {
  let cell: string | undefined;
  let inText = false;
  let parts: string[] = [];
  return {
    open: (element, attributes) => {
      if (element === 'comment' || element === 'threadedComment') {
        cell = attributes.get('ref');
        parts = [];
      } else if (element === 't' || element === 'text' || element === 'author') inText = true;
    },
    text: (text) => void (inText && parts.push(text)),
    close: (element) => {
      if (element === 't') inText = false;
      if (element !== 'comment' && element !== 'threadedComment' && element !== 'author') return;
      const text = parts.join('').trim();
      parts = [];
      inText = false;
      if (text === '') return;
      const place = { kind: 'comment', sheet, ...(cell === undefined ? {} : { cell }) } as const;
      extraction.emit({ text, place, hidden: 'comment' });
    },
  };
}

async function readDrawing(
  pack: OfficePackage,
  drawing: string,
  the: { sheet: string; hidden: Hidden | undefined; seen: Set<string> },
): Promise<void> {
  if (pack.isTaken(drawing)) return;
  const emit = pack.extraction.emit.bind(pack.extraction);
  const reader = (): LooseText =>
    new LooseText({
      emit,
      place: { kind: 'text-box', sheet: the.sheet },
      hidden: the.hidden,
      seen: the.seen,
    });
  await pack.scan(drawing, reader());
  for (const part of await pack.targets(
    drawing,
    'chart',
    'chartEx',
    'diagramData',
    'diagramDrawing',
    'chartUserShapes',
  )) {
    if (!pack.isTaken(part)) await pack.scan(part, reader());
  }
}

function tellStrings(extraction: Extraction, strings: XlsxStrings): void {
  for (const text of strings.readings)
    extraction.emit({ text, place: { kind: 'attribute', name: 'phonetic' }, hidden: 'property' });
  for (const text of strings.unused())
    extraction.emit({ text, place: { kind: 'cell', name: 'sharedStrings' }, hidden: 'hidden-text' });
}

async function readCaches(pack: OfficePackage): Promise<void> {
  const { extraction } = pack;
  for (const part of pack.names) {
    if (pack.isTaken(part) || !cachePart.test(part)) continue;
    const seen = new Set<string>();
    const tell = (text: string, name: string): void => {
      if (text.trim() === '' || seen.has(text)) return;
      seen.add(text);
      extraction.emit({ text, place: { kind: 'property', name }, hidden: 'embedded' });
    };
    await pack.scan(part, {
      open: (element, attributes) => {
        for (const key of cachedAttributes) tell(attributes.get(key) ?? '', `${element} ${key}`);
        if (/(?:Column|Field|cacheField)$/i.test(element)) tell(attributes.get('name') ?? '', element);
      },
      close: () => undefined,
      text: (text) => tell(text, part),
    });
  }
}
