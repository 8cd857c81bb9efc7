import { type SelectQueryBuilder, sql } from 'kysely';
import { z } from 'zod';
import type { LoadTx } from '../command/define.ts';
import { invariant } from '../command/invariant.ts';
import { refuse } from '../command/refusal.ts';

/** Rows of a list at most; lists page by key, never by offset (DESIGN §3). */
export const listRowsMax = 100;

export interface PageOptions {
  /** Sort columns, the last one unique; all in one direction. */
  readonly keys: readonly string[];
  /** PostgreSQL type of each key. */
  readonly types: readonly string[];
  readonly direction?: 'asc' | 'desc';
  readonly after: string | null;
  readonly rowsMax: number;
}
export interface Page<Row> {
  readonly rows: Row[];
  /** Cursor of the following page, or null at the end. */
  readonly next: string | null;
}

const Cursor = z.array(z.string().max(300)).max(4);
/** A value of each type as PostgreSQL writes it; a cursor of another form was tampered with. */
const forms: Readonly<Record<string, (value: string) => boolean>> = {
  uuid: (value) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  timestamptz: isTimestamp,
  date: isDay,
  bigint: (value) => /^\d{1,18}$/.test(value),
  text: (value) => !value.includes('\0') && value.isWellFormed(),
};

/** Whether PostgreSQL reads this as an instant: `2026-11-22 02:00:00.123+00`. */
export function isTimestamp(value: string): boolean {
  const parts = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,6})?)([+-]\d\d(?::\d\d)?)$/.exec(value);
  if (parts === null) return false;
  const [, day = '', time = '', offset = ''] = parts;
  const at = new Date(`${day}T${time.slice(0, 12)}${offset.padEnd(6, ':00')}`);
  return isDay(day) && !Number.isNaN(at.getTime());
}

/** Whether this is a day of the calendar: the thirtieth of February is a day of March to some. */
function isDay(value: string): boolean {
  const at = new Date(`${value}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value);
}

/** Reads one page in key order. A cursor that was tampered with is not found, not an error of the program. */
export async function readPage<DB, TB extends keyof DB, Row>(
  tx: LoadTx,
  query: SelectQueryBuilder<DB, TB, Row>,
  options: PageOptions,
): Promise<Page<Row>> {
  const { keys, types, direction = 'desc', rowsMax } = options;
  const refs = keys.map((key, i) => sql`${sql.ref(key)}::${sql.raw(types[i] ?? 'text')}`);
  let paged = query.select(
    sql<string[]>`array[${sql.join(keys.map((key) => sql`${sql.ref(key)}::text`))}]`.as('cursor_keys'),
  );
  const after = decodeCursor(options.after, types);
  if (after !== null) {
    const bounds = after.map((value, i) => sql`${value}::${sql.raw(types[i] ?? 'text')}`);
    const compare = direction === 'desc' ? sql.raw('<') : sql.raw('>');
    paged = paged.where(sql<boolean>`(${sql.join(refs)}) ${compare} (${sql.join(bounds)})`);
  }
  for (const key of keys) paged = paged.orderBy(sql.ref(key), direction);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the column was selected three lines above
  const rows = (await tx.read(paged.limit(rowsMax + 1))) as (Row & { cursor_keys: string[] })[];
  const last = rows.length > rowsMax ? rows[rowsMax - 1] : undefined;
  return { rows: rows.slice(0, rowsMax), next: last === undefined ? null : encodeCursor(last.cursor_keys) };
}

/** A cursor of a page that was read by other means than {@link readPage}. */
export function encodeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

function formOf(type: string): (value: string) => boolean {
  const form = forms[type];
  invariant(form !== undefined, `the form of ${type} in a cursor is known`);
  return form;
}

/** The keys of a cursor of these types. One that was tampered with is not found. */
export function decodeCursor(cursor: string | null, types: readonly string[]): string[] | null {
  if (cursor === null) return null;
  try {
    const parsed = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    const fits = types.every((type, i) => formOf(type)(parsed[i] ?? ''));
    if (parsed.length === types.length && fits) return parsed;
  } catch {
    // falls through: whatever is wrong with it, there is no such page
  }
  throw refuse('not.found');
}
