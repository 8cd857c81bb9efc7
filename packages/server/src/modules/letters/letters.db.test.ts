// ORG-3, ORG-4
import { parseInstant } from '@fengni/kernel/command/instant';
import { openFile } from '@fengni/kernel/command/run-query';
import { asClockwork } from '@fengni/kernel/schedule/as-clockwork';
import { ObligationList } from '@fengni/kernel/obligation/contract';
import { refused, testTerminal, textOf } from '@fengni/kernel/testkit/world';
import { parseNote, verifierKeyOf, verifyNote } from '@fengni/seal/note';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { scan } from '../carriers/testing/handling-house.ts';
import { LetterList, LetterPage, LetterProposal, LetterTree, TemplatePage } from './contract.ts';
import { renewLetters } from './renew.ts';
import { testSigner } from '../../registry/test-registry.ts';
import { houseOfTest } from '../../testing/test-house.ts';

async function createHouse() {
  const house = await houseOfTest({ now: '2026-03-02T01:00:00Z' });
  const { w } = house;
  const officer = await w.as('officer', 'root');
  const leader = await w.as('leader-in-charge', 'root');
  const head = await w.as('first-responsible', 'root');
  const north = await w.as('first-responsible', 'north');
  async function template(more: Record<string, unknown> = {}): Promise<string> {
    const made = await w.done(officer, 'letter.draftTemplate', {
      unitId: w.units.root.id,
      kind: 'responsibility',
      occasion: 'yearly',
      name: '保密责任书',
      body: '{单位}责任人{姓名}与上级责任人{上级责任人}签订{年度}年度责任书：\n{任务}',
      items: [{ task: '开展保密教育', target: 4, countWord: '次' }, { task: '完成自查自评' }],
      ...more,
    });
    const templateId = textOf(made, 'templateId');
    await w.done(leader, 'letter.issueTemplate', { templateId });
    return templateId;
  }
  const open = async (session: string, letterId: string) =>
    w.ask(session, 'letter.open', { letterId }, LetterPage);
  return { ...house, officer, leader, head, north, template, open };
}
type House = Awaited<ReturnType<typeof createHouse>>;

async function issueTo(
  h: House,
  the: { templateId: string; signerId: string; counterId?: string; year?: number },
) {
  const result = await h.w.done(h.officer, 'letter.issue', {
    templateId: the.templateId,
    year: the.year ?? 2026,
    dueOn: '2026-03-31',
    letters: [{ signerId: the.signerId, counterId: the.counterId ?? null }],
  });
  const [letterId] = z.object({ letterIds: z.array(z.string()) }).parse(result).letterIds;
  return letterId ?? '';
}

test('a letter of responsibility is whole when both sides have signed, and a signature is checked without the program', async () => {
  const h = await createHouse();
  const { w } = h;
  const templateId = await h.template();
  const signerId = w.personOf(h.north);
  const counterId = w.personOf(h.head);
  const letterId = await issueTo(h, { templateId, signerId, counterId });
  const before = await h.open(h.north, letterId);
  expect(before.body).toContain('1. 开展保密教育。不少于4次。');
  expect(before).toMatchObject({ state: 'open', mySign: 'signer' });
  const owed = await w.ask(h.north, 'obligation.list', { mine: true, kind: 'letter.sign' }, ObligationList);
  expect(owed.rows).toMatchObject([{ subjectId: letterId, dueOn: '2026-03-31' }]);

  expect(await w.run(h.officer, 'letter.sign', { letterId })).toMatchObject(refused('letter.not.yours'));
  await w.done(h.north, 'letter.sign', { letterId });
  expect(await h.open(h.head, letterId)).toMatchObject({ state: 'signed', mySign: 'counter' });
  expect(await w.run(h.north, 'letter.sign', { letterId })).toMatchObject(refused('letter.not.yours'));
  await w.done(h.head, 'letter.sign', { letterId });

  const whole = await h.open(h.officer, letterId);
  expect(whole.state).toBe('complete');
  const note = parseNote(whole.signatures[0]?.note ?? '');
  expect(verifyNote(note, [verifierKeyOf(testSigner)])).toHaveLength(1);
  expect(note.text).toContain(`text sha256:${whole.digest}`);
  expect(note.text).toContain(`person ${signerId}`);
  const after = await w.ask(h.north, 'obligation.list', { mine: true, kind: 'letter.sign' }, ObligationList);
  expect(after.rows).toEqual([]);
});

