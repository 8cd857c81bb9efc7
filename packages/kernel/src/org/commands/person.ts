import { defineCommand } from '../../command/define.ts';
import type { Locked, Tx } from '../../db/tx.ts';
import { AddPerson, ChangePerson, FreezePerson } from '../contract.ts';
import { orgPolicy } from '../policy.ts';
import { commonPath } from '../rules.ts';
import { people, type PersonRow, units } from '../tables.ts';
import { db, orNull, orTaken, pathOfUnit, refuse, requireOpen, requirePresent } from './common.ts';

async function requireFreeStaffNo(tx: Tx, staffNo: string | null, besides: string): Promise<void> {
  if (staffNo === null) return;
  const other = await tx.readOne(
    db.selectFrom('person').select('id').where('staff_no', '=', staffNo).where('id', '<>', besides),
  );
  if (other !== undefined) throw refuse('org.staffno.taken', { staffNo });
}

export const addPerson = defineCommand({
  name: 'org.addPerson',
  title: { zh: '录入人员', en: 'Add a person' },
  input: AddPerson,
  rule: orgPolicy['org.person.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    requireOpen(unit);
    const staffNo = orNull(input.staffNo);
    const person: PersonRow = {
      id: tx.newId(),
      name: input.name,
      staff_no: staffNo,
      unit_id: unit.id,
      frozen_at: null,
      left_on: null,
    };
    await requireFreeStaffNo(tx, staffNo, person.id);
    await orTaken(tx.insert(people, person), () => refuse('org.staffno.taken', { staffNo: staffNo ?? '' }));
    return { result: { personId: person.id }, subject: person.id };
  },
});

/** Changes a person; who moves him keeps the people of both units. */
export const changePerson = defineCommand({
  name: 'org.changePerson',
  title: { zh: '修改人员', en: 'Change a person' },
  input: ChangePerson,
  rule: orgPolicy['org.person.keep'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    const person = await tx.lock(people, input.personId);
    return { person, unit, path: commonPath([unit.path, await pathOfUnit(tx, person.unit_id)]) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ person }) => person.id,
  async handle(tx, { input, target: { person, unit } }) {
    requirePresent(person);
    if (unit.id !== person.unit_id) requireOpen(unit);
    const staffNo = orNull(input.staffNo);
    await requireFreeStaffNo(tx, staffNo, person.id);
    await orTaken(tx.update(people, person, { name: input.name, staff_no: staffNo, unit_id: unit.id }), () =>
      refuse('org.staffno.taken', { staffNo: staffNo ?? '' }),
    );
    return {};
  },
});

/** From the commit on a frozen person sees nothing, in any session; those he signed in to are ended besides. */
export const freezePerson = defineCommand({
  name: 'org.freezePerson',
  title: { zh: '冻结权限', en: 'Freeze a person' },
  input: FreezePerson,
  rule: orgPolicy['org.person.freeze'],
  async load(tx, input) {
    const person = await tx.lock(people, input.personId);
    return { person, path: await pathOfUnit(tx, person.unit_id) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ person }) => person.id,
  async handle(tx, { target: { person }, actor }) {
    if (person.id === actor.personId) throw refuse('org.frozen.self');
    if (person.frozen_at !== null) throw refuse('org.frozen.already');
    return { result: { sessionsEnded: await freezeNow(tx, person) } };
  },
});

/** Freezes a locked person and ends what he is signed in to. Returns how many sessions ended. */
export async function freezeNow(tx: Tx, person: Locked<PersonRow>): Promise<number> {
  // who freezes the security administrator leaves nobody to restore anybody (SEC-1)
  if (await holdsPower(tx, person.id)) throw refuse('org.frozen.administrator');
  await tx.update(people, person, { frozen_at: tx.now });
  const ended = await tx.writeSql<{ n: number }>('select end_sign_ins($1, $2) as n', [person.id, tx.now]);
  return ended[0]?.n ?? 0;
}

export const restorePerson = defineCommand({
  name: 'org.restorePerson',
  title: { zh: '恢复权限', en: 'Restore a person' },
  input: FreezePerson,
  rule: orgPolicy['org.person.restore'],
  secondFactor: true,
  load: (tx, input) => tx.lock(people, input.personId),
  subjectId: (person) => person.id,
  async handle(tx, { target: person, actor }) {
    if (person.id === actor.personId) throw refuse('org.frozen.self');
    if (person.frozen_at === null) throw refuse('org.frozen.not');
    await tx.update(people, person, { frozen_at: null });
    return {};
  },
});

/** Whether a person, locked in this transaction, is one of the three administrators. */
export async function holdsPower(tx: Tx, personId: string): Promise<boolean> {
  const rows = await tx.writeSql<{ holds: boolean }>('select holds_power($1) as holds', [personId]);
  return rows[0]?.holds === true;
}
