import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { invariant } from '@fengni/kernel/command/invariant';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { addDays, parseLocalDate } from '@fengni/schemes/term';
import { BorrowCopy, HandOutLoan, TakeBackLoan, TakeOut } from './contract.ts';
import { requireKnowers } from './circulation.ts';
import { settleClearOuts } from './clear-out.ts';
import { carriersFlows, carriersPolicy } from './policy.ts';
import { isTopLevel } from './scope.ts';
import { type CopyTarget, db, lockCopy, moveCopies, refuse, refuseMove } from './store.ts';
import { type LoanRow, carrierMatters, loans } from './tables.ts';

/** A loan for reading lasts a month at most; longer is a hand-over. */
export const loanDaysMax = 30;
const returnLoan = 'carrier.return-loan';

async function lockLendable(tx: LoadTx, copyId: string): Promise<CopyTarget> {
  const target = await lockCopy(tx, copyId);
  // who asks for a loan must be able to know what he asks for
  await tx.lock(carrierMatters, target.carrier.id);
  const promised = await tx.readOne(
    db.selectFrom('loan').select('id').where('copy_id', '=', copyId).where('state', '=', 'approved'),
  );
  if (promised !== undefined) throw refuse('copy.reserved', { copyNo: target.copy.copy_no });
  return target;
}

function checkDue(today: string, dueOn: string): void {
  const from = parseLocalDate(today);
  invariant(from !== null, 'the house has a date');
  if (dueOn < today || dueOn > addDays(from, loanDaysMax))
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
    await owe(tx, {
      kind: returnLoan,
      unitPath,
      personId: loan.borrower_id,
      registerId: copy.register_id,
      subject: { table: 'copy', id: copy.id, number: `${carrier.number}-${copy.copy_no}` },
      period: loan.id,
      dueOn: loan.due_on,
      basis: 'house#loan',
      params: { carrierId: carrier.id },
    });
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

export const loanCommands = [borrowCopy, takeOut, handOut, takeBackLoan];
