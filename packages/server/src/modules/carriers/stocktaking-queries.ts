import { type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { RegisterScope, StocktakingList, StocktakingPage, StocktakingQuery } from './contract.ts';
import { itemsShownMax, presentItem, selectItems } from './item-lines.ts';
import { carriersPolicy } from './policy.ts';
import { heldStates } from './rules.ts';
import { db } from './store.ts';

const stocktakingsShownMax = 100;
/** Copies counted last, as the one who scans looks back on them. */
const recentShownMax = 20;

const stocktakingList = defineQuery({
  name: 'stocktaking.list',
  title: { zh: '盘点', en: 'Stocktakings' },
  input: RegisterScope,
  output: StocktakingList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    let query = db
      .selectFrom('stocktaking as s')
      .innerJoin('register as r', 'r.id', 's.register_id')
      .selectAll('s')
      .select('r.name as register')
      .orderBy('s.started_at', 'desc')
      .limit(stocktakingsShownMax);
    if (input.registerId !== null) query = query.where('s.register_id', '=', input.registerId);
    const rows = await tx.read(query);
    return {
      rows: rows.map((row) => ({
        id: row.id,
        number: row.number,
        registerId: row.register_id,
        register: row.register,
        state: row.state,
        expected: row.expected,
        found: row.found,
        strays: row.strays,
        startedAt: row.started_at.toISOString(),
        closedAt: row.closed_at?.toISOString() ?? null,
      })),
    };
  },
});

/** Items of a stocktaking with what they are; `i` is the item. */
export function selectCounted(stocktakingId: string) {
  return selectItems()
    .innerJoin('stocktaking_item as i', 'i.copy_id', 'c.id')
    .select(['i.found_at as foundAt', 'i.expected'])
    .where('i.stocktaking_id', '=', stocktakingId);
}

const stocktakingOpen = defineQuery({
  name: 'stocktaking.open',
  title: { zh: '查看盘点', en: 'Open a stocktaking' },
  input: StocktakingQuery,
  output: StocktakingPage,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    const row = await tx.readOne(
      db.selectFrom('stocktaking').selectAll().where('id', '=', input.stocktakingId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const missing = await tx.read(
      selectCounted(row.id)
        .where('i.expected', '=', true)
        .where('i.found_at', 'is', null)
        .where('c.state', 'in', heldStates)
        .orderBy('c.place')
        .orderBy('k.number_sort')
        .orderBy('c.copy_no')
        .limit(itemsShownMax),
    );
    const recent = await tx.read(
      selectCounted(row.id)
        .where('i.found_at', 'is not', null)
        .orderBy('i.found_at', 'desc')
        .limit(recentShownMax),
    );
    return {
      id: row.id,
      number: row.number,
      registerId: row.register_id,
      place: row.place,
      state: row.state,
      expected: row.expected,
      found: row.found,
      strays: row.strays,
      startedAt: row.started_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
      missing: missing.map(presentItem),
      recent: recent.map((item) => ({
        ...presentItem(item),
        foundAt: item.foundAt?.toISOString() ?? '',
        expected: item.expected,
      })),
    };
  },
});

export const stocktakingQueries: Query[] = [stocktakingList, stocktakingOpen];
