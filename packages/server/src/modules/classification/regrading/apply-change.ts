import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { type Debt, owe } from '@fengni/kernel/obligation/owe';
import { type LocalDate, addDays, parseLocalDate } from '@fengni/schemes/term';
import type { Mark } from '@fengni/schemes/mark';
import { invariant } from '@fengni/kernel/command/invariant';
import { type CarrierRow, carriers, markColumns, takeOwnNumber } from '../../carriers/api.ts';
import { derivationReviews } from '../sources/tables.ts';
import { type Coverage, noticeSendDays, releasedMark, remarkDays } from './rules.ts';
import { basisOf, clerkOf, settleAbout } from './store.ts';
import {
  type NoticeRow,
  type RegradingItemRow,
  type RemarkRow,
  notices,
  regradingItems,
  releaseDays,
  remarks,
} from './tables.ts';

export interface Change {
  readonly regradingId: string;
  readonly carriers: readonly Locked<CarrierRow>[];
  /** The new mark; null: released from secrecy. */
  readonly mark: Mark | null;
  readonly coverage: Coverage;
  /** Null: by itself. */
  readonly byId: string | null;
  readonly items: readonly Locked<RegradingItemRow>[];
}

/** Kinds of what is owed about a carrier's term until the term is decided on. */
const aboutTerm = ['carrier.term-ends', 'regrading.ask-originator', 'derivation.review'];

/**
 * Changes the marks, and all that follows: who holds a copy is told, who outside has one gets a notice, what was owed
 * about the term has ended. The scope stays as it is until somebody decides otherwise.
 */
export async function applyChange(tx: Tx, change: Change): Promise<void> {
  const ids = change.carriers.map((one) => one.id);
  for (const item of change.items) {
    const carrier = change.carriers.find((one) => one.id === item.carrier_id);
    if (carrier !== undefined) await tx.update(regradingItems, item, { former_mark: carrier.mark });
  }
  await writeMarks(tx, change);
  await endOpenQuestions(tx, { ids, byId: change.byId });
  await tellHolders(tx, change);
  if (change.coverage === 'all') await prepareNotices(tx, change);
}

async function writeMarks(tx: Tx, change: Change): Promise<void> {
  const { mark } = change;
  // alike ones in one statement: a batch of expiries has hundreds
  const groups = Map.groupBy(
    change.carriers,
    (one) => `${one.mark} ${mark === null ? '' : (one.issued_on ?? '')}`,
  );
  for (const group of groups.values()) {
    const [first] = group;
    if (first === undefined) continue;
    const columns =
      mark === null
        ? { level_rank: 0, mark: releasedMark, expires_on: null, released_on: tx.today }
        : markColumns(mark, first.issued_on);
    await tx.updateAll(carriers, group, { ...columns, former_mark: first.mark });
  }
}

async function endOpenQuestions(
  tx: Tx,
  the: { readonly ids: readonly string[]; readonly byId: string | null },
): Promise<void> {
  await settleAbout(tx, { kinds: aboutTerm, subjectIds: the.ids, byId: the.byId });
  const days = await tx.writeSql<{ id: string }>('select id from open_release_days_of($1)', [the.ids]);
  const open = await tx.lockNamed(
    releaseDays,
    days.map((row) => row.id),
  );
  await tx.updateAll(releaseDays, open, { ended_at: tx.now });
  const reviews = await tx.writeSql<{ id: string }>('select id from open_reviews_of($1)', [the.ids]);
  const waiting = await tx.lockNamed(
    derivationReviews,
    reviews.map((row) => row.id),
  );
  await tx.updateAll(derivationReviews, waiting, {
    state: 'followed',
    decided_at: tx.now,
    decided_by: the.byId,
  });
}

interface InsideCopy {
  readonly copy_id: string;
  readonly carrier_id: string;
  readonly holder_id: string | null;
  readonly state: string;
}
const inHands = new Set(['with-reader', 'on-loan', 'taken-out']);

