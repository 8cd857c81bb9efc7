import type { Actor } from '@fengni/kernel/access/actor';
import { hashSnapshot } from '@fengni/kernel/approval/park';
import { type Command, type JsonObject, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Tx } from '@fengni/kernel/db/tx';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { beginDestruction } from '@fengni/kernel/vault/moves';
import type { z } from 'zod';
import { destroyBags } from './bags.ts';
import { ApproveDestruction, CompleteDestruction, WitnessDestruction } from './contract.ts';
import {
  type ListTarget,
  carryOutDestruction,
  destructionListCommands,
  lockList,
  requireDraft,
} from './destruction-list.ts';
import { requireOurs, requirePersons } from './held-copies.ts';
import { takeOwnNumber } from './own-numbers.ts';
import { carriersFlows, carriersPolicy } from './policy.ts';
import { keepScan } from '../scans/scans.ts';
import { db, moveCopies, refuse, settleCarriers } from './store.ts';
import { type DestructionListRow, destructionLists, destructionWitnessTable } from './tables.ts';

interface Submission extends ListTarget {
  readonly witnesses: readonly { readonly id: string; readonly name: string }[];
}

async function loadSubmission(
  tx: LoadTx,
  input: z.output<typeof ApproveDestruction>,
  actor: Actor,
): Promise<Submission> {
  const target = await lockList(tx, input.listId);
  // decided again for a consent, the list is waiting for just that
  requireDraft(target.list, target.pending && actor.sessionKind !== 'approval');
  if (target.listed === null && target.bags.length === 0) throw refuse('destruction.empty');
  if (target.listed !== null) requireOurs(target.listed.copies, target.listed.carriers);
  const named = new Set(input.witnessIds);
  if (named.size < input.witnessIds.length || named.has(target.list.made_by))
    throw refuse('destruction.witness.twice');
  await requirePersons(tx, input.witnessIds);
  const witnesses = await tx.read(
    db.selectFrom('person').select(['id', 'name']).where('id', 'in', input.witnessIds).orderBy('id'),
  );
  return { ...target, witnesses };
}

/** What two leaders consent to; a change of any of it makes their consent stale (CAR-9, BEY-13). */
function describeList({ list, listed, bags, witnesses }: Submission): JsonObject {
  const copies = (listed?.copies ?? []).map((copy) => {
    const carrier = listed?.carriers.get(copy.carrier_id);
    return `${carrier?.number ?? ''}-${copy.copy_no} ${carrier?.mark ?? ''}`.trim();
  });
  return {
    number: list.number,
    count: copies.length + bags.length,
    copies: copies.toSorted(),
    bags: bags.map((bag) => `${bag.number} ${bag.seal_no}`).toSorted(),
    point: list.point,
    method: list.method,
    plannedOn: list.planned_on,
    witnesses: witnesses.map((one) => one.name),
    witnessIds: witnesses.map((one) => one.id),
  };
}

/** Nothing is destroyed but on a list the unit's leader and the leader in charge have consented to. */
const submit = defineCommand({
  name: 'destruction.submit',
  title: { zh: '销毁报批', en: 'Submit for destruction' },
  input: ApproveDestruction,
  rule: carriersPolicy['destruction.submit'],
  load: loadSubmission,
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  subjectNumber: ({ list }) => list.number,
  parks: () => carriersFlows.destroy,
  snapshot: ({ target }) => describeList(target),
  async handle(tx, { target, actor }) {
    const { list, witnesses } = target;
    await tx.update(destructionLists, list, {
      state: 'approved',
      approved_at: tx.now,
      witnesses: witnesses.map((one) => one.id),
      approved_digest: hashSnapshot(describeList(target)),
    });
    const debt = {
      kind: carryOutDestruction,
      unitPath: list.unit_path,
      registerId: list.register_id,
      subject: { table: 'destruction_list', id: list.id, number: list.number },
      dueOn: list.planned_on < tx.today ? tx.today : list.planned_on,
      basis: 'cn-state-secret#destroy',
    };
    await owe(
      tx,
      { ...debt, personId: actor.personId },
      ...witnesses.map((one) => ({ ...debt, personId: one.id })),
    );
    return { result: { listId: list.id, number: list.number } };
  },
});

async function readSigners(tx: LoadTx, listId: string): Promise<Set<string>> {
  const rows = await tx.read(
    db.selectFrom('destruction_witness').select('person_id').where('list_id', '=', listId),
  );
  return new Set(rows.map((row) => row.person_id));
}

