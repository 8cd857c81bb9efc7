import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { units } from '@fengni/kernel/org/tables';
import { parsePattern, patternFaultTexts } from '@fengni/kernel/register/number';
import { registers } from '@fengni/kernel/register/tables';
import { carrierMatters, lockCarrier } from '../carriers/api.ts';
import {
  AdmitMembers,
  CloseCompartment,
  DismissMember,
  DivideCarrier,
  OpenCompartment,
  OpenCompartmentRegister,
  UndivideCarrier,
} from './contract.ts';
import { compartmentFlows, compartmentsPolicy } from './policy.ts';
import {
  addMembers,
  db,
  decidesAlone,
  lockCompartment,
  readMembers,
  refuse,
  requireDecider,
} from './store.ts';
import { compartmentMembers, compartments } from './tables.ts';

/** Pattern of a compartment's own register, where none is given: a plain number that says nothing. */
const registerPattern = '{seq:6}';

async function readPersons(tx: LoadTx, personIds: readonly string[]) {
  const wanted = [...new Set(personIds)];
  if (wanted.length === 0) return [];
  const rows = await tx.read(
    db
      .selectFrom('person')
      .select(['id', 'name', 'frozen_at', 'left_on'])
      .where('id', 'in', wanted)
      .orderBy('name'),
  );
  if (rows.length !== wanted.length) throw new Refusal('not.found');
  const gone = rows.find((row) => row.frozen_at !== null || row.left_on !== null);
  if (gone !== undefined) throw refuse('compartment.person.frozen', { person: gone.name });
  return rows;
}

/** Divides a matter: who opens a compartment is in it, and decides who else is (CLS-6). */
const openCompartment = defineCommand({
  name: 'compartment.open',
  title: { zh: '设立隔离组', en: 'Open a compartment' },
  input: OpenCompartment,
  rule: compartmentsPolicy['compartment.open'],
  async load(tx, input) {
    const unit = await tx.lock(units, input.unitId);
    return { unit, persons: await readPersons(tx, input.personIds) };
  },
  unitPath: ({ unit }) => unit.path,
  async handle(tx, { input, target: { unit, persons }, actor }) {
    const id = tx.newId();
    await tx.insert(compartments, {
      id,
      unit_id: unit.id,
      name: input.name,
      matter: input.matter,
      link: input.link,
      state: 'open',
      opened_at: tx.now,
      opened_by: actor.personId,
      closed_at: null,
    });
    const personIds = [...new Set([actor.personId, ...persons.map((person) => person.id)])];
    await addMembers(tx, { compartmentId: id, personIds, byId: actor.personId });
    return { subject: id, result: { compartmentId: id } };
  },
});

/** Lets people in: decided by one of its members who decides about scopes, asked for by any of them. */
const admitMembers = defineCommand({
  name: 'compartment.admit',
  title: { zh: '编入隔离组', en: 'Let people into a compartment' },
  input: AdmitMembers,
  rule: compartmentsPolicy['compartment.ask'],
  async load(tx, input, actor) {
    const target = await lockCompartment(tx, input.compartmentId);
    requireDecider(actor, target);
    const persons = await readPersons(tx, input.personIds);
    const members = await readMembers(tx, input.compartmentId, input.personIds);
    return { ...target, added: persons.filter((person) => !members.has(person.id)) };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ compartment }) => compartment.id,
  parks: ({ actor, target }) => (decidesAlone(actor, target) ? null : compartmentFlows.decide),
  matter: ({ target: { compartment, added } }) => ({
    compartment: compartment.name,
    persons: added.map((person) => person.name),
  }),
  async handle(tx, { target: { compartment, added }, actor }) {
    if (compartment.state === 'closed') throw refuse('compartment.closed');
    if (added.length === 0) throw refuse('compartment.member.already');
    const personIds = added.map((person) => person.id);
    await addMembers(tx, { compartmentId: compartment.id, personIds, byId: actor.personId });
    return {};
  },
});

/** Takes a person out at once. The last one who could decide stays, or nobody could let anybody in again. */
const dismissMember = defineCommand({
  name: 'compartment.dismiss',
  title: { zh: '移出隔离组', en: 'Take a person out of a compartment' },
  input: DismissMember,
  rule: compartmentsPolicy['compartment.decide'],
  async load(tx, input) {
    const member = await tx.lock(compartmentMembers, input.memberId);
    return { member, ...(await lockCompartment(tx, member.compartment_id)) };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ compartment }) => compartment.id,
  async handle(tx, { target: { member, deciderIds } }) {
    if (member.ended_at !== null) throw refuse('compartment.member.ended');
    if (deciderIds.length === 1 && deciderIds[0] === member.person_id) {
      throw refuse('compartment.last.decider');
    }
    await tx.update(compartmentMembers, member, { ended_at: tx.now });
    return {};
  },
});

/** Closed, it takes nothing more; who knew what is in it goes on knowing it. */
const closeCompartment = defineCommand({
  name: 'compartment.close',
  title: { zh: '关闭隔离组', en: 'Close a compartment' },
  input: CloseCompartment,
  rule: compartmentsPolicy['compartment.decide'],
  load: (tx, input) => lockCompartment(tx, input.compartmentId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ compartment }) => compartment.id,
  async handle(tx, { target: { compartment } }) {
    if (compartment.state === 'closed') throw refuse('compartment.closed');
    await tx.update(compartments, compartment, { state: 'closed', closed_at: tx.now });
    return {};
  },
});

