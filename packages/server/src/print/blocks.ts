import type { Page } from './page.ts';
import { type Cell, type Column, drawTable, measureTable, type TableOptions } from './table.ts';
import { mm } from './units.ts';

/** A named fact on a form; no value leaves a blank to be filled by hand. */
export interface Field {
  label: string;
  value: string | undefined;
}

/** Who signs: a name already known, or a blank to be signed on paper. */
export interface Signed {
  /** Empty: to be signed by hand. */
  name?: string | undefined;
  at?: Date | undefined;
}

/** An entry of the log as paper names it: its number once it is sealed, before that its id. */
export type LoggedEntry = { readonly number: number } | { readonly unsealedId: string };

/** Enough of an id to find its entry in the log by. Characters. */
const shortIdChars = 8;

export function entryWords(page: Page, entry: LoggedEntry): string {
  return 'number' in entry
    ? String(entry.number)
    : page.t('entry.unsealed', { id: entry.unsealedId.slice(0, shortIdChars) });
}

interface SignatureLine extends Signed {
  role: string;
}

const fieldColumns: Column[] = [
  { head: '', weight: 18, face: 'hei', align: 'center' },
  { head: '', weight: 32 },
  { head: '', weight: 18, face: 'hei', align: 'center' },
  { head: '', weight: 32 },
];

/** A form of labels and values, one or two facts in a line; `rows` are kept in their order. */
export function drawFields(page: Page, rows: Field[][], size?: number): void {
  const cells = rows.map((row): Cell[] =>
    row.flatMap((field): Cell[] => [
      field.label,
      { text: field.value ?? '', span: row.length === 1 ? 3 : 1 },
    ]),
  );
  const rowHeightMin = size === undefined ? 9 * mm : 6.5 * mm;
  drawTable(page, {
    columns: fieldColumns,
    rows: cells,
    head: false,
    rowHeightMin,
    ...(size === undefined ? {} : { size }),
  });
}

const signatureRowHeight = 11 * mm;

/** Height of a block of `count` signatures under a heading, in points, for `tailHeight` of a table. */
export function signaturesHeight(count: number): number {
  return count * (signatureRowHeight + 2) + 12 * mm;
}

/** Lines to sign on: role, name, day. Kept together on one page with the heading, if any. */
export function drawSignatures(
  page: Page,
  lines: SignatureLine[],
  options: { heading?: string; rowHeight?: number } = {},
): void {
  const rows = lines.map(({ role, name, at }): Cell[] => [
    role,
    name ?? '',
    at === undefined
      ? { text: page.texts['sign.blank.day'], align: 'right' }
      : { text: page.time(at), align: 'center' },
  ]);
  const table: TableOptions = {
    columns: [
      { head: '', weight: 32, face: 'hei', align: 'center' },
      { head: '', weight: 32, align: 'center' },
      { head: '', weight: 36 },
    ],
    rows,
    head: false,
    rowHeightMin: options.rowHeight ?? signatureRowHeight,
  };
  const height = measureTable(page, table);
  if (options.heading === undefined) page.need(height);
  else page.heading(options.heading, height);
  drawTable(page, table);
}
