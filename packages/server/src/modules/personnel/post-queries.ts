import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { decodeCursor, encodeCursor, listRowsMax } from '@fengni/kernel/register/page';
import { PostCall, PostGradePage, PostList, PostListQuery, type PostLineView } from './contract.ts';
import { personnelPolicy } from './policy.ts';
import { type GradeCode, type GradeProposal, type PostFacts, proposeGrade, stateScheme } from './rules.ts';
import { db } from './store.ts';

interface PostRow {
  readonly id: string;
  readonly name: string;
  readonly unit_id: string;
  readonly unit: string;
  readonly path: string;
  readonly grade: GradeCode | null;
  readonly since: string | null;
  readonly holders: number;
  readonly approval_id: string | null;
}

const postColumns = `o.id, o.name, o.unit_id, u.name as unit, u.path::text as path, o.grade,
  (select g.started_on::text from post_grading g where g.post_id = o.id and g.ended_on is null) as since,
  (select count(*)::int from holding h where h.post_id = o.id and h.ended_on is null) as holders,
  (select a.id from approval a where a.subject_id = o.id and a.command = 'personnel.gradePost' and a.state = 'pending'
    order by a.created_at limit 1) as approval_id`;

/** What grades can be proposed from, post by post; posts without any such fact have none. */
async function readFacts(tx: LoadTx, postIds: readonly string[]): Promise<ReadonlyMap<string, PostFacts>> {
  const access = await tx.readSql<{
    post_id: string;
    held_rank: number | null;
    held: string;
    known_rank: number | null;
  }>('select post_id, held_rank, held, known_rank from access_of_posts($1)', [postIds]);
  const items = await tx.readSql<{ post_id: string; top: number; items: number }>(
    `select i.owner_post_id as post_id, max(i.level_rank)::int as top, count(*)::int as items from catalogue_item i
       join catalogue c on c.id = i.catalogue_id and c.state = 'in-force'
     where i.owner_post_id = any ($1) and i.scheme = $2 and not i.dropped group by 1`,
    [postIds, stateScheme],
  );
  return new Map(
    postIds.map((id): [string, PostFacts] => {
      const held = access.find((one) => one.post_id === id);
      const named = items.find((one) => one.post_id === id);
      return [
        id,
        {
          itemRank: named?.top ?? 0,
          items: named?.items ?? 0,
          heldRank: held?.held_rank ?? 0,
          held: Number(held?.held ?? 0),
          knownRank: held?.known_rank ?? 0,
        },
      ];
    }),
  );
}

const noFacts: PostFacts = { itemRank: 0, items: 0, heldRank: 0, held: 0, knownRank: 0 };

function present(row: PostRow, proposal: GradeProposal): PostLineView {
  return {
    id: row.id,
    name: row.name,
    unitId: row.unit_id,
    unit: row.unit,
    grade: row.grade,
    since: row.since,
    holders: row.holders,
    proposed: proposal.grade,
    differs: proposal.grade !== null && proposal.grade !== row.grade,
    approvalId: row.approval_id,
  };
}

/** Posts read at once where only those are wanted whose facts ask for another grade. */
const scannedMax = 2_000;

interface PostFilter {
  readonly grade: GradeCode | 'NONE' | null;
  readonly differs: boolean;
  readonly unitId: string | null;
  readonly postId: string | null;
  readonly search: string;
}

/** Posts of the units the caller looks after, by unit and name. */
export async function readPosts(
  tx: LoadTx,
  filter: PostFilter,
  page: { readonly after: string | null; readonly rowsMax: number },
): Promise<{ rows: PostLineView[]; next: string | null }> {
  const after = decodeCursor(page.after, ['text', 'text', 'uuid']);
  const rowsMax = filter.differs ? scannedMax : page.rowsMax;
  const rows = await tx.readSql<PostRow>(
    `select ${postColumns} from post o join unit u on u.id = o.unit_id
     where o.ended_on is null and oversees_people(u.path)
       and ($1::text is null or coalesce(o.grade, 'NONE') = $1)
       and ($2::uuid is null or u.path <@ (select path from unit where id = $2))
       and ($3::uuid is null or o.id = $3)
       and ($4 = '' or strpos(lower(o.name), lower($4)) > 0)
       and ($5::text is null or (u.name, o.name, o.id) > ($5, $6::text, $7::uuid))
     order by u.name, o.name, o.id limit $8`,
    [
      filter.grade,
      filter.unitId,
      filter.postId,
      filter.search,
      after?.[0] ?? null,
      after?.[1] ?? null,
      after?.[2] ?? null,
      rowsMax + 1,
    ],
  );
  const shown = rows.slice(0, rowsMax);
  const facts = await readFacts(
    tx,
    shown.map((row) => row.id),
  );
  const last = shown.length < rows.length ? shown.at(-1) : undefined;
  const lines = shown.map((row) => present(row, proposeGrade(facts.get(row.id) ?? noFacts)));
  return {
    rows: filter.differs ? lines.filter((line) => line.differs) : lines,
    next: last === undefined ? null : encodeCursor([last.unit, last.name, last.id]),
  };
}

