import { FindingList, type LogFinding } from './findings.ts';
import { parseDetails } from './details.ts';
import type { LogReader } from './reader.ts';
import { readRowsDigests } from './row-digest.ts';
import { checkStrayRows, isPruned } from './stray-rows.ts';

/** Rows, or entries, looked at in one statement. */
const rowsAtOnce = 2_000;
const tableForm = /^[a-z][a-z0-9_]{0,62}$/;
const firstId = '00000000-0000-0000-0000-000000000000';

export interface RowsReport {
  readonly verdict: 'intact' | 'broken';
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
  readonly findings: readonly LogFinding[];
  /** All that were found; the list is cut at `findingsMax`. */
  readonly findingCount: number;
}

/**
 * Names every register row that was changed past the log: its hash now differs from what its last entry recorded, it is
 * gone without an entry saying so, or no entry of the log ever wrote it. Streams, table by table. Run as the owner on a
 * snapshot (`withSnapshot`), for no other role sees every row; what it compares with is only as good as the log, so
 * `verifyLog` comes first.
 */
export async function auditRows(reader: LogReader): Promise<RowsReport> {
  const findings = new FindingList();
  const tables: { table: string; rows: number }[] = [];
  for (const { table, guarded } of await readTables(reader)) {
    if (!guarded) findings.add('table.unguarded', { table });
    tables.push({ table, rows: await auditTable(reader, table, findings) });
  }
  await findDeleted(reader, new Set(tables.map(({ table }) => table)), findings);
  await checkRowLists(reader, findings);
  await checkStrayRows(reader, findings);
  return {
    verdict: findings.count === 0 ? 'intact' : 'broken',
    tables,
    findings: findings.list,
    findingCount: findings.count,
  };
}

/** The triggers `guard_table` gives a register table: for rows inserted, changed and deleted. */
const guardTriggers = ['note_row_change', 'note_row_delete', 'note_row_write'];

/** Tables whose rows the log records: those with a trigger for it, and those the log has rows of though it is gone. */
async function readTables(reader: LogReader): Promise<{ table: string; guarded: boolean }[]> {
  const rows = await reader.rows<{ table: string; enabled: number }>(
    `with known as materialized (select distinct table_name from log_row)
     select c.relname as "table", (count(*) filter (where t.tgenabled in ('O', 'A')))::float8 as enabled
     from pg_class c left join pg_trigger t on t.tgrelid = c.oid and t.tgname = any($2)
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname ~ $1
     group by c.relname
     having count(t.oid) > 0 or c.relname in (select table_name from known)
     order by c.relname`,
    [tableForm.source, guardTriggers],
  );
  return rows.map(({ table, enabled }) => ({ table, guarded: enabled === guardTriggers.length }));
}

interface LastWrite {
  readonly id: string;
  readonly now_hash: string | null;
  /** Hash the last entry recorded; null where it recorded a deletion. */
  readonly row_hash: string | null;
  readonly entry_id: string | null;
  readonly in_log: boolean;
  readonly is_foreign: boolean;
}

/** The last entry that wrote a row: waiting ones first, then by leaf index; hashes carried over by pruning come last. */
const lastWriteSql = `
  select r.row_hash, r.entry_id, e.id is not null and (e.leaf_index is not null or q.seq is not null) as in_log,
    f.entry_id is not null as is_foreign
  from log_row r
    left join log_entry e on e.id = r.entry_id
    left join log_pending q on q.entry_id = r.entry_id and e.leaf_index is null
    left join log_foreign f on f.entry_id = r.entry_id`;
const lastFirst = 'order by q.seq desc nulls last, e.leaf_index desc nulls last limit 1';

async function auditTable(reader: LogReader, table: string, findings: FindingList): Promise<number> {
  const pruned = await isPruned(reader);
  let after = firstId;
  let count = 0;
  for (;;) {
    const page = await reader.rows<{ last: string | null; n: number }>(
      `select max(id::text collate "C") as last, count(*)::float8 as n from (select id from ${table} where id > $1 order by id limit $2) p`,
      [after, rowsAtOnce],
    );
    const { last = null, n = 0 } = page[0] ?? {};
    if (last === null) return count;
    count += n;
    const faults = await reader.rows<LastWrite>(
      `select t.id, t.now_hash, l.row_hash, l.entry_id, coalesce(l.in_log, false) as in_log, coalesce(l.is_foreign, false) as is_foreign
       from (select id, encode(sha256(convert_to(jsonb_strip_nulls(to_jsonb(one))::text, 'UTF8')), 'hex') as now_hash
             from ${table} one where id > $2 and id <= $3) t
         left join lateral (${lastWriteSql} where r.row_id = t.id and r.table_name = $1 ${lastFirst}) l on true
       where l.row_hash is distinct from t.now_hash or l.is_foreign or not l.in_log
       order by t.id`,
      [table, after, last],
    );
    for (const fault of faults) await explain(reader, { table, fault, pruned, findings });
    after = last;
  }
}

