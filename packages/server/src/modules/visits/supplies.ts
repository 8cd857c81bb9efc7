import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { type Tx, rowsFor } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import type { z } from 'zod';
import {
  ChangeSupply,
  HandOverSupply,
  ProposeSupply,
  ReturnSupply,
  SupplyCall,
  SupplyReason,
} from './contract.ts';
import { supplyFlow, visitsPolicy } from './policy.ts';
import {
  type SupplySecrecy,
  isBarred,
  missingForSupply,
  readSupplyMark,
  registerNumber,
  secrecyOf,
} from './rules.ts';
import {
  type SupplyTarget,
  db,
  isAskedTwice,
  lockSupply,
  readPersons,
  refuse,
  requireSupply,
} from './store.ts';
import { type SupplyMatterRow, type SupplyRow, supplies, supplyMatters, visits } from './tables.ts';

const keep = visitsPolicy['supply.keep'];
type Input = z.output<typeof ProposeSupply>;
interface FoundCarrier extends SupplySecrecy {
  readonly id: string;
}

export function requireUnasked({ pending }: Pick<SupplyTarget, 'pending'>): void {
  if (pending !== null) throw refuse('supply.pending');
}

/** The one carrier of this number in the caller's sight: none, unseen and several read alike. */
async function findCarrier(tx: LoadTx, number: string): Promise<FoundCarrier | null> {
  if (number === '') return null;
  const rows = await tx.read(
    db
      .selectFrom('carrier')
      .select(['id', 'scheme', 'level_rank', 'mark'])
      .where('number', '=', number)
      .where('state', '<>', 'ended')
      .limit(2),
  );
  const [found] = rows;
  if (found === undefined || rows.length > 1) throw refuse('supply.carrier.unknown', { number });
  return {
    id: found.id,
    secrecy: secrecyOf(found.scheme, found.level_rank),
    rank: found.level_rank,
    mark: found.mark,
  };
}

function secrecyFor(input: Input, carrier: FoundCarrier | null): SupplySecrecy {
  if (carrier !== null) return carrier;
  const read = readSupplyMark(input.mark);
  if (read === null) throw refuse('supply.mark.unknown', { mark: input.mark });
  return read;
}

function supplyColumns(tx: Pick<Tx, 'today'>, input: Input, carrier: FoundCarrier | null) {
  if (input.returnBy !== null && input.returnBy < tx.today) throw refuse('supply.return.past');
  const { secrecy, rank, mark } = secrecyFor(input, carrier);
  return {
    form: input.form,
    secrecy,
    level_rank: rank,
    mark,
    carrier_id: carrier?.id ?? null,
    foreigner: input.foreigner,
    return_by: input.returnBy,
  };
}
function supplyWords(input: Input) {
  return {
    title: input.title,
    content: input.content,
    recipient: input.recipient,
    country: input.country,
    contact: input.contact,
    purpose: input.purpose,
    sample_no: input.sampleNo,
  };
}

const propose = defineCommand({
  name: 'supply.propose',
  title: { zh: '拟对外提供资料', en: 'Propose to give something to outsiders' },
  input: ProposeSupply,
  rule: keep,
  async load(tx, input, actor) {
    const visit = input.visitId === null ? null : await tx.lock(visits, input.visitId);
    const unit = await tx.lock(units, visit?.unit_id ?? actor.unitId);
    return {
      unit,
      visit,
      carrier: await findCarrier(tx, input.carrierNumber),
      path: unit.path,
      persons: [actor.personId],
    };
  },
  unitPath: ({ path }) => path,
  async handle(tx, { input, target: { unit, visit, carrier }, actor }) {
    const year = Number(tx.today.slice(0, 4));
    const [next] = await tx.writeSql<{ ordinal: number }>('select next_supply($1, $2) as ordinal', [
      unit.id,
      year,
    ]);
    const ordinal = Number(next?.ordinal);
    const row: SupplyRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      year,
      ordinal,
      number: registerNumber('S', { year, ordinal, unit }),
      visit_id: visit?.id ?? null,
      giver_id: actor.personId,
      asked_by: actor.personId,
      ...supplyColumns(tx, input, carrier),
      permitted_on: null,
      permission_scan_id: null,
      agreed_on: null,
      agreement_scan_id: null,
      given_on: null,
      receipt_scan_id: null,
      returned_on: null,
      state: 'draft',
      revision: 1,
      made_at: tx.now,
      approved_at: null,
      ended_at: null,
    };
    const matter: SupplyMatterRow = {
      id: row.id,
      ...supplyWords(input),
      permission_by: '',
      permission_no: '',
      agreement_no: '',
      received_by: '',
      note: '',
    };
    await tx.insertTogether(rowsFor(supplies, [row]), rowsFor(supplyMatters, [matter]));
    return { subject: row.id, result: { supplyId: row.id, number: row.number } };
  },
});

const change = defineCommand({
  name: 'supply.change',
  title: { zh: '修改对外提供', en: 'Change what is to be given' },
  input: ChangeSupply,
  rule: keep,
  async load(tx, input) {
    const target = await lockSupply(tx, input.supplyId);
    if (input.visitId !== null) await tx.lock(visits, input.visitId);
    return { ...target, carrier: await findCarrier(tx, input.carrierNumber) };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ supply }) => supply.id,
  async handle(tx, { input, target }) {
    // what was approved and is not given yet may be changed too, and is then reviewed again
    requireSupply(target, 'draft', 'approved');
    requireUnasked(target);
    const { supply, matter, carrier } = target;
    await tx.update(supplies, supply, {
      ...supplyColumns(tx, input, carrier),
      visit_id: input.visitId,
      state: 'draft',
      approved_at: null,
      revision: supply.revision + 1,
    });
    await tx.update(supplyMatters, matter, supplyWords(input));
    return {};
  },
});

