import { type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { type RawBuilder, sql } from 'kysely';
import { RecallList, RecallPage, RecallQuery, RegisterScope } from './contract.ts';
import { itemsShownMax, presentItem, selectItems } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { db } from './store.ts';

const recallsShownMax = 100;

/** Copies of recall `l` in the caller's sight. */
function counted(condition: RawBuilder<unknown>) {
  return sql<number>`(select count(*)::int from copy c join carrier k on k.id = c.carrier_id
    where k.recall_id = l.id and ${condition})`;
}

const recallList = defineQuery({
  name: 'recall.list',
  title: { zh: '清退', en: 'Recalls' },
  input: RegisterScope,
  output: RecallList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    let query = db
      .selectFrom('recall as l')
      .innerJoin('register as r', 'r.id', 'l.register_id')
      .selectAll('l')
      .select('r.name as register')
      .select([counted(sql`true`).as('copies'), counted(sql`c.state = 'returned'`).as('returned')])
      .orderBy('l.state', 'desc')
      .orderBy('l.due_on')
      .limit(recallsShownMax);
    if (input.registerId !== null) query = query.where('l.register_id', '=', input.registerId);
    const rows = await tx.read(query);
    return {
      rows: rows.map((row) => ({
        id: row.id,
        number: row.number,
        registerId: row.register_id,
        register: row.register,
        issuer: row.issuer,
        reference: row.reference,
        dueOn: row.due_on,
        state: row.state,
        copies: row.copies,
        returned: row.returned,
      })),
    };
  },
});

const recallOpen = defineQuery({
  name: 'recall.open',
  title: { zh: '查看清退', en: 'Open a recall' },
  input: RecallQuery,
  output: RecallPage,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    const row = await tx.readOne(db.selectFrom('recall').selectAll().where('id', '=', input.recallId));
    if (row === undefined) throw new Refusal('not.found');
    const items = await tx.read(
      selectItems()
        .where('k.recall_id', '=', row.id)
        .orderBy('k.number_sort')
        .orderBy('c.copy_no')
        .limit(itemsShownMax),
    );
    return {
      id: row.id,
      number: row.number,
      registerId: row.register_id,
      issuer: row.issuer,
      reference: row.reference,
      dueOn: row.due_on,
      state: row.state,
      items: items.map(presentItem),
    };
  },
});

export const recallQueries: Query[] = [recallList, recallOpen];