/** A register of the compartment's own: only members with a duty to handle see it, so nobody else learns its length. */
const openCompartmentRegister = defineCommand({
  name: 'compartment.openRegister',
  title: { zh: '建立隔离组台账', en: 'Open a register of a compartment' },
  input: OpenCompartmentRegister,
  rule: compartmentsPolicy['compartment.register'],
  load: (tx, input) => lockCompartment(tx, input.compartmentId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ compartment }) => compartment.id,
  async handle(tx, { input, target: { compartment, unitPath } }) {
    if (compartment.state === 'closed') throw refuse('compartment.closed');
    const parsed = parsePattern(input.numberPattern ?? registerPattern);
    if (!parsed.ok) throw refuse('compartment.pattern.invalid', { why: patternFaultTexts[parsed.fault] });
    const id = tx.newId();
    await tx.insert(registers, {
      id,
      kind: 'carrier',
      unit_id: compartment.unit_id,
      unit_path: unitPath,
      name: input.name,
      number_grammar: parsed.grammar,
      ended_on: null,
      compartment_id: compartment.id,
    });
    return { result: { registerId: id } };
  },
});

async function lockWithCarrier(
  tx: LoadTx,
  input: { readonly compartmentId: string; readonly carrierId: string },
) {
  const target = await lockCompartment(tx, input.compartmentId);
  const { carrier } = await lockCarrier(tx, input.carrierId);
  // only who may know the carrier says which part of the matter it is
  return { ...target, carrier, matter: await tx.lock(carrierMatters, input.carrierId) };
}

/** Puts a carrier into a compartment: from then on only those in its scope who are members know it. */
const divideCarrier = defineCommand({
  name: 'compartment.divide',
  title: { zh: '划入隔离组', en: 'Put a carrier into a compartment' },
  input: DivideCarrier,
  rule: compartmentsPolicy['compartment.ask'],
  async load(tx, input, actor) {
    const target = await lockWithCarrier(tx, input);
    requireDecider(actor, target);
    const holders = await tx.read(
      db
        .selectFrom('copy as y')
        .innerJoin('person as p', 'p.id', 'y.holder_id')
        .select(['p.id', 'p.name'])
        .where('y.carrier_id', '=', input.carrierId)
        .where('y.state', 'in', ['with-reader', 'on-loan', 'taken-out']),
    );
    const members = await readMembers(
      tx,
      input.compartmentId,
      holders.map((holder) => holder.id),
    );
    return { ...target, outside: holders.find((holder) => !members.has(holder.id))?.name };
  },
  unitPath: (target) => target.unitPath,
  // the compartment, so that the request is seen by its members alone
  subjectId: ({ compartment }) => compartment.id,
  parks: ({ actor, target }) => (decidesAlone(actor, target) ? null : compartmentFlows.decide),
  matter: ({ target: { compartment, carrier, matter } }) => ({
    compartment: compartment.name,
    number: carrier.number,
    title: matter.title,
  }),
  async handle(tx, { target: { compartment, carrier, matter, outside } }) {
    const { number } = carrier;
    if (compartment.state === 'closed') throw refuse('compartment.closed');
    if (matter.compartment_id !== null) throw refuse('compartment.carrier.elsewhere', { number });
    if (outside !== undefined) throw refuse('compartment.copies.out', { number, person: outside });
    await tx.update(carrierMatters, matter, { compartment_id: compartment.id });
    return {};
  },
});

/** Takes a carrier out again: everybody in its scope knows it then, so it is decided as a widening is. */
const undivideCarrier = defineCommand({
  name: 'compartment.undivide',
  title: { zh: '移出隔离组（载体）', en: 'Take a carrier out of a compartment' },
  input: UndivideCarrier,
  rule: compartmentsPolicy['compartment.ask'],
  async load(tx, input, actor) {
    const target = await lockWithCarrier(tx, input);
    requireDecider(actor, target);
    const register = await tx.readOne(
      db.selectFrom('register').select('compartment_id').where('id', '=', target.carrier.register_id),
    );
    return { ...target, isInOwnRegister: (register?.compartment_id ?? null) !== null };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ compartment }) => compartment.id,
  parks: ({ actor, target }) => (decidesAlone(actor, target) ? null : compartmentFlows.decide),
  matter: ({ target: { compartment, carrier, matter } }) => ({
    compartment: compartment.name,
    number: carrier.number,
    title: matter.title,
  }),
  async handle(tx, { target: { compartment, carrier, matter, isInOwnRegister } }) {
    const { number } = carrier;
    if (matter.compartment_id !== compartment.id) throw refuse('compartment.carrier.not.in', { number });
    if (isInOwnRegister) throw refuse('compartment.register.own', { number });
    await tx.update(carrierMatters, matter, { compartment_id: null });
    return {};
  },
});

export const compartmentCommands = [
  openCompartment,
  admitMembers,
  dismissMember,
  closeCompartment,
  openCompartmentRegister,
  divideCarrier,
  undivideCarrier,
];
