import { type LoadTx, defineQuery } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { calendarKind } from '@fengni/kernel/obligation/kinds';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import { z } from 'zod';
import {
  MyTradeSecrets,
  TradeSecretComparison,
  TradeSecretListQuery,
  TradeSecretLists,
  TradeSecretPage,
} from './contract.ts';
import { tradeSecretsPolicy } from './policy.ts';
import { levelTokenOf, presentItems } from './present.ts';
import { countItems, isLive, listItemsMax, markOfList, pairItems, tradeSecretScheme } from './rules.ts';
import { db, readItems } from './store.ts';
import type { TradeSecretListRow } from './tables.ts';

function countOf(level: string) {
  return sql<number>`(select count(*)::int from trade_secret_item i
    where i.list_id = l.id and i.change not in ('ended', 'dropped') and i.level = ${level})`;
}

/** Lists with their unit's name, figures and whether they wait for a decision. */
function selectLists() {
  return db
    .selectFrom('trade_secret_list as l')
    .innerJoin('unit as u', 'u.id', 'l.unit_id')
    .selectAll('l')
    .select([
      'u.name as unit',
      countOf('CORE').as('core'),
      countOf('ORDINARY').as('ordinary'),
      sql<boolean>`trade_secret_list_pending(l.id)`.as('pending'),
    ]);
}
type ListedRow = TradeSecretListRow & { unit: string; core: number; ordinary: number; pending: boolean };

function presentList(row: ListedRow) {
  return {
    id: row.id,
    unit: row.unit,
    unitId: row.unit_id,
    year: row.year,
    version: row.version,
    state: row.state,
    pending: row.pending,
    items: row.core + row.ordinary,
    core: row.core,
    ordinary: row.ordinary,
    madeAt: row.made_at.toISOString(),
    approvedAt: row.approved_at?.toISOString() ?? null,
    filedOn: row.filed_on,
  };
}

