// PER-2, INC-3, BEY-4, CLS-5
import { invariant } from '@fengni/kernel/command/invariant';
import { parseInstant } from '@fengni/kernel/command/instant';
import { Refusal } from '@fengni/kernel/command/refusal';
import { textOf } from '@fengni/kernel/testkit/world';
import { addDays, parseLocalDate } from '@fengni/schemes/term';
import { expect, onTestFinished, test } from 'vitest';
import { readSheet } from '../../http/testing/read-sheet.ts';
import { createHandlingHouse } from '../carriers/testing/handling-house.ts';
import { HeldAnswer, type LineView, PersonalFile } from './contract.ts';

async function createHouse() {
  const house = await createHandlingHouse();
  onTestFinished(house.close);
  /** Registers a carrier, and lets a minute pass: what happens to it later is later. */
  const register: typeof house.register = async (...options) => {
    const made = await house.register(...options);
    house.later();
    return made;
  };
  const personnel = await house.w.as('personnel', 'north');
  const reader = await house.cleared('丁一');
  const open = (session: string, input: Record<string, unknown> = {}) =>
    house.read(session, 'personalFile.open', { personId: reader.id, ...input }, PersonalFile);
  const held = (session: string, from: string, to: string) =>
    house.read(session, 'personalFile.held', { personId: reader.id, from, to }, HeldAnswer);
  return { ...house, register, personnel, reader, open, held };
}

/** Day and hour of an instant, in UTC. */
const day = (at: string | null) => at?.slice(0, 13) ?? null;
const of = (lines: readonly LineView[], source: string) => lines.filter((line) => line.source === source);
async function codeOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}

test('a file fills itself: what was lent and given back is one span in the hands of the borrower', async () => {
  const h = await createHouse();
  const made = await h.register({ level: '绝密', knowers: [h.reader.id] });
  const [copyId = ''] = made.copyIds;
  const loanId = await h.lend(copyId, h.reader);
  h.clock.now = parseInstant('2026-11-24T02:00:00Z');
  const officer = await h.fresh(h.officer);
  const [out] = of((await h.open(officer)).lines, 'carriers.in-hand');
  expect(out).toMatchObject({ id: made.carrierId, until: null, lasts: true });
  expect(out?.words.zh).toBe(`持有绝密载体 ${made.number}-01（借出）`);
  await h.w.done(h.clerk, 'loan.takeBack', { loanId, place: '1号柜' });
  const { lines, sections, head } = await h.open(officer);
  expect(head).toMatchObject({ person: '丁一', unit: 'north', clearances: [{ rank: 3 }] });
  expect(of(lines, 'carriers.in-hand')).toMatchObject([
    { at: '2026-11-02T01:01:00.000Z', until: '2026-11-24T02:00:00.000Z', lasts: false },
  ]);
  expect(of(lines, 'carriers.late').map((line) => line.words.zh)).toEqual([
    `借阅绝密载体 ${made.number}逾期（应于 2026-11-20 归还）`,
  ]);
  expect(sections.filter((one) => one.count > 0).map((one) => one.id)).toEqual([
    'access.accounts',
    'org.clearances',
    'org.units',
    'obligation.late',
    'carriers.in-hand',
    'carriers.late',
  ]);
});

test('who answers for a person and does not see the carrier is told level and days, and no number', async () => {
  const h = await createHouse();
  const made = await h.register({ knowers: [h.reader.id] });
  await h.lend(made.copyIds[0] ?? '', h.reader);
  const { lines } = await h.open(h.personnel);
  const [line] = of(lines, 'carriers.in-hand');
  expect(line).toMatchObject({ id: null, words: { zh: '持有机密载体（借出）' } });
  expect(JSON.stringify(lines)).not.toContain(made.number);
  expect(JSON.stringify(lines)).not.toContain(made.carrierId);
});

test('scopes are told only to who may know the carrier himself', async () => {
  const h = await createHouse();
  const other = await h.cleared('丁二');
  await h.w.hold(other.id, 'personnel', 'north');
  const shared = await h.register({ knowers: [h.reader.id, other.id] });
  await h.register({ level: '绝密', knowers: [h.reader.id] });
  expect(of((await h.open(h.officer)).lines, 'carriers.scope')).toEqual([]);
  expect(of((await h.open(other.session)).lines, 'carriers.scope')).toMatchObject([{ id: shared.carrierId }]);
  expect(of((await h.open(h.reader.session)).lines, 'carriers.scope')).toHaveLength(2);
});

