import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { decodeCursor, encodeCursor, listRowsMax } from '@fengni/kernel/register/page';
import type { z } from 'zod';
import { reviewAheadDays } from './clockwork.ts';
import { type GradedPersonView, PeopleList, PeopleQuery, PersonCall, PersonPanel } from './contract.ts';
import { personnelPolicy } from './policy.ts';
import type { Gap, GradeCode, ReviewResult } from './rules.ts';

interface GradedRow {
  readonly id: string;
  readonly name: string;
  readonly staff_no: string | null;
  readonly unit: string;
  readonly frozen: boolean;
  readonly post_id: string | null;
  readonly post: string | null;
  readonly post_grade: GradeCode | null;
  readonly cleared_grade: GradeCode | null;
  readonly cleared_on: string | null;
  readonly review_id: string | null;
  readonly result: ReviewResult | null;
  readonly reviewed_on: string | null;
  readonly valid_until: string | null;
  readonly open_review_id: string | null;
  readonly gap: Gap | null;
}

const columns = `g.id, g.name, g.staff_no, g.unit, g.frozen, g.post_id, g.post, g.post_grade, g.cleared_grade,
  g.cleared_on::text, g.review_id, g.result, g.reviewed_on::text, g.valid_until::text, g.open_review_id, g.gap`;

function present(row: GradedRow): GradedPersonView {
  return {
    id: row.id,
    name: row.name,
    staffNo: row.staff_no ?? '',
    unit: row.unit,
    frozen: row.frozen,
    post: row.post,
    postId: row.post_id,
    postGrade: row.post_grade,
    clearedGrade: row.cleared_grade,
    clearedOn: row.cleared_on,
    reviewId: row.review_id,
    reviewedOn: row.reviewed_on,
    result: row.result,
    validUntil: row.valid_until,
    openReviewId: row.open_review_id,
    gap: row.gap,
  };
}

export type PeopleFilter = Omit<z.output<typeof PeopleQuery>, 'after'>;

/** People with a grade, in the order of their names; `rowsMax` null: all of them. */
export async function readGradedPeople(
  tx: LoadTx,
  filter: PeopleFilter,
  page: { readonly after: string | null; readonly rowsMax: number | null },
): Promise<{ rows: GradedPersonView[]; next: string | null }> {
  const after = decodeCursor(page.after, ['text', 'uuid']);
  const rows = await tx.readSql<GradedRow>(
    `select ${columns} from graded_people($1) g
     where ($2::text is null or ($2 = 'any' and g.gap is not null) or g.gap = $2)
       and ($3::text is null or $3 in (g.post_grade, g.cleared_grade))
       and ($4::uuid is null or g.unit_path <@ (select path from unit where id = $4))
       and ($5 = '' or strpos(lower(g.name), lower($5)) > 0 or strpos(lower(coalesce(g.staff_no, '')), lower($5)) > 0)
       and ($6::text is null or (g.name, g.id) > ($6, $7::uuid))
     order by g.name, g.id limit $8`,
    [
      reviewAheadDays,
      filter.gap,
      filter.grade,
      filter.unitId,
      filter.search,
      after?.[0] ?? null,
      after?.[1] ?? null,
      page.rowsMax === null ? null : page.rowsMax + 1,
    ],
  );
  const shown = page.rowsMax === null ? rows : rows.slice(0, page.rowsMax);
  const last = shown.length < rows.length ? shown.at(-1) : undefined;
  return {
    rows: shown.map(present),
    next: last === undefined ? null : encodeCursor([last.name, last.id]),
  };
}

const people = defineQuery({
  name: 'personnel.people',
  title: { zh: '涉密人员', en: 'People by grade' },
  input: PeopleQuery,
  output: PeopleList,
  rule: personnelPolicy['personnel.board'],
  run: (tx, { input: { after, ...filter } }) => readGradedPeople(tx, filter, { after, rowsMax: listRowsMax }),
});

/** Grade and review of one person, for who looks after him, and for himself; for all others there is nothing. */
const ofPerson = defineQuery({
  name: 'personnel.ofPerson',
  title: { zh: '涉密等级和审查', en: 'Grade and review of a person' },
  input: PersonCall,
  output: PersonPanel,
  rule: personnelPolicy['personnel.read'],
  async run(tx, { input, actor }) {
    const own = input.personId === actor.personId;
    const [facts] = await tx.readSql<
      GradedRow & { answers: boolean; path: string | null; conditions: string | null }
    >(
      `select answers_for_person($2) as answers, u.path::text as path,
         (select t.conditions from person_review_terms t where t.id = g.review_id) as conditions, ${columns}
       from (select $2::uuid as person_id) a left join person p on p.id = a.person_id left join unit u on u.id = p.unit_id
         left join graded_people($1) g on g.id = a.person_id`,
      [reviewAheadDays, input.personId],
    );
    if (facts?.answers !== true || facts.path === null) return { shown: null };
    const seen = facts.id === null ? (own ? await readOwn(tx, input.personId) : null) : facts;
    return {
      shown: {
        own,
        post: seen?.post ?? null,
        postGrade: seen?.post_grade ?? null,
        clearedGrade: seen?.cleared_grade ?? null,
        clearedOn: seen?.cleared_on ?? null,
        reviewId: seen?.review_id ?? null,
        reviewedOn: seen?.reviewed_on ?? null,
        result: seen?.result ?? null,
        conditions: seen?.conditions ?? '',
        validUntil: seen?.valid_until ?? null,
        openReviewId: facts.open_review_id,
        gap: facts.gap,
        mayBegin: decide(personnelPolicy['personnel.review'], actor, { personId: input.personId }, facts.path)
          .ok,
      },
    };
  },
});

type OwnFacts = Pick<
  GradedRow,
  | 'post'
  | 'post_grade'
  | 'cleared_grade'
  | 'cleared_on'
  | 'review_id'
  | 'reviewed_on'
  | 'result'
  | 'valid_until'
> & { readonly conditions: string | null };

/** What everybody reads of himself, under row-level security: posts, clearance, and reviews he was told of. */
async function readOwn(tx: LoadTx, personId: string): Promise<OwnFacts | null> {
  const rows = await tx.readSql<OwnFacts>(
    `select t.post, t.grade as post_grade, c.grade as cleared_grade, c.decided_on::text as cleared_on, r.id as review_id,
       (r.decided_at at time zone current_setting('fengni.zone'))::date::text as reviewed_on, r.result,
       r.valid_until::text, m.conditions
     from person p
       left join lateral (select o.name as post, o.grade from holding h join post o on o.id = h.post_id
         where h.person_id = p.id and h.ended_on is null and o.grade is not null
         order by grade_rank(o.grade) desc, h.started_on, h.id limit 1) t on true
       left join clearance c on c.person_id = p.id and c.scheme = 'cn-state-secret' and c.ended_on is null
       left join lateral (select v.* from person_review v where v.person_id = p.id order by v.decided_at desc limit 1) r on true
       left join person_review_terms m on m.id = r.id
     where p.id = $1`,
    [personId],
  );
  return rows[0] ?? null;
}

export const peopleQueries: readonly Query[] = [people, ofPerson];