/** Each copy in the house is to bear the new mark: by who holds it, in store by who keeps the register. */
async function tellHolders(tx: Tx, change: Change): Promise<void> {
  const byId = new Map(change.carriers.map((one) => [one.id, one]));
  const inside = await tx.writeSql<InsideCopy>(
    'select copy_id, carrier_id, holder_id, state from copies_inside($1)',
    [[...byId.keys()]],
  );
  const former = await tx.writeSql<{ id: string }>('select id from open_remarks_of($1)', [
    inside.map((one) => one.copy_id),
  ]);
  const overtaken = await tx.lockNamed(
    remarks,
    former.map((row) => row.id),
  );
  await tx.updateAll(remarks, overtaken, { state: 'void' });
  const rows = inside.map((one): RemarkRow => ({
    id: tx.newId(),
    regrading_id: change.regradingId,
    carrier_id: one.carrier_id,
    copy_id: one.copy_id,
    register_id: byId.get(one.carrier_id)?.register_id ?? '',
    state: 'open',
    made_at: tx.now,
    done_at: null,
    done_by: null,
    how: null,
  }));
  await tx.insert(remarks, ...rows);
  await owe(tx, ...remarkDebts(tx, { inside, byId }));
}

/** Nothing is asked for a draft without copies. */
function remarkDebts(
  tx: Pick<Tx, 'today'>,
  the: { readonly inside: readonly InsideCopy[]; readonly byId: ReadonlyMap<string, CarrierRow> },
): Debt[] {
  const dueOn = addDays(todayOf(tx), remarkDays);
  const debt = (carrier: CarrierRow) =>
    ({
      kind: 'regrading.remark',
      unitPath: carrier.unit_path,
      registerId: carrier.register_id,
      dueOn,
      ...basisOf(carrier, 'M12'),
    }) as const;
  const personal = the.inside.flatMap((one): Debt[] => {
    const carrier = the.byId.get(one.carrier_id);
    if (carrier === undefined || one.holder_id === null || !inHands.has(one.state)) return [];
    const subject = { table: 'copy', id: one.copy_id, number: carrier.number };
    return [{ ...debt(carrier), personId: one.holder_id, subject, params: { carrierId: carrier.id } }];
  });
  const kept = new Set(
    the.inside
      .filter((one) => (one.holder_id === null || !inHands.has(one.state)) && one.state !== 'missing')
      .map((one) => one.carrier_id),
  );
  const offices = [...kept].flatMap((id): Debt[] => {
    const carrier = the.byId.get(id);
    if (carrier === undefined) return [];
    const subject = { table: 'carrier', id, number: carrier.number };
    return [{ ...debt(carrier), duty: clerkOf(carrier), subject }];
  });
  return [...personal, ...offices];
}

/** One notice for each receiver of copies that went out, with a number of its own. */
async function prepareNotices(tx: Tx, change: Change): Promise<void> {
  const [first] = change.carriers;
  if (first === undefined) return;
  const outside = await tx.writeSql<{ copy_id: string; counterpart: string }>(
    'select copy_id, counterpart from copies_outside($1)',
    [change.carriers.map((one) => one.id)],
  );
  const dueOn = noticeDueOn(tx, change);
  for (const [counterpart, copies] of Map.groupBy(outside, (one) => one.counterpart)) {
    const notice: NoticeRow = {
      id: tx.newId(),
      number: await takeOwnNumber(tx, first.register_id, 'regrading-notice'),
      regrading_id: change.regradingId,
      register_id: first.register_id,
      counterpart,
      copy_ids: copies.map((one) => one.copy_id),
      state: 'prepared',
      due_on: dueOn,
      made_at: tx.now,
      channel: '',
      sent_at: null,
      receipt_signer: '',
      receipted_at: null,
      scan_id: null,
    };
    await tx.insert(notices, notice);
    await owe(tx, {
      kind: 'regrading.send-notice',
      unitPath: first.unit_path,
      duty: clerkOf(first),
      registerId: first.register_id,
      subject: { table: 'regrading', id: change.regradingId, number: notice.number },
      period: notice.id,
      dueOn,
      ...basisOf(first, 'E8'),
    });
  }
}

/** A notice must arrive before the old term is over, else its holder may take it for lapsed (FACTS E6). */
function noticeDueOn(tx: Pick<Tx, 'today'>, change: Change): string {
  const soon = addDays(todayOf(tx), noticeSendDays);
  const ends = change.carriers.flatMap((one) => one.expires_on ?? []).toSorted()[0];
  return ends === undefined || ends > soon || ends < tx.today ? soon : ends;
}

export function todayOf(tx: Pick<Tx, 'today'>): LocalDate {
  const today = parseLocalDate(tx.today);
  invariant(today !== null, 'the house has a date');
  return today;
}