const list = defineQuery({
  name: 'personnel.posts',
  title: { zh: '涉密岗位', en: 'Posts by grade' },
  input: PostListQuery,
  output: PostList,
  rule: personnelPolicy['personnel.board'],
  run: (tx, { input: { after, ...filter } }) => readPosts(tx, filter, { after, rowsMax: listRowsMax }),
});

async function readItems(tx: LoadTx, postId: string) {
  return tx.readSql<{ id: string; number: string; name: string; mark: string }>(
    `select i.id, i.number, i.name, i.mark from catalogue_item i
       join catalogue c on c.id = i.catalogue_id and c.state = 'in-force'
     where i.owner_post_id = $1 and i.scheme = $2 and not i.dropped order by i.level_rank desc, i.number, i.id limit 50`,
    [postId, stateScheme],
  );
}

/** Holders with their clearance, as far as row-level security shows it to the caller. */
async function readHolders(tx: LoadTx, postId: string) {
  return tx.readSql<{ id: string; name: string; since: string; cleared: GradeCode | null }>(
    `select p.id, p.name, h.started_on::text as since, c.grade as cleared from holding h join person p on p.id = h.person_id
       left join clearance c on c.person_id = p.id and c.scheme = $2 and c.ended_on is null
     where h.post_id = $1 and h.ended_on is null order by p.name, p.id limit 200`,
    [postId, stateScheme],
  );
}

async function readHistory(tx: LoadTx, postId: string) {
  const rows = await tx.read(
    db
      .selectFrom('post_grading as g')
      .leftJoin('post_grading_matter as m', 'm.id', 'g.id')
      .leftJoin('person as p', 'p.id', 'g.asked_by')
      .select([
        'g.id',
        'g.grade',
        'g.started_on',
        'g.ended_on',
        'p.name as by',
        'm.tasks',
        'm.reason',
        'm.item_ids',
      ])
      .where('g.post_id', '=', postId)
      .orderBy('g.started_on', 'desc')
      .orderBy('g.ended_on', (order) => order.desc().nullsFirst())
      .orderBy('g.id'),
  );
  return rows.map((row) => ({
    id: row.id,
    grade: row.grade,
    from: row.started_on,
    until: row.ended_on,
    by: row.by,
    tasks: row.tasks ?? '',
    reason: row.reason ?? '',
    items: row.item_ids?.length ?? 0,
  }));
}

function mayGrade(actor: Actor, path: string): boolean {
  return decide(personnelPolicy['personnel.grade'], actor, undefined, path).ok;
}

const open = defineQuery({
  name: 'personnel.post',
  title: { zh: '岗位涉密等级', en: 'Grade of a post' },
  input: PostCall,
  output: PostGradePage,
  rule: personnelPolicy['personnel.board'],
  async run(tx, { input, actor }) {
    const [row] = await tx.readSql<PostRow>(
      `select ${postColumns} from post o join unit u on u.id = o.unit_id where o.id = $1 and oversees_people(u.path)`,
      [input.postId],
    );
    if (row === undefined) throw new Refusal('not.found');
    const facts = await readFacts(tx, [row.id]);
    const proposal = proposeGrade(facts.get(row.id) ?? noFacts);
    return {
      ...present(row, proposal),
      reasons: proposal.reasons,
      items: await readItems(tx, row.id),
      holdersNamed: await readHolders(tx, row.id),
      history: await readHistory(tx, row.id),
      mayGrade: mayGrade(actor, row.path),
    };
  },
});

export const postQueries: readonly Query[] = [list, open];
