import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { type Debt, owe, settle } from '@fengni/kernel/obligation/owe';
import { CloseRecall, OpenRecall } from './contract.ts';
import { clerkOf } from './delivery.ts';
import { takeOwnNumber } from './own-numbers.ts';
import { carriersPolicy } from './policy.ts';
import { heldStates, outStates } from './rules.ts';
import { db, findRegister, refuse } from './store.ts';
import { type RecallRow, carriers, recalls } from './tables.ts';

const recallKind = 'carrier.recall';

/** What a recall makes the register's unit and each present holder owe. */
export function recallDebt(
  recall: Pick<RecallRow, 'id' | 'register_id' | 'number' | 'due_on'>,
  unitPath: string,
): Debt {
  return {
    kind: recallKind,
    unitPath,
    registerId: recall.register_id,
    subject: { table: 'recall', id: recall.id, number: recall.number },
    dueOn: recall.due_on,
    basis: 'cn-state-secret#return',
  };
}

/** The issuer wants them back: flagged, and chased from unit and holders (CAR-14). */
const begin = defineCommand({
  name: 'recall.begin',
  title: { zh: '登记清退', en: 'Begin a recall' },
  input: OpenRecall,
  rule: carriersPolicy['recall.run'],
  async load(tx, input) {
    const register = await findRegister(tx, input.registerId, ['carrier', 'cipher']);
    const wanted = await tx.lockAll(carriers, input.carrierIds);
    if (wanted.some((carrier) => carrier.register_id !== register.id)) throw refuse('copy.other.register');
    return { register, wanted };
  },
  unitPath: ({ register }) => register.unit_path,
  async handle(tx, { input, target: { register, wanted } }) {
    for (const carrier of wanted) {
      if (carrier.state !== 'active') throw refuse('carrier.not.active');
      if (carrier.recall_id !== null) throw refuse('recall.taken', { number: carrier.number });
    }
    const row: RecallRow = {
      id: tx.newId(),
      register_id: register.id,
      number: await takeOwnNumber(tx, register.id, 'recall'),
      issuer: input.issuer,
      reference: input.reference,
      due_on: input.dueOn,
      state: 'open',
      opened_at: tx.now,
      closed_at: null,
    };
    await tx.insert(recalls, row);
    await tx.updateAll(carriers, wanted, { recall_id: row.id, must_return: true });
    const held = await tx.read(
      db
        .selectFrom('copy')
        .select('holder_id')
        .distinct()
        .where(
          'carrier_id',
          'in',
          wanted.map((carrier) => carrier.id),
        )
        .where('state', 'in', outStates)
        .where('holder_id', 'is not', null),
    );
    const holders = held.flatMap((copy) => copy.holder_id ?? []);
    const debt = recallDebt(row, register.unit_path);
    await owe(
      tx,
      { ...debt, duty: clerkOf(register.kind) },
      ...holders.map((personId): Debt => ({ ...debt, personId })),
    );
    return { subject: row.id, result: { recallId: row.id, number: row.number, holders: holders.length } };
  },
});

/** Copies of a recall that have not gone back: in the house, or on their way without a receipt. */
export function selectUnreturned(recallId: string) {
  return db
    .selectFrom('copy as c')
    .innerJoin('carrier as k', 'k.id', 'c.carrier_id')
    .where('k.recall_id', '=', recallId)
    .where('c.state', 'in', [...heldStates, 'sent']);
}

async function loadRecall(tx: LoadTx, recallId: string) {
  const recall = await tx.lock(recalls, recallId);
  const register = await findRegister(tx, recall.register_id);
  return { recall, unitPath: register.unit_path };
}

const close = defineCommand({
  name: 'recall.close',
  title: { zh: '办结清退', en: 'Close a recall' },
  input: CloseRecall,
  rule: carriersPolicy['recall.run'],
  load: (tx, input) => loadRecall(tx, input.recallId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ recall }) => recall.id,
  async handle(tx, { target: { recall }, actor }) {
    if (recall.state === 'closed') throw refuse('recall.closed');
    const left = await tx.readOne(
      selectUnreturned(recall.id).select((of) => of.fn.countAll<number>().as('count')),
    );
    if (Number(left?.count) > 0) throw refuse('recall.open.copies', { count: Number(left?.count) });
    await tx.update(recalls, recall, { state: 'closed', closed_at: tx.now });
    await settle(tx, { kind: recallKind, subjectId: recall.id, byId: actor.personId });
    return {};
  },
});

export const recallCommands = [begin, close];
