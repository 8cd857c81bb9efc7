import { type Command, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { rowsFor } from '@fengni/kernel/db/tx';
import { AllowanceListCall } from './contract.ts';
import { allowancesPolicy } from './policy.ts';
import {
  type AllowanceGrade,
  type Lapse,
  type Span,
  daysOfMonth,
  deduct,
  mainGrade,
  partMonth,
  weighsOn,
} from './rules.ts';
import { lockList, readTerms, refuse, requireState } from './store.ts';
import {
  type AllowanceAppealRow,
  type AllowanceLineMatterRow,
  type AllowanceLineRow,
  type AllowanceListRow,
  type AllowanceTermsRow,
  allowanceAppeals,
  allowanceLineMatters,
  allowanceLines,
  allowanceLists,
} from './tables.ts';

interface SpanRow {
  readonly person_id: string;
  readonly unit_id: string;
  readonly source: 'post' | 'clearance' | 'cooling';
  readonly grade: AllowanceGrade | null;
  readonly from_day: string;
  readonly until_day: string;
}
interface LapseRow {
  readonly person_id: string;
  readonly fact: Lapse['fact'];
  readonly what: string;
  readonly due_on: string;
  readonly ended_on: string | null;
}
interface Correction {
  readonly person_id: string;
  readonly kind: AllowanceLineRow['kind'];
  readonly appeal_id: string | null;
  readonly amount_fen: number;
  readonly corrected_by: string;
  readonly reason: string;
}

function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row)) ?? [];
    group.push(row);
    groups.set(keyOf(row), group);
  }
  return groups;
}

const isGraded = (row: SpanRow): row is SpanRow & { grade: AllowanceGrade } => row.grade !== null;
const spanOf = (row: SpanRow): Span => ({ from: row.from_day, until: row.until_day });

type Draft = Omit<AllowanceLineRow, 'id' | 'list_id' | 'edition' | 'unit_path' | 'month'>;

/** The lines of one person: his allowance by grade and day, his compensation in the cooling-off period, with what is deducted. */
function draftLines(the: {
  readonly month: string;
  readonly spans: readonly SpanRow[];
  readonly lapses: readonly Lapse[];
  readonly terms: AllowanceTermsRow;
}): Draft[] {
  const { month, spans, lapses, terms } = the;
  const drafts: Draft[] = [];
  for (const kind of ['post', 'cooling'] as const) {
    const own = spans.filter((row) => row.source === kind).filter(isGraded);
    const [first] = own;
    if (first === undefined) continue;
    const { parts, uncleared } = partMonth({
      month,
      graded: own.map((row) => ({ grade: row.grade, ...spanOf(row) })),
      cleared: kind === 'cooling' ? null : spans.filter((row) => row.source === 'clearance').map(spanOf),
      rates: kind === 'cooling' ? terms.cooling_rates : terms.rates,
    });
    const base = parts.reduce((sum, part) => sum + part.fen, 0);
    // where the house pays no compensation, there is nothing to explain
    if (kind === 'cooling' && base === 0) continue;
    const weighing = lapses.filter((lapse) => weighsOn(lapse.fact) === kind);
    const { facts, deducted } = deduct(base, weighing, terms.deductions);
    drafts.push({
      person_id: first.person_id,
      person_unit_id: first.unit_id,
      kind,
      grade: mainGrade(parts) ?? first.grade,
      days: parts.reduce((sum, part) => sum + part.days, 0),
      uncleared_days: uncleared,
      base_fen: base,
      deducted_fen: deducted,
      computed_fen: base - deducted,
      amount_fen: base - deducted,
      corrected_by: null,
      parts,
      facts,
      appeal_id: null,
    });
  }
  return drafts;
}

/** What was won in an appeal is paid by the next list that is computed. */
function draftAdjustment(appeal: AllowanceAppealRow & { readonly person_unit: string }): Draft {
  return {
    person_id: appeal.person_id,
    person_unit_id: appeal.person_unit,
    kind: 'adjustment',
    grade: null,
    days: 0,
    uncleared_days: 0,
    base_fen: appeal.difference_fen,
    deducted_fen: 0,
    computed_fen: appeal.difference_fen,
    amount_fen: appeal.difference_fen,
    corrected_by: null,
    parts: [],
    facts: [],
    appeal_id: appeal.id,
  };
}

async function readDrafts(tx: Tx, list: AllowanceListRow, terms: AllowanceTermsRow): Promise<Draft[]> {
  const { from, until } = daysOfMonth(list.month);
  const spans = await tx.readSql<SpanRow>('select * from allowance_spans($1, $2, $3)', [
    list.unit_id,
    from,
    until,
  ]);
  const persons = [...new Set(spans.map((row) => row.person_id))];
  const lapses = await tx.readSql<LapseRow>('select * from allowance_lapses($1, $2, $3, $4)', [
    list.unit_id,
    persons,
    from,
    until,
  ]);
  const lapsesOf = groupBy(lapses, (row) => row.person_id);
  return [...groupBy(spans, (row) => row.person_id)].flatMap(([personId, own]) =>
    draftLines({
      month: list.month,
      spans: own,
      lapses: (lapsesOf.get(personId) ?? []).map(({ fact, what, due_on, ended_on }) => ({
        fact,
        what,
        dueOn: due_on,
        endedOn: ended_on,
      })),
      terms,
    }),
  );
}

