import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { obligations } from '@fengni/kernel/obligation/tables';
import { people } from '@fengni/kernel/org/tables';
import { dayAfter } from '@fengni/schemes/term';
import { settleClearOuts } from './clear-out.ts';
import { CancelHandOver, OpenHandOver, SignHandOver } from './contract.ts';
import { moveInPlace, requirePersons } from './held-copies.ts';
import { carriersPolicy } from './policy.ts';
import { recallDebt } from './recall.ts';
import { afterMove, outStates } from './rules.ts';
import { db, refuse, refuseMove } from './store.ts';
import {
  type CopyRow,
  type HandOverRow,
  carriers,
  copies,
  handOverItems,
  handOvers,
  loans,
  recalls,
} from './tables.ts';

/** Days in which a hand-over is to be signed: this house's own choice. */
export const handOverDaysDefault = 10;
const handOver = 'carrier.hand-over';

/** Refuses a receiver who is not cleared for all of it, or could not read what he would hold. */
async function requireReceiver(tx: Tx, toId: string, copyIds: readonly string[]): Promise<void> {
  tx.grant([toId]);
  const [answer] = await tx.writeSql<{ count: number }>('select copies_not_for($1, $2) as count', [
    toId,
    copyIds,
  ]);
  if (Number(answer?.count) > 0) throw refuse('handover.receiver');
}

/** Names a copy that cannot change hands only where the caller sees it: it may be of a register he does not handle. */
async function requireMovable(tx: Tx, held: readonly Locked<CopyRow>[]): Promise<void> {
  const stuck = held.filter((copy) => afterMove(copy.state, 'hand-over') === undefined);
  if (stuck.length === 0) return;
  const ids = stuck.map((copy) => copy.id);
  const seen = await tx.read(db.selectFrom('copy').select('id').where('id', 'in', ids));
  const named = stuck.find((copy) => seen.some((one) => one.id === copy.id));
  throw named === undefined ? refuse('handover.stuck') : refuseMove(named, 'hand-over');
}

/** Everything a person holds goes to another, before a third (CAR-7). */
const begin = defineCommand({
  name: 'handover.begin',
  title: { zh: '办理移交', en: 'Begin a hand-over' },
  input: OpenHandOver,
  rule: carriersPolicy['handover.open'],
  async load(tx, input) {
    const giver = await tx.lock(people, input.fromId);
    const unit = await tx.readOne(
      db.selectFrom('unit').select(['id', 'path']).where('id', '=', giver.unit_id),
    );
    invariant(unit !== undefined, 'a person belongs to a unit');
    return { giver, unit };
  },
  unitPath: ({ unit }) => unit.path,
  subjectId: ({ giver }) => giver.id,
  async handle(tx, { input, target: { giver, unit } }) {
    if (new Set([input.fromId, input.toId, input.witnessId]).size < 3) throw refuse('handover.same');
    await requirePersons(tx, [input.toId, input.witnessId]);
    const running = await tx.readOne(
      db.selectFrom('hand_over').select('id').where('from_id', '=', giver.id).where('state', '=', 'open'),
    );
    if (running !== undefined) throw refuse('handover.open.already');
    const rows = await tx.writeSql<{ id: string }>('select id from copies_held_by($1)', [giver.id]);
    const held = await tx.lockNamed(
      copies,
      rows.map((row) => row.id),
    );
    if (held.length === 0) throw refuse('handover.nothing');
    await requireMovable(tx, held);
    await requireReceiver(
      tx,
      input.toId,
      held.map((copy) => copy.id),
    );
    const row: HandOverRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      from_id: input.fromId,
      to_id: input.toId,
      witness_id: input.witnessId,
      state: 'open',
      reason: input.reason,
      opened_at: tx.now,
      receiver_signed_at: null,
      witness_signed_at: null,
      ended_at: null,
    };
    await tx.insert(handOvers, row);
    await tx.insert(
      handOverItems,
      ...held.map((copy) => ({
        id: tx.newId(),
        hand_over_id: row.id,
        register_id: copy.register_id,
        copy_id: copy.id,
      })),
    );
    await owe(tx, {
      kind: handOver,
      unitPath: unit.path,
      personId: giver.id,
      subject: { table: 'hand_over', id: row.id, number: '' },
      dueOn: dayAfter(tx.today, handOverDaysDefault),
      basis: 'cn-state-secret#hand-over',
    });
    return { result: { handOverId: row.id, copies: held.length } };
  },
});

async function lockHandOver(tx: LoadTx, handOverId: string) {
  const row = await tx.lock(handOvers, handOverId);
  const items = await tx.read(
    db.selectFrom('hand_over_item').select('copy_id').where('hand_over_id', '=', handOverId),
  );
  return { handOver: row, copyIds: items.map((item) => item.copy_id) };
}