test('the chain leads from the top to any person, and who has not signed shows down the tree', async () => {
  const h = await createHouse();
  const { w } = h;
  const templateId = await h.template();
  const unitLeader = await w.as('unit-leader', 'north');
  const northHead = w.personOf(h.north);
  await issueTo(h, { templateId, signerId: northHead, counterId: w.personOf(h.head) });
  const lower = await issueTo(h, { templateId, signerId: w.personOf(unitLeader), counterId: northHead });
  const { chain } = await h.open(unitLeader, lower);
  expect(chain.map((link) => link.letterId)).toHaveLength(2);
  expect(chain.at(-1)).toMatchObject({ letterId: lower, state: 'open' });
  const tree = await w.ask(h.leader, 'letter.tree', { year: 2026, kind: 'responsibility' }, LetterTree);
  const north = tree.units.find((unit) => unit.id === w.units.north.id);
  expect(north).toMatchObject({ issued: 2, complete: 0, late: 0 });
  h.clock.now = parseInstant('2026-04-02T01:00:00Z');
  const later = await w.ask(
    await w.signIn(w.personOf(h.leader)),
    'letter.tree',
    { year: 2026, kind: 'responsibility' },
    LetterTree,
  );
  expect(later.units.find((unit) => unit.id === w.units.north.id)).toMatchObject({ late: 2 });
  // the south looks after its own alone
  const south = await w.as('officer', 'south');
  expect((await w.ask(south, 'letter.list', {}, LetterList)).rows).toEqual([]);
  expect(await w.run(south, 'letter.void', { letterId: lower, reason: '试探' })).toMatchObject(
    refused('not.found'),
  );
});

test('tasks are counted: met when the count is reached, and only once the letter is signed', async () => {
  const h = await createHouse();
  const { w } = h;
  const letterId = await issueTo(h, {
    templateId: await h.template(),
    signerId: w.personOf(h.north),
    counterId: w.personOf(h.head),
  });
  const [first] = (await h.open(h.officer, letterId)).tasks;
  const check = { itemId: first?.id, done: 3, state: 'open', note: '三次有记录' };
  expect(await w.run(h.officer, 'letter.checkItem', check)).toMatchObject(refused('letter.not.complete'));
  await w.done(h.north, 'letter.sign', { letterId });
  await w.done(h.head, 'letter.sign', { letterId });
  await w.done(h.officer, 'letter.checkItem', check);
  h.clock.now = parseInstant('2026-03-02T02:00:00Z');
  await w.done(h.officer, 'letter.checkItem', { ...check, done: 4 });
  const [now] = (await h.open(h.north, letterId)).tasks;
  expect(now).toMatchObject({ done: 4, state: 'met' });
  expect(now?.checks.map((one) => one.done)).toEqual([4, 3]);
});

test('paper is entered with its scan by somebody else, who signs for the entry', async () => {
  const h = await createHouse();
  const { w } = h;
  const letterId = await issueTo(h, {
    templateId: await h.template(),
    signerId: w.personOf(h.north),
    counterId: w.personOf(h.head),
  });
  const entry = { letterId, signedOn: '2026-03-01', scan };
  expect(await w.run(h.officer, 'letter.enterPaper', entry)).toMatchObject(refused('letter.signed.future'));
  await w.done(h.officer, 'letter.enterPaper', { ...entry, signedOn: '2026-03-02' });
  const page = await h.open(h.north, letterId);
  expect(page).toMatchObject({ state: 'complete' });
  expect(page.signatures.map((one) => [one.part, one.signed])).toEqual(
    expect.arrayContaining([
      ['signer', 'paper'],
      ['counter', 'paper'],
    ]),
  );
  const scanId = page.signatures[0]?.scanId ?? '';
  const read = (sessionHash: string) =>
    openFile(w.kernel, { name: 'scan.open', input: { scanId }, sessionHash, terminal: testTerminal });
  expect((await read(h.north)).mediaType).toBe('application/pdf');
  await expect(read(await w.as('officer', 'south'))).rejects.toMatchObject({ code: 'not.found' });
});

