import { read } from '@e965/xlsx';
import { PartRefused } from '../document/extraction.ts';
import { columnLetters } from './cell-names.ts';
import type { OfficePackage } from './office-package.ts';
import { readRest } from './package-rest.ts';
import { readProperties } from './properties.ts';

/** A binary workbook ([MS-XLSB]) above this is not handed to the library, which reads it whole. */
const binaryWorkbookBytesMax = 32 * 1024 * 1024;
/** What its parts unpack to, for the same reason. */
const binaryWorkbookUnpackedMax = 256 * 1024 * 1024;

/** Reads the cells of a binary workbook; its comments and drawings in binary parts are said not to be read. */
export async function readBinaryWorkbook(pack: OfficePackage): Promise<void> {
  const { extraction } = pack;
  const binary = pack.names.filter(
    (name) => /^xl\/.*\.bin$/i.test(name) && !/vbaProject|embeddings/i.test(name),
  );
  const unpacked = pack.names.reduce((sum, name) => sum + pack.unpackedBytes(name), 0);
  if (extraction.source.length > binaryWorkbookBytesMax || unpacked > binaryWorkbookUnpackedMax)
    throw new PartRefused({ reason: 'file-too-large', limit: binaryWorkbookBytesMax });
  extraction.spend(unpacked, extraction.source.length);
  for (const name of binary) pack.take(name);
  if (binary.some((name) => /comments|drawing/i.test(name)))
    extraction.skip({ reason: 'unsupported-feature' });
  tellCells(pack);
  await readProperties(pack);
  await readRest(pack);
}

function tellCells(pack: OfficePackage): void {
  const { extraction } = pack;
  const book = readBook(extraction.readAll());
  for (const [at, sheet] of book.SheetNames.entries()) {
    const hidden = (book.Workbook?.Sheets?.[at]?.Hidden ?? 0) === 0 ? undefined : ('hidden-sheet' as const);
    const cells: unknown = book.Sheets[sheet]?.['!data'];
    if (!Array.isArray(cells)) continue;
    cells.forEach((row: unknown, rowAt: number) => {
      if (!Array.isArray(row)) return;
      row.forEach((cell: { w?: string; v?: unknown } | undefined, column: number) => {
        const value = cell?.w ?? cell?.v;
        const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
        if (text.trim() === '') return;
        const place = { kind: 'cell', sheet, cell: `${columnLetters(column)}${rowAt + 1}` } as const;
        extraction.emit(hidden === undefined ? { text, place } : { text, place, hidden });
      });
    });
  }
}

function readBook(bytes: Uint8Array): ReturnType<typeof read> {
  try {
    return read(bytes, { type: 'buffer', dense: true, cellHTML: false, bookVBA: false });
  } catch {
    throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
  }
}
