import { settings } from '@fengni/kernel/access/tables';
import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { posts } from '@fengni/kernel/org/tables';
import { levelOf } from '@fengni/schemes/packs';
import { dayAfter } from '@fengni/schemes/term';
import { reviewOwed } from './api.ts';
import { GradePost, SetIntervals } from './contract.ts';
import { gradingFlow, personnelPolicy } from './policy.ts';
import {
  type GradeCode,
  gradeOfLevel,
  packIntervals,
  postGradeTitles,
  rankOfGrade,
  stateScheme,
} from './rules.ts';
import { db, intervalsSetting, readPending, refuse } from './store.ts';
import { type PostGradingRow, postGradingMatters, postGradings } from './tables.ts';

/** Days within which holders of a post that rose are to be reviewed for the higher grade. */
const risenDays = 30;

interface Item {
  readonly id: string;
  readonly level: string;
  readonly level_rank: number;
}

/** Items of catalogues in force, as far as the caller sees them. */
async function readItems(tx: LoadTx, itemIds: readonly string[]): Promise<Item[]> {
  if (itemIds.length === 0) return [];
  return tx.readSql<Item>(
    `select i.id, i.level, i.level_rank from catalogue_item i join catalogue c on c.id = i.catalogue_id and c.state = 'in-force'
     where i.id = any ($1) and i.scheme = $2 and not i.dropped`,
    [itemIds, stateScheme],
  );
}

/** A post that deals with matters of a level is at least of the grade that goes with it. */
function requireFitting(items: readonly Item[], asked: number, grade: GradeCode | null): void {
  if (items.length !== asked) throw refuse('post-grading.item');
  const highest = items.toSorted((a, b) => b.level_rank - a.level_rank)[0];
  const least = highest === undefined ? null : gradeOfLevel(highest.level_rank);
  if (highest === undefined || least === null || rankOfGrade(grade) >= rankOfGrade(least)) return;
  const level = levelOf(stateScheme, highest.level);
  throw refuse('post-grading.below', {
    level: { zh: level?.zh ?? '', en: level?.en ?? '' },
    grade: postGradeTitles[least],
  });
}

/** Decides which grade a post has, or that it is not classified; what stood before ends and stays on record. */
const gradePost = defineCommand({
  name: 'personnel.gradePost',
  title: { zh: '岗位定级', en: 'Grade a post' },
  input: GradePost,
  rule: personnelPolicy['personnel.grade'],
  async load(tx, input, actor) {
    const post = await tx.lock(posts, input.postId);
    const unit = await tx.readOne(
      db.selectFrom('unit').select(['path', 'name']).where('id', '=', post.unit_id),
    );
    const asks = actor.sessionKind !== 'approval';
    const pending = asks ? await readPending(tx, post.id, 'personnel.gradePost') : null;
    return { post, path: unit?.path ?? '', unit: unit?.name ?? '', pending };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ post }) => post.id,
  subjectNumber: ({ post, unit }) => `${unit} ${post.name}`,
  parks({ input, target: { post, pending } }) {
    if (post.ended_on !== null) throw refuse('post-grading.post.ended');
    if (post.grade === input.grade) throw refuse('post-grading.same');
    if (pending !== null) throw refuse('post-grading.pending');
    return gradingFlow(rankOfGrade(post.grade) > rankOfGrade(input.grade) ? post.grade : input.grade);
  },
  snapshot: ({ input, target: { post, unit } }) => ({
    unit,
    post: post.name,
    grade: { from: post.grade, to: input.grade },
  }),
  matter: ({ input }) => ({ tasks: input.tasks, reason: input.reason, items: input.itemIds.length }),
  async handle(tx, { input, target: { post, path }, actor }) {
    const items = await readItems(tx, input.itemIds);
    requireFitting(items, new Set(input.itemIds).size, input.grade);
    const risen = rankOfGrade(input.grade) > rankOfGrade(post.grade);
    await endGrading(tx, { post, path });
    const row: PostGradingRow = {
      id: tx.newId(),
      post_id: post.id,
      unit_id: post.unit_id,
      unit_path: path,
      grade: input.grade,
      started_on: tx.today,
      ended_on: null,
      decided_at: tx.now,
      asked_by: actor.personId,
    };
    await tx.insert(postGradings, row);
    await tx.insert(postGradingMatters, {
      id: row.id,
      tasks: input.tasks,
      reason: input.reason,
      item_ids: items.map((item) => item.id),
    });
    await tx.update(posts, post, { grade: input.grade });
    const reviews = risen ? await oweReviews(tx, post.id, actor.personId) : 0;
    return { result: { gradingId: row.id, reviews } };
  },
});

/** Ends the grading in force; a grade given with the post is written down first, so that the history is whole. */
async function endGrading(
  tx: Tx,
  {
    post,
    path,
  }: {
    readonly post: {
      readonly id: string;
      readonly unit_id: string;
      readonly grade: GradeCode | null;
      readonly started_on: string;
    };
    readonly path: string;
  },
): Promise<void> {
  const standing = await tx.read(
    db.selectFrom('post_grading').select('id').where('post_id', '=', post.id).where('ended_on', 'is', null),
  );
  const rows = await tx.lockAll(
    postGradings,
    standing.map((row) => row.id),
  );
  for (const row of rows) {
    const endedOn = row.started_on > tx.today ? row.started_on : tx.today;
    await tx.update(postGradings, row, { ended_on: endedOn });
  }
  if (rows.length > 0 || post.grade === null) return;
  const startedOn = post.started_on > tx.today ? tx.today : post.started_on;
  const given: PostGradingRow = {
    id: tx.newId(),
    post_id: post.id,
    unit_id: post.unit_id,
    unit_path: path,
    grade: post.grade,
    started_on: startedOn,
    ended_on: tx.today,
    decided_at: null,
    asked_by: null,
  };
  await tx.insert(postGradings, given);
  await tx.insert(postGradingMatters, { id: given.id, tasks: '', reason: '', item_ids: [] });
}

/** Whoever holds a post that rose is reviewed for the higher grade. */
async function oweReviews(tx: Tx, postId: string, byId: string): Promise<number> {
  const held = await tx.read(
    db.selectFrom('holding').select('person_id').where('post_id', '=', postId).where('ended_on', 'is', null),
  );
  const dueOn = dayAfter(tx.today, risenDays);
  for (const { person_id: personId } of held) {
    await reviewOwed(tx, { personId, postId, kind: 'posting', byId, dueOn });
  }
  return held.length;
}

/** A house may review more often than the pack has it, never less. */
const setIntervals = defineCommand({
  name: 'personnel.setIntervals',
  title: { zh: '设定复审间隔', en: 'Set the intervals of reviews' },
  input: SetIntervals,
  rule: personnelPolicy['personnel.intervals'],
  async load(tx) {
    const rows = await tx.readSql<{ id: string }>('select id from setting where name = $1', [
      intervalsSetting,
    ]);
    const found = rows[0];
    return found === undefined ? null : tx.lock(settings, found.id);
  },
  async handle(tx, { input, target }) {
    const most = packIntervals();
    if (input.CORE > most.CORE || input.IMPORTANT > most.IMPORTANT || input.GENERAL > most.GENERAL)
      throw refuse('personnel.intervals.longer', {
        core: most.CORE,
        important: most.IMPORTANT,
        general: most.GENERAL,
      });
    if (target === null) await tx.insert(settings, { id: tx.newId(), name: intervalsSetting, value: input });
    else await tx.update(settings, target, { value: input });
    return { result: input };
  },
});

export const gradingCommands: readonly Command[] = [gradePost, setIntervals];
