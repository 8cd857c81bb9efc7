import { type Command, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { type UnitRow, units } from '@fengni/kernel/org/tables';
import { type ListFigures, figuresOf } from './compute.ts';
import {
  AllowanceListCall,
  BeginAllowanceList,
  CloseAllowanceList,
  CorrectAllowance,
  ReopenAllowanceList,
} from './contract.ts';
import { allowanceFlows, allowancesPolicy } from './policy.ts';
import { daysOfMonth, yuan } from './rules.ts';
import {
  type ListTarget,
  db,
  dueOf,
  firstDay,
  lockLine,
  lockList,
  monthOf,
  readTerms,
  refuse,
  requireState,
} from './store.ts';
import {
  type AllowanceLineRow,
  type AllowanceListRow,
  allowanceLineMatters,
  allowanceLines,
  allowanceLists,
} from './tables.ts';

export function newList(the: {
  readonly id: string;
  readonly unit: { readonly id: string; readonly path: string };
  readonly month: string;
  /** The terms in force; those of the day it is computed take their place. */
  readonly termsId: string;
  readonly now: Date;
}): AllowanceListRow {
  return {
    id: the.id,
    unit_id: the.unit.id,
    unit_path: the.unit.path,
    month: the.month,
    state: 'begun',
    terms_id: the.termsId,
    edition: 0,
    people: 0,
    deducted: 0,
    corrected: 0,
    total_fen: 0,
    begun_at: the.now,
    computed_at: null,
    computed_by: null,
    approved_at: null,
    closed_at: null,
    closed_by: null,
    paid_on: null,
  };
}

/** A month's list is owed until it is paid. */
export async function oweList(
  tx: Tx,
  list: Pick<AllowanceListRow, 'id' | 'unit_path' | 'month'>,
  dueDay: number,
): Promise<void> {
  const dueOn = dueOf(list.month, dueDay);
  await owe(tx, {
    kind: 'allowance.list',
    unitPath: list.unit_path,
    duty: 'personnel',
    subject: { table: 'allowance_list', id: list.id, number: monthOf(list.month) },
    dueOn,
  });
}

async function requirePaying(tx: Tx, unit: UnitRow): Promise<void> {
  const [pays] = await tx.readSql<{ id: string; name: string }>(
    'select id, name from unit where id = allowance_unit_of($1)',
    [unit.path],
  );
  if (pays?.id !== unit.id) throw refuse('allowance.unit.not.paying', { unit: pays?.name ?? '' });
}

const begin = defineCommand({
  name: 'allowance.beginList',
  title: { zh: '建立补贴发放表', en: 'Begin a month’s list' },
  input: BeginAllowanceList,
  rule: allowancesPolicy['allowance.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    const month = firstDay(input.month);
    if (daysOfMonth(month).until >= tx.today) throw refuse('allowance.month.running');
    await requirePaying(tx, unit);
    const standing = await tx.readOne(
      db.selectFrom('allowance_list').select('id').where('unit_id', '=', unit.id).where('month', '=', month),
    );
    if (standing !== undefined) throw refuse('allowance.list.exists');
    const terms = await readTerms(tx, unit.path, month);
    if (terms === undefined) throw refuse('allowance.terms.none');
    const list = newList({ id: tx.newId(), unit, month, termsId: terms.id, now: tx.now });
    await tx.insert(allowanceLists, list);
    await oweList(tx, list, terms.due_day);
    return { subject: list.id, result: { listId: list.id } };
  },
});

async function readFigures(tx: Tx, list: AllowanceListRow): Promise<ListFigures> {
  const lines = await tx.read(
    db
      .selectFrom('allowance_line')
      .select(['person_id', 'deducted_fen', 'corrected_by', 'amount_fen'])
      .where('list_id', '=', list.id)
      .where('edition', '=', list.edition),
  );
  return figuresOf(lines);
}

/** What was computed stands beside it, so that anybody sees what was corrected and why. */
const correct = defineCommand({
  name: 'allowance.correct',
  title: { zh: '更正补贴', en: 'Correct somebody’s allowance' },
  input: CorrectAllowance,
  rule: allowancesPolicy['allowance.correct'],
  load: (tx, input) => lockLine(tx, input.lineId),
  unitPath: ({ line }) => line.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { input, target: { line, list }, actor }) {
    requireState(list, 'computed');
    if (line.edition !== list.edition) throw refuse('allowance.line.old');
    // back to what was computed is no correction any more; its reason stays on record
    const isCorrected = input.amountFen !== line.computed_fen;
    const patch: Partial<Omit<AllowanceLineRow, 'id'>> = {
      amount_fen: input.amountFen,
      corrected_by: isCorrected ? actor.personId : null,
    };
    await tx.update(allowanceLines, line, patch);
    const [matter] = await tx.lockNamed(allowanceLineMatters, [line.id]);
    if (matter === undefined) await tx.insert(allowanceLineMatters, { id: line.id, reason: input.reason });
    else await tx.update(allowanceLineMatters, matter, { reason: input.reason });
    await tx.update(allowanceLists, list, await readFigures(tx, list));
    return {};
  },
});