/** What personnel corrected in the edition before stays corrected, where the line is still there. */
async function readCorrections(tx: Tx, list: AllowanceListRow): Promise<Map<string, Correction>> {
  const rows = await tx.readSql<Correction>(
    `select l.person_id, l.kind, l.appeal_id, l.amount_fen, l.corrected_by, m.reason
     from allowance_line l join allowance_line_matter m on m.id = l.id
     where l.list_id = $1 and l.edition = $2 and l.corrected_by is not null`,
    [list.id, list.edition],
  );
  return new Map(rows.map((row) => [keyOf(row), row]));
}
const keyOf = (row: Pick<AllowanceLineRow, 'person_id' | 'kind' | 'appeal_id'>): string =>
  `${row.person_id}/${row.kind}/${row.appeal_id ?? ''}`;

/** Locks the appeals this list pays, and notes that it does. */
async function takeAppeals(tx: Tx, list: AllowanceListRow): Promise<Draft[]> {
  const open = await tx.readSql<{ id: string; person_unit: string }>(
    `select a.id, p.unit_id as person_unit from allowance_appeal a join person p on p.id = a.person_id
     where a.unit_id = $1 and a.state = 'upheld' and (a.paid_list_id is null or a.paid_list_id = $2) order by a.id`,
    [list.unit_id, list.id],
  );
  const rows = await tx.lockAll(
    allowanceAppeals,
    open.map((row) => row.id),
  );
  const unitOf = new Map(open.map((row) => [row.id, row.person_unit]));
  // another list may have taken it while this one waited for the row
  const own = rows.filter((row) => row.paid_list_id === null || row.paid_list_id === list.id);
  await tx.updateAll(allowanceAppeals, own, { paid_list_id: list.id });
  return own.map((row) => draftAdjustment({ ...row, person_unit: unitOf.get(row.id) ?? '' }));
}

export interface ListFigures {
  readonly people: number;
  readonly deducted: number;
  readonly corrected: number;
  readonly total_fen: number;
}
export function figuresOf(
  lines: readonly Pick<AllowanceLineRow, 'person_id' | 'deducted_fen' | 'corrected_by' | 'amount_fen'>[],
): ListFigures {
  return {
    people: new Set(lines.map((line) => line.person_id)).size,
    deducted: lines.filter((line) => line.deducted_fen > 0).length,
    corrected: lines.filter((line) => line.corrected_by !== null).length,
    total_fen: lines.reduce((sum, line) => sum + line.amount_fen, 0),
  };
}

/** Computes a month's list, or computes it anew: former lines stay on record as an edition before. */
export const compute: Command = defineCommand({
  name: 'allowance.compute',
  title: { zh: '计算补贴发放表', en: 'Compute a month’s list' },
  input: AllowanceListCall,
  rule: allowancesPolicy['allowance.keep'],
  load: (tx, input) => lockList(tx, input.listId),
  unitPath: ({ list }) => list.unit_path,
  subjectId: ({ list }) => list.id,
  async handle(tx, { target: { list }, actor }) {
    requireState(list, 'begun', 'computed');
    if (daysOfMonth(list.month).until >= tx.today) throw refuse('allowance.month.running');
    const terms = await readTerms(tx, list.unit_path, list.month);
    if (terms === undefined) throw refuse('allowance.terms.none');
    const drafts = [...(await readDrafts(tx, list, terms)), ...(await takeAppeals(tx, list))];
    const corrections = await readCorrections(tx, list);
    const edition = list.edition + 1;
    const matters: AllowanceLineMatterRow[] = [];
    const lines = drafts.map((draft): AllowanceLineRow => {
      const id = tx.newId();
      const correction = corrections.get(keyOf(draft));
      if (correction !== undefined) matters.push({ id, reason: correction.reason });
      return {
        id,
        list_id: list.id,
        edition,
        unit_path: list.unit_path,
        month: list.month,
        ...draft,
        ...(correction === undefined
          ? {}
          : { amount_fen: correction.amount_fen, corrected_by: correction.corrected_by }),
      };
    });
    await tx.insertTogether(rowsFor(allowanceLines, lines), rowsFor(allowanceLineMatters, matters));
    const figures = figuresOf(lines);
    await tx.update(allowanceLists, list, {
      state: 'computed',
      terms_id: terms.id,
      edition,
      ...figures,
      computed_at: tx.now,
      computed_by: actor.personId,
    });
    return { result: { edition, people: figures.people, totalFen: figures.total_fen } };
  },
});
