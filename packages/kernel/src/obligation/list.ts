import { sql } from 'kysely';
import type { z } from 'zod';
import type { LoadTx } from '../command/define.ts';
import { tables } from '../db/table.ts';
import type { OrgTables } from '../org/tables.ts';
import { type PageOptions, listRowsMax, readPage } from '../register/page.ts';
import type { ObligationList, ObligationListQuery } from './contract.ts';
import type { KindTitles } from './kinds.ts';
import { type LineRow, type SubjectTitles, obligationColumns, owedByCaller, presentLines } from './lines.ts';
import type { ObligationTables } from './tables.ts';

const db = tables<ObligationTables & OrgTables>();
type Filter = z.output<typeof ObligationListQuery>;
type Order = Pick<PageOptions, 'keys' | 'types' | 'direction'>;

const byDueDay: Order = { keys: ['o.due_on', 'o.id'], types: ['date', 'uuid'], direction: 'asc' };
const newestEnded: Order = {
  keys: ['o.ended_at', 'o.id'],
  types: ['timestamptz', 'uuid'],
  direction: 'desc',
};

/** Obligations the caller may see: the open ones by the day they are due, the ended ones newest first. */
export async function listObligations(
  tx: LoadTx,
  filter: Filter,
  the: { readonly kindTitles: KindTitles; readonly subjectTitles: SubjectTitles },
): Promise<z.input<typeof ObligationList>> {
  const { state, kind, unitId } = filter;
  let query = db
    .selectFrom('obligation as o')
    .innerJoin('unit as u', 'u.id', 'o.unit_id')
    .leftJoin('person as p', 'p.id', 'o.person_id')
    .select(
      sql<LineRow>`row_to_json((select line from (select ${sql.raw(obligationColumns)}, ${sql.raw(owedByCaller)} as mine) line))`.as(
        'line',
      ),
    )
    .where('o.state', '=', state === 'late' ? 'open' : state);
  if (state === 'late') query = query.where('o.due_on', '<', tx.today);
  if (kind !== null) query = query.where('o.kind', '=', kind);
  // the unit and all below it
  if (unitId !== null)
    query = query.where(sql<boolean>`u.path <@ (select path from unit where id = ${unitId})`);
  if (filter.mine) query = query.where(sql<boolean>`${sql.raw(owedByCaller)}`);
  const order = state === 'open' || state === 'late' ? byDueDay : newestEnded;
  const page = await readPage(tx, query, { ...order, after: filter.after, rowsMax: listRowsMax });
  const lines = page.rows.map((row) => row.line);
  return { rows: await presentLines(tx, lines, the), next: page.next };
}