/** A witness signs for himself that he watched. */
const witness = defineCommand({
  name: 'destruction.witness',
  title: { zh: '监销签字', en: 'Sign as witness' },
  input: WitnessDestruction,
  rule: carriersPolicy['destruction.witness'],
  secondFactor: true,
  async load(tx, input) {
    const list = await tx.lock(destructionLists, input.listId);
    return { list, signers: await readSigners(tx, list.id) };
  },
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { target: { list, signers }, actor }) {
    if (list.state !== 'approved') throw refuse('destruction.not.approved');
    if (!list.witnesses.includes(actor.personId) || signers.has(actor.personId))
      throw refuse('destruction.witness.not.named');
    await tx.insert(destructionWitnessTable, {
      id: tx.newId(),
      list_id: list.id,
      register_id: list.register_id,
      person_id: actor.personId,
      signed: 'screen',
      signed_at: tx.now,
    });
    const debt = { kind: carryOutDestruction, subjectId: list.id, byId: actor.personId };
    await settle(tx, { ...debt, personId: actor.personId });
    return { result: { signed: signers.size + 1 } };
  },
});

function requireTime(list: DestructionListRow, destroyedAt: Date, now: Date): void {
  if (list.state !== 'approved' || list.approved_at === null) throw refuse('destruction.not.approved');
  if (destroyedAt < list.approved_at || destroyedAt > now) throw refuse('destruction.time');
}

/** Witnesses who did not sign on screen have signed the paper, which must then be there. */
async function enterPaperSigners(
  tx: Tx,
  the: { readonly list: DestructionListRow; readonly missing: readonly string[]; readonly at: Date },
): Promise<void> {
  await tx.insert(
    destructionWitnessTable,
    ...the.missing.map((personId) => ({
      id: tx.newId(),
      list_id: the.list.id,
      register_id: the.list.register_id,
      person_id: personId,
      signed: 'paper' as const,
      signed_at: the.at,
    })),
  );
}

function createComplete(keys: KeyRing): Command {
  return defineCommand({
    name: 'destruction.complete',
    title: { zh: '登记销毁完成', en: 'Record the destruction' },
    input: CompleteDestruction,
    rule: carriersPolicy['destruction.complete'],
    secondFactor: true,
    async load(tx, input) {
      const target = await lockList(tx, input.listId);
      return { ...target, signers: await readSigners(tx, input.listId) };
    },
    unitPath: ({ list }) => list.unit_path,
    subjectId: ({ list }) => list.id,
    async handle(tx, { input, target, actor }) {
      const { list, listed, bags, signers } = target;
      const destroyedAt = parseInstant(input.destroyedAt);
      requireTime(list, destroyedAt, tx.now);
      const missing = list.witnesses.filter((id) => !signers.has(id));
      if (missing.length > 0 && input.scan === undefined) throw refuse('destruction.witnesses.missing');
      if (missing.includes(actor.personId))
        throw new Refusal('destruction.witnesses.missing', {}, 'a witness signs for himself');
      // a recall that came after the consents still holds
      if (listed !== null) requireOurs(listed.copies, listed.carriers);
      if (listed === null && bags.length === 0) throw refuse('destruction.empty');
      const scanId =
        input.scan === undefined
          ? null
          : await keepScan(tx, { keys, registerId: list.register_id, scan: input.scan });
      await enterPaperSigners(tx, { list, missing, at: destroyedAt });
      await moveCopies(tx, listed?.copies ?? [], {
        move: 'destroy',
        byId: actor.personId,
        holderId: null,
        signed: scanId === null ? 'screen' : 'paper',
        place: list.point,
        happenedAt: destroyedAt,
        note: list.number,
        scanId,
      });
      // what of the copies lies in the vault opens no more from here on; its keys go as soon as the key store is open
      await beginDestruction(tx, { partIds: (listed?.copies ?? []).map((copy) => copy.id) });
      await settleCarriers(tx, listed?.carriers.values() ?? []);
      await destroyBags(tx, list, bags);
      const certificateNo = await takeOwnNumber(tx, list.register_id, 'certificate');
      await tx.update(destructionLists, list, {
        state: 'destroyed',
        destroyed_at: destroyedAt,
        escorts: input.escorts,
        certificate_no: certificateNo,
        scan_id: scanId,
        entry_id: tx.entryId,
      });
      await settle(tx, { kind: carryOutDestruction, subjectId: list.id, byId: actor.personId });
      return {
        result: { certificateNo, copies: listed?.copies.length ?? 0, bags: bags.length },
      };
    },
  });
}

/** From the list to the certificate (CAR-9). */
export function createDestructionCommands(the: { readonly keys: KeyRing }): Command[] {
  return [...destructionListCommands, submit, witness, createComplete(the.keys)];
}
