import type { LoadTx } from '@fengni/kernel/command/define';
import { tables } from '@fengni/kernel/db/table';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import type { OrgTables } from '@fengni/kernel/org/tables';
import type { RegisterRow, RegisterTables } from '@fengni/kernel/register/tables';
import { carrierErrors } from './contract.ts';
import { type CopyMove, afterMove, copyMoveTitles, copyStateTitles } from './rules.ts';
import {
  type CarrierRow,
  type CarriersTables,
  type CopyRow,
  type CustodyRow,
  type Signed,
  carriers,
  copies,
  custodies,
} from './tables.ts';

export const db = tables<CarriersTables & OrgTables & RegisterTables>();
export const refuse = refuser(carrierErrors);

/** A carrier with the register it is kept in: what most commands are about. */
export interface CarrierTarget {
  readonly carrier: Locked<CarrierRow>;
  readonly unitPath: string;
}

export async function lockCarrier(tx: LoadTx, carrierId: string): Promise<CarrierTarget> {
  const carrier = await tx.lock(carriers, carrierId);
  return { carrier, unitPath: carrier.unit_path };
}

/** Copies of one register, locked, with their carriers. */
export interface CopiesTarget {
  readonly copies: readonly Locked<CopyRow>[];
  readonly carriers: ReadonlyMap<string, Locked<CarrierRow>>;
  readonly registerId: string;
  readonly unitPath: string;
}

export async function lockCopies(tx: LoadTx, copyIds: readonly string[]): Promise<CopiesTarget> {
  const locked = await tx.lockAll(copies, copyIds);
  const first = locked[0];
  if (first === undefined) throw refuse('copy.other.register');
  if (locked.some((copy) => copy.register_id !== first.register_id)) throw refuse('copy.other.register');
  const rows = await tx.lockAll(carriers, [...new Set(locked.map((copy) => copy.carrier_id))]);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const unitPath = rows[0]?.unit_path;
  invariant(unitPath !== undefined, 'a copy has a carrier');
  return { copies: locked, carriers: byId, registerId: first.register_id, unitPath };
}

export interface CopyTarget {
  readonly copy: Locked<CopyRow>;
  readonly carrier: Locked<CarrierRow>;
  readonly unitPath: string;
}

export async function lockCopy(tx: LoadTx, copyId: string): Promise<CopyTarget> {
  const copy = await tx.lock(copies, copyId);
  const carrier = await tx.lock(carriers, copy.carrier_id);
  return { copy, carrier, unitPath: carrier.unit_path };
}

/** Copies of a carrier that are promised, and to what; told to who may know or handle the carrier. */
export async function readPromises(
  tx: LoadTx,
  carrierId: string,
): Promise<ReadonlyMap<string, 'circulation' | 'loan'>> {
  const rows = await tx.readSql<{ copy_id: string; promise: 'circulation' | 'loan' }>(
    'select copy_id, promise from promised_copies($1) order by promise desc',
    [carrierId],
  );
  return new Map(rows.map((row) => [row.copy_id, row.promise]));
}

/** A register the caller handles, of one of the kinds asked for; not locked, for its series' row orders takers. */
export async function findRegister(
  tx: LoadTx,
  registerId: string,
  kinds?: readonly string[],
): Promise<RegisterRow> {
  const register = await tx.readOne(db.selectFrom('register').selectAll().where('id', '=', registerId));
  if (register === undefined || register.ended_on !== null) throw new Refusal('not.found');
  if (kinds !== undefined && !kinds.includes(register.kind)) throw refuse('carrier.register.kind');
  return register;
}

export interface Move {
  readonly move: CopyMove;
  readonly byId: string;
  readonly signed: Signed;
  /** Who has it afterwards; null for the store or outside the house. */
  readonly holderId: string | null;
  readonly place?: string;
  readonly dueOn?: string | null;
  readonly happenedAt?: Date;
  readonly note?: string;
  readonly scanId?: string | null;
  readonly listId?: string | null;
}

