import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { dayAfter } from '@fengni/schemes/term';
import { CloseStocktaking, CountCopy, StartStocktaking } from './contract.ts';
import { clerkOf } from './delivery.ts';
import { takeOwnNumber } from './own-numbers.ts';
import { carriersPolicy } from './policy.ts';
import { afterMove, heldStates } from './rules.ts';
import { addCustody, db, findRegister, refuse } from './store.ts';
import {
  type CopyRow,
  type StocktakingItemRow,
  type StocktakingRow,
  copies,
  stocktakingItems,
  stocktakings,
} from './tables.ts';

/** Days a stocktaking may take: this house's own choice. */
export const stocktakingDaysDefault = 7;
/** Missing copies named in the result of closing; all are on the page and the sheet. */
const missingNamedMax = 100;
const finish = 'carrier.finish-stocktaking';

const start = defineCommand({
  name: 'stocktaking.start',
  title: { zh: '开始盘点', en: 'Start a stocktaking' },
  input: StartStocktaking,
  rule: carriersPolicy['stocktaking.run'],
  load: (tx, input) => findRegister(tx, input.registerId, ['carrier', 'cipher']),
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    const running = await tx.readOne(
      db
        .selectFrom('stocktaking')
        .select('id')
        .where('register_id', '=', register.id)
        .where('state', '=', 'open'),
    );
    if (running !== undefined) throw refuse('stocktaking.open.already');
    let held = db
      .selectFrom('copy')
      .select(['id', 'state'])
      .where('register_id', '=', register.id)
      .where('state', 'in', heldStates);
    if (input.place !== '') held = held.where('place', '=', input.place);
    const expected = await tx.read(held);
    const row: StocktakingRow = {
      id: tx.newId(),
      register_id: register.id,
      number: await takeOwnNumber(tx, register.id, 'stocktaking'),
      place: input.place,
      state: 'open',
      expected: expected.length,
      found: 0,
      strays: 0,
      started_at: tx.now,
      started_by: actor.personId,
      closed_at: null,
    };
    await tx.insert(stocktakings, row);
    await tx.insert(
      stocktakingItems,
      ...expected.map((copy): StocktakingItemRow => ({
        id: tx.newId(),
        stocktaking_id: row.id,
        register_id: register.id,
        copy_id: copy.id,
        expected: true,
        state_then: copy.state,
        found_at: null,
        found_by: null,
      })),
    );
    await owe(tx, {
      kind: finish,
      unitPath: register.unit_path,
      duty: clerkOf(register.kind),
      registerId: register.id,
      subject: { table: 'stocktaking', id: row.id, number: row.number },
      dueOn: dayAfter(tx.today, stocktakingDaysDefault),
      basis: 'cn-state-secret#keep',
    });
    return {
      subject: row.id,
      result: { stocktakingId: row.id, number: row.number, expected: row.expected },
    };
  },
});

/**
 * A copy of this register by its label, or by number and copy number with a hyphen between. Either may have hyphens,
 * so every place to part them is tried.
 */
async function findByCode(tx: LoadTx, registerId: string, code: string) {
  const parts = code.split('-');
  const pairs = parts.slice(1).map((_, i) => ({
    number: parts.slice(0, i + 1).join('-'),
    copyNo: parts.slice(i + 1).join('-'),
  }));
  const select = db
    .selectFrom('copy as c')
    .innerJoin('carrier as k', 'k.id', 'c.carrier_id')
    .select(['c.id', 'k.number'])
    .where('c.register_id', '=', registerId);
  const labelled = await tx.readOne(select.where('c.code', '=', code.toUpperCase()));
  if (labelled !== undefined || pairs.length === 0) return labelled;
  return tx.readOne(
    select
      .where('k.register_id', '=', registerId)
      .where((where) =>
        where.or(pairs.map((pair) => where.and({ 'k.number': pair.number, 'c.copy_no': pair.copyNo }))),
      ),
  );
}

interface CountTarget {
  readonly stocktaking: Locked<StocktakingRow>;
  readonly copy: Locked<CopyRow>;
  readonly number: string;
  readonly item: Locked<StocktakingItemRow> | null;
  readonly unitPath: string;
}