test('a later version of the template changes no letter, and what cannot be filled is refused', async () => {
  const h = await createHouse();
  const { w } = h;
  const templateId = await h.template();
  const letterId = await issueTo(h, {
    templateId,
    signerId: w.personOf(h.north),
    counterId: w.personOf(h.head),
  });
  const { body } = await h.open(h.north, letterId);
  const revised = { templateId, name: '保密责任书', body: '新版本：{任务}', items: [{ task: '新任务' }] };
  const next = textOf(await w.done(h.officer, 'letter.reviseTemplate', revised), 'templateId');
  await w.done(h.leader, 'letter.issueTemplate', { templateId: next });
  expect((await h.open(h.north, letterId)).body).toBe(body);
  expect(await w.ask(h.officer, 'letter.template', { templateId }, TemplatePage)).toMatchObject({
    state: 'ended',
  });
  expect(await w.run(h.officer, 'letter.reviseTemplate', { ...revised, body: '{口令}' })).toMatchObject(
    refused('letter.placeholder'),
  );
});

test('commitments are proposed to the people of a unit, renew themselves, and a graded post asks for one', async () => {
  const h = await createHouse();
  const { w } = h;
  const templateId = await h.template({
    kind: 'commitment',
    occasion: 'posting',
    name: '涉密人员保密承诺书',
    body: '本人{姓名}（{岗位}，{涉密等级}）承诺遵守保密规定。',
    items: [],
    validMonths: 12,
  });
  const { id: holderId } = await w.person('丁一', 'north');
  const holder = await w.signIn(holderId);
  const keeper = await w.as('personnel', 'north');
  const postId = textOf(
    await w.done(keeper, 'org.addPost', { unitId: w.units.north.id, name: '机要员', grade: 'IMPORTANT' }),
    'postId',
  );
  await w.done(keeper, 'org.assignPost', { personId: holderId, postId, startedOn: '2026-03-02' });
  const proposal = await w.ask(
    h.officer,
    'letter.propose',
    { templateId, unitId: w.units.north.id, year: 2026 },
    LetterProposal,
  );
  expect(proposal.people.map((one) => one.id)).toContain(holderId);

  const turn = () =>
    asClockwork(w.kernel, w.kernel.newId(), (tx) => renewLetters.run(tx, { lastRanAt: null }));
  expect((await turn()).result).toEqual({ issued: 1 });
  expect((await turn()).result).toEqual({ issued: 0 });
  const [first] = (await w.ask(holder, 'letter.list', { mine: true }, LetterList)).rows;
  expect(first).toMatchObject({ state: 'open', dueOn: '2026-03-09' });
  const letterId = first?.id ?? '';
  expect((await h.open(holder, letterId)).body).toBe('本人丁一（机要员，重要涉密人员）承诺遵守保密规定。');
  await w.done(holder, 'letter.sign', { letterId });
  expect(await h.open(holder, letterId)).toMatchObject({ state: 'complete', expiresOn: '2027-03-02' });

  h.clock.now = parseInstant('2027-02-10T01:00:00Z');
  expect((await turn()).result).toEqual({ issued: 1 });
  const again = await w.signIn(holderId);
  const rows = (await w.ask(again, 'letter.list', { mine: true, state: 'open' }, LetterList)).rows;
  expect(rows).toMatchObject([{ dueOn: '2027-03-02' }]);
});

test('a letter is printed and exported with the names of who signed', async () => {
  const h = await createHouse();
  const { w } = h;
  const letterId = await issueTo(h, {
    templateId: await h.template(),
    signerId: w.personOf(h.north),
    counterId: w.personOf(h.head),
  });
  const file = (name: string) =>
    openFile(w.kernel, { name, input: { letterId }, sessionHash: h.north, terminal: testTerminal });
  expect(Buffer.from((await file('letter.print')).bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  expect(Buffer.from((await file('letter.docx')).bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
});
