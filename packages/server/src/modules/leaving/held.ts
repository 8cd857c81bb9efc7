import type { HeldSource, LoadTx } from '@fengni/kernel/command/define';
import type { HeldGroupView } from './contract.ts';
import type { LeavingKind } from './rules.ts';

interface HeldRow {
  readonly id: string;
  readonly number: string;
  readonly place: string;
  readonly since: Date;
}

const tableForm = /^[a-z_]{1,50}$/;

/**
 * Everything somebody holds or has open, from every module. What the caller does not see himself is listed with its place and
 * without its number: that it is there must be told, or he would leave with it.
 */
export async function readHeld(
  tx: LoadTx,
  the: { readonly sources: readonly HeldSource[]; readonly personId: string; readonly kind: LeavingKind },
): Promise<HeldGroupView[]> {
  const groups: HeldGroupView[] = [];
  for (const source of the.sources) {
    if (the.kind === 'move' && source.movesAlong === true) continue;
    const rows = await tx.readSql<HeldRow>(source.sql, [the.personId]);
    if (rows.length === 0) continue;
    const seen = await readSeen(tx, source.table, rows);
    groups.push({
      id: source.id,
      title: source.title,
      advice: source.advice,
      table: source.table,
      lines: rows.map((row) => ({
        id: seen.has(row.id) ? row.id : null,
        number: seen.has(row.id) ? row.number : '',
        place: row.place,
        since: row.since.toISOString(),
      })),
    });
  }
  return groups;
}

async function readSeen(tx: LoadTx, table: string, rows: readonly HeldRow[]): Promise<ReadonlySet<string>> {
  if (!tableForm.test(table)) return new Set();
  const seen = await tx.readSql<{ id: string }>(`select id from ${table} where id = any ($1)`, [
    rows.map((row) => row.id),
  ]);
  return new Set(seen.map((row) => row.id));
}

export function countHeld(groups: readonly HeldGroupView[]): number {
  return groups.reduce((sum, group) => sum + group.lines.length, 0);
}
