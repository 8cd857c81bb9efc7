import { dayAfter } from '@fengni/schemes/term';
import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { codeOf } from '@fengni/kernel/command/transact';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { units } from '@fengni/kernel/org/tables';
import { AddContract, AddFirm, ContractCall, RecordAgreement } from './contract.ts';
import { engagementsPolicy } from './policy.ts';
import { db, refuse } from './store.ts';
import {
  type EngagementContractRow,
  engagementContractMatters,
  engagementContracts,
  engagementFirms,
} from './tables.ts';

/** Days by which a firm has signed its duties, and days before the end of a contract at which it comes up. */
const agreementDays = 10;
const renewDays = 30;
const uniqueViolation = '23505';

const addFirm = defineCommand({
  name: 'engagement.addFirm',
  title: { zh: '登记服务单位', en: 'Enter a firm' },
  input: AddFirm,
  rule: engagementsPolicy['engagement.firm.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    const id = tx.newId();
    const row = { name: input.name, code: input.code, contact: input.contact, added_at: tx.now };
    try {
      await tx.insert(engagementFirms, { id, unit_id: unit.id, unit_path: unit.path, ...row });
    } catch (error) {
      if (codeOf(error) !== uniqueViolation) throw error;
      throw refuse('engagement.firm.taken', { code: input.code });
    }
    return { subject: id, result: { firmId: id } };
  },
});

/** A contract people come by: before its end it is renewed or its people go; the firm signs its own duties. */
const addContract = defineCommand({
  name: 'engagement.addContract',
  title: { zh: '登记服务合同', en: 'Enter a contract with a firm' },
  input: AddContract,
  rule: engagementsPolicy['engagement.firm.keep'],
  load: (tx, input) => tx.lock(engagementFirms, input.firmId),
  unitPath: (firm) => firm.unit_path,
  subjectId: (firm) => firm.id,
  async handle(tx, { input, target: firm }) {
    if (input.untilOn < input.fromOn || input.untilOn < tx.today) throw refuse('engagement.dates');
    if (input.agreementOn !== null && input.agreementOn > tx.today) throw refuse('engagement.agreement.day');
    const row: EngagementContractRow = {
      id: tx.newId(),
      firm_id: firm.id,
      unit_id: firm.unit_id,
      unit_path: firm.unit_path,
      number: input.number,
      from_on: input.fromOn,
      until_on: input.untilOn,
      agreement_on: input.agreementOn,
      ended_at: null,
      added_at: tx.now,
    };
    await tx.insert(engagementContracts, row);
    await tx.insert(engagementContractMatters, { id: row.id, subject: input.subject, duties: input.duties });
    const subject = { table: 'engagement_contract', id: row.id, number: `${firm.name} ${row.number}` };
    const debt = { unitPath: firm.unit_path, duty: 'personnel', subject } as const;
    await owe(tx, {
      ...debt,
      kind: 'engagement.contract',
      dueOn: row.until_on,
      remindOn: dayAfter(row.until_on, -renewDays),
    });
    if (row.agreement_on === null)
      await owe(tx, { ...debt, kind: 'engagement.agreement', dueOn: dayAfter(tx.today, agreementDays) });
    return { result: { contractId: row.id } };
  },
});

const recordAgreement = defineCommand({
  name: 'engagement.recordAgreement',
  title: { zh: '登记保密协议', en: 'Record a firm’s signed duties' },
  input: RecordAgreement,
  rule: engagementsPolicy['engagement.firm.keep'],
  load: (tx, input) => tx.lock(engagementContracts, input.contractId),
  unitPath: (contract) => contract.unit_path,
  subjectId: (contract) => contract.firm_id,
  async handle(tx, { input, target: contract, actor }) {
    if (contract.ended_at !== null) throw refuse('engagement.contract.ended');
    if (input.agreementOn > tx.today) throw refuse('engagement.agreement.day');
    await tx.update(engagementContracts, contract, { agreement_on: input.agreementOn });
    const { personId: byId } = actor;
    await settle(tx, { kind: 'engagement.agreement', subjectId: contract.id, byId });
    return {};
  },
});

const endContract = defineCommand({
  name: 'engagement.endContract',
  title: { zh: '终止服务合同', en: 'End a contract with a firm' },
  input: ContractCall,
  rule: engagementsPolicy['engagement.firm.keep'],
  async load(tx, input) {
    const contract = await tx.lock(engagementContracts, input.contractId);
    const used = await tx.readOne(
      db
        .selectFrom('engagement')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .where('contract_id', '=', contract.id)
        .where('state', 'in', ['proposed', 'running']),
    );
    return { contract, used: Number(used?.n ?? 0) };
  },
  unitPath: ({ contract }) => contract.unit_path,
  subjectId: ({ contract }) => contract.firm_id,
  async handle(tx, { target: { contract, used }, actor }) {
    if (contract.ended_at !== null) throw refuse('engagement.contract.ended');
    if (used > 0) throw refuse('engagement.contract.used', { count: used });
    await tx.update(engagementContracts, contract, { ended_at: tx.now });
    const subject = { subjectId: contract.id, byId: actor.personId };
    await settle(tx, { ...subject, kind: 'engagement.contract' });
    await settle(tx, { ...subject, kind: 'engagement.agreement', outcome: 'cancelled' });
    return {};
  },
});

export const firmCommands: readonly Command[] = [addFirm, addContract, recordAgreement, endContract];