function figuresSnapshot({ list, unit }: ListTarget) {
  return {
    unit,
    month: monthOf(list.month),
    edition: list.edition,
    people: list.people,
    deducted: list.deducted,
    corrected: list.corrected,
    total: yuan(list.total_fen),
  };
}
const numberOf = ({ list, unit }: ListTarget): string => `${unit} ${monthOf(list.month)}`;

/** Computed anew or corrected meanwhile, the request is stale: the leader consents to these figures and no others. */
const approve = defineCommand({
  name: 'allowance.approve',
  title: { zh: '报批补贴发放表', en: 'Approve a month’s list' },
  input: AllowanceListCall,
  rule: allowancesPolicy['allowance.keep'],
  secondFactor: true,
  load: (tx, input) => lockList(tx, input.listId),
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  subjectNumber: numberOf,
  parks: () => allowanceFlows.list,
  snapshot: ({ target }) => figuresSnapshot(target),
  async handle(tx, { target: { list } }) {
    requireState(list, 'computed');
    await tx.update(allowanceLists, list, { state: 'approved', approved_at: tx.now });
    return {};
  },
});

/** A mistake found before payment: the list goes back, by the same consent that approved it. */
const reopen = defineCommand({
  name: 'allowance.reopen',
  title: { zh: '退回补贴发放表', en: 'Reopen an approved list' },
  input: ReopenAllowanceList,
  rule: allowancesPolicy['allowance.keep'],
  load: (tx, input) => lockList(tx, input.listId),
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  subjectNumber: numberOf,
  parks: () => allowanceFlows.list,
  snapshot: ({ target, input }) => ({ ...figuresSnapshot(target), reason: input.reason }),
  async handle(tx, { target: { list } }) {
    requireState(list, 'approved');
    const open = await tx.readSql(`select id from allowance_appeal where list_id = $1 and state = 'open'`, [
      list.id,
    ]);
    // what was appealed about would be gone from the person's sight
    if (open.length > 0) throw refuse('allowance.reopen.appealed', { count: open.length });
    await tx.update(allowanceLists, list, { state: 'computed', approved_at: null });
    return {};
  },
});

const close = defineCommand({
  name: 'allowance.close',
  title: { zh: '登记补贴已发放', en: 'Record that a list is paid' },
  input: CloseAllowanceList,
  rule: allowancesPolicy['allowance.keep'],
  load: (tx, input) => lockList(tx, input.listId),
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { input, target: { list }, actor }) {
    requireState(list, 'approved');
    const approvedOn = await houseDayOf(tx, list.approved_at);
    if (input.paidOn > tx.today || input.paidOn < approvedOn) throw refuse('allowance.paid.early');
    await tx.update(allowanceLists, list, {
      state: 'closed',
      closed_at: tx.now,
      closed_by: actor.personId,
      paid_on: input.paidOn,
    });
    await settle(tx, { kind: 'allowance.list', subjectId: list.id, byId: actor.personId });
    return {};
  },
});

/** The house's day an instant lies in; '' before there is one. */
export async function houseDayOf(tx: Pick<Tx, 'readSql'>, at: Date | null): Promise<string> {
  const rows = await tx.readSql<{ day: string | null }>(
    `select ($1::timestamptz at time zone current_setting('fengni.zone'))::date::text as day`,
    [at],
  );
  return rows[0]?.day ?? '';
}

export const listCommands: readonly Command[] = [begin, correct, approve, reopen, close];
