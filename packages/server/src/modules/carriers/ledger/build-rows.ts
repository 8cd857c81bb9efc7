import type { Tx } from '@fengni/kernel/db/tx';
import { numberSortKey } from '@fengni/kernel/register/number';
import type { RegisterRow } from '@fengni/kernel/register/tables';
import { z } from 'zod';
import type { LedgerRow } from '../contract.ts';
import { copyNumbers, markColumns } from '../create-carrier.ts';
import { endedStates } from '../rules.ts';
import { newCode } from '../store.ts';
import type {
  CarrierMatterRow,
  CarrierRow,
  CarrierScopeRow,
  CopyRow,
  CustodyRow,
  LoanRow,
} from '../tables.ts';
import { writePlace } from './copy-place.ts';

/** Beside the first custody of an imported copy: its time is the day of receipt the ledger gives. */
export const receivedNote = '按台账的收文日期';
export const stateNote = '按台账的状态';
export const loanPurpose = '由旧台账转入';

/** Rows of a ledger that are copies of one carrier. */
export interface CarrierGroup {
  /** A carrier the register has already, or the one to be made. */
  readonly carrierId: string;
  readonly rows: readonly LedgerRow[];
}

export interface BuildContext {
  readonly tx: Pick<Tx, 'now' | 'newId' | 'entryId'>;
  readonly register: RegisterRow;
  readonly byId: string;
  /** Persons found by name. */
  readonly persons: ReadonlyMap<string, string>;
  /** Day by which loans of the ledger are to be looked at again. */
  readonly loansDueOn: string;
}

/** The first row of a group speaks for the carrier; remarks of the others are added. */
export function buildCarrier(
  { tx, register, byId }: BuildContext,
  the: CarrierGroup & {
    readonly first: LedgerRow;
    readonly number: string;
    readonly copies: readonly CopyRow[];
  },
): { carrier: CarrierRow; matter: CarrierMatterRow; scope: CarrierScopeRow } {
  const { first } = the;
  const carrier: CarrierRow = {
    id: the.carrierId,
    register_id: register.id,
    unit_id: register.unit_id,
    unit_path: register.unit_path,
    number: the.number,
    number_sort: numberSortKey(the.number),
    medium: first.medium,
    ...markColumns(first.mark, first.issuedOn),
    origin: 'received',
    issued_on: first.issuedOn,
    urgency: null,
    pages: first.pages,
    pages_stated: first.pagesStated,
    copy_count: the.copies.length,
    state: the.copies.every((copy) => endedStates.includes(copy.state)) ? 'ended' : 'active',
    derived_from: null,
    must_return: false,
    recall_id: null,
    registered_at: tx.now,
    registered_by: byId,
    import_key: first.number === null ? first.rowKey : null,
    determination_id: null,
    former_mark: null,
    released_on: null,
  };
  const remarks = [...new Set(the.rows.map((row) => row.remark).filter((remark) => remark !== ''))];
  const matter: CarrierMatterRow = {
    id: carrier.id,
    title: first.title,
    document_no: first.documentNo,
    originator: first.originator,
    remark: remarks.join('；'),
    compartment_id: register.compartment_id,
  };
  const scope: CarrierScopeRow = {
    id: tx.newId(),
    carrier_id: carrier.id,
    person_id: byId,
    post_id: null,
    basis: 'import',
    added_at: tx.now,
    added_by: byId,
    ended_at: null,
  };
  return { carrier, matter, scope };
}

export interface BuiltCopies {
  readonly copies: readonly CopyRow[];
  readonly custodies: readonly CustodyRow[];
  readonly loans: readonly LoanRow[];
}

/** Copies of a carrier as the ledger says they are, with where they were before and the loans they are on. */
export function buildCopies(context: BuildContext, { carrierId, rows }: CarrierGroup): BuiltCopies {
  const built = rows.flatMap((row) =>
    copyNosOf(row).map((copyNo) => buildCopy(context, { carrierId, row, copyNo })),
  );
  return {
    copies: built.map((one) => one.copy),
    custodies: built.flatMap((one) => one.custodies),
    loans: built.flatMap((one) => one.loan ?? []),
  };
}

/** One row can stand for several copies: the first bears its number, the others that number and which they are. */
export function copyNosOf({ copyNo, copies }: Pick<LedgerRow, 'copyNo' | 'copies'>): string[] {
  if (copyNo === null) return copyNumbers(1, copies);
  return Array.from({ length: copies }, (_, i) => (i === 0 ? copyNo : `${copyNo}-F${i + 1}`));
}

function buildCopy(
  { tx, register, byId, persons, loansDueOn }: BuildContext,
  { carrierId, row, copyNo }: { carrierId: string; row: LedgerRow; copyNo: string },
): { copy: CopyRow; custodies: CustodyRow[]; loan: LoanRow | undefined } {
  const isOut = row.state === 'on-loan';
  const answering = isOut ? row.holder : row.state === 'in-store' ? row.keeper : null;
  const holderId = answering === null ? null : (persons.get(answering) ?? null);
  const isNamed = (name: string | null) => (name === answering && holderId !== null ? null : name);
  const since = momentOf(row.stateOn, '12:01', tx.now);
  const copy: CopyRow = {
    id: tx.newId(),
    carrier_id: carrierId,
    register_id: register.id,
    copy_no: copyNo,
    code: newCode(tx),
    state: row.state,
    holder_id: holderId,
    place: writePlace({
      place: row.place,
      keeper: row.state === 'in-store' ? isNamed(row.keeper) : row.keeper,
      holder: isOut ? isNamed(row.holder) : row.holder,
    }),
    since,
    due_on: isOut && holderId !== null ? loansDueOn : null,
    list_id: null,
  };
  const custody = (happenedAt: Date, state: CopyRow['state'], note: string): CustodyRow => ({
    id: tx.newId(),
    copy_id: copy.id,
    carrier_id: carrierId,
    register_id: register.id,
    happened_at: happenedAt,
    entered_at: tx.now,
    move: 'import',
    state,
    holder_id: state === copy.state ? holderId : null,
    place: copy.place,
    by_id: byId,
    signed: 'clerk',
    scan_id: null,
    note,
    entry_id: tx.entryId,
  });
  const received = row.receivedOn === null ? null : momentOf(row.receivedOn, '12:00', tx.now);
  const isReceivedLast = received !== null && row.state === 'in-store' && row.stateOn === row.receivedOn;
  const custodies = [
    ...(received === null ? [] : [custody(received, 'in-store', receivedNote)]),
    ...(isReceivedLast
      ? []
      : [custody(received !== null && since < received ? received : since, copy.state, stateNote)]),
  ];
  return { copy, custodies, loan: isOut && holderId !== null ? loanOf(copy, holderId) : undefined };

  function loanOf(of: CopyRow, borrowerId: string): LoanRow {
    return {
      id: tx.newId(),
      copy_id: of.id,
      carrier_id: carrierId,
      register_id: register.id,
      kind: 'borrow',
      borrower_id: borrowerId,
      companions: [],
      purpose: loanPurpose,
      state: 'out',
      approved_at: tx.now,
      due_on: loansDueOn,
      handed_at: since,
      returned_at: null,
    };
  }
}

/** A day of a ledger as a moment: about noon UTC, the same day from the Azores to Sydney; never after now. */
function momentOf(day: string | null, clock: '12:00' | '12:01', now: Date): Date {
  if (day === null) return now;
  const moment = z.coerce.date().parse(`${day}T${clock}:00Z`);
  return moment > now ? now : moment;
}
