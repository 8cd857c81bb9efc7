import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { type Debt, owe, settle } from '@fengni/kernel/obligation/owe';
import { dayAfter } from '@fengni/schemes/term';
import { BorrowCopy, HandOutLoan, NameBorrower, TakeBackLoan, TakeBackUnnamed, TakeOut } from './contract.ts';
import { requireKnowers } from './circulation.ts';
import { settleClearOuts } from './clear-out.ts';
import { requirePersons } from './held-copies.ts';
import { loanPurpose } from './ledger/build-rows.ts';
import { readPlace, writePlace } from './ledger/copy-place.ts';
import { carriersFlows, carriersPolicy } from './policy.ts';
import { isTopLevel } from './scope.ts';
import { type CopyTarget, db, lockCopy, moveCopies, readPromises, refuse, refuseMove } from './store.ts';
import { type LoanRow, carrierMatters, loans } from './tables.ts';

/** A loan for reading lasts a month at most; longer is a hand-over. */
export const loanDaysMax = 30;
const returnLoan = 'carrier.return-loan';

/** What a borrower owes for a copy that is handed to him. */
export function returnDebt(the: {
  readonly loan: Pick<LoanRow, 'id' | 'copy_id' | 'carrier_id' | 'register_id' | 'borrower_id' | 'due_on'>;
  readonly unitPath: string;
  /** Number of the carrier and of the copy. */
  readonly number: string;
}): Debt {
  const { loan } = the;
  return {
    kind: returnLoan,
    unitPath: the.unitPath,
    personId: loan.borrower_id,
    registerId: loan.register_id,
    subject: { table: 'copy', id: loan.copy_id, number: the.number },
    period: loan.id,
    dueOn: loan.due_on,
    basis: 'house#loan',
    params: { carrierId: loan.carrier_id },
  };
}

async function lockLendable(tx: LoadTx, copyId: string): Promise<CopyTarget> {
  const target = await lockCopy(tx, copyId);
  // who asks for a loan must be able to know what he asks for
  await tx.lock(carrierMatters, target.carrier.id);
  const promised = await readPromises(tx, target.carrier.id);
  const { id, copy_no: copyNo } = target.copy;
  if (promised.get(id) === 'circulation') throw refuse('copy.in.circulation', { copyNo });
  if (promised.get(id) === 'loan') throw refuse('copy.reserved', { copyNo });
  return target;
}

function checkDue(today: string, dueOn: string): void {
  if (dueOn < today || dueOn > dayAfter(today, loanDaysMax))
    throw refuse('loan.due.past', { max: loanDaysMax });
}

