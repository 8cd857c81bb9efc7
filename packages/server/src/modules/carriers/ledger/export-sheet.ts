import { builtinPacks } from '@fengni/schemes/packs';
import { type CellValue, type SheetColumn, writeWorkbook } from '../../../spreadsheet/write-workbook.ts';
import { mediumTitles, outStates } from '../rules.ts';
import { readPlace } from './copy-place.ts';
import { type LedgerField, ledgerFieldTitles } from './fields.ts';
import type { ExportRow } from './read-export.ts';
import { writeState } from './words.ts';

interface ExportColumn {
  readonly field: LedgerField;
  readonly width: number;
  readonly kind: SheetColumn['kind'];
  readonly value: (row: ExportRow) => CellValue;
}

/** Columns of an exported register, named so that the import reads them back unchanged. */
const columns: readonly ExportColumn[] = [
  { field: 'number', width: 16, kind: 'text', value: (row) => row.number },
  { field: 'documentNo', width: 20, kind: 'text', value: (row) => row.document_no },
  { field: 'title', width: 48, kind: 'text', value: (row) => row.title },
  {
    field: 'scheme',
    width: 12,
    kind: 'text',
    value: (row) => builtinPacks.get(row.scheme)?.zh ?? row.scheme,
  },
  { field: 'mark', width: 16, kind: 'text', value: (row) => row.mark },
  { field: 'copyNo', width: 10, kind: 'text', value: (row) => row.copy_no },
  { field: 'medium', width: 14, kind: 'text', value: (row) => mediumTitles[row.medium].zh },
  { field: 'pages', width: 8, kind: 'number', value: (row) => row.pages ?? row.pages_stated },
  { field: 'originator', width: 24, kind: 'text', value: (row) => row.originator },
  { field: 'issuedOn', width: 12, kind: 'date', value: (row) => row.issued_on },
  { field: 'receivedOn', width: 12, kind: 'date', value: (row) => row.received },
  {
    field: 'keeper',
    width: 10,
    kind: 'text',
    value: (row) => (isOut(row) ? null : row.holder) ?? readPlace(row.place).keeper,
  },
  { field: 'place', width: 20, kind: 'text', value: (row) => readPlace(row.place).place },
  { field: 'state', width: 12, kind: 'text', value: (row) => writeState(row.state) },
  { field: 'stateOn', width: 12, kind: 'date', value: (row) => row.since },
  {
    field: 'holder',
    width: 10,
    kind: 'text',
    value: (row) => (isOut(row) ? row.holder : null) ?? readPlace(row.place).holder,
  },
  { field: 'remark', width: 40, kind: 'text', value: (row) => row.remark },
];

function isOut(row: ExportRow): boolean {
  return outStates.includes(row.state);
}

/** What an export says of itself, being a carrier. */
export interface ExportHead {
  readonly register: string;
  readonly number: string;
  readonly mark: string;
  readonly exporter: string;
  /** In words, in the house's zone. */
  readonly time: string;
}

/** Rows whose title the caller may not know: they are in the list by number only, and no import can take them back. */
export function countUntitled(rows: readonly ExportRow[]): number {
  return rows.filter((row) => row.title === null).length;
}

function titleRows(head: ExportHead, rows: readonly ExportRow[]): string[][] {
  const untitled = countUntitled(rows);
  const lines = [
    `${head.register}（涉密载体台账）`,
    `密级：${head.mark === '' ? '无' : head.mark}　导出编号：${head.number}　导出人：${head.exporter}　导出时间：${head.time}　共 ${rows.length} 条`,
  ];
  if (untitled > 0) {
    lines.push(
      `其中 ${untitled} 条不在导出人知悉范围内，名称、文号、制发单位和备注为空；这些行不能再次转入。`,
    );
  }
  return lines.map((line) => [line]);
}

/** The register as an xlsx workbook. */
export function writeExport(head: ExportHead, rows: readonly ExportRow[]): Uint8Array {
  return writeWorkbook({
    sheets: [
      {
        name: head.register,
        titleRows: titleRows(head, rows),
        columns: columns.map(({ field, width, kind }) => ({
          title: ledgerFieldTitles[field].zh,
          width,
          kind,
        })),
        rows: rows.map((row) => columns.map((column) => column.value(row))),
      },
    ],
    properties: {
      title: `${head.register} ${head.number}`,
      author: head.exporter,
      classification: head.mark,
    },
  });
}