/**
 * Moves copies by the machine and writes a custody row for each: the only way a copy changes state, hand or place.
 * A move the machine does not know is refused, naming the copy.
 */
export async function moveCopies(tx: Tx, moved: readonly Locked<CopyRow>[], the: Move): Promise<void> {
  const byState = new Map<CopyRow['state'], Locked<CopyRow>[]>();
  for (const copy of moved) {
    if (afterMove(copy.state, the.move) === undefined) throw refuseMove(copy, the.move);
    byState.set(copy.state, [...(byState.get(copy.state) ?? []), copy]);
  }
  for (const [state, group] of byState) {
    const next = afterMove(state, the.move);
    invariant(next !== undefined, 'the move was checked');
    await tx.updateAll(copies, group, {
      state: next,
      holder_id: the.holderId,
      due_on: the.dueOn ?? null,
      since: the.happenedAt ?? tx.now,
      ...(the.place === undefined ? {} : { place: the.place }),
      ...(the.listId === undefined ? {} : { list_id: the.listId }),
    });
    await addCustody(
      tx,
      group.map((copy) => ({ ...copy, state: next, place: the.place ?? copy.place })),
      the,
    );
  }
}

export function refuseMove(copy: Pick<CopyRow, 'copy_no' | 'state'>, move: CopyMove) {
  return refuse('copy.move.impossible', {
    copyNo: copy.copy_no,
    state: copyStateTitles[copy.state],
    move: copyMoveTitles[move],
  });
}

/** Writes custody of copies that are already in their new state. */
export async function addCustody(tx: Tx, of: readonly MovedCopy[], the: Move): Promise<void> {
  await tx.insert(custodies, ...custodyRows(tx, of, the));
}

export type MovedCopy = Pick<CopyRow, 'id' | 'carrier_id' | 'register_id' | 'state' | 'place'>;

/** Custody rows for copies that are already in their new state. */
export function custodyRows(
  tx: Pick<Tx, 'newId' | 'now' | 'entryId'>,
  of: readonly MovedCopy[],
  the: Move,
): CustodyRow[] {
  return of.map((copy) => ({
    id: tx.newId(),
    copy_id: copy.id,
    carrier_id: copy.carrier_id,
    register_id: copy.register_id,
    happened_at: the.happenedAt ?? tx.now,
    entered_at: tx.now,
    move: the.move,
    state: copy.state,
    holder_id: the.holderId,
    place: copy.place,
    by_id: the.byId,
    signed: the.signed,
    scan_id: the.scanId ?? null,
    note: the.note ?? '',
    entry_id: tx.entryId,
  }));
}

const codeLetters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A new label code: twelve signs out of a random id; they say nothing and none can be guessed from another. */
export function newCode(tx: Pick<Tx, 'newId'>): string {
  let rest = BigInt(`0x${tx.newId().replaceAll('-', '')}`);
  const letters = Array.from({ length: 12 }, () => {
    const letter = codeLetters[Number(rest % 34n)];
    rest /= 34n;
    return letter;
  }).join('');
  return `FN-${letters.slice(0, 4)}-${letters.slice(4, 8)}-${letters.slice(8)}`;
}

/** Ends a carrier whose copies have all ended, and takes it up again when one comes back. */
export async function settleCarriers(tx: Tx, touched: Iterable<Locked<CarrierRow>>): Promise<void> {
  const all = [...touched];
  const open = await tx.writeSql<{ carrier_id: string }>('select carrier_id from open_carriers($1)', [
    all.map((one) => one.id),
  ]);
  const openIds = new Set(open.map((row) => row.carrier_id));
  const ended = all.filter((one) => one.state === 'active' && !openIds.has(one.id));
  const reopened = all.filter((one) => one.state === 'ended' && openIds.has(one.id));
  await tx.updateAll(carriers, ended, { state: 'ended' });
  await tx.updateAll(carriers, reopened, { state: 'active' });
}
