import type { JsonObject, LoadTx } from '../command/define.ts';
import type { ObligationLineView } from './contract.ts';
import { type Basis, describeBasis } from './basis.ts';
import type { KindTitles } from './kinds.ts';

/** What a list shows of a thing. The title only for who may know it, mark and level for who handles it. */
export interface SubjectTitle {
  readonly title: string | null;
  readonly mark: string | null;
  /** Level as `scheme/level`, or as the module's own lists have it. */
  readonly levelToken: string | null;
}

/**
 * Titles of carriers as the caller may see them, read under row-level security by the module that keeps them; handed in
 * by the composition root, since the kernel knows no module. Ids that are not seen are left out.
 */
export type SubjectTitles = (
  tx: LoadTx,
  carrierIds: readonly string[],
) => Promise<ReadonlyMap<string, SubjectTitle>>;

/** One row as `obligationColumns` selects it. */
export interface LineRow {
  readonly id: string;
  readonly kind: string;
  readonly unit: string;
  readonly unit_id: string;
  readonly person: string | null;
  readonly person_id: string | null;
  readonly duty: string | null;
  readonly subject_table: string | null;
  readonly subject_id: string | null;
  readonly subject_number: string;
  readonly due_on: string;
  readonly days_late: number;
  readonly basis: string;
  readonly params: JsonObject;
  readonly chased: number;
  readonly escalated: number;
  readonly mine: boolean;
}

/** Columns of a line over `obligation o`, `unit u`, `person p`; `mine` is selected beside them. */
export const obligationColumns = `o.id, o.kind, coalesce((select pu.name from unit pu where pu.id = p.unit_id), u.name) as unit, o.unit_id, p.name as person, o.person_id, o.duty,
  o.subject_table, o.subject_id, o.subject_number, o.due_on, house_today() - o.due_on as days_late, o.basis, o.params,
  o.chased, o.escalated`;

/** Whether the caller is who owes `o`: himself, as the nearest holder of the duty, or as the administrator. */
export const owedByCaller = `(case when o.power is not null then coalesce(o.power = (select acting_power()), false)
  when o.person_id is null then exists (
  select from acting_posts() own
  where own.duty = o.duty and o.unit_path <@ own.unit_path and not o.unit_path <@ own.lent)
  else coalesce(o.person_id = (select acting_person()), false) end)`;

function carrierOf(row: Pick<LineRow, 'subject_table' | 'subject_id' | 'params'>): string | null {
  if (row.subject_table === 'carrier') return row.subject_id;
  const carrierId = row.params['carrierId'];
  return typeof carrierId === 'string' ? carrierId : null;
}

/** What a rule of the house rests on, in the words it was given. */
function houseBasis(params: JsonObject): Basis | null {
  const words = params['basis'];
  if (typeof words !== 'string') return null;
  return {
    text: { zh: words, en: words },
    source:
      words === ''
        ? { zh: '本单位规定', en: 'rule of the house' }
        : { zh: `本单位规定：${words}`, en: `rule of the house: ${words}` },
    confidence: 'verified',
  };
}

/** Rows as lists show them, titles looked up in one go. */
export async function presentLines(
  tx: LoadTx,
  rows: readonly LineRow[],
  the: { readonly kindTitles: KindTitles; readonly subjectTitles: SubjectTitles },
): Promise<ObligationLineView[]> {
  const ids = [...new Set(rows.flatMap((row) => carrierOf(row) ?? []))];
  const subjects = ids.length === 0 ? undefined : await the.subjectTitles(tx, ids);
  return rows.map((row) => {
    const subject = subjects?.get(carrierOf(row) ?? '');
    return {
      id: row.id,
      kind: row.kind,
      title: the.kindTitles(row.kind, row.params),
      unit: row.unit,
      unitId: row.unit_id,
      person: row.person,
      personId: row.person_id,
      duty: row.duty,
      subjectTable: row.subject_table,
      subjectId: row.subject_id,
      subjectNumber: row.subject_number,
      subjectTitle: subject?.title ?? null,
      mark: subject?.mark ?? null,
      levelToken: subject?.levelToken ?? null,
      dueOn: row.due_on,
      daysLate: row.days_late,
      basis: describeBasis(row.basis) ?? houseBasis(row.params),
      chased: row.chased,
      escalated: row.escalated,
      mine: row.mine,
    };
  });
}