const lists = defineQuery({
  name: 'tradeSecret.lists',
  title: { zh: '商业秘密清单', en: 'Lists of trade secrets' },
  input: TradeSecretListQuery,
  output: TradeSecretLists,
  rule: tradeSecretsPolicy['tradeSecret.read'],
  async run(tx, { input }) {
    let query = selectLists();
    if (input.state === null) query = query.where('l.state', '<>', 'dropped');
    else query = query.where('l.state', '=', input.state);
    if (input.unitId !== null) query = query.where('l.unit_id', '=', input.unitId);
    if (input.year !== null) query = query.where('l.year', '=', input.year);
    const page = await readPage(tx, query, {
      keys: ['l.made_at', 'l.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentList), next: page.next };
  },
});

async function findList(tx: LoadTx, listId: string): Promise<ListedRow> {
  const row = await tx.readOne(selectLists().where('l.id', '=', listId));
  if (row === undefined) throw refuseKernel('not.found');
  return row;
}

/** A list by id, as version of its year; a draft that was dropped is nothing to compare with. */
async function readVersion(tx: LoadTx, listId: string | null) {
  const rows = await tx.read(
    db.selectFrom('trade_secret_list').select(['id', 'year', 'version']).where('id', '=', listId),
  );
  return rows[0] ?? null;
}

const open = defineQuery({
  name: 'tradeSecret.open',
  title: { zh: '查看商业秘密清单', en: 'Open a list of trade secrets' },
  input: z.object({ listId: z.uuid() }),
  output: TradeSecretPage,
  rule: tradeSecretsPolicy['tradeSecret.read'],
  async run(tx, { input }) {
    const row = await findList(tx, input.listId);
    const items = await readItems(tx, row.id);
    const lines = await presentItems(tx, items);
    const live = items.filter(({ item }) => isLive(item)).map(({ item }) => item);
    const consents = await tx.readSql<{ person: string; decided_at: Date }>(
      'select person, decided_at from trade_secret_list_consents($1)',
      [row.id],
    );
    const maker = await tx.readOne(db.selectFrom('person').select('name').where('id', '=', row.made_by));
    const due = await tx.readSql<{ due_on: string }>(
      `select due_on from obligation where state = 'open' and kind = $1 and unit_id = $2 and period like $3 limit 1`,
      [calendarKind(tradeSecretScheme, 'trade-secret-list'), row.unit_id, `${row.year}/%`],
    );
    const { items: _, core: __, ordinary: ___, ...changes } = countItems(items.map(({ item }) => item));
    const top = live.reduce<(typeof live)[number] | null>(
      (highest, item) => (highest === null || item.level_rank > highest.level_rank ? item : highest),
      null,
    );
    return {
      ...presentList(row),
      ...changes,
      mark: markOfList(live),
      levelToken: levelTokenOf(top?.level ?? ''),
      madeBy: maker?.name ?? '',
      filedTo: row.filed_to,
      receiptNo: row.receipt_no,
      unknown: items.filter(({ matter }) => matter === null).length,
      basedOn: await readVersion(tx, row.based_on),
      consents: consents.map((one) => ({ person: one.person, decidedAt: one.decided_at.toISOString() })),
      fileBy: due[0]?.due_on ?? null,
      lines,
    };
  },
});

const compare = defineQuery({
  name: 'tradeSecret.compare',
  title: { zh: '比较两份清单', en: 'Compare two lists' },
  input: z.object({ listId: z.uuid(), withId: z.uuid().nullable().default(null) }),
  output: TradeSecretComparison,
  rule: tradeSecretsPolicy['tradeSecret.read'],
  async run(tx, { input }) {
    const row = await findList(tx, input.listId);
    const lastYear = db
      .selectFrom('trade_secret_list')
      .select(['id', 'year', 'version'])
      .where('unit_id', '=', row.unit_id)
      .where('state', 'in', ['in-force', 'superseded']);
    const before = await tx.readOne(
      input.withId === null
        ? lastYear.where('year', '<', row.year).orderBy('year', 'desc').orderBy('version', 'desc').limit(1)
        : lastYear.where('id', '=', input.withId),
    );
    if (input.withId !== null && before === undefined) throw refuseKernel('not.found');
    const then = before === undefined ? [] : await presentItems(tx, await readItems(tx, before.id));
    const now = await presentItems(tx, await readItems(tx, row.id));
    return { before: before ?? null, pairs: pairItems(then, now) };
  },
});

/** What the caller owns or holds himself, by name or by post. */
const mine = defineQuery({
  name: 'tradeSecret.mine',
  title: { zh: '我知悉的商业秘密', en: 'Trade secrets I hold' },
  input: z.object({}),
  output: MyTradeSecrets,
  rule: tradeSecretsPolicy['tradeSecret.mine'],
  async run(tx) {
    const items = await tx.read(
      db
        .selectFrom('trade_secret_item as i')
        .innerJoin('unit as u', 'u.id', 'i.unit_id')
        .selectAll('i')
        .select(['u.name as unit', sql<number>`substr(i.number, 1, 4)::int`.as('year')])
        .where(sql<boolean>`i.id = any ((select trade_secrets_held())::uuid[])`)
        .orderBy('u.name')
        .orderBy('i.number')
        .limit(listItemsMax),
    );
    const matters = await tx.read(
      db
        .selectFrom('trade_secret_matter')
        .selectAll()
        .where(sql<boolean>`id = any ((select trade_secrets_held())::uuid[])`),
    );
    const byId = new Map(matters.map((matter) => [matter.id, matter]));
    const known = items.filter((item) => byId.has(item.id));
    const lines = await presentItems(
      tx,
      known.map((item) => ({ item, matter: byId.get(item.id) ?? null })),
    );
    const rows = lines.map((line, i) => ({ ...line, unit: known[i]?.unit ?? '', year: known[i]?.year ?? 0 }));
    return { rows, next: null };
  },
});

export const tradeSecretQueries = [lists, open, compare, mine];
