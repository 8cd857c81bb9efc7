import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { calendarKind } from '@fengni/kernel/obligation/kinds';
import { Board, BoardQuery, type GradedPersonView } from './contract.ts';
import { selectFilings } from './filing-queries.ts';
import { personnelPolicy } from './policy.ts';
import { readGradedPeople } from './people-queries.ts';
import { readPosts } from './post-queries.ts';
import { presentReview, selectReviews } from './queries.ts';
import { type Gap, type GradeCode, packIntervals, stateScheme } from './rules.ts';
import { readIntervals } from './store.ts';

/** Lines of each part of the board; the registers have the rest. */
const partLinesMax = 6;
const lapsedGaps: ReadonlySet<Gap> = new Set(['lapsed', 'failed', 'no-review', 'review-below']);
const mismatches: ReadonlySet<Gap> = new Set(['no-clearance', 'no-post', 'too-low', 'too-high']);

function part(people: readonly GradedPersonView[], wanted: (gap: Gap) => boolean) {
  const rows = people.filter((one) => one.gap !== null && wanted(one.gap));
  return { count: rows.length, rows: rows.slice(0, partLinesMax) };
}

async function readOpenReviews(tx: LoadTx) {
  const open = selectReviews().where('r.state', '=', 'open');
  const rows = await tx.read(open.orderBy('r.due_on').orderBy('r.id').limit(partLinesMax));
  const [counts] = await tx.readSql<{ open: number; late: number }>(
    `select count(*)::int as open, count(*) filter (where due_on < house_today())::int as late
     from person_review where state = 'open'`,
  );
  return { count: counts?.open ?? 0, late: counts?.late ?? 0, rows: rows.map(presentReview) };
}

async function readPostsPart(tx: LoadTx) {
  const all = { grade: null, unitId: null, postId: null, search: '' };
  const differing = await readPosts(tx, { ...all, differs: true }, { after: null, rowsMax: partLinesMax });
  const [graded] = await tx.readSql<{ n: number }>(
    `select count(*)::int as n from post o join unit u on u.id = o.unit_id
     where o.ended_on is null and o.grade is not null and oversees_people(u.path)`,
  );
  return {
    graded: graded?.n ?? 0,
    differing: differing.rows.length,
    rows: differing.rows.slice(0, partLinesMax),
  };
}

async function readFilingPart(tx: LoadTx) {
  const last = await tx.readOne(
    selectFilings().where('f.state', '<>', 'dropped').orderBy('f.made_at', 'desc').orderBy('f.id').limit(1),
  );
  const [owed] = await tx.readSql<{ due_on: string }>(
    `select due_on::text from obligation where kind = $1 and state = 'open' order by due_on limit 1`,
    [calendarKind(stateScheme, 'personnel-filing')],
  );
  return {
    filing:
      last === undefined
        ? null
        : {
            id: last.id,
            ordinal: last.ordinal,
            asOf: last.as_of,
            state: last.state,
            sentOn: last.sent_on,
          },
    filingDueOn: owed?.due_on ?? null,
  };
}

/** Where the house stands with its people: reviews due and overdue, mismatches, posts to grade, the filing. */
const board = defineQuery({
  name: 'personnel.board',
  title: { zh: '涉密人员管理', en: 'People with access' },
  input: BoardQuery,
  output: Board,
  rule: personnelPolicy['personnel.board'],
  async run(tx, { actor }) {
    const all = { gap: null, grade: null, unitId: null, search: '' };
    const people = (await readGradedPeople(tx, all, { after: null, rowsMax: null })).rows;
    const cleared = (grade: GradeCode) => people.filter((one) => one.clearedGrade === grade).length;
    const held = (permission: 'personnel.grade' | 'personnel.intervals') =>
      decide(personnelPolicy[permission], actor, undefined, null).ok;
    return {
      people: people.length,
      cleared: { CORE: cleared('CORE'), IMPORTANT: cleared('IMPORTANT'), GENERAL: cleared('GENERAL') },
      lapsed: part(people, (gap) => lapsedGaps.has(gap)),
      due: part(people, (gap) => gap === 'due'),
      mismatched: part(people, (gap) => mismatches.has(gap)),
      open: await readOpenReviews(tx),
      posts: await readPostsPart(tx),
      ...(await readFilingPart(tx)),
      intervals: await readIntervals(tx),
      intervalsMost: packIntervals(),
      maySetIntervals: held('personnel.intervals'),
      mayRun: held('personnel.grade'),
    };
  },
});

export const boardQueries: readonly Query[] = [board];
