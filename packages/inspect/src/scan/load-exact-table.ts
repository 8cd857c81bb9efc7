import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { buildExactTable, exactRowsMax } from '../exact/build-exact-table.ts';
import { decodeExactTable } from '../exact/exact-table-file.ts';
import { ExactTableRefused } from '../exact/exact-table.ts';
import type { ColumnKind, ExactColumn } from '../exact/exact-table.ts';
import type { LoadedTable } from '../exact/loaded-table.ts';
import { FileRefused, describeFailure } from '../workbook/failures.ts';
import { readTextTable } from '../workbook/read-text-table.ts';
import { workbookLimits } from '../workbook/workbook.ts';
import { InspectFault, pathFault } from './inspect-fault.ts';

/** The largest file of records that is read. */
export const recordsFileBytesMax = 512 * 1024 ** 2;

const tableMagic = Buffer.from('FNGEXACT');
/** A text is written with its length before it, so the magic is not at the very start. */
const magicWithin = 16;

const kinds: Readonly<Record<string, ColumnKind>> = {
  name: 'name',
  number: 'number',
  phone: 'phone',
  id: 'id',
  coordinate: 'coordinate',
  free: 'free',
};

/**
 * A table of protected records: one made before (`fengni index records`), which holds hashes only, or delimited text of
 * which the first line names each column with its kind, `姓名:name,身份证号:id!,手机:phone`. A kind with `!` is enough alone;
 * other fields count where two of a record meet.
 */
export async function loadExactTable(file: string, key: Uint8Array): Promise<LoadedTable> {
  const bytes = await readRecords(file);
  try {
    if (bytes.subarray(0, magicWithin).includes(tableMagic)) return decodeExactTable(bytes, key);
    return buildFromText(file, bytes, key);
  } catch (error) {
    if (error instanceof ExactTableRefused) throw exactFault(file, error.texts.zh, error.texts.en);
    if (!(error instanceof FileRefused)) throw error;
    const { zh, en } = describeFailure(error.reason, error.limit);
    throw exactFault(file, zh, en);
  }
}

async function readRecords(file: string): Promise<Buffer> {
  try {
    const status = await stat(file);
    if (!status.isFile()) throw new InspectFault('not-a-file', { path: file });
    if (status.size > recordsFileBytesMax)
      throw new InspectFault('file-too-large', { path: file, limit: recordsFileBytesMax });
    return await readFile(file);
  } catch (error) {
    throw error instanceof InspectFault ? error : pathFault(error, file);
  }
}

function buildFromText(file: string, bytes: Buffer, key: Uint8Array): LoadedTable {
  const limits = { ...workbookLimits, rowsMax: exactRowsMax + 1, cellsMax: Number.MAX_SAFE_INTEGER };
  const [sheet] = readTextTable(bytes, limits).sheets;
  const [heading = [], ...rows] = sheet?.rows ?? [];
  const columns = heading.map((cell, at) => readColumn(file, cell?.text ?? '', at + 1));
  if (columns.length === 0)
    throw exactFault(
      file,
      '第一行应写明各列，如 姓名:name,身份证号:id!',
      'the first line must name the columns, as in name:name,number:id!',
    );
  return buildExactTable(
    rows.map((row) => (row ?? []).map((cell) => cell?.text ?? '')),
    { id: path.basename(file).replace(/\.[^.]*$/, ''), columns, key },
  );
}

function readColumn(file: string, text: string, number: number): ExactColumn {
  const parts = /^(?<name>[^:：]+)[:：]\s*(?<kind>[a-z]+)\s*(?<alone>[!！]?)$/u.exec(text.trim())?.groups;
  const kind = Object.hasOwn(kinds, parts?.['kind'] ?? '') ? kinds[parts?.['kind'] ?? ''] : undefined;
  // The heading is not quoted: where it was left out, the first line is a record.
  if (parts === undefined || kind === undefined)
    throw exactFault(
      file,
      `第一行第 ${number} 列应写作“名称:类型”，类型为 ${Object.keys(kinds).join('、')}，可单独命中的加 !`,
      `column ${number} of the first line must be "name:kind", of kinds ${Object.keys(kinds).join(', ')}, with ! where it is enough alone`,
    );
  return { name: (parts['name'] ?? '').trim(), kind, alone: parts['alone'] !== '' };
}

function exactFault(file: string, zh: string, en: string): InspectFault {
  return new InspectFault('exact-faults', { path: file, detail: { zh: `  ${zh}`, en: `  ${en}` } });
}
