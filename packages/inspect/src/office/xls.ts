import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { BiffReader, readRecords } from './biff-records.ts';
import { tellBlips } from './blips.ts';
import { CompoundFile } from './compound.ts';
import { enterObjects } from './ole-objects.ts';
import { readSummaries } from './summary.ts';
import { type XlsBook, XlsReader } from './xls-reader.ts';

const filePass = 0x2f;
const pivotString = 0xcd;

/** Reads a binary workbook: Excel 97 to 2003 ([MS-XLS]), Excel 5 and 95, and Kingsoft's et, which is the same. */
export async function extractXls(extraction: Extraction): Promise<void> {
  await readXls(extraction, extraction.readAll(), false);
}

async function readXls(extraction: Extraction, source: Uint8Array, isOpened: boolean): Promise<void> {
  const file = new CompoundFile(source);
  const streams = file.names.filter((name) => /^(?:Workbook|Book)$/i.test(name));
  if (streams.length === 0) throw new PartRefused({ reason: 'damaged', bytes: source.length });
  for (const name of streams) {
    const stream = file.read(name) ?? Buffer.alloc(0);
    if (!isOpened && isProtected(stream)) {
      const { openProtected } = await import('./protected.ts');
      await readXls(extraction, await openProtected(extraction, source), true);
      return;
    }
    readStream(extraction, stream);
  }
  tellPivotCaches(extraction, file);
  readSummaries(extraction, file);
  if (file.names.some((name) => /^_VBA_PROJECT_CUR\//i.test(name)))
    extraction.skip({ reason: 'macro-not-read' });
  const objects = file.storages.filter((name) => /^(?:MBD|LNK)[0-9A-F]+$/i.test(name));
  await enterObjects(extraction, file, objects);
}

function isProtected(stream: Buffer): boolean {
  let count = 0;
  for (const { type } of readRecords(stream)) {
    if (type === filePass) return true;
    count += 1;
    if (count > 8) return false;
  }
  return false;
}

function readStream(extraction: Extraction, stream: Buffer): void {
  const book: XlsBook = { extraction, isOld: false, page: 1252, date1904: false };
  const reader = new XlsReader(book);
  const drawings: Buffer[] = [];
  try {
    for (const record of readRecords(stream)) {
      if (record.type === 0xeb) drawings.push(...record.pieces);
      else reader.read(record);
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    extraction.skip({ reason: 'damaged', bytes: stream.length });
  }
  reader.end();
  if (drawings.length > 0) tellBlips(extraction, Buffer.concat(drawings));
}

/** Pivot tables keep the data they were made from, also when its sheet is gone ([MS-XLS] 2.1.7.14). */
function tellPivotCaches(extraction: Extraction, file: CompoundFile): void {
  for (const name of file.names.filter((one) => /^_SX_DB_CUR\//i.test(one))) {
    for (const { type, pieces } of readRecords(file.read(name) ?? Buffer.alloc(0))) {
      if (type !== pivotString) continue;
      const reader = new BiffReader(pieces);
      const text = reader.string(reader.short());
      if (text.trim() !== '')
        extraction.emit({ text, place: { kind: 'property', name: 'pivotCache' }, hidden: 'embedded' });
    }
  }
}