async function loadCount(tx: LoadTx, stocktakingId: string, code: string): Promise<CountTarget> {
  const stocktaking = await tx.lock(stocktakings, stocktakingId);
  const register = await findRegister(tx, stocktaking.register_id);
  const found = await findByCode(tx, stocktaking.register_id, code);
  if (found === undefined) throw refuse('stocktaking.unknown.code', { code });
  const copy = await tx.lock(copies, found.id);
  const listed = await tx.readOne(
    db
      .selectFrom('stocktaking_item')
      .select('id')
      .where('stocktaking_id', '=', stocktakingId)
      .where('copy_id', '=', copy.id),
  );
  const item = listed === undefined ? null : await tx.lock(stocktakingItems, listed.id);
  return { stocktaking, copy, number: found.number, item, unitPath: register.unit_path };
}

const count = defineCommand({
  name: 'stocktaking.count',
  title: { zh: '盘点扫描', en: 'Count a copy' },
  input: CountCopy,
  rule: carriersPolicy['stocktaking.run'],
  load: (tx, input) => loadCount(tx, input.stocktakingId, input.code),
  unitPath: (target) => target.unitPath,
  subjectId: ({ copy }) => copy.carrier_id,
  async handle(tx, { target, actor }) {
    const { stocktaking, copy, number, item } = target;
    if (stocktaking.state === 'closed') throw refuse('stocktaking.closed');
    if (item !== null && item.found_at !== null)
      throw refuse('stocktaking.counted', { number, copyNo: copy.copy_no });
    await noteFound(tx, target, actor.personId);
    // what should not be here at all is a stray; its whereabouts are put right by the deed that fits, not by counting
    if (afterMove(copy.state, 'count') !== undefined) {
      await addCustody(tx, [copy], {
        move: 'count',
        byId: actor.personId,
        signed: 'clerk',
        holderId: copy.holder_id,
        note: stocktaking.number,
      });
    }
    const expected = item !== null;
    const now = await tx.update(
      stocktakings,
      stocktaking,
      expected ? { found: stocktaking.found + 1 } : { strays: stocktaking.strays + 1 },
    );
    return {
      result: {
        copyId: copy.id,
        number,
        copyNo: copy.copy_no,
        state: copy.state,
        place: copy.place,
        expected,
        counted: now.found,
        of: now.expected,
        strays: now.strays,
      },
    };
  },
});

async function noteFound(tx: Tx, { stocktaking, copy, item }: CountTarget, byId: string): Promise<void> {
  const found = { found_at: tx.now, found_by: byId };
  if (item !== null) {
    await tx.update(stocktakingItems, item, found);
    return;
  }
  await tx.insert(stocktakingItems, {
    id: tx.newId(),
    stocktaking_id: stocktaking.id,
    register_id: stocktaking.register_id,
    copy_id: copy.id,
    expected: false,
    state_then: copy.state,
    ...found,
  });
}

/** Copies that should be in the house and were not counted. What has lawfully left since the start is not missing. */
export function selectMissing(stocktakingId: string) {
  return db
    .selectFrom('stocktaking_item as i')
    .innerJoin('copy as c', 'c.id', 'i.copy_id')
    .innerJoin('carrier as k', 'k.id', 'c.carrier_id')
    .where('i.stocktaking_id', '=', stocktakingId)
    .where('i.expected', '=', true)
    .where('i.found_at', 'is', null)
    .where('c.state', 'in', heldStates);
}

const close = defineCommand({
  name: 'stocktaking.close',
  title: { zh: '结束盘点', en: 'Close a stocktaking' },
  input: CloseStocktaking,
  rule: carriersPolicy['stocktaking.run'],
  async load(tx, input) {
    const stocktaking = await tx.lock(stocktakings, input.stocktakingId);
    const register = await findRegister(tx, stocktaking.register_id);
    return { stocktaking, unitPath: register.unit_path };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ stocktaking }) => stocktaking.id,
  async handle(tx, { target: { stocktaking }, actor }) {
    if (stocktaking.state === 'closed') throw refuse('stocktaking.closed');
    const missing = await tx.read(
      selectMissing(stocktaking.id)
        .select(['c.id as copyId', 'k.number', 'c.copy_no as copyNo'])
        .orderBy('k.number_sort')
        .orderBy('c.copy_no'),
    );
    await tx.update(stocktakings, stocktaking, { state: 'closed', closed_at: tx.now });
    await settle(tx, { kind: finish, subjectId: stocktaking.id, byId: actor.personId });
    return {
      result: {
        expected: stocktaking.expected,
        found: stocktaking.found,
        strays: stocktaking.strays,
        missing: missing.length,
        missingCopies: missing.slice(0, missingNamedMax),
      },
    };
  },
});

export const stocktakingCommands = [start, count, close];
