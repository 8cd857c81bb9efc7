import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Locked } from '@fengni/kernel/db/tx';
import { settle } from '@fengni/kernel/obligation/owe';
import { lockBags, putBagsOn, takeBagsOff } from './bags.ts';
import { CancelDestructionList, ListForDestruction, OpenDestructionList, TakeOffList } from './contract.ts';
import { moveInPlace, requireFree, requireOurs } from './held-copies.ts';
import { takeOwnNumber } from './own-numbers.ts';
import { carriersPolicy } from './policy.ts';
import { type CopiesTarget, db, findRegister, lockCopies, refuse } from './store.ts';
import { type DestructionListRow, type PaperBagRow, destructionLists } from './tables.ts';

/** Copies and bags of one list: what two leaders can be asked to look through. */
export const destructionItemsMax = 1000;
export const carryOutDestruction = 'carrier.witness-destruction';

const begin = defineCommand({
  name: 'destruction.begin',
  title: { zh: '新建销毁清单', en: 'Begin a destruction list' },
  input: OpenDestructionList,
  rule: carriersPolicy['destruction.prepare'],
  load: (tx, input) => findRegister(tx, input.registerId, ['carrier', 'paper-bag']),
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    const row: DestructionListRow = {
      id: tx.newId(),
      register_id: register.id,
      unit_id: register.unit_id,
      unit_path: register.unit_path,
      number: await takeOwnNumber(tx, register.id, 'destruction'),
      point: input.point,
      method: input.method,
      planned_on: input.plannedOn,
      witnesses: [],
      state: 'draft',
      made_at: tx.now,
      made_by: actor.personId,
      approved_at: null,
      destroyed_at: null,
      escorts: '',
      certificate_no: null,
      scan_id: null,
      approved_digest: null,
      entry_id: null,
    };
    await tx.insert(destructionLists, row);
    return { subject: row.id, result: { listId: row.id, number: row.number } };
  },
});

/** Whether consents are being asked for, whoever asked. */
export async function isPending(tx: LoadTx, listId: string): Promise<boolean> {
  const [answer] = await tx.readSql<{ pending: boolean }>('select destruction_pending($1) as pending', [
    listId,
  ]);
  return answer?.pending === true;
}

async function countListed(tx: LoadTx, listId: string): Promise<number> {
  const [row] = await tx.readSql<{ count: number }>(
    `select (select count(*) from copy where list_id = $1) + (select count(*) from paper_bag where list_id = $1) as count`,
    [listId],
  );
  return row?.count ?? 0;
}

interface ChangeTarget {
  readonly list: Locked<DestructionListRow>;
  readonly pending: boolean;
  readonly picked: CopiesTarget | null;
  readonly bags: readonly Locked<PaperBagRow>[];
}

interface Picked {
  readonly listId: string;
  readonly copyIds: readonly string[];
  readonly bagIds: readonly string[];
}

async function loadChange(tx: LoadTx, input: Picked): Promise<ChangeTarget> {
  const list = await tx.lock(destructionLists, input.listId);
  const picked = input.copyIds.length === 0 ? null : await lockCopies(tx, input.copyIds);
  if (picked !== null && picked.registerId !== list.register_id) throw refuse('copy.other.register');
  const bags = await lockBags(tx, input.bagIds, list.unit_id);
  return { list, pending: await isPending(tx, list.id), picked, bags };
}

/** A list that is submitted rests until it is decided: consents are given to what was shown (BEY-13). */
export function requireDraft(list: DestructionListRow, pending: boolean): void {
  if (list.state !== 'draft' || pending) throw refuse('destruction.not.draft');
}

function requireSomething({ picked, bags }: ChangeTarget): void {
  if (picked === null && bags.length === 0) throw refuse('destruction.empty');
}

const add = defineCommand({
  name: 'destruction.add',
  title: { zh: '列入销毁清单', en: 'Put on a destruction list' },
  input: ListForDestruction,
  rule: carriersPolicy['destruction.prepare'],
  load: loadChange,
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { target, actor }) {
    const { list, picked, bags } = target;
    requireDraft(list, target.pending);
    requireSomething(target);
    const total = (await countListed(tx, list.id)) + (picked?.copies.length ?? 0) + bags.length;
    if (total > destructionItemsMax) throw new Refusal('register.export.limit', { max: destructionItemsMax });
    if (picked !== null) {
      requireOurs(picked.copies, picked.carriers);
      await requireFree(tx, picked.copies);
      await moveInPlace(tx, picked.copies, {
        move: 'list',
        byId: actor.personId,
        signed: 'clerk',
        listId: list.id,
        note: list.number,
      });
    }
    await putBagsOn(tx, list, bags);
    return { result: { items: total } };
  },
});

const takeOff = defineCommand({
  name: 'destruction.takeOff',
  title: { zh: '移出销毁清单', en: 'Take off a destruction list' },
  input: TakeOffList,
  rule: carriersPolicy['destruction.prepare'],
  load: loadChange,
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { target, actor }) {
    const { list, picked, bags } = target;
    requireDraft(list, target.pending);
    requireSomething(target);
    if (picked?.copies.some((copy) => copy.list_id !== list.id) === true) throw new Refusal('not.found');
    await moveInPlace(tx, picked?.copies ?? [], {
      move: 'unlist',
      byId: actor.personId,
      signed: 'clerk',
      listId: null,
      note: list.number,
    });
    await takeBagsOff(tx, list, bags);
    return {};
  },
});

/** A list with all that is still on it, locked. */
export interface ListTarget {
  readonly list: Locked<DestructionListRow>;
  readonly pending: boolean;
  readonly listed: CopiesTarget | null;
  readonly bags: readonly Locked<PaperBagRow>[];
}

export async function lockList(tx: LoadTx, listId: string): Promise<ListTarget> {
  const list = await tx.lock(destructionLists, listId);
  const copyRows = await tx.read(
    db.selectFrom('copy').select('id').where('list_id', '=', listId).where('state', '=', 'for-destruction'),
  );
  const bagRows = await tx.read(
    db
      .selectFrom('paper_bag')
      .select('id')
      .where('list_id', '=', listId)
      .where('state', '=', 'for-destruction'),
  );
  const listed =
    copyRows.length === 0
      ? null
      : await lockCopies(
          tx,
          copyRows.map((row) => row.id),
        );
  const bags = await lockBags(
    tx,
    bagRows.map((row) => row.id),
    list.unit_id,
  );
  invariant(listed === null || listed.registerId === list.register_id, 'a list holds copies of its register');
  return { list, pending: await isPending(tx, listId), listed, bags };
}

const cancel = defineCommand({
  name: 'destruction.cancel',
  title: { zh: '作废销毁清单', en: 'Cancel a destruction list' },
  input: CancelDestructionList,
  rule: carriersPolicy['destruction.prepare'],
  load: (tx, input) => lockList(tx, input.listId),
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { input, target: { list, listed, bags, pending }, actor }) {
    const open = (list.state === 'draft' && !pending) || list.state === 'approved';
    if (!open) throw refuse('destruction.not.draft');
    await moveInPlace(tx, listed?.copies ?? [], {
      move: 'unlist',
      byId: actor.personId,
      signed: 'clerk',
      listId: null,
      note: input.reason,
    });
    await takeBagsOff(tx, list, bags);
    await tx.update(destructionLists, list, { state: 'cancelled' });
    const debt = { kind: carryOutDestruction, subjectId: list.id, byId: actor.personId } as const;
    await settle(tx, { ...debt, outcome: 'cancelled' });
    return {};
  },
});

export const destructionListCommands = [begin, add, takeOff, cancel];
