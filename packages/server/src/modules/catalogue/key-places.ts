import type { Actor } from '@fengni/kernel/access/actor';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { type Locked, rowsFor } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { levelOf } from '@fengni/schemes/packs';
import { dayAfter } from '@fengni/schemes/term';
import type { z } from 'zod';
import {
  ChangePlace,
  ConfirmPlace,
  DropPlace,
  EndPlace,
  NameKeeper,
  ProposePlace,
  SubmitPlace,
} from './contract.ts';
import { catalogueFlows, cataloguePolicy } from './policy.ts';
import { filingDays, stateScheme } from './rules.ts';
import { type Pending, readPending, readUnitName, refuse } from './store.ts';
import { type KeyPlaceMatterRow, type KeyPlaceRow, keyPlaceMatters, keyPlaces } from './tables.ts';

const keep = cataloguePolicy['key-place.keep'];

interface PlaceTarget {
  readonly place: Locked<KeyPlaceRow>;
  readonly matter: Locked<KeyPlaceMatterRow>;
  readonly pending: Pending | null;
  readonly unit: string;
}

async function lockPlace(tx: LoadTx, placeId: string): Promise<PlaceTarget> {
  const [[place], [matter]] = await tx.lockTogether<[KeyPlaceRow, KeyPlaceMatterRow]>([
    { of: keyPlaces, ids: [placeId] },
    { of: keyPlaceMatters, ids: [placeId] },
  ]);
  invariant(place !== undefined && matter !== undefined, 'a locked place is there');
  const pending = await readPending(tx, placeId);
  return { place, matter, pending, unit: await readUnitName(tx, place.unit_id) };
}

function requireState({ place, pending }: PlaceTarget, state: KeyPlaceRow['state']): void {
  if (place.state !== state) throw refuse('key-place.state');
  if (pending !== null) throw refuse('catalogue.pending');
}

/** Asked for twice by the same; who decides, and the request decided again, come here too. */
function requireNotAsked({ pending }: PlaceTarget, actor: Actor): void {
  if (pending?.requesterId === actor.personId && actor.sessionKind !== 'approval')
    throw refuse('catalogue.pending');
}

/** How a place is named on the handle tier. */
export function placeNumber(place: Pick<KeyPlaceRow, 'ordinal'>, unit: string): string {
  return `${unit} K${place.ordinal}`;
}

function rankOf(level: string): number {
  const found = levelOf(stateScheme, level);
  if (found === undefined) throw refuse('key-place.level');
  return found.rank;
}

type Fields = Omit<z.output<typeof ChangePlace>, 'placeId'>;
function placeColumns(input: Fields) {
  return {
    kind: input.kind,
    level: input.level,
    level_rank: rankOf(input.level),
    keeper_id: input.keeperId,
    post_id: input.postId,
  };
}
function matterColumns(input: Fields) {
  return { name: input.name, place: input.place, reason: input.reason };
}

/** A proposal, which nobody has to follow yet: why it must be a key place, and who answers for it. */
const propose = defineCommand({
  name: 'keyPlace.propose',
  title: { zh: '拟定保密要害部门、部位', en: 'Propose a key department or site' },
  input: ProposePlace,
  rule: keep,
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit, actor }) {
    const [next] = await tx.writeSql<{ ordinal: number }>('select next_key_place($1) as ordinal', [unit.id]);
    const row: KeyPlaceRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      ordinal: Number(next?.ordinal),
      ...placeColumns(input),
      state: 'proposed',
      proposed_at: tx.now,
      proposed_by: actor.personId,
      determined_on: null,
      confirmed_on: null,
      confirmed_by: '',
      confirmed_no: '',
      ended_on: null,
    };
    const matter = { id: row.id, ...matterColumns(input), end_reason: '' };
    await tx.insertTogether(rowsFor(keyPlaces, [row]), rowsFor(keyPlaceMatters, [matter]));
    return { subject: row.id, result: { placeId: row.id, ordinal: row.ordinal } };
  },
});

const change = defineCommand({
  name: 'keyPlace.change',
  title: { zh: '修改拟定的要害部门、部位', en: 'Change a proposed key place' },
  input: ChangePlace,
  rule: keep,
  async load(tx, input) {
    const target = await lockPlace(tx, input.placeId);
    requireState(target, 'proposed');
    return target;
  },
  unitPath: ({ place }) => place.unit_path,
  subjectId: ({ place }) => place.id,
  async handle(tx, { input, target: { place, matter } }) {
    await tx.update(keyPlaces, place, placeColumns(input));
    await tx.update(keyPlaceMatters, matter, matterColumns(input));
    return { result: { placeId: place.id } };
  },
});

const drop = defineCommand({
  name: 'keyPlace.drop',
  title: { zh: '取消拟定的要害部门、部位', en: 'Drop a proposed key place' },
  input: DropPlace,
  rule: keep,
  async load(tx, input) {
    const target = await lockPlace(tx, input.placeId);
    requireState(target, 'proposed');
    return target;
  },
  unitPath: ({ place }) => place.unit_path,
  subjectId: ({ place }) => place.id,
  async handle(tx, { target: { place } }) {
    await tx.update(keyPlaces, place, { state: 'dropped' });
    return { result: { placeId: place.id } };
  },
});