/** Receiver and witness sign, each for himself; with the second signature the copies change hands. */
const sign = defineCommand({
  name: 'handover.sign',
  title: { zh: '移交签字', en: 'Sign a hand-over' },
  input: SignHandOver,
  rule: carriersPolicy['handover.sign'],
  secondFactor: true,
  load: (tx, input) => lockHandOver(tx, input.handOverId),
  unitPath: (target) => target.handOver.unit_path,
  subjectId: (target) => target.handOver.from_id,
  async handle(tx, { target, actor }) {
    const row = target.handOver;
    if (row.state !== 'open') throw refuse('handover.ended');
    const role = roleToSign(row, actor.personId);
    if (role === null) throw refuse('handover.not.yours');
    const signed = await tx.update(
      handOvers,
      row,
      role === 'receiver' ? { receiver_signed_at: tx.now } : { witness_signed_at: tx.now },
    );
    if (signed.receiver_signed_at === null || signed.witness_signed_at === null)
      return { result: { signed: role } };
    const moved = await changeHands(tx, { row: signed, copyIds: target.copyIds, actor });
    await tx.update(handOvers, signed, { state: 'signed', ended_at: tx.now });
    await settle(tx, { kind: handOver, subjectId: row.id, byId: actor.personId });
    return { result: { signed: role, moved } };
  },
});

/** As whom this person has still to sign. */
export function roleToSign(
  row: Pick<HandOverRow, 'state' | 'to_id' | 'witness_id' | 'receiver_signed_at' | 'witness_signed_at'>,
  personId: string,
): 'receiver' | 'witness' | null {
  if (row.state !== 'open') return null;
  if (row.to_id === personId && row.receiver_signed_at === null) return 'receiver';
  return row.witness_id === personId && row.witness_signed_at === null ? 'witness' : null;
}

/** Moves what the giver still holds; what he has given back since is no longer his to hand over. */
async function changeHands(
  tx: Tx,
  the: { readonly row: HandOverRow; readonly copyIds: readonly string[]; readonly actor: Actor },
): Promise<number> {
  const { row, actor } = the;
  const listed = await tx.lockNamed(copies, the.copyIds);
  const held = listed.filter((copy) => copy.holder_id === row.from_id);
  await requireMovable(tx, held);
  const ids = held.map((copy) => copy.id);
  await requireReceiver(tx, row.to_id, ids);
  await moveInPlace(tx, held, {
    move: 'hand-over',
    byId: actor.personId,
    signed: 'screen',
    holderId: row.to_id,
    note: row.reason,
  });
  await moveDebts(tx, row, held);
  await settleClearOuts(tx, row.from_id, actor.personId);
  return held.length;
}

/** Loans and what is owed for the copies go along; recalls and clear-outs are owed by the receiver anew. */
async function moveDebts(tx: Tx, row: HandOverRow, held: readonly Locked<CopyRow>[]): Promise<void> {
  const goes = await tx.writeSql<{ kind: 'loan' | 'obligation' | 'clear-out'; id: string }>(
    'select kind, id from goes_with_copies($1, $2)',
    [row.from_id, held.map((copy) => copy.id)],
  );
  const of = (kind: string) => goes.filter((one) => one.kind === kind).map((one) => one.id);
  await tx.updateAll(loans, await tx.lockNamed(loans, of('loan')), { borrower_id: row.to_id });
  await tx.updateAll(obligations, await tx.lockNamed(obligations, of('obligation')), {
    person_id: row.to_id,
  });
  const out = held.filter((copy) => outStates.includes(copy.state));
  if (out.length === 0) return;
  const clearOuts = await tx.lockNamed(obligations, of('clear-out'));
  await owe(
    tx,
    ...clearOuts.map((debt) => ({
      kind: debt.kind,
      unitPath: debt.unit_path,
      personId: row.to_id,
      subject: { table: 'unit', id: debt.unit_id, number: debt.subject_number },
      period: debt.period,
      dueOn: debt.due_on,
      basis: debt.basis,
    })),
  );
  const moved = await tx.lockNamed(carriers, [...new Set(out.map((copy) => copy.carrier_id))]);
  const recalled = await tx.lockNamed(recalls, [
    ...new Set(moved.flatMap((carrier) => carrier.recall_id ?? [])),
  ]);
  for (const recall of recalled.filter((one) => one.state === 'open')) {
    const carrier = moved.find((one) => one.recall_id === recall.id);
    invariant(carrier !== undefined, 'the recall is of one of these carriers');
    await owe(tx, { ...recallDebt(recall, carrier.unit_path), personId: row.to_id });
  }
}

const cancel = defineCommand({
  name: 'handover.cancel',
  title: { zh: '取消移交', en: 'Cancel a hand-over' },
  input: CancelHandOver,
  rule: carriersPolicy['handover.open'],
  load: (tx, input) => tx.lock(handOvers, input.handOverId),
  unitPath: (row) => row.unit_path,
  subjectId: (row) => row.from_id,
  async handle(tx, { target: row, actor }) {
    if (row.state !== 'open') throw refuse('handover.ended');
    await tx.update(handOvers, row, { state: 'cancelled', ended_at: tx.now });
    await settle(tx, { kind: handOver, subjectId: row.id, outcome: 'cancelled', byId: actor.personId });
    return {};
  },
});

export const handOverCommands = [begin, sign, cancel];
