import { type Bilingual, type LoadTx, defineCommand, defineQuery } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { readPage } from '@fengni/kernel/register/page';
import { takeNumbers } from '@fengni/kernel/register/take-number';
import type { z } from 'zod';
import { BagList, type BagLine, BagListQuery, SealBag } from './contract.ts';
import { carriersPolicy } from './policy.ts';
import { db, findRegister, refuse } from './store.ts';
import { type DestructionListRow, type PaperBagRow, paperBags } from './tables.ts';

const bagRowsMax = 50;

/** Papers and newspapers without level, bagged by room for the same destruction (CAR-16). */
const sealBag = defineCommand({
  name: 'bag.seal',
  title: { zh: '封装废纸袋', en: 'Seal a bag' },
  input: SealBag,
  rule: carriersPolicy['bag.seal'],
  load: (tx, input) => findRegister(tx, input.registerId, ['paper-bag']),
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    const facts = { year: Number(tx.today.slice(0, 4)), level: '', unit: '' };
    const [number] = await takeNumbers(tx, register, { facts, count: 1 });
    invariant(number !== undefined, 'a number was taken');
    const row: PaperBagRow = {
      id: tx.newId(),
      register_id: register.id,
      number,
      room: input.room,
      kind: input.kind,
      weight_grams: input.weightGrams,
      seal_no: input.sealNo,
      state: 'sealed',
      sealed_at: tx.now,
      sealed_by: actor.personId,
      list_id: null,
    };
    await tx.insert(paperBags, row);
    return { subject: row.id, result: { bagId: row.id, number } };
  },
});
export const bagCommands = [sealBag];

const bagStates: Readonly<Record<PaperBagRow['state'], Bilingual>> = {
  sealed: { zh: '已封装', en: 'sealed' },
  'for-destruction': { zh: '待销毁', en: 'listed for destruction' },
  destroyed: { zh: '已销毁', en: 'destroyed' },
};

function requireBags(bags: readonly PaperBagRow[], state: PaperBagRow['state'], listId: string | null): void {
  const wrong = bags.find((bag) => bag.state !== state || bag.list_id !== listId);
  if (wrong !== undefined) throw refuse('bag.state', { number: wrong.number, state: bagStates[wrong.state] });
}

/** Bags the caller handles, locked; all of registers of the unit whose list it is. */
export async function lockBags(tx: LoadTx, bagIds: readonly string[], unitId: string) {
  const bags = await tx.lockAll(paperBags, bagIds);
  if (bags.length === 0) return bags;
  const foreign = await tx.readOne(
    db
      .selectFrom('paper_bag as b')
      .innerJoin('register as r', 'r.id', 'b.register_id')
      .select('b.number')
      .where(
        'b.id',
        'in',
        bags.map((bag) => bag.id),
      )
      .where('r.unit_id', '<>', unitId),
  );
  if (foreign !== undefined) throw refuse('bag.other.unit', { number: foreign.number });
  return bags;
}

type Bags = readonly Locked<PaperBagRow>[];
export async function putBagsOn(tx: Tx, list: Pick<DestructionListRow, 'id'>, bags: Bags): Promise<void> {
  requireBags(bags, 'sealed', null);
  await tx.updateAll(paperBags, bags, { state: 'for-destruction', list_id: list.id });
}
export async function takeBagsOff(tx: Tx, list: Pick<DestructionListRow, 'id'>, bags: Bags): Promise<void> {
  requireBags(bags, 'for-destruction', list.id);
  await tx.updateAll(paperBags, bags, { state: 'sealed', list_id: null });
}
export async function destroyBags(tx: Tx, list: Pick<DestructionListRow, 'id'>, bags: Bags): Promise<void> {
  requireBags(bags, 'for-destruction', list.id);
  await tx.updateAll(paperBags, bags, { state: 'destroyed' });
}

export function presentBag(bag: PaperBagRow): z.input<typeof BagLine> {
  return {
    id: bag.id,
    number: bag.number,
    room: bag.room,
    kind: bag.kind,
    weightGrams: bag.weight_grams,
    sealNo: bag.seal_no,
    state: bag.state,
    sealedAt: bag.sealed_at.toISOString(),
  };
}

const bagList = defineQuery({
  name: 'bag.list',
  title: { zh: '废纸袋', en: 'Bags of paper' },
  input: BagListQuery,
  output: BagList,
  rule: carriersPolicy['carrier.read'],
  async run(tx, { input }) {
    let query = db.selectFrom('paper_bag as b').selectAll('b');
    if (input.registerId !== null) query = query.where('b.register_id', '=', input.registerId);
    if (input.state !== null) query = query.where('b.state', '=', input.state);
    const page = await readPage(tx, query, {
      keys: ['b.sealed_at', 'b.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: bagRowsMax,
    });
    return { rows: page.rows.map(presentBag), next: page.next };
  },
});
export const bagQueries = [bagList];
