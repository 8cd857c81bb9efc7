import { defineCommand } from '../../command/define.ts';
import { AddBody, AddBodyMember, EndBodyMember } from '../contract.ts';
import { orgPolicy } from '../policy.ts';
import { overlaps } from '../rules.ts';
import { bodies, bodyMembers, people, units } from '../tables.ts';
import { db, pathOfUnit, refuse, requireEnd, requireOpen, requirePresent } from './common.ts';

/** Committee, leading group or office of a unit (ORG-2). */
export const addBody = defineCommand({
  name: 'org.addBody',
  title: { zh: '设立保密组织', en: 'Add a body' },
  input: AddBody,
  rule: orgPolicy['org.body.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    requireOpen(unit);
    if (input.termTo !== null && input.termTo < input.termFrom) throw refuse('org.dates.reversed');
    const id = tx.newId();
    await tx.insert(bodies, {
      id,
      unit_id: unit.id,
      kind: input.kind,
      name: input.name,
      term_from: input.termFrom,
      term_to: input.termTo,
      ended_on: null,
    });
    return { result: { bodyId: id }, subject: id };
  },
});

export const addBodyMember = defineCommand({
  name: 'org.addBodyMember',
  title: { zh: '增加成员', en: 'Add a member of a body' },
  input: AddBodyMember,
  rule: orgPolicy['org.body.keep'],
  async load(tx, input) {
    const body = await tx.lock(bodies, input.bodyId);
    const person = await tx.lock(people, input.personId);
    return { body, person, path: await pathOfUnit(tx, body.unit_id) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ body }) => body.id,
  async handle(tx, { input, target: { body, person } }) {
    requirePresent(person);
    if (body.ended_on !== null) throw refuse('org.ended.already', { endedOn: body.ended_on });
    const span = { started_on: input.startedOn, ended_on: null };
    const held = await tx.read(
      db
        .selectFrom('body_member')
        .select(['started_on', 'ended_on'])
        .where('body_id', '=', body.id)
        .where('person_id', '=', person.id),
    );
    if (held.some((one) => overlaps(one, span))) throw refuse('org.member.already');
    const id = tx.newId();
    await tx.insert(bodyMembers, {
      id,
      body_id: body.id,
      person_id: person.id,
      role: input.role,
      duties: input.duties,
      ...span,
    });
    return { result: { memberId: id } };
  },
});

export const endBodyMember = defineCommand({
  name: 'org.endBodyMember',
  title: { zh: '免去成员', en: 'End a membership' },
  input: EndBodyMember,
  rule: orgPolicy['org.body.keep'],
  async load(tx, input) {
    const member = await tx.lock(bodyMembers, input.memberId);
    const body = await tx.lock(bodies, member.body_id);
    return { member, path: await pathOfUnit(tx, body.unit_id) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ member }) => member.body_id,
  async handle(tx, { input, target: { member } }) {
    requireEnd(member, input.endedOn, tx.today);
    await tx.update(bodyMembers, member, { ended_on: input.endedOn });
    return {};
  },
});
