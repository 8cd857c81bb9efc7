import { defineCommand } from '@fengni/kernel/command/define';
import { parsePattern, patternFaultTexts } from '@fengni/kernel/register/number';
import { registers } from '@fengni/kernel/register/tables';
import { units } from '@fengni/kernel/org/tables';
import type { Mark } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import {
  CloseRegister,
  CorrectCarrier,
  DraftCarrier,
  FinishDraft,
  MakeCopies,
  OpenRegister,
  RegisterCarrier,
} from './contract.ts';
import { addCopies, copyNumbers, createCarrier, markColumns } from './create-carrier.ts';
import { carriersFlows, carriersPolicy } from './policy.ts';
import { db, findRegister, lockCarrier, refuse } from './store.ts';
import { type CarrierRow, carrierMatters, carriers, makings } from './tables.ts';

const patternDefaults = {
  carrier: '{seq:6}',
  cipher: '密电{year}-{seq:4}',
  'paper-bag': '废{year}-{seq:4}',
} as const;

export const openRegister = defineCommand({
  name: 'register.open',
  title: { zh: '建立台账', en: 'Open a register' },
  input: OpenRegister,
  rule: carriersPolicy['register.manage'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    const parsed = parsePattern(input.numberPattern ?? patternDefaults[input.kind]);
    if (!parsed.ok) throw refuse('carrier.pattern.invalid', { why: patternFaultTexts[parsed.fault] });
    const id = tx.newId();
    await tx.insert(registers, {
      id,
      kind: input.kind,
      unit_id: unit.id,
      unit_path: unit.path,
      name: input.name,
      number_grammar: parsed.grammar,
      ended_on: null,
    });
    return { subject: id, result: { registerId: id } };
  },
});

export const closeRegister = defineCommand({
  name: 'register.close',
  title: { zh: '停用台账', en: 'Close a register' },
  input: CloseRegister,
  rule: carriersPolicy['register.manage'],
  load: (tx, input) => tx.lock(registers, input.registerId),
  unitPath: (register) => register.unit_path,
  subjectId: (register) => register.id,
  async handle(tx, { target: register }) {
    const open = await tx.readOne(
      db
        .selectFrom('copy')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('register_id', '=', register.id)
        .where('state', 'not in', ['delivered', 'returned', 'destroyed', 'archived']),
    );
    const count = open?.count ?? 0;
    if (count > 0) throw refuse('carrier.register.in.use', { count });
    await tx.update(registers, register, { ended_on: tx.today });
    return {};
  },
});

/** Drafting begins the life of an own document: numbered and marked before there is a copy (CAR-2). */
export const draftCarrier = defineCommand({
  name: 'carrier.draft',
  title: { zh: '起草登记', en: 'Draft a carrier' },
  input: DraftCarrier,
  rule: carriersPolicy['carrier.register'],
  load: (tx, input) => findRegister(tx, input.registerId, ['carrier', 'cipher']),
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    const { carrier } = await createCarrier(tx, {
      register,
      actor,
      fields: input,
      origin: 'own',
      copyNos: [],
      move: 'register',
      place: '',
      keeperId: null,
      mustReturn: false,
      scope: input.scope,
      state: 'draft',
    });
    return { subject: carrier.id, result: { carrierId: carrier.id, number: carrier.number } };
  },
});

/** The draft is final: its copies are ordered from the printing room. */
export const finishDraft = defineCommand({
  name: 'carrier.finishDraft',
  title: { zh: '定稿付印', en: 'Finish a draft' },
  input: FinishDraft,
  rule: carriersPolicy['carrier.make'],
  load: (tx, input) => lockCarrier(tx, input.carrierId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { carrier }, actor }) {
    if (carrier.state !== 'draft') throw refuse('carrier.not.draft');
    const makingId = tx.newId();
    await tx.insert(makings, {
      id: makingId,
      carrier_id: carrier.id,
      register_id: carrier.register_id,
      kind: 'original',
      copies: input.copies,
      purpose: '',
      state: 'ordered',
      ordered_at: tx.now,
      ordered_by: actor.personId,
      made_at: null,
      printer: '',
      place: '',
      operator_id: null,
      spoiled: 0,
      waste: 'none',
      waste_witness_id: null,
    });
    await tx.update(carriers, carrier, { state: 'active' });
    return { result: { makingId } };
  },
});