function describePlace({ place, unit }: PlaceTarget) {
  return {
    number: placeNumber(place, unit),
    unit,
    kind: place.kind,
    level: levelOf(stateScheme, place.level)?.zh ?? place.level,
  };
}

/** Determined by the first responsible person; the bureau confirms afterwards (实施条例 art. 31). */
const submit = defineCommand({
  name: 'keyPlace.submit',
  title: { zh: '要害部门、部位报批', en: 'Submit a key department or site' },
  input: SubmitPlace,
  rule: keep,
  async load(tx, input, actor) {
    const target = await lockPlace(tx, input.placeId);
    if (target.place.state !== 'proposed') throw refuse('key-place.state');
    requireNotAsked(target, actor);
    if (target.place.keeper_id === null && target.place.post_id === null)
      throw refuse('key-place.keeper.missing');
    return target;
  },
  unitPath: ({ place }) => place.unit_path,
  subjectId: ({ place }) => place.id,
  subjectNumber: ({ place, unit }) => placeNumber(place, unit),
  parks: () => catalogueFlows.place,
  snapshot: ({ target }) => describePlace(target),
  matter: ({ target: { matter } }) => ({
    title: matter.name,
    place: matter.place,
    reason: matter.reason,
  }),
  async handle(tx, { target: { place, unit } }) {
    await tx.update(keyPlaces, place, { state: 'determined', determined_on: tx.today });
    await owe(tx, {
      kind: 'key-place.confirm',
      unitPath: place.unit_path,
      duty: 'officer',
      subject: { table: 'key_place', id: place.id, number: placeNumber(place, unit) },
      dueOn: dayAfter(tx.today, filingDays),
    });
    return { result: { placeId: place.id } };
  },
});

const confirm = defineCommand({
  name: 'keyPlace.recordConfirmation',
  title: { zh: '登记要害部门、部位的确认', en: 'Record the confirmation of a key place' },
  input: ConfirmPlace,
  rule: keep,
  load: (tx, input) => lockPlace(tx, input.placeId),
  unitPath: ({ place }) => place.unit_path,
  subjectId: ({ place }) => place.id,
  async handle(tx, { input, target: { place }, actor }) {
    if (place.state !== 'determined') throw refuse('key-place.state');
    if (input.confirmedOn > tx.today) throw refuse('catalogue.day.future');
    await tx.update(keyPlaces, place, {
      confirmed_on: input.confirmedOn,
      confirmed_by: input.confirmedBy,
      confirmed_no: input.confirmedNo,
    });
    await settle(tx, { kind: 'key-place.confirm', subjectId: place.id, byId: actor.personId });
    return { result: { placeId: place.id } };
  },
});

/** Who answers for a place changes with people; that it is a key place does not. */
const nameKeeper = defineCommand({
  name: 'keyPlace.nameKeeper',
  title: { zh: '指定要害部门、部位责任人', en: 'Name who answers for a key place' },
  input: NameKeeper,
  rule: keep,
  load: (tx, input) => lockPlace(tx, input.placeId),
  unitPath: ({ place }) => place.unit_path,
  subjectId: ({ place }) => place.id,
  async handle(tx, { input, target: { place } }) {
    if (place.state !== 'determined') throw refuse('key-place.state');
    await tx.update(keyPlaces, place, { keeper_id: input.keeperId, post_id: input.postId });
    return { result: { placeId: place.id } };
  },
});

const end = defineCommand({
  name: 'keyPlace.end',
  title: { zh: '撤销要害部门、部位', en: 'End a key department or site' },
  input: EndPlace,
  rule: keep,
  async load(tx, input, actor) {
    const target = await lockPlace(tx, input.placeId);
    if (target.place.state !== 'determined') throw refuse('key-place.state');
    requireNotAsked(target, actor);
    return target;
  },
  unitPath: ({ place }) => place.unit_path,
  subjectId: ({ place }) => place.id,
  subjectNumber: ({ place, unit }) => placeNumber(place, unit),
  parks: () => catalogueFlows.endPlace,
  snapshot: ({ target }) => describePlace(target),
  matter: ({ input, target: { matter } }) => ({
    title: matter.name,
    place: matter.place,
    endReason: input.endReason,
  }),
  async handle(tx, { input, target: { place, matter }, actor }) {
    await tx.update(keyPlaces, place, { state: 'ended', ended_on: tx.today });
    await tx.update(keyPlaceMatters, matter, { end_reason: input.endReason });
    await settle(tx, {
      kind: 'key-place.confirm',
      subjectId: place.id,
      outcome: 'cancelled',
      byId: actor.personId,
    });
    return { result: { placeId: place.id } };
  },
});

export const keyPlaceCommands = [propose, change, drop, submit, confirm, nameKeeper, end];
