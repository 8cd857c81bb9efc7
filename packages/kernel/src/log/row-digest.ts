import { type Hash, createHash } from 'node:crypto';
import type { LogReader } from './reader.ts';

/** Rows read at once. An entry that wrote more is hashed page by page. */
const rowsAtOnce = 5_000;

export interface WrittenRow {
  readonly table: string;
  readonly rowId: string;
  /** Hash of the row afterwards; null where it was deleted. */
  readonly hash: string | null;
}
export interface RowsDigest {
  readonly count: number;
  readonly digest: string;
}

function addLine(hash: Hash, row: WrittenRow): void {
  hash.update(`${row.table} ${row.rowId} ${row.hash ?? 'deleted'}\n`);
}

function byTableAndId(a: WrittenRow, b: WrittenRow): number {
  if (a.table !== b.table) return a.table < b.table ? -1 : 1;
  return a.rowId < b.rowId ? -1 : Number(a.rowId > b.rowId);
}

/** The digest an entry's details hold of the rows it wrote; the same as `log_rows_digest` of the database. */
export function digestRows(rows: readonly WrittenRow[]): RowsDigest {
  const hash = createHash('sha256');
  for (const row of rows.toSorted(byTableAndId)) addLine(hash, row);
  return { count: rows.length, digest: hash.digest('hex') };
}

/** Digests of the rows the log lists under these entries now, recomputed here rather than asked of the database. */
export async function readRowsDigests(
  reader: LogReader,
  entryIds: readonly string[],
): Promise<(entryId: string) => RowsDigest> {
  const counted = await reader.rows<{ entry_id: string; n: number }>(
    'select entry_id, count(*)::float8 as n from log_row where entry_id = any($1) group by entry_id',
    [entryIds],
  );
  const digests = new Map<string, RowsDigest>();
  let batch: string[] = [];
  let batchRows = 0;
  const finishBatch = async (): Promise<void> => {
    for (const [entryId, rows] of await readRowsOf(reader, batch)) digests.set(entryId, digestRows(rows));
    batch = [];
    batchRows = 0;
  };
  for (const { entry_id: entryId, n } of counted) {
    if (n > rowsAtOnce) {
      digests.set(entryId, await digestManyRows(reader, entryId));
      continue;
    }
    if (batchRows + n > rowsAtOnce) await finishBatch();
    batch.push(entryId);
    batchRows += n;
  }
  await finishBatch();
  const none = digestRows([]);
  return (entryId) => digests.get(entryId) ?? none;
}

/** The rows listed under these entries. */
export async function readRowsOf(
  reader: LogReader,
  entryIds: readonly string[],
): Promise<Map<string, WrittenRow[]>> {
  const byEntry = new Map<string, WrittenRow[]>();
  if (entryIds.length === 0) return byEntry;
  const rows = await reader.rows<WrittenRow & { entryId: string }>(
    `select entry_id as "entryId", table_name as "table", row_id as "rowId", row_hash as hash
     from log_row where entry_id = any($1)`,
    [entryIds],
  );
  for (const { entryId, table, rowId, hash } of rows) {
    const list = byEntry.get(entryId) ?? [];
    list.push({ table, rowId, hash });
    byEntry.set(entryId, list);
  }
  for (const list of byEntry.values()) list.sort(byTableAndId);
  return byEntry;
}

async function digestManyRows(reader: LogReader, entryId: string): Promise<RowsDigest> {
  const tables = await reader.rows<{ table: string }>(
    'select distinct table_name as "table" from log_row where entry_id = $1',
    [entryId],
  );
  const hash = createHash('sha256');
  let count = 0;
  // by table here and not in one order by: the database's collation need not be that of the digest
  for (const table of tables.map((row) => row.table).toSorted()) {
    let after: string | null = null;
    for (;;) {
      const rows: WrittenRow[] = await reader.rows<WrittenRow>(
        `select table_name as "table", row_id as "rowId", row_hash as hash from log_row
         where entry_id = $1 and table_name = $2 and ($3::uuid is null or row_id > $3) order by row_id limit $4`,
        [entryId, table, after, rowsAtOnce],
      );
      for (const row of rows) addLine(hash, row);
      count += rows.length;
      after = rows.at(-1)?.rowId ?? null;
      if (rows.length < rowsAtOnce) break;
    }
  }
  return { count, digest: hash.digest('hex') };
}

/** Hashes of rows whose last entry was pruned, all in one digest: what the entry of a pruning commits to. */
export async function digestCarried(reader: LogReader): Promise<RowsDigest> {
  const hash = createHash('sha256');
  let count = 0;
  const zero = '00000000-0000-0000-0000-000000000000';
  let after: readonly string[] = [zero, '', zero];
  for (;;) {
    const rows = await reader.rows<WrittenRow & { entryId: string }>(
      `select r.entry_id as "entryId", r.table_name as "table", r.row_id as "rowId", r.row_hash as hash from log_row r
       where (r.row_id, r.table_name collate "C", r.entry_id) > ($1, $2, $3)
         and not exists (select from log_entry e where e.id = r.entry_id)
       order by r.row_id, r.table_name collate "C", r.entry_id limit $4`,
      [...after, rowsAtOnce],
    );
    for (const row of rows) {
      hash.update(`${row.entryId} `);
      addLine(hash, row);
    }
    count += rows.length;
    const last = rows.at(-1);
    if (last === undefined || rows.length < rowsAtOnce) return { count, digest: hash.digest('hex') };
    after = [last.rowId, last.table, last.entryId];
  }
}