/** Who printed how many on which printer, and what became of drafts and waste: never left lying (CAR-2). */
export const makeCopies = defineCommand({
  name: 'carrier.makeCopies',
  title: { zh: '印制登记', en: 'Record the making' },
  input: MakeCopies,
  rule: carriersPolicy['carrier.make'],
  async load(tx, input) {
    const making = await tx.lock(makings, input.makingId);
    return { making, ...(await lockCarrier(tx, making.carrier_id)) };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { making, carrier }, actor }) {
    if (making.state !== 'ordered') throw refuse('carrier.not.active');
    const [next] = await tx.writeSql<{ ordinal: number }>('select next_copy_ordinal($1) as ordinal', [
      carrier.id,
    ]);
    const copyNos = copyNumbers(next?.ordinal ?? 1, making.copies);
    const added = await addCopies(tx, {
      carrier,
      actor,
      copyNos,
      move: 'make',
      place: input.store,
      keeperId: null,
    });
    await tx.update(makings, making, {
      state: 'made',
      made_at: tx.now,
      printer: input.printer,
      place: input.place,
      operator_id: input.operatorId,
      spoiled: input.spoiled,
      waste: input.waste,
      waste_witness_id: input.wasteWitnessId,
    });
    await tx.update(carriers, carrier, { copy_count: carrier.copy_count + making.copies, state: 'active' });
    return {
      result: { copies: added.map((copy) => ({ copyId: copy.id, copyNo: copy.copy_no, code: copy.code })) },
    };
  },
});

export const registerCarrier = defineCommand({
  name: 'carrier.register',
  title: { zh: '登记载体', en: 'Register a carrier' },
  input: RegisterCarrier,
  rule: carriersPolicy['carrier.register'],
  load: (tx, input) => findRegister(tx, input.registerId, ['carrier', 'cipher']),
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    const { carrier, copies } = await createCarrier(tx, {
      register,
      actor,
      fields: input,
      origin: input.origin,
      copyNos: input.copyNos ?? copyNumbers(1, input.copies),
      move: 'register',
      place: input.place,
      keeperId: input.keeperId,
      mustReturn: input.mustReturn,
      scope: input.scope,
      state: 'active',
    });
    return {
      subject: carrier.id,
      result: {
        carrierId: carrier.id,
        number: carrier.number,
        copies: copies.map((copy) => ({ copyId: copy.id, copyNo: copy.copy_no, code: copy.code })),
      },
    };
  },
});

function lowersLevel(carrier: Pick<CarrierRow, 'scheme' | 'level_rank'>, mark: Mark): boolean {
  const rank = levelOf(mark.scheme, mark.level)?.rank ?? 0;
  return mark.scheme !== carrier.scheme || rank < carrier.level_rank;
}

/** A wrong entry is corrected by a correcting entry, which is as easy as undo and stays on record (UX 5). */
export const correctCarrier = defineCommand({
  name: 'carrier.correct',
  title: { zh: '更正登记', en: 'Correct an entry' },
  input: CorrectCarrier,
  rule: carriersPolicy['carrier.correct'],
  async load(tx, input) {
    const target = await lockCarrier(tx, input.carrierId);
    // only who may know corrects what only he can see
    return { ...target, matter: await tx.lock(carrierMatters, input.carrierId) };
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  subjectNumber: ({ carrier }) => carrier.number,
  // a level lowered by way of correction would be a declassification: that is a decision (CLS-7)
  parks: ({ input, target: { carrier } }) =>
    lowersLevel(carrier, input.mark) ? carriersFlows.correctLevel : null,
  snapshot: ({ input, target: { carrier } }) => ({
    number: carrier.number,
    mark: { from: carrier.mark, to: markColumns(input.mark, input.issuedOn).mark },
  }),
  async handle(tx, { input, target: { carrier, matter } }) {
    if ((carrier.medium === 'telegram') !== (input.medium === 'telegram'))
      throw refuse('carrier.medium.register');
    await tx.update(carriers, carrier, {
      ...markColumns(input.mark, input.issuedOn),
      medium: input.medium,
      issued_on: input.issuedOn,
      urgency: input.urgency,
      pages: input.pages,
      must_return: input.mustReturn,
    });
    await tx.update(carrierMatters, matter, {
      title: input.title,
      document_no: input.documentNo,
      originator: input.originator,
      remark: input.remark,
    });
    return {};
  },
});

export const registeringCommands = [
  openRegister,
  closeRegister,
  draftCarrier,
  finishDraft,
  makeCopies,
  registerCarrier,
  correctCarrier,
];