test('the file of somebody one does not answer for is not found, and opening one is on the log', async () => {
  const h = await createHouse();
  const south = await h.w.as('officer', 'south');
  const colleague = await h.cleared('丁三');
  const unknown = '11111111-2222-4333-8444-555555555555';
  for (const name of ['open', 'print', 'export']) {
    for (const personId of [h.reader.id, unknown]) {
      for (const session of [south, colleague.session]) {
        expect(await codeOf(h.file(session, `personalFile.${name}`, { personId }))).toBe('not.found');
      }
    }
  }
  await h.open(h.personnel);
  const [entry] = await h.rows(
    `select person_id, subject_id from log_detail where command = 'personalFile.open' and outcome = 'opened'`,
  );
  expect(entry).toEqual({ person_id: h.w.personOf(h.personnel), subject_id: h.reader.id });
});

test('units, posts and freezings are kept as they were, day by day', async () => {
  const h = await createHouse();
  const { w } = h;
  const head = await w.as('personnel', 'root');
  h.clock.now = parseInstant('2026-12-01T02:00:00Z');
  await w.done(await h.fresh(head), 'org.changePerson', {
    personId: h.reader.id,
    name: '丁一',
    staffNo: null,
    unitId: w.units.south.id,
  });
  await w.done(await w.as('officer', 'root'), 'org.freezePerson', {
    personId: h.reader.id,
    reason: '调查需要',
  });
  h.clock.now = parseInstant('2026-12-05T02:00:00Z');
  await w.done(await w.administrator('security'), 'org.restorePerson', {
    personId: h.reader.id,
    reason: '已查明',
  });
  const { lines } = await h.open(await h.fresh(head));
  expect(of(lines, 'org.units').map((line) => [line.words.zh, day(line.at), day(line.until)])).toEqual([
    ['在south', '2026-11-30T16', null],
    ['在north', '2026-11-01T16', '2026-11-30T16'],
  ]);
  expect(of(lines, 'org.freezes').map((line) => [day(line.at), day(line.until)])).toEqual([
    ['2026-11-30T16', '2026-12-04T16'],
  ]);
});

test('the time line pages by cursor without gap or repetition, and filters by kind and day', async () => {
  const h = await createHouse();
  const firstDay = parseLocalDate('2021-01-01');
  invariant(firstDay !== null, 'a day');
  for (let i = 0; i < 320; i += 1) {
    const on = addDays(firstDay, i);
    await h.w.hold(h.reader.id, 'teacher', 'north', { startedOn: on, endedOn: on });
  }
  const session = await h.fresh(h.personnel);
  const first = await h.open(session, { sources: ['org.duties'] });
  expect(first.lines).toHaveLength(300);
  const second = await h.open(session, { sources: ['org.duties'], after: first.next });
  expect(second.next).toBeNull();
  const days = [...first.lines, ...second.lines].map((line) => line.at);
  expect(days).toHaveLength(320);
  expect(days).toEqual([...new Set(days)].toSorted().toReversed());
  const span = await h.open(session, { from: '2021-01-10', to: '2021-01-12' });
  expect(of(span.lines, 'org.duties')).toHaveLength(3);
  expect(span.sections.find((one) => one.id === 'org.duties')?.count).toBe(3);
  expect(await codeOf(h.open(session, { after: 'tampered' }))).toBe('not.found');
});

test('what somebody held in a span: each thing once, with first and last day and how, counted by level', async () => {
  const h = await createHouse();
  const top = await h.register({ level: '绝密', knowers: [h.reader.id] });
  const kept = await h.register({ keeperId: h.reader.id, knowers: [h.reader.id] });
  const loanId = await h.lend(top.copyIds[0] ?? '', h.reader);
  h.clock.now = parseInstant('2026-11-10T02:00:00Z');
  await h.w.done(h.clerk, 'loan.takeBack', { loanId, place: '1号柜' });
  h.clock.now = parseInstant('2026-11-20T02:00:00Z');
  const officer = await h.fresh(h.officer);
  const all = await h.held(officer, '2026-11-01', '2026-11-30');
  expect(all.counts).toMatchObject([
    { words: { zh: '绝密' }, count: 1 },
    { words: { zh: '机密' }, count: 1 },
  ]);
  expect(all.things).toMatchObject([
    {
      id: top.carrierId,
      number: top.number,
      how: ['carriers.in-hand'],
      firstAt: '2026-11-02T01:02:00.000Z',
      lastAt: '2026-11-10T02:00:00.000Z',
      lasts: false,
    },
    {
      id: kept.carrierId,
      how: ['carriers.keeping'],
      lastAt: '2026-11-20T02:00:00.000Z',
      lasts: true,
    },
  ]);
  const after = await h.held(officer, '2026-11-11', '2026-11-12');
  expect(after.things.map((thing) => thing.id)).toEqual([kept.carrierId]);
  const before = await h.held(officer, '2026-10-01', '2026-10-31');
  expect(before.total).toBe(0);
  // he himself sees what he could know besides
  const own = await h.held(await h.fresh(h.reader.session), '2026-11-11', '2026-11-12');
  expect(own.things.map((thing) => thing.how)).toEqual([
    ['carriers.scope'],
    ['carriers.keeping', 'carriers.scope'],
  ]);
});