const borrowCopy = defineCommand({
  name: 'loan.borrow',
  title: { zh: '申请借阅', en: 'Ask for a loan' },
  input: BorrowCopy,
  rule: carriersPolicy['loan.ask'],
  async load(tx, input) {
    checkDue(tx.today, input.dueOn);
    return lockLendable(tx, input.copyId);
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  subjectNumber: ({ carrier, copy }) => `${carrier.number}-${copy.copy_no}`,
  parks: () => carriersFlows.borrow,
  snapshot: ({ input, target: { carrier, copy } }) => ({
    number: carrier.number,
    copyNo: copy.copy_no,
    mark: carrier.mark,
    dueOn: input.dueOn,
  }),
  async handle(tx, { input, target: { copy }, actor }) {
    if (copy.state !== 'in-store') throw refuseMove(copy, 'lend');
    const loan: LoanRow = {
      id: tx.newId(),
      copy_id: copy.id,
      carrier_id: copy.carrier_id,
      register_id: copy.register_id,
      kind: 'borrow',
      borrower_id: actor.personId,
      companions: [],
      purpose: input.reason,
      state: 'approved',
      approved_at: tx.now,
      due_on: input.dueOn,
      handed_at: null,
      returned_at: null,
    };
    await tx.insert(loans, loan);
    return { result: { loanId: loan.id } };
  },
});

/** Out of the house: approved, and 绝密 by two persons or more (实施条例 art. 29(2)). */
const takeOut = defineCommand({
  name: 'loan.takeOut',
  title: { zh: '申请携带外出', en: 'Ask to take out' },
  input: TakeOut,
  rule: carriersPolicy['loan.ask'],
  async load(tx, input) {
    checkDue(tx.today, input.dueOn);
    return lockLendable(tx, input.copyId);
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  subjectNumber: ({ carrier, copy }) => `${carrier.number}-${copy.copy_no}`,
  parks: () => carriersFlows.takeOut,
  snapshot: ({ input, target: { carrier, copy } }) => ({
    number: carrier.number,
    copyNo: copy.copy_no,
    mark: carrier.mark,
    dueOn: input.dueOn,
    destination: input.destination,
    companions: input.companionIds.length,
  }),
  async handle(tx, { input, target: { copy, carrier }, actor }) {
    if (copy.state !== 'in-store') throw refuseMove(copy, 'take-out');
    const others = input.companionIds.filter((id) => id !== actor.personId);
    if (isTopLevel(carrier) && others.length === 0) throw refuse('loan.two.persons');
    const loan: LoanRow = {
      id: tx.newId(),
      copy_id: copy.id,
      carrier_id: copy.carrier_id,
      register_id: copy.register_id,
      kind: 'take-out',
      borrower_id: actor.personId,
      companions: others,
      purpose: `${input.destination}：${input.reason}`,
      state: 'approved',
      approved_at: tx.now,
      due_on: input.dueOn,
      handed_at: null,
      returned_at: null,
    };
    await tx.insert(loans, loan);
    return { result: { loanId: loan.id } };
  },
});

async function lockLoan(tx: LoadTx, loanId: string) {
  const loan = await tx.lock(loans, loanId);
  return { loan, ...(await lockCopy(tx, loan.copy_id)) };
}

const handOut = defineCommand({
  name: 'loan.handOut',
  title: { zh: '借出', en: 'Hand out a loan' },
  input: HandOutLoan,
  rule: carriersPolicy['loan.run'],
  load: (tx, input) => lockLoan(tx, input.loanId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { target: { loan, copy, carrier, unitPath }, actor }) {
    if (loan.state !== 'approved') throw refuse('loan.not.approved');
    // since the approval he may have been frozen, or lost clearance or scope
    await requireKnowers(tx, carrier.id, [loan.borrower_id]);
    await moveCopies(tx, [copy], {
      move: loan.kind === 'borrow' ? 'lend' : 'take-out',
      byId: actor.personId,
      signed: 'clerk',
      holderId: loan.borrower_id,
      dueOn: loan.due_on,
      note: loan.purpose,
    });
    await tx.update(loans, loan, { state: 'out', handed_at: tx.now });
    await owe(tx, returnDebt({ loan, unitPath, number: `${carrier.number}-${copy.copy_no}` }));
    return {};
  },
});

const takeBackLoan = defineCommand({
  name: 'loan.takeBack',
  title: { zh: '归还', en: 'Take back a loan' },
  input: TakeBackLoan,
  rule: carriersPolicy['loan.run'],
  load: (tx, input) => lockLoan(tx, input.loanId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { loan, copy }, actor }) {
    if (loan.state !== 'out') throw refuse('loan.not.out');
    await moveCopies(tx, [copy], {
      move: loan.kind === 'borrow' ? 'give-back' : 'bring-back',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      ...(input.place === '' ? {} : { place: input.place }),
    });
    await tx.update(loans, loan, { state: 'back', returned_at: tx.now });
    await settle(tx, {
      kind: returnLoan,
      subjectId: copy.id,
      personId: loan.borrower_id,
      byId: actor.personId,
    });
    await settleClearOuts(tx, [loan.borrower_id], actor.personId);
    return {};
  },
});

/** A copy that is out by the old ledger, without a loan on record: the ledger named nobody of this house. */
async function lockUnnamed(tx: LoadTx, copyId: string): Promise<CopyTarget> {
  const target = await lockCopy(tx, copyId);
  const { copy } = target;
  if (copy.state !== 'on-loan') throw refuseMove(copy, 'give-back');
  const loan = await tx.readOne(
    db.selectFrom('loan').select('id').where('copy_id', '=', copyId).where('state', '=', 'out'),
  );
  if (loan !== undefined || copy.holder_id !== null)
    throw refuse('loan.borrower.known', { copyNo: copy.copy_no });
  return target;
}

/** The place without the name the ledger gave; the name stays in the custody before. */
function placeOf(copy: Pick<CopyTarget['copy'], 'place'>): string {
  return writePlace({ ...readPlace(copy.place), holder: null });
}

const takeBackUnnamed = defineCommand({
  name: 'loan.takeBackUnnamed',
  title: { zh: '收回台账所载借出件', en: 'Take back a copy the old ledger lent' },
  input: TakeBackUnnamed,
  rule: carriersPolicy['loan.run'],
  load: (tx, input) => lockUnnamed(tx, input.copyId),
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  async handle(tx, { input, target: { copy }, actor }) {
    await moveCopies(tx, [copy], {
      move: 'give-back',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: input.place === '' ? placeOf(copy) : input.place,
      note: input.reason,
    });
    return {};
  },
});

/** Says who of the house has it: from here on it is a loan like any other. That he has it is a fact, so scope and clearance are left to the audit. */
const nameBorrower = defineCommand({
  name: 'loan.nameBorrower',
  title: { zh: '补记借用人', en: 'Enter the borrower' },
  input: NameBorrower,
  rule: carriersPolicy['loan.run'],
  async load(tx, input) {
    checkDue(tx.today, input.dueOn);
    await requirePersons(tx, [input.borrowerId]);
    return lockUnnamed(tx, input.copyId);
  },
  unitPath: (target) => target.unitPath,
  subjectId: ({ carrier }) => carrier.id,
  handle: (tx, { input, target, actor }) => enterBorrower(tx, { ...input, target, byId: actor.personId }),
});

async function enterBorrower(
  tx: Tx,
  the: {
    readonly target: CopyTarget;
    readonly borrowerId: string;
    readonly dueOn: string;
    readonly reason: string;
    readonly byId: string;
  },
) {
  const { copy, carrier, unitPath } = the.target;
  const loan: LoanRow = {
    id: tx.newId(),
    copy_id: copy.id,
    carrier_id: copy.carrier_id,
    register_id: copy.register_id,
    kind: 'borrow',
    borrower_id: the.borrowerId,
    companions: [],
    purpose: loanPurpose,
    state: 'out',
    approved_at: tx.now,
    due_on: the.dueOn,
    handed_at: copy.since,
    returned_at: null,
  };
  await tx.insert(loans, loan);
  await moveCopies(tx, [copy], {
    move: 'name-borrower',
    byId: the.byId,
    signed: 'clerk',
    holderId: the.borrowerId,
    dueOn: the.dueOn,
    place: placeOf(copy),
    note: the.reason,
  });
  await owe(tx, returnDebt({ loan, unitPath, number: `${carrier.number}-${copy.copy_no}` }));
  return { result: { loanId: loan.id } };
}

export const loanCommands = [borrowCopy, takeOut, handOut, takeBackLoan, takeBackUnnamed, nameBorrower];
