import { z } from 'zod';
import { reviewHeads } from '../modules/personnel/rules.ts';
import { houseName } from './cast.ts';
import { type DemoHouse, playerOf } from './house.ts';
import type { Stage } from './stage.ts';
import type { Year } from './year.ts';

const PostMade = z.object({ postId: z.string() });
const ReviewMade = z.object({ reviewId: z.string() });
const FilingMade = z.object({ filingId: z.string() });
const grades = ['GENERAL', 'IMPORTANT', 'CORE'] as const;
const postNames = { GENERAL: '综合文秘岗', IMPORTANT: '业务承办岗', CORE: '机要管理岗' } as const;
/** People put into graded posts; all others show as cleared without one. */
const postedPeople = 40;

interface Scene {
  readonly stage: Stage;
  readonly house: DemoHouse;
}
interface Reviewed {
  readonly personId: string;
  readonly grade: (typeof grades)[number];
}

/** People in graded posts, reviews of every state, a post that rose, and a list filed with the bureau. */
export function planPersonnel(year: Year, scene: Scene): void {
  const { stage, house } = scene;
  const dayAfter = (days: number) =>
    new Date(stage.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const people = [...house.people].map(([name, one]) => ({
    name,
    personId: one.id,
    grade: grades[one.rank - 1] ?? 'GENERAL',
    unit: one.unit,
  }));
  const own = new Set(['jiayi', 'jiyi', 'yiyi', 'yier'].map((login) => playerOf(house, login).personId));
  const reviewed = people.filter((one) => !own.has(one.personId));
  // those the leaving scene takes are left alone
  const later = reviewed.toReversed();
  year.add(340, () => postPeople(scene, people.slice(0, postedPeople)));
  year.add(330, async () => {
    for (const one of reviewed.filter(({ grade }) => grade === 'CORE').slice(0, 3))
      await pass(scene, one, { dueOn: dayAfter(20), cause: '核心涉密人员年度复审' });
  });
  year.add(150, async () => {
    for (const one of reviewed.filter(({ grade }) => grade === 'GENERAL').slice(0, 2))
      await pass(scene, one, {
        dueOn: dayAfter(20),
        cause: '拟任综合文秘岗',
        conditions: '半年内交回因私护照',
      });
  });
  year.add(100, () => fileList(scene, dayAfter));
  year.add(20, async () => {
    const [failing, asked, begun] = later.filter(({ grade }) => grade === 'GENERAL');
    if (failing === undefined || asked === undefined || begun === undefined) return;
    const reviewId = await begin(scene, failing, { dueOn: dayAfter(10), cause: '报告重大事项后复审' });
    await answer(scene, reviewId, 'contacts');
    await giveOpinions(scene, reviewId, 'against');
    const request = await ask(scene, reviewId, { result: 'fail' });
    await stage.decide(playerOf(house, 'yiyi'), request);
    const second = await begin(scene, asked, { dueOn: dayAfter(30), cause: '到期复审' });
    await answer(scene, second, 'money');
    await giveOpinions(scene, second, 'agree');
    await ask(scene, second, { result: 'pass' });
    const third = await begin(scene, begun, { dueOn: dayAfter(10), cause: '拟任机要管理岗' });
    await stage.done(playerOf(house, 'jiyi'), 'personnel.answerHeads', {
      reviewId: third,
      answers: reviewHeads.slice(0, 4).map((head) => ({ head: head.id, answer: 'fine', note: '' })),
    });
  });
}

async function postPeople(
  { stage, house }: Scene,
  people: readonly (Reviewed & { readonly unit: string })[],
): Promise<void> {
  const keeper = playerOf(house, 'jiyi');
  const posts = new Map<string, string>();
  const startedOn = stage.now.toISOString().slice(0, 10);
  for (const { personId, grade, unit } of people) {
    const key = `${unit} ${grade}`;
    let postId = posts.get(key);
    if (postId === undefined) {
      const unitId = house.units.get(unit);
      const made = await stage.done(keeper, 'org.addPost', { unitId, name: postNames[grade], grade });
      ({ postId } = PostMade.parse(made));
      posts.set(key, postId);
    }
    await stage.done(keeper, 'org.assignPost', { personId, postId, startedOn });
  }
  const [, rising] = [...posts].find(([key]) => key.endsWith('GENERAL')) ?? [];
  if (rising === undefined) return;
  const request = await stage.ask(keeper, 'personnel.gradePost', {
    postId: rising,
    grade: 'IMPORTANT',
    tasks: '承办机密级人事调整材料',
    reason: '职责调整，接触机密级事项',
  });
  await stage.decide(playerOf(house, 'yiyi'), request);
}

async function begin(
  { stage, house }: Scene,
  { personId, grade }: Reviewed,
  more: { readonly dueOn: string; readonly cause: string },
): Promise<string> {
  const kind = more.cause.startsWith('拟任') ? 'posting' : more.cause.includes('报告') ? 'event' : 'interval';
  const made = await stage.done(playerOf(house, 'jiyi'), 'personnel.beginReview', {
    personId,
    grade,
    kind,
    ...more,
  });
  return ReviewMade.parse(made).reviewId;
}

async function answer({ stage, house }: Scene, reviewId: string, remark = ''): Promise<void> {
  await stage.done(playerOf(house, 'jiyi'), 'personnel.answerHeads', {
    reviewId,
    answers: reviewHeads.map((head) => ({
      head: head.id,
      answer: head.id === remark ? 'remark' : 'fine',
      note: head.id === remark ? '本人已说明情况，材料附后（样例）' : '',
    })),
  });
}

async function giveOpinions(
  { stage, house }: Scene,
  reviewId: string,
  verdict: 'agree' | 'conditions' | 'against',
): Promise<void> {
  const words = { agree: '符合条件，同意。', conditions: '同意，附条件。', against: '情况未查清，不同意。' };
  for (const [login, side] of [
    ['jiyi', 'personnel'],
    ['jiayi', 'office'],
  ] as const)
    await stage.done(playerOf(house, login), 'personnel.giveOpinion', {
      reviewId,
      side,
      verdict,
      opinion: words[verdict],
    });
}

function ask(
  { stage, house }: Scene,
  reviewId: string,
  more: { readonly result: string; readonly conditions?: string },
): Promise<string> {
  return stage.ask(playerOf(house, 'jiyi'), 'personnel.decideReview', {
    reviewId,
    reason: '按审查情况提出',
    ...more,
  });
}

async function pass(
  scene: Scene,
  one: Reviewed,
  more: { readonly dueOn: string; readonly cause: string; readonly conditions?: string },
): Promise<void> {
  const { conditions, ...begun } = more;
  const reviewId = await begin(scene, one, begun);
  await answer(scene, reviewId, conditions === undefined ? '' : 'papers');
  await giveOpinions(scene, reviewId, conditions === undefined ? 'agree' : 'conditions');
  const decision = conditions === undefined ? { result: 'pass' } : { result: 'conditions', conditions };
  const request = await ask(scene, reviewId, decision);
  const decider = one.grade === 'CORE' ? 'yier' : 'yiyi';
  await scene.stage.decide(playerOf(scene.house, decider), request);
}

async function fileList({ stage, house }: Scene, dayAfter: (days: number) => string): Promise<void> {
  const officer = playerOf(house, 'jiayi');
  const made = await stage.done(officer, 'personnel.makeFiling', {
    unitId: house.units.get(houseName),
    asOf: dayAfter(0),
  });
  const { filingId } = FilingMade.parse(made);
  await stage.done(officer, 'personnel.sendFiling', {
    filingId,
    bureau: '市示范保密局',
    sentOn: dayAfter(0),
  });
  await stage.done(officer, 'personnel.receiveFiling', {
    filingId,
    receivedOn: dayAfter(0),
    receiptNo: '示备〔2026〕21号',
  });
}
