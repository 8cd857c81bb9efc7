import { decide } from '@fengni/kernel/access/policy';
import { type Bilingual, type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import type { z } from 'zod';
import { appealUntil, readAppealTime } from './appeals.ts';
import {
  AllowanceAppeals,
  AllowanceAppealsQuery,
  type AllowanceAppealView,
  AllowanceLineCall,
  AllowanceLinePage,
  type AllowanceLineView,
  AllowanceLines,
  AllowanceLinesQuery,
  AllowanceListCall,
  AllowanceListPage,
  type AllowanceListView,
  AllowanceLists,
  AllowanceListsQuery,
  AllowanceTermsList,
  AllowanceTermsQuery,
  type AllowanceTermsView,
  MyAllowanceQuery,
} from './contract.ts';
import { allowancesPolicy } from './policy.ts';
import { type AllowanceGrade, type LineKind, daysOfMonth, monthAfter } from './rules.ts';
import { db, dueOf, monthOf } from './store.ts';
import type { AllowanceAppealRow, AllowanceLineRow, AllowanceListRow, AllowanceTermsRow } from './tables.ts';

const rule = allowancesPolicy['allowance.read'];

function selectTerms() {
  return db
    .selectFrom('allowance_terms as t')
    .innerJoin('unit as u', 'u.id', 't.unit_id')
    .innerJoin('person as p', 'p.id', 't.set_by')
    .selectAll('t')
    .select(['u.name as unit', 'p.name as setter']);
}
function presentTerms(
  row: AllowanceTermsRow & { readonly unit: string; readonly setter: string },
): AllowanceTermsView {
  return {
    id: row.id,
    unitId: row.unit_id,
    unit: row.unit,
    fromMonth: monthOf(row.from_month),
    rates: row.rates,
    coolingRates: row.cooling_rates,
    deductions: [...row.deductions],
    dueDay: row.due_day,
    appealDays: row.appeal_days,
    answerDays: row.answer_days,
    basis: row.basis,
    setAt: row.set_at.toISOString(),
    setBy: row.setter,
  };
}

const terms = defineQuery({
  name: 'allowance.terms',
  title: { zh: '补贴标准', en: 'What is paid' },
  input: AllowanceTermsQuery,
  output: AllowanceTermsList,
  rule,
  async run(tx, { input }) {
    const page = await readPage(tx, selectTerms(), {
      keys: ['t.set_at', 't.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentTerms), next: page.next };
  },
});

function selectLists() {
  return db
    .selectFrom('allowance_list as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .innerJoin('allowance_terms as t', 't.id', 's.terms_id')
    .selectAll('s')
    .select(['u.name as unit', 't.due_day']);
}
function presentList(
  row: AllowanceListRow & { readonly unit: string; readonly due_day: number },
): AllowanceListView {
  return {
    id: row.id,
    unitId: row.unit_id,
    unit: row.unit,
    month: monthOf(row.month),
    state: row.state,
    edition: row.edition,
    people: row.people,
    deducted: row.deducted,
    corrected: row.corrected,
    totalFen: row.total_fen,
    dueOn: dueOf(row.month, row.due_day),
    computedAt: row.computed_at?.toISOString() ?? null,
    approvedAt: row.approved_at?.toISOString() ?? null,
    paidOn: row.paid_on,
  };
}

const lists = defineQuery({
  name: 'allowance.lists',
  title: { zh: '补贴发放表', en: 'Lists of allowances' },
  input: AllowanceListsQuery,
  output: AllowanceLists,
  rule,
  async run(tx, { input }) {
    let query = selectLists();
    if (input.state !== null) query = query.where('s.state', '=', input.state);
    if (input.year !== null)
      query = query
        .where('s.month', '>=', `${input.year}-01-01`)
        .where('s.month', '<=', `${input.year}-12-01`);
    const page = await readPage(tx, query, {
      keys: ['s.month', 's.id'],
      types: ['date', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentList), next: page.next };
  },
});

interface GradeFigures {
  readonly kind: LineKind;
  readonly grade: AllowanceGrade | null;
  readonly people: number;
  readonly fen: number;
}

async function readPending(tx: LoadTx, subjectId: string) {
  return tx.readSql<{ id: string; command: string }>(
    `select id, command from approval where subject_id = $1 and state = 'pending' order by created_at`,
    [subjectId],
  );
}

const open = defineQuery({
  name: 'allowance.open',
  title: { zh: '查看补贴发放表', en: 'Open a month’s list' },
  input: AllowanceListCall,
  output: AllowanceListPage,
  rule,
  async run(tx, { input, actor }): Promise<z.input<typeof AllowanceListPage>> {
    const row = await tx.readOne(
      selectLists()
        .leftJoin('person as c', 'c.id', 's.computed_by')
        .select('c.name as computer')
        .where('s.id', '=', input.listId),
    );
    if (row === undefined) throw new Refusal('not.found');
    const paid = await tx.readOne(selectTerms().where('t.id', '=', row.terms_id));
    if (paid === undefined) throw new Refusal('not.found');
    const byGrade = await tx.readSql<GradeFigures>(
      `select kind, grade, count(distinct person_id)::int as people, sum(amount_fen)::float8 as fen from allowance_line
       where list_id = $1 and edition = $2 group by 1, 2
       order by array_position(array['post', 'cooling', 'adjustment'], kind), array_position(array['CORE', 'IMPORTANT', 'GENERAL'], grade)`,
      [row.id, row.edition],
    );
    const before = await tx.readOne(
      db
        .selectFrom('allowance_list')
        .select(['people', 'total_fen as totalFen'])
        .where('unit_id', '=', row.unit_id)
        .where('month', '=', monthAfter(row.month, -1))
        .where('state', '<>', 'begun'),
    );
    const appealed = await tx.readOne(
      db
        .selectFrom('allowance_appeal')
        .select(sql<number>`count(*)::int`.as('n'))
        .where('list_id', '=', row.id)
        .where('state', '=', 'open'),
    );
    return {
      ...presentList(row),
      computedBy: row.computer,
      closedAt: row.closed_at?.toISOString() ?? null,
      terms: presentTerms(paid),
      byGrade,
      before: before ?? null,
      openAppeals: appealed?.n ?? 0,
      pending: await readPending(tx, row.id),
      mayKeep: decide(allowancesPolicy['allowance.keep'], actor, {}, row.unit_path).ok,
    };
  },
});

function selectLines() {
  return db
    .selectFrom('allowance_line as l')
    .innerJoin('person as p', 'p.id', 'l.person_id')
    .innerJoin('unit as u', 'u.id', 'l.person_unit_id')
    .selectAll('l')
    .select(['p.name as person', 'p.staff_no', 'u.name as unit']);
}
type NamedLine = AllowanceLineRow & {
  readonly person: string;
  readonly staff_no: string | null;
  readonly unit: string;
};
function presentLine(row: NamedLine): AllowanceLineView {
  return {
    id: row.id,
    listId: row.list_id,
    month: monthOf(row.month),
    personId: row.person_id,
    person: row.person,
    staffNo: row.staff_no ?? '',
    unit: row.unit,
    kind: row.kind,
    grade: row.grade,
    days: row.days,
    baseFen: row.base_fen,
    deductedFen: row.deducted_fen,
    amountFen: row.amount_fen,
    corrected: row.corrected_by !== null,
  };
}

/** Lines of a list's last edition, for papers: in the order of units and names. */
export async function readAllLines(tx: LoadTx, list: AllowanceListRow): Promise<NamedLine[]> {
  return tx.read(
    selectLines()
      .where('l.list_id', '=', list.id)
      .where('l.edition', '=', list.edition)
      .orderBy('u.name')
      .orderBy('p.name')
      .orderBy('l.id'),
  );
}

const lines = defineQuery({
  name: 'allowance.lines',
  title: { zh: '补贴明细', en: 'Lines of a month’s list' },
  input: AllowanceLinesQuery,
  output: AllowanceLines,
  rule,
  async run(tx, { input }) {
    const list = await tx.readOne(
      db.selectFrom('allowance_list').select(['id', 'edition']).where('id', '=', input.listId),
    );
    if (list === undefined) throw new Refusal('not.found');
    let query = selectLines().where('l.list_id', '=', list.id).where('l.edition', '=', list.edition);
    if (input.kind !== null) query = query.where('l.kind', '=', input.kind);
    if (input.grade !== null) query = query.where('l.grade', '=', input.grade);
    if (input.changed)
      query = query.where((eb) =>
        eb.or([eb('l.deducted_fen', '>', 0), eb('l.corrected_by', 'is not', null)]),
      );
    if (input.text !== '') query = query.where(sql<boolean>`strpos(p.name, ${input.text}) > 0`);
    const page = await readPage(tx, query, {
      keys: ['p.name', 'l.id'],
      types: ['text', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentLine), next: page.next };
  },
});

function selectAppeals() {
  return db
    .selectFrom('allowance_appeal as a')
    .innerJoin('allowance_line as l', 'l.id', 'a.line_id')
    .innerJoin('person as p', 'p.id', 'a.person_id')
    .selectAll('a')
    .select(['l.month', 'p.name as person'])
    .select(sql<string | null>`allowance_paid_month(a.id)`.as('paid_month'));
}
function presentAppeal(
  row: AllowanceAppealRow & {
    readonly month: string;
    readonly person: string;
    readonly paid_month: string | null;
  },
): Omit<AllowanceAppealView, 'words' | 'answer'> {
  return {
    id: row.id,
    lineId: row.line_id,
    personId: row.person_id,
    person: row.person,
    month: monthOf(row.month),
    state: row.state,
    madeAt: row.made_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    differenceFen: row.difference_fen,
    paidMonth: row.paid_month === null ? null : monthOf(row.paid_month),
  };
}

const appeals = defineQuery({
  name: 'allowance.appeals',
  title: { zh: '补贴申诉清单', en: 'Appeals about allowances' },
  input: AllowanceAppealsQuery,
  output: AllowanceAppeals,
  rule,
  async run(tx, { input }) {
    let query = selectAppeals();
    if (input.state !== null) query = query.where('a.state', '=', input.state);
    const page = await readPage(tx, query, {
      keys: ['a.made_at', 'a.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentAppeal), next: page.next };
  },
});

const mine = defineQuery({
  name: 'allowance.mine',
  title: { zh: '我的补贴', en: 'My allowance' },
  input: MyAllowanceQuery,
  output: AllowanceLines,
  rule,
  async run(tx, { input, actor }) {
    const query = selectLines()
      .where('l.person_id', '=', actor.personId)
      // who looks after people sees drafts in their list; here everybody sees what is approved
      .where(sql<boolean>`l.id = any ((select my_allowance_lines())::uuid[])`);
    const page = await readPage(tx, query, {
      keys: ['l.month', 'l.id'],
      types: ['date', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentLine), next: page.next };
  },
});

async function readAppealsOf(tx: LoadTx, lineId: string): Promise<AllowanceAppealView[]> {
  const rows = await tx.read(
    selectAppeals()
      .innerJoin('allowance_appeal_matter as m', 'm.id', 'a.id')
      .select(['m.words', 'm.answer'])
      .where('a.line_id', '=', lineId)
      .orderBy('a.made_at', 'desc'),
  );
  return rows.map((row) => ({ ...presentAppeal(row), words: row.words, answer: row.answer }));
}

function createLine(kinds: () => ReadonlyMap<string, Bilingual>): Query {
  const titleOf = (fact: string, what: string): Bilingual =>
    fact === 'letter' ? { zh: what, en: what } : (kinds().get(what) ?? { zh: what, en: what });
  return defineQuery({
    name: 'allowance.line',
    title: { zh: '查看补贴构成', en: 'How an allowance comes about' },
    input: AllowanceLineCall,
    output: AllowanceLinePage,
    rule,
    async run(tx, { input, actor }): Promise<z.input<typeof AllowanceLinePage>> {
      const row = await tx.readOne(
        selectLines()
          .leftJoin('person as c', 'c.id', 'l.corrected_by')
          .leftJoin('allowance_line_matter as m', 'm.id', 'l.id')
          .select(['c.name as corrector', 'm.reason'])
          .select(sql<AllowanceListRow['state']>`allowance_line_state(l.id)`.as('list_state'))
          .where('l.id', '=', input.lineId),
      );
      if (row === undefined) throw new Refusal('not.found');
      const time = await readAppealTime(tx, row.id);
      const until = await appealUntil(tx, time);
      const target = { personId: row.person_id };
      const may = (permission: 'allowance.correct' | 'allowance.appeal' | 'allowance.answer') =>
        decide(
          allowancesPolicy[permission],
          actor,
          target,
          permission === 'allowance.appeal' ? null : row.unit_path,
        ).ok;
      return {
        ...presentLine(row),
        listState: row.list_state,
        daysOfMonth: daysOfMonth(row.month).days,
        unclearedDays: row.uncleared_days,
        computedFen: row.computed_fen,
        parts: [...row.parts],
        facts: row.facts.map((fact) => ({
          ...fact,
          lapses: fact.lapses.map((lapse) => ({ ...lapse, title: titleOf(fact.fact, lapse.what) })),
        })),
        correctedBy: row.corrector,
        reason: row.corrected_by === null ? '' : (row.reason ?? ''),
        basis: time?.basis ?? '',
        appeals: await readAppealsOf(tx, row.id),
        appealUntil: until,
        pending: await readPending(tx, row.id),
        isOwn: row.person_id === actor.personId,
        mayCorrect: may('allowance.correct'),
        mayAppeal: may('allowance.appeal'),
        mayAnswer: may('allowance.answer'),
      };
    },
  });
}

export function createAllowanceQueries(kinds: () => ReadonlyMap<string, Bilingual>): readonly Query[] {
  return [terms, lists, open, lines, appeals, mine, createLine(kinds)];
}
