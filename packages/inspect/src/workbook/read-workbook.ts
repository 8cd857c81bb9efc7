import { isRecord } from '../document/is-record.ts';
import { cleanPackage } from './clean-package.ts';
import { prepareCompoundFile, readSpreadsheet } from './read-spreadsheet.ts';
import { readTextTable } from './read-text-table.ts';
import { sniffContainer } from './sniff-kind.ts';
import { workbookLimits } from './workbook.ts';
import type { Workbook, WorkbookLimits } from './workbook.ts';

/**
 * Reads a table file of any known kind. Runs in the reading process only: what it meets is hostile until shown
 * otherwise, and it may take any time and memory.
 * @throws FileRefused
 */
export async function readWorkbook(bytes: Uint8Array, options: unknown): Promise<Workbook> {
  const limits = limitsOf(options);
  const container = sniffContainer(bytes);
  if (container === 'text') return readTextTable(bytes, limits);
  if (container === 'ole2') {
    await prepareCompoundFile(bytes);
    return { kind: 'xls', ...readSpreadsheet(bytes, limits) };
  }
  const { zip, notes } = cleanPackage(bytes, limits);
  const read = readSpreadsheet(zip, limits);
  return { kind: 'xlsx', sheets: read.sheets, notes: [...notes.map((code) => ({ code })), ...read.notes] };
}

function limitsOf(options: unknown): WorkbookLimits {
  const given = isRecord(options) && isRecord(options['limits']) ? options['limits'] : {};
  const limits = { ...workbookLimits };
  for (const name of Object.keys(workbookLimits)) {
    const value = given[name];
    if (isLimitName(name) && typeof value === 'number' && value >= 0) limits[name] = value;
  }
  return limits;
}

function isLimitName(name: string): name is keyof WorkbookLimits {
  return Object.hasOwn(workbookLimits, name);
}
