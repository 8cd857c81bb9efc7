import type { LoadTx } from '@fengni/kernel/command/define';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked } from '@fengni/kernel/db/tx';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { allowanceErrors } from './contract.ts';
import { type ListState, listStateTitles, monthAfter } from './rules.ts';
import {
  type AllowanceLineRow,
  type AllowanceListRow,
  type AllowanceTables,
  type AllowanceTermsRow,
  allowanceLines,
  allowanceLists,
} from './tables.ts';

export const db = tables<AllowanceTables & OrgTables>();
export const refuse = refuser(allowanceErrors);

/** `2026-11` as its first day. */
export const firstDay = (month: string): string => `${month}-01`;
/** The first day of a month as `2026-11`. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The list of a month is due on its terms' day of the next. */
export function dueOf(month: string, dueDay: number): string {
  return `${monthOf(monthAfter(month, 1))}-${String(dueDay).padStart(2, '0')}`;
}

/** What is to be done with a list in the state it is in. */
const nextOf: Readonly<Record<ListState, { readonly zh: string; readonly en: string }>> = {
  begun: { zh: '请先计算。', en: 'Compute it first.' },
  computed: { zh: '请核对后报批。', en: 'Check it and ask for approval.' },
  approved: {
    zh: '请发放后登记办结；确需改动的，先报批退回。',
    en: 'Record its payment; to change it, ask for it to be reopened first.',
  },
  closed: {
    zh: '已发放的不再改动，差额经申诉在下月补发。',
    en: 'What is paid is not changed; a difference is paid with the next list, after an appeal.',
  },
};

export function requireState(list: AllowanceListRow, ...states: readonly ListState[]): void {
  if (states.includes(list.state)) return;
  throw refuse('allowance.list.state', { state: listStateTitles[list.state], next: nextOf[list.state] });
}

export interface ListTarget {
  readonly list: Locked<AllowanceListRow>;
  readonly unit: string;
}
export async function lockList(tx: LoadTx, listId: string): Promise<ListTarget> {
  const list = await tx.lock(allowanceLists, listId);
  const unit = await tx.readOne(db.selectFrom('unit').select('name').where('id', '=', list.unit_id));
  return { list, unit: unit?.name ?? '' };
}

export interface LineTarget {
  readonly line: Locked<AllowanceLineRow>;
  readonly list: Locked<AllowanceListRow>;
  readonly personId: string;
  readonly person: string;
}
/**
 * A line as its caller sees it, with its list: a person sees his line and not the list, which the line's own sight stands
 * in for.
 */
export async function readLineOf(tx: LoadTx, lineId: string): Promise<Omit<LineTarget, 'list'>> {
  const line = await tx.lock(allowanceLines, lineId);
  const person = await tx.readOne(db.selectFrom('person').select('name').where('id', '=', line.person_id));
  return { line, personId: line.person_id, person: person?.name ?? '' };
}
export async function lockLine(tx: LoadTx, lineId: string): Promise<LineTarget> {
  const target = await readLineOf(tx, lineId);
  return { ...target, list: await tx.lock(allowanceLists, target.line.list_id) };
}

/** The terms in force for a unit in a month: of the nearest unit at or above it, the newest that had begun. */
export async function readTerms(
  tx: Pick<LoadTx, 'readSql'>,
  unitPath: string,
  month: string,
): Promise<AllowanceTermsRow | undefined> {
  const rows = await tx.readSql<AllowanceTermsRow>(
    `select * from allowance_terms where $1::ltree <@ unit_path and from_month <= $2
     order by nlevel(unit_path) desc, from_month desc, set_at desc limit 1`,
    [unitPath, month],
  );
  return rows[0];
}
