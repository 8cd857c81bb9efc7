import type { DutyName, Power } from '../access/actor.ts';
import { unitIdOf } from '../approval/park.ts';
import type { JsonObject } from '../command/define.ts';
import type { Tx } from '../db/tx.ts';
import { type ObligationRow, obligations } from './tables.ts';

/** What somebody owes by a day. Nothing of the know tier: lists show it to who handles. */
export interface Debt {
  readonly kind: string;
  readonly unitPath: string;
  /** Who owes: a person, or whoever holds the duty over the unit. */
  readonly personId?: string;
  readonly duty?: DutyName;
  /** In place of person and duty: the administrator with this power. */
  readonly power?: Power;
  /** Whom it is about and who must not know of it, whatever duty he holds. */
  readonly hiddenFrom?: string;
  readonly registerId?: string;
  readonly subject?: { readonly table: string; readonly id: string; readonly number: string };
  /** Tells apart what recurs: a year, a quarter. */
  readonly period?: string;
  readonly dueOn: string;
  readonly remindOn?: string;
  /** Key of the citation shown as the reason: `cn-state-secret#circulation-per-reader`. */
  readonly basis?: string;
  readonly params?: JsonObject;
}

/** Makes obligations in the transaction of the command they come from. The same one twice is one. */
export async function owe(tx: Tx, ...debts: readonly Debt[]): Promise<void> {
  if (debts.length === 0) return;
  const rows = debts.map((debt): ObligationRow => ({
    id: tx.newId(),
    kind: debt.kind,
    unit_id: unitIdOf(debt.unitPath),
    unit_path: debt.unitPath,
    person_id: debt.personId ?? null,
    duty: debt.duty ?? null,
    register_id: debt.registerId ?? null,
    subject_table: debt.subject?.table ?? null,
    subject_id: debt.subject?.id ?? null,
    subject_number: debt.subject?.number ?? '',
    period: debt.period ?? '',
    due_on: debt.dueOn,
    remind_on: debt.remindOn ?? null,
    state: 'open',
    basis: debt.basis ?? '',
    params: debt.params ?? {},
    chased: 0,
    chased_at: null,
    escalated: 0,
    escalated_at: null,
    made_at: tx.now,
    ended_at: null,
    ended_by: null,
    hidden_from: debt.hiddenFrom ?? null,
    power: debt.power ?? null,
  }));
  const known = await tx.writeSql<{ id: string }>('select id from obligations_standing($1)', [
    JSON.stringify(rows),
  ]);
  const standing = new Set(known.map((row) => row.id));
  await tx.insert(obligations, ...rows.filter((row) => !standing.has(row.id)));
}

/**
 * Ends what is owed for a subject, by the deed itself. `personId` narrows it to one person's; `byId` is null where it ends by
 * itself. Returns whether anything was owed.
 */
export async function settle(
  tx: Tx,
  the: {
    readonly kind: string;
    readonly subjectId: string;
    readonly personId?: string;
    /** One period's only, where the subject owes several. */
    readonly period?: string;
    readonly outcome?: 'done' | 'cancelled';
    readonly byId: string | null;
  },
): Promise<boolean> {
  const open = await tx.writeSql<{ id: string }>('select id from open_obligations($1, $2, $3)', [
    the.kind,
    the.subjectId,
    the.personId ?? null,
  ]);
  if (open.length === 0) return false;
  const ids = open.map((row) => row.id);
  tx.grant(ids);
  const ended = await tx.writeSql(
    `update obligation set state = $2, ended_at = $3, ended_by = $4
     where id = any($1) and ($5::text is null or period = $5) returning id`,
    [ids, the.outcome ?? 'done', tx.now, the.byId, the.period ?? null],
  );
  return ended.length > 0;
}

/**
 * Ends what the calendar makes a unit owe by the deed it asks for; `kind` as `calendarKind` makes it. `year`: only what
 * falls due by that year's calendar, where the deed is done for one year.
 */
export async function settleCalendar(
  tx: Tx,
  the: { readonly kind: string; readonly unitId: string; readonly year?: number; readonly byId: string },
): Promise<void> {
  const open = await tx.writeSql<{ id: string }>(
    `select id from open_calendar_duties($1, $2${the.year === undefined ? '' : ', $3'})`,
    [the.kind, the.unitId, ...(the.year === undefined ? [] : [the.year])],
  );
  const ids = open.map((row) => row.id);
  if (ids.length === 0) return;
  tx.grant(ids);
  await tx.writeSql(`update obligation set state = 'done', ended_at = $2, ended_by = $3 where id = any($1)`, [
    ids,
    tx.now,
    the.byId,
  ]);
}