/** Says what is wrong with a row and who last wrote it by the log's own account. */
async function explain(
  reader: LogReader,
  the: { table: string; fault: LastWrite; pruned: boolean; findings: FindingList },
): Promise<void> {
  const { table, fault, findings } = the;
  const differs = fault.row_hash !== fault.now_hash;
  // its entry was pruned and the hash carried over: nothing is wrong unless it differs
  if (!fault.in_log && fault.entry_id !== null && the.pruned && !differs) return;
  const place = { table, row: fault.id };
  if (fault.entry_id === null || (!fault.in_log && !the.pruned)) {
    findings.add('row.unlogged', place);
    return;
  }
  const writer = await readWriter(reader, fault.entry_id);
  findings.add(fault.is_foreign && !differs ? 'row.foreign' : 'row.changed', { ...place, ...writer });
}

async function readWriter(reader: LogReader, entryId: string) {
  const rows = await reader.rows<{
    command: string;
    at: Date;
    person: string | null;
    leaf_index: number | null;
  }>(
    `select d.command, d.recorded_at as at, p.name as person, e.leaf_index::float8 as leaf_index
     from log_detail d left join log_entry e on e.id = d.entry_id left join person p on p.id = d.person_id
     where d.entry_id = $1`,
    [entryId],
  );
  const writer = rows[0];
  return {
    entry: entryId,
    command: writer?.command ?? '—',
    time: writer?.at.toISOString() ?? '—',
    person: writer?.person ?? '—',
    ...(writer?.leaf_index === null || writer?.leaf_index === undefined ? {} : { at: writer.leaf_index }),
  };
}

/** Rows the log knows that are gone, though no entry deleted them. One pass over the log's rows, all tables at once. */
async function findDeleted(
  reader: LogReader,
  tables: ReadonlySet<string>,
  findings: FindingList,
): Promise<void> {
  let after: readonly [string, string] = [firstId, ''];
  const missingTables = new Set<string>();
  for (;;) {
    const page = await reader.rows<{ row_id: string; table_name: string }>(
      `select distinct row_id, table_name from log_row where (row_id, table_name) > ($1, $2)
       order by row_id, table_name limit $3`,
      [...after, rowsAtOnce],
    );
    const idsOf = new Map<string, string[]>();
    for (const { row_id: id, table_name: table } of page) idsOf.set(table, [...(idsOf.get(table) ?? []), id]);
    for (const [table, ids] of idsOf) {
      if (tables.has(table)) await findGone(reader, { table, ids, findings });
      else missingTables.add(table);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < rowsAtOnce) break;
    after = [last.row_id, last.table_name];
  }
  for (const table of missingTables) findings.add('table.missing', { table });
}

async function findGone(
  reader: LogReader,
  the: { table: string; ids: readonly string[]; findings: FindingList },
): Promise<void> {
  const { table, ids, findings } = the;
  const gone = await reader.rows<LastWrite>(
    `select t.id, null as now_hash, l.* from unnest($2::uuid[]) as t (id)
       join lateral (${lastWriteSql} where r.row_id = t.id and r.table_name = $1 ${lastFirst}) l on true
     where l.row_hash is not null and l.in_log and not exists (select from ${table} x where x.id = t.id)`,
    [table, ids],
  );
  const carried = await reader.rows<{ id: string; entry_id: string }>(
    `select r.row_id as id, r.entry_id from log_row r, log_head h
     where h.pruned_before > 0 and r.table_name = $1 and r.row_id = any($2)
       and not exists (select from log_row o join log_entry e on e.id = o.entry_id where o.row_id = r.row_id and o.table_name = $1)
       and not exists (select from ${table} x where x.id = r.row_id)`,
    [table, ids],
  );
  for (const { id, entry_id: entryId } of [...gone, ...carried]) {
    const writer = entryId === null ? {} : await readWriter(reader, entryId);
    findings.add('row.deleted', { table, row: id, ...writer });
  }
}

/** Each entry's list of rows against the digest in its details. */
async function checkRowLists(reader: LogReader, findings: FindingList): Promise<void> {
  let after = firstId;
  for (;;) {
    const page = await reader.rows<{ entry_id: string; details: string; leaf_index: number | null }>(
      `select d.entry_id, d.details, e.leaf_index::float8 as leaf_index
       from log_detail d join log_entry e on e.id = d.entry_id where d.entry_id > $1 order by d.entry_id limit $2`,
      [after, rowsAtOnce / 4],
    );
    const digestOf = await readRowsDigests(
      reader,
      page.map(({ entry_id: id }) => id),
    );
    for (const { entry_id: id, details, leaf_index: at } of page) {
      const stated = parseDetails(details)?.rows;
      const found = digestOf(id);
      if (stated?.count === found.count && stated.digest === found.digest) continue;
      findings.add('rows.changed', { entry: id, ...(at === null ? {} : { at }) });
    }
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.entry_id;
  }
}