export const missingWords = {
  permission: { zh: '有关主管部门的批准', en: 'permission under law' },
  agreement: { zh: '保密协议', en: 'a confidentiality agreement' },
} as const;

function requireComplete({ supply }: SupplyTarget): void {
  if (isBarred({ ...supply, rank: supply.level_rank })) throw refuse('supply.barred');
  const missing = missingForSupply({
    secrecy: supply.secrecy,
    permitted: supply.permitted_on !== null,
    agreed: supply.agreed_on !== null,
  });
  if (missing.length === 0) return;
  throw refuse('supply.missing', {
    what: {
      zh: missing.map((one) => missingWords[one].zh).join('、'),
      en: missing.map((one) => missingWords[one].en).join(', '),
    },
  });
}

/** Reviewed by the office, and decided higher the more it matters; state secrets only with permission and agreement. */
const submit: Command = defineCommand({
  name: 'supply.submit',
  title: { zh: '对外提供送审', en: 'Send what is to be given to review' },
  input: SupplyCall,
  rule: keep,
  async load(tx, input, actor) {
    const target = await lockSupply(tx, input.supplyId);
    if (isAskedTwice(target, actor)) throw refuse('supply.pending');
    requireSupply(target, 'draft');
    requireComplete(target);
    return target;
  },
  unitPath: ({ path }) => path,
  subjectId: ({ supply }) => supply.id,
  subjectNumber: ({ supply }) => supply.number,
  parks: ({ target: { supply } }) => supplyFlow(supply),
  snapshot: ({ target: { supply } }) => ({
    number: supply.number,
    supplyForm: `form-${supply.form}`,
    secrecy: `secrecy-${supply.secrecy}`,
    mark: supply.mark,
    abroad: supply.foreigner,
    returnBy: supply.return_by ?? '',
    revision: supply.revision,
  }),
  matter: ({ target: { matter } }) => ({
    title: matter.title,
    content: matter.content,
    recipient: matter.recipient,
    country: matter.country,
    purpose: matter.purpose,
    permission: `${matter.permission_by} ${matter.permission_no}`.trim(),
    agreement: matter.agreement_no,
  }),
  async handle(tx, { target: { supply } }) {
    await tx.update(supplies, supply, { state: 'approved', approved_at: tx.now });
    return { result: { supplyId: supply.id } };
  },
});

const takeBack = defineCommand({
  name: 'supply.recordReturn',
  title: { zh: '登记收回', en: 'Record that it came back' },
  input: ReturnSupply,
  rule: keep,
  load: (tx, input) => lockSupply(tx, input.supplyId),
  unitPath: ({ path }) => path,
  subjectId: ({ supply }) => supply.id,
  async handle(tx, { input, target, actor }) {
    requireSupply(target, 'given');
    const { supply, matter } = target;
    if (supply.return_by === null) throw refuse('supply.not.returned');
    if (input.returnedOn > tx.today) throw refuse('supply.day.future');
    await tx.update(supplies, supply, { state: 'returned', returned_on: input.returnedOn, ended_at: tx.now });
    await tx.update(supplyMatters, matter, { note: input.note });
    await settle(tx, { kind: 'supply.return', subjectId: supply.id, byId: actor.personId });
    return {};
  },
});

const cancel = defineCommand({
  name: 'supply.cancel',
  title: { zh: '取消对外提供', en: 'Cancel what was to be given' },
  input: SupplyReason,
  rule: keep,
  load: (tx, input) => lockSupply(tx, input.supplyId),
  unitPath: ({ path }) => path,
  subjectId: ({ supply }) => supply.id,
  async handle(tx, { input, target }) {
    requireSupply(target, 'draft', 'approved');
    requireUnasked(target);
    await tx.update(supplies, target.supply, { state: 'cancelled', ended_at: tx.now });
    await tx.update(supplyMatters, target.matter, { note: input.reason });
    return {};
  },
});

/** The return of what was given is owed by who gave it. */
export async function oweReturn(tx: Tx, supply: SupplyRow, giverId: string): Promise<void> {
  if (supply.return_by === null) return;
  await owe(tx, {
    kind: 'supply.return',
    unitPath: supply.unit_path,
    personId: giverId,
    subject: { table: 'supply', id: supply.id, number: supply.number },
    dueOn: supply.return_by,
  });
}

const handOver = defineCommand({
  name: 'supply.handOver',
  title: { zh: '移交对外提供事项', en: 'Hand over what was given' },
  input: HandOverSupply,
  rule: keep,
  async load(tx, input) {
    await readPersons(tx, [input.giverId]);
    return lockSupply(tx, input.supplyId);
  },
  unitPath: ({ path }) => path,
  subjectId: ({ supply }) => supply.id,
  async handle(tx, { input, target, actor }) {
    requireSupply(target, 'draft', 'approved', 'given');
    requireUnasked(target);
    const { supply, matter } = target;
    await tx.update(supplies, supply, { giver_id: input.giverId });
    await tx.update(supplyMatters, matter, { note: input.reason });
    if (supply.state === 'given') {
      const { id: subjectId } = supply;
      await settle(tx, { kind: 'supply.return', subjectId, outcome: 'cancelled', byId: actor.personId });
      await oweReturn(tx, supply, input.giverId);
    }
    return {};
  },
});

export const supplyCommands: readonly Command[] = [propose, change, submit, takeBack, cancel, handOver];
