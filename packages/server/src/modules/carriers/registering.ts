import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { parsePattern, patternFaultTexts } from '@fengni/kernel/register/number';
import { type RegisterRow, registers } from '@fengni/kernel/register/tables';
import { units } from '@fengni/kernel/org/tables';
import type { Tx } from '@fengni/kernel/db/tx';
import type { Mark } from '@fengni/schemes/mark';
import type { z } from 'zod';
import { type Determined, readForCarrier } from '../classification/determination/api.ts';
import { compareEnds } from '../classification/regrading/rules.ts';
import { addSources } from '../classification/sources/api.ts';
import { compartmentFor, requireCompartment } from '../compartments/api.ts';
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
      compartment_id: null,
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

/** The register, and that the compartment and its members are what the caller says they are. */
async function findRegisterFor(
  tx: LoadTx,
  input: {
    readonly registerId: string;
    readonly scope?:
      | { readonly personIds: readonly string[]; readonly compartmentId: string | null }
      | undefined;
  },
): Promise<RegisterRow> {
  const register = await findRegister(tx, input.registerId, ['carrier', 'cipher']);
  const compartmentId = compartmentFor(register, input.scope?.compartmentId ?? null);
  if (compartmentId !== null) await requireCompartment(tx, compartmentId, input.scope?.personIds ?? []);
  return register;
}

/** What the carrier takes from a determination, where it is registered from one. */
async function readDetermined(
  tx: LoadTx,
  the: {
    readonly input: Pick<z.output<typeof DraftCarrier>, 'determinationId' | 'mark' | 'scope'>;
    readonly register: RegisterRow;
  },
): Promise<Determined | null> {
  const { determinationId, mark, scope } = the.input;
  if (determinationId === null) return null;
  const isNarrowed = (scope?.personIds.length ?? 0) + (scope?.postIds.length ?? 0) > 0;
  const wanted = { determinationId, mark, unitPath: the.register.unit_path };
  return readForCarrier(tx, isNarrowed ? { ...wanted, scope } : wanted);
}

/** Sources of a derived determination are those of the carrier. */
async function takeSources(
  tx: Tx,
  the: { readonly determined: Determined | null; readonly carrier: CarrierRow; readonly byId: string },
): Promise<void> {
  const { determined, carrier, byId } = the;
  if (determined === null || determined.sources.length === 0) return;
  await addSources(tx, { carrier, byId, sources: determined.sources });
}

/** Drafting begins the life of an own document: numbered and marked before there is a copy (CAR-2). */
export const draftCarrier = defineCommand({
  name: 'carrier.draft',
  title: { zh: '起草登记', en: 'Draft a carrier' },
  input: DraftCarrier,
  rule: carriersPolicy['carrier.register'],
  load: findRegisterFor,
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    const determined = await readDetermined(tx, { input, register });
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
      scope: determined?.scope ?? input.scope,
      compartmentId: input.scope?.compartmentId ?? null,
      state: 'draft',
      ...(determined === null ? {} : { determinationId: determined.id }),
    });
    await takeSources(tx, { determined, carrier, byId: actor.personId });
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
  load: findRegisterFor,
  unitPath: (register) => register.unit_path,
  async handle(tx, { input, target: register, actor }) {
    const determined = await readDetermined(tx, { input, register });
    const { carrier, copies } = await createCarrier(tx, {
      register,
      actor,
      fields: input,
      origin: determined === null ? input.origin : 'own',
      copyNos: input.copyNos ?? copyNumbers(1, input.copies),
      move: 'register',
      place: input.place,
      keeperId: input.keeperId,
      mustReturn: input.mustReturn,
      scope: determined?.scope ?? input.scope,
      compartmentId: input.scope?.compartmentId ?? null,
      state: 'active',
      ...(determined === null ? {} : { determinationId: determined.id }),
    });
    await takeSources(tx, { determined, carrier, byId: actor.personId });
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

type Marked = Pick<
  CarrierRow,
  'scheme' | 'level' | 'level_rank' | 'validity' | 'mark' | 'issued_on' | 'expires_on' | 'released_on'
>;

/** Whether a correction protects less than what stands: a lower level, another scheme, or a term that ends earlier. */
function protectsLess(carrier: Marked, after: ReturnType<typeof correctedMark>): boolean {
  if (carrier.released_on !== null) return false;
  if (after.scheme !== carrier.scheme || after.level_rank < carrier.level_rank) return true;
  // without a day of issue no end is known: the terms themselves are compared
  if (carrier.issued_on === null) return (compareEnds(after, carrier, null) ?? 0) < 0;
  return after.expires_on !== null && (carrier.expires_on === null || after.expires_on < carrier.expires_on);
}

/** The mark as corrected. What is released stays so; a mark left as it is keeps a day set for its condition. */
function correctedMark(carrier: Marked, input: { readonly mark: Mark; readonly issuedOn: string | null }) {
  const { scheme, level, level_rank, validity, mark, expires_on } = carrier;
  const standing = { scheme, level, level_rank, validity, mark, expires_on };
  if (carrier.released_on !== null) return standing;
  const after = markColumns(input.mark, input.issuedOn);
  const isSame = after.scheme === scheme && after.mark === mark && input.issuedOn === carrier.issued_on;
  return isSame ? standing : after;
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
    protectsLess(carrier, correctedMark(carrier, input)) ? carriersFlows.correctLevel : null,
  snapshot: ({ input, target: { carrier } }) => ({
    number: carrier.number,
    mark: { from: carrier.mark, to: correctedMark(carrier, input).mark },
  }),
  async handle(tx, { input, target: { carrier, matter } }) {
    if ((carrier.medium === 'telegram') !== (input.medium === 'telegram'))
      throw refuse('carrier.medium.register');
    await tx.update(carriers, carrier, {
      ...correctedMark(carrier, input),
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
