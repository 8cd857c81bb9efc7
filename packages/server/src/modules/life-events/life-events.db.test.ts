// PER-6
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { houseOfTest } from '../../testing/test-house.ts';
import { LifeEventList, LifeEventPage } from './contract.ts';

async function createHouse() {
  const house = await houseOfTest();
  const { w } = house;
  const personnel = await w.as('personnel', 'north');
  const officer = await w.as('officer', 'north');
  const staff = await house.person('丁一', 2);
  async function report(more: Record<string, unknown> = {}, session = staff.session): Promise<string> {
    const made = await w.done(session, 'life-event.report', {
      kind: 'marriage-foreign',
      happenedOn: '2026-10-30',
      content: '本人于十月三十日登记结婚（样例）',
      ...more,
    });
    return textOf(made, 'eventId');
  }
  const open = (session: string, eventId: string) =>
    house.read(session, 'life-event.open', { eventId }, LifeEventPage);
  return { ...house, personnel, officer, staff, report, open };
}

test('an event is reported, owed an answer by who the rule says, and answered on record', async () => {
  const h = await createHouse();
  const { w } = h;
  const eventId = await h.report();
  expect(await h.owed('life-event.answer')).toMatchObject([
    { duty: 'personnel', subject_id: eventId, due_on: '2026-11-12' },
  ]);
  expect(await h.open(h.staff.session, eventId)).toMatchObject({
    state: 'open',
    lateDays: 0,
    isMine: true,
    mayAnswer: false,
  });
  const input = { eventId, answer: 'advice', words: '请遵守涉外交往规定' };
  expect(await w.run(h.staff.session, 'life-event.answer', input)).toMatchObject({ kind: 'refused' });
  await w.done(h.personnel, 'life-event.answer', input);
  expect(await h.owed('life-event.answer')).toEqual([]);
  expect(await h.open(h.staff.session, eventId)).toMatchObject({
    state: 'answered',
    answer: 'advice',
    answerWords: '请遵守涉外交往规定',
  });
  expect(await w.run(h.personnel, 'life-event.answer', input)).toMatchObject(refused('life-event.state'));
});

test('a late report says by how many days, and the list finds it', async () => {
  const h = await createHouse();
  await h.report({ happenedOn: '2026-10-03' });
  await h.report({ kind: 'other' });
  const { rows } = await h.w.ask(h.personnel, 'life-event.list', { late: true }, LifeEventList);
  expect(rows).toMatchObject([{ person: '丁一', lateDays: 20, kind: 'marriage-foreign' }]);
});

test('more is asked for and added before the answer; the person takes back only what is unanswered', async () => {
  const h = await createHouse();
  const { w } = h;
  const eventId = await h.report();
  await w.done(h.personnel, 'life-event.ask', { eventId, words: '请补充对方的国籍和职业' });
  expect(await h.owed('life-event.reply')).toMatchObject([{ person_id: h.staff.id }]);
  expect(await w.run(h.personnel, 'life-event.reply', { eventId, words: '代答' })).toMatchObject(
    refused('condition.unmet'),
  );
  h.later();
  await w.done(h.staff.session, 'life-event.reply', { eventId, words: '补充材料（样例）' });
  expect(await h.owed('life-event.reply')).toEqual([]);
  const page = await h.open(h.personnel, eventId);
  expect(page.words.map((one) => one.kind)).toEqual(['question', 'reply']);
  await w.done(h.staff.session, 'life-event.withdraw', { eventId });
  expect(await h.owed('life-event.answer')).toEqual([]);
  const again = await h.report();
  await w.done(h.personnel, 'life-event.answer', { eventId: again, answer: 'noted' });
  expect(await w.run(h.staff.session, 'life-event.withdraw', { eventId: again })).toMatchObject(
    refused('life-event.state'),
  );
});

test('a restriction has words and a last day, is looked at again then, and can be lifted', async () => {
  const h = await createHouse();
  const { w } = h;
  const eventId = await h.report();
  const answer = (more: Record<string, unknown>) =>
    w.run(h.officer, 'life-event.answer', { eventId, answer: 'restriction', ...more });
  expect(await answer({})).toMatchObject(refused('life-event.words.missing'));
  expect(await answer({ words: '暂不参加涉密会议' })).toMatchObject(refused('life-event.until'));
  expect(await answer({ words: '暂不参加涉密会议', restrictedUntil: '2027-05-01' })).toMatchObject({
    kind: 'done',
  });
  expect(await h.owed('life-event.restriction')).toMatchObject([{ duty: 'officer', due_on: '2027-05-01' }]);
  await w.done(h.officer, 'life-event.lift', { eventId });
  expect(await h.owed('life-event.restriction')).toEqual([]);
  expect(await w.run(h.officer, 'life-event.lift', { eventId })).toMatchObject(
    refused('life-event.not.restricted'),
  );
});

test('a review asked for with the answer is seen by who oversees people, and by the person nowhere', async () => {
  const h = await createHouse();
  const { w } = h;
  const eventId = await h.report();
  const input = { eventId, answer: 'noted', review: true };
  expect(await w.run(h.personnel, 'life-event.answer', input)).toMatchObject(
    refused('life-event.review.reason'),
  );
  await w.done(h.personnel, 'life-event.answer', { ...input, reviewReason: '涉外婚姻，需复审（样例）' });
  expect((await h.open(h.officer, eventId)).inquiries).toMatchObject([
    { reason: '涉外婚姻，需复审（样例）' },
  ]);
  expect(await h.owed('person-review.begin')).toMatchObject([{ duty: 'personnel', subject_id: h.staff.id }]);
  const page = await h.open(h.staff.session, eventId);
  expect(page).toMatchObject({ answer: 'noted', answerWords: '', inquiries: [] });
});

test('who would have to answer himself is answered by the leader', async () => {
  const h = await createHouse();
  const { w } = h;
  const eventId = await h.report({}, h.personnel);
  expect(await h.owed('life-event.answer')).toMatchObject([{ duty: 'leader-in-charge' }]);
  expect(await w.run(h.personnel, 'life-event.answer', { eventId, answer: 'noted' })).toMatchObject(
    refused('condition.unmet'),
  );
  const leader = await w.as('leader-in-charge', 'root');
  await w.done(leader, 'life-event.answer', { eventId, answer: 'noted' });
});

test('personnel report for somebody; other units see nothing of it', async () => {
  const h = await createHouse();
  const { w } = h;
  const made = await w.done(h.personnel, 'life-event.reportFor', {
    personId: h.staff.id,
    kind: 'papers-lost',
    happenedOn: '2026-11-01',
    content: '出入证遗失（样例）',
  });
  const eventId = textOf(made, 'eventId');
  expect(await h.open(h.staff.session, eventId)).toMatchObject({
    isMine: true,
    reportedBy: 'personnel@north',
  });
  const south = await w.as('personnel', 'south');
  await expect(h.open(south, eventId)).rejects.toMatchObject({ code: 'not.found' });
  const other = await h.person('丁二');
  await expect(h.open(other.session, eventId)).rejects.toMatchObject({ code: 'not.found' });
  expect(
    await w.run(south, 'life-event.reportFor', {
      personId: h.staff.id,
      kind: 'other',
      happenedOn: '2026-11-01',
      content: '越权（样例）',
    }),
  ).toMatchObject(refused('not.permitted'));
  const file = await h.file(h.personnel, 'life-event.export', {});
  expect(Buffer.from(file.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
});
