import { parseDetails } from './details.ts';
import type { FindingList } from './findings.ts';
import type { LogReader } from './reader.ts';
import { digestCarried } from './row-digest.ts';

interface StrayRow {
  readonly table: string;
  readonly row: string;
  readonly count: number;
}

/** Written rows whose entry is not in the log: none at all, or those a pruning carried over, all of them and no other. */
export async function checkStrayRows(reader: LogReader, findings: FindingList): Promise<void> {
  if (await isPruned(reader)) {
    const unfinished = await reader.rows('select from log_pruning where finished_at is null');
    if (unfinished.length > 0) return;
    const carried = await digestCarried(reader);
    const stated = await statedCarried(reader);
    if (stated?.count !== carried.count || stated.digest !== carried.digest) findings.add('rows.carried');
    return;
  }
  const [stray] = await reader.rows<StrayRow>(
    `select table_name as "table", row_id as row, count(*) over ()::float8 as count from log_row r
     where not exists (select from log_entry e where e.id = r.entry_id) limit 1`,
  );
  if (stray !== undefined) findings.add('rows.stray', { ...stray });
}

/** Whether entries were removed by retention. */
export async function isPruned(reader: LogReader): Promise<boolean> {
  return (await reader.rows('select from log_head where pruned_before > 0')).length > 0;
}

async function statedCarried(reader: LogReader): Promise<{ count: unknown; digest: unknown } | undefined> {
  const rows = await reader.rows<{ details: string }>(
    `select details from log_detail where command = 'log.pruned' order by recorded_at desc limit 1`,
  );
  const result: unknown = parseDetails(rows[0]?.details ?? '')?.['result'];
  if (typeof result !== 'object' || result === null) return undefined;
  return { count: Reflect.get(result, 'carried'), digest: Reflect.get(result, 'carriedDigest') };
}