test('file and list are printed and exported; who exports shows his second factor again', async () => {
  const h = await createHouse();
  const made = await h.register({ knowers: [h.reader.id] });
  await h.lend(made.copyIds[0] ?? '', h.reader);
  const span = { personId: h.reader.id, from: '2026-11-01', to: '2026-11-30' };
  const words = async (name: string, input: unknown) => {
    const { bytes } = await h.file(h.officer, name, input);
    return readSheet(Buffer.from(bytes)).replaceAll('\n', '');
  };
  const file = await words('personalFile.print', { personId: h.reader.id });
  for (const word of ['个人保密档案', '丁一', '持有机密载体']) expect(file).toContain(word);
  const list = await words('personalFile.printHeld', span);
  for (const word of ['持有和知悉载体清单', made.number, '机密 1']) expect(list).toContain(word);
  const stale = await h.w.signIn(h.w.personOf(h.officer), { factorAt: null });
  for (const [name, input] of [
    ['export', { personId: h.reader.id }],
    ['exportHeld', span],
  ] as const) {
    expect(await codeOf(h.file(stale, `personalFile.${name}`, input))).toBe('second.factor.required');
    const { bytes } = await h.file(await h.fresh(h.officer), `personalFile.${name}`, input);
    expect(Buffer.from(bytes.subarray(0, 2)).toString()).toBe('PK');
  }
});

test('a duty over his own unit opens nobody his own file further', async () => {
  const h = await createHouse();
  await h.w.hold(h.reader.id, 'officer', 'north');
  const { own, sections } = await h.open(await h.fresh(h.reader.session), { personId: null });
  expect(own).toBe(true);
  expect(sections.map((one) => one.id)).not.toContain('leaving.visits');
});

test('nothing in his own file tells somebody of what is hidden from him', async () => {
  const h = await createHouse();
  const { w } = h;
  const begun = await w.done(h.personnel, 'leaving.begin', {
    personId: h.reader.id,
    kind: 'move',
    lastOn: '2026-11-30',
    reason: '岗位调整',
  });
  const leavingId = textOf(begun, 'leavingId');
  await w.done(h.personnel, 'leaving.recordTalk', { leavingId, talkedOn: '2026-11-02', talk: '已提醒' });
  const approvalId = await h.parked(h.personnel, 'cooling.decide', {
    leavingId,
    months: 36,
    managedBy: 'house',
    reason: '按实际接触确定',
  });
  await h.consent(h.leader, approvalId);
  const [cooling] = await h.rows('select id from cooling_off');
  h.clock.now = parseInstant('2027-05-03T01:00:00Z');
  const personnel = await h.fresh(h.personnel);
  const before = await h.open(await h.fresh(h.reader.session));
  await w.done(personnel, 'cooling.recordVisit', {
    coolingId: cooling?.['id'],
    visitedOn: '2027-05-03',
    finding: 'breach',
    note: '未报告去向',
  });
  expect(of((await h.open(personnel)).lines, 'leaving.visits').map((line) => line.words.zh)).toEqual([
    '回访：违反脱密期规定',
  ]);
  const mine = await h.fresh(h.reader.session);
  expect(await h.open(mine)).toEqual(before);
  expect(before.sections.map((one) => one.id)).not.toContain('leaving.visits');
  for (const source of ['leaving.visits', 'made.up']) {
    expect(await codeOf(h.open(mine, { sources: [source] }))).toBe('personalFile.source.unknown');
  }
});
