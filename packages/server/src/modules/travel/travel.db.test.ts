// FOR-1, FOR-2, PER-2, PER-3
import { parseInstant } from '@fengni/kernel/command/instant';
import { type GradeCode, clearances } from '@fengni/kernel/org/tables';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { readSheet } from '../../http/testing/read-sheet.ts';
import { houseOfTest } from '../../testing/test-house.ts';
import { LeavingPage } from '../leaving/contract.ts';
import {
  DocumentList,
  DocumentMoves,
  JourneyList,
  JourneyPage,
  OverseasList,
  TravelRules,
} from './contract.ts';

const state = 'cn-state-secret';
async function createHouse() {
  const house = await houseOfTest();
  const { w } = house;
  const clerk = await w.as('document-clerk', 'north');
  const head = await w.as('unit-leader', 'north');
  const personnel = await w.as('personnel', 'north');
  const officer = await w.as('officer', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const first = await w.as('first-responsible', 'root');
  const one = await house.person('丁一', 2);
  const two = await house.person('丁二', 2);
  await grade(one.id, 'IMPORTANT');
  await grade(two.id, 'GENERAL');

  async function grade(personId: string, code: GradeCode): Promise<void> {
    const [standing] = await house.rows('select id from clearance where person_id = $1', [personId]);
    await w.fixture(async (tx) => {
      const rows = await tx.lockNamed(clearances, [String(standing?.['id'])]);
      await tx.updateAll(clearances, rows, { grade: code });
    });
  }
  const draft = {
    kind: 'official',
    regions: ['SG'],
    fromOn: '2026-12-01',
    untilOn: '2026-12-10',
    travellerIds: [one.id],
    leaderId: one.id,
    purpose: '设备验收（样例）',
    contacts: '示范设备公司',
  };
  async function plan(more: Record<string, unknown> = {}, by = one.session): Promise<string> {
    return textOf(await w.done(by, 'travel.plan', { ...draft, ...more }), 'journeyId');
  }
  async function decideAll(approvalId: string, deciders: readonly string[]): Promise<unknown> {
    let last: unknown = null;
    for (const decider of deciders) last = await house.consent(decider, approvalId);
    return last;
  }
  async function approved(more: Record<string, unknown> = {}): Promise<string> {
    const journeyId = await plan(more);
    const approvalId = await house.parked(one.session, 'travel.apply', { journeyId });
    await decideAll(approvalId, [head, personnel, officer, leader]);
    return journeyId;
  }
  const open = (session: string, journeyId: string) =>
    w.ask(session, 'travel.open', { journeyId }, JourneyPage);
  async function ready(journeyId: string): Promise<void> {
    const page = await open(officer, journeyId);
    for (const traveller of page.travellers) {
      const session = await w.signIn(traveller.personId);
      await w.done(session, 'travel.acknowledge', { journeyId });
      await w.done(officer, 'travel.clear', { travellerId: traveller.id });
    }
  }
  return {
    ...house,
    clerk,
    head,
    personnel,
    officer,
    leader,
    first,
    one,
    two,
    draft,
    grade,
    plan,
    approved,
    decideAll,
    open,
    ready,
  };
}

const scan = {
  name: '须知.pdf',
  mediaType: 'application/pdf',
  base64: Buffer.from('%PDF-1.7 样例').toString('base64'),
};

test('a journey is drafted, asked for, prepared, made and talked over', async () => {
  const h = await createHouse();
  const { w } = h;
  await w.done(h.personnel, 'letter.draftTemplate', {
    unitId: w.units.north.id,
    kind: 'commitment',
    occasion: 'travel',
    name: '出国（境）保密承诺书',
    body: '本人{姓名}承诺。',
  });
  const [template] = await h.rows('select id from letter_template');
  await w.done(await w.as('leader-in-charge', 'north'), 'letter.issueTemplate', {
    templateId: template?.['id'],
  });
  const journeyId = await h.approved();
  const page = await h.open(h.one.session, journeyId);
  expect(page).toMatchObject({
    state: 'approved',
    regions: ['SG'],
    purpose: '设备验收（样例）',
    ruleVersion: null,
  });
  expect(page.prohibitions.length).toBeGreaterThan(4);
  expect(page.travellers[0]).toMatchObject({ mine: true, leads: true, letter: { state: 'open' } });
  expect(await h.owed('travel.acknowledge')).toMatchObject([{ person_id: h.one.id, due_on: '2026-12-01' }]);
  expect(await h.owed('travel.handIn')).toMatchObject([{ person_id: h.one.id }]);

  const travellerId = page.travellers[0]?.id ?? '';
  const depart = () => w.run(h.officer, 'travel.depart', { journeyId, departedOn: '2026-12-01' });
  h.clock.now = parseInstant('2026-12-01T01:00:00Z');
  expect(await depart()).toMatchObject({ ...refused('travel.unready'), params: { count: 1 } });
  await w.done(await h.fresh(h.one.session), 'travel.acknowledge', { journeyId });
  expect(await w.run(await h.fresh(h.one.session), 'travel.acknowledge', { journeyId })).toMatchObject(
    refused('travel.acknowledged'),
  );
  await w.done(h.officer, 'travel.clear', { travellerId });
  expect(await depart()).toMatchObject(refused('travel.unready'));
  await w.done(await h.fresh(h.one.session), 'letter.sign', { letterId: page.travellers[0]?.letter?.id });
  expect(await depart()).toMatchObject({ kind: 'done' });
  expect(await h.owed('travel.acknowledge')).toEqual([]);
  expect(await h.owed('travel.handIn')).toEqual([]);
  // reminded on the way, half of it over
  expect(await h.owed('travel.call')).toMatchObject([{ person_id: h.one.id, due_on: '2026-12-05' }]);
  h.clock.now = parseInstant('2026-12-05T01:00:00Z');
  await w.done(h.officer, 'travel.recordContact', { journeyId, contactedOn: '2026-12-05', note: '一切正常' });
  expect(await h.owed('travel.call')).toEqual([]);

  h.clock.now = parseInstant('2026-12-10T08:00:00Z');
  await w.done(h.one.session, 'travel.reportReturn', { journeyId, returnedOn: '2026-12-10' });
  expect(await h.owed('travel.return')).toEqual([]);
  expect(await h.owed('travel.debrief')).toMatchObject([{ duty: 'officer', due_on: '2026-12-20' }]);
  expect(await w.run(h.officer, 'travel.close', { journeyId })).toMatchObject(refused('travel.open.ends'));
  const talk = {
    travellerId,
    heldOn: '2026-12-10',
    findings: ['questions'],
    note: '被问及产量',
    incident: true,
  };
  await w.done(h.officer, 'travel.debrief', talk);
  expect(await h.rows('select source_id, person_id from incident_seed')).toEqual([
    { source_id: journeyId, person_id: h.one.id },
  ]);
  expect((await h.open(h.officer, journeyId)).travellers[0]?.debrief).toMatchObject({
    findings: ['questions'],
    note: '被问及产量',
    incident: true,
  });
  // what was found is the office's: the traveller learns that the talk was held, and no more
  expect((await h.open(h.one.session, journeyId)).travellers[0]).toMatchObject({
    debrief: null,
    debriefedOn: '2026-12-10',
  });
  await w.done(h.officer, 'travel.close', { journeyId });
  expect(await h.owed('travel.debrief')).toEqual([]);
  expect((await h.open(h.one.session, journeyId)).state).toBe('closed');
});

test('the flow goes by the highest grade of who travels, and by what binds him at home', async () => {
  const h = await createHouse();
  const flowOf = async (journeyId: string, session = h.one.session) => {
    const approvalId = await h.parked(session, 'travel.apply', { journeyId });
    const [row] = await h.rows('select flow from approval where id = $1', [approvalId]);
    return row?.['flow'];
  };
  expect(await flowOf(await h.plan())).toBe('travel.graded');
  const plain = await h.person('丁三');
  const own = { travellerIds: [plain.id], leaderId: plain.id };
  expect(await flowOf(await h.plan(own, plain.session), plain.session)).toBe('travel.plain');
  await h.grade(h.one.id, 'CORE');
  const both = { travellerIds: [h.one.id, plain.id], leaderId: plain.id };
  expect(await flowOf(await h.plan(both))).toBe('travel.core');
  await h.grade(h.one.id, 'GENERAL');
  await h.w.done(h.personnel, 'leaving.begin', {
    personId: plain.id,
    kind: 'resign',
    lastOn: '2027-01-31',
    reason: '样例',
  });
  expect(await flowOf(await h.plan(own, plain.session), plain.session)).toBe('travel.core');
});

test('checks are told to the traveller and to who answers for him, to companions and the head of the unit not', async () => {
  const h = await createHouse();
  const journeyId = await h.plan({ travellerIds: [h.one.id, h.two.id] });
  const checksFor = async (session: string) =>
    (await h.open(session, journeyId)).travellers.map(
      (one) => one.checks?.map((check) => `${check.id} ${check.verdict}`) ?? null,
    );
  const [mine, companion] = await checksFor(h.one.session);
  expect(mine).toContain('grade note');
  expect(mine).toContain('document todo');
  expect(companion).toBeNull();
  expect(await checksFor(h.head)).toEqual([null, null]);
  expect((await checksFor(h.officer)).every((one) => one !== null)).toBe(true);
  // an open review speaks to the office, and leaves no line with whom it is about
  const before = await h.open(h.one.session, journeyId);
  await h.w.done(h.personnel, 'personnel.beginReview', {
    personId: h.one.id,
    kind: 'interval',
    grade: 'IMPORTANT',
    dueOn: '2026-12-31',
    cause: '定期复审',
  });
  expect((await checksFor(h.officer))[0]).toContain('review note');
  expect(await h.open(h.one.session, journeyId)).toEqual(before);
  const south = await h.w.as('officer', 'south');
  await expect(h.open(south, journeyId)).rejects.toMatchObject({ code: 'not.found' });
  expect((await h.w.ask(south, 'travel.list', {}, JourneyList)).rows).toEqual([]);
});

test('who holds carriers does not go, unless the leader decides so with the reason', async () => {
  const h = await createHouse();
  const { w } = h;
  const journeyId = await h.approved();
  const registerId = textOf(
    await w.done(h.officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );
  const keep = () =>
    w.done(h.clerk, 'carrier.register', {
      registerId,
      medium: 'paper',
      mark: { scheme: state, level: 'MIMI', validity: { kind: 'duration', years: 5 } },
      issuedOn: '2026-10-12',
      title: '样例',
      keeperId: h.one.id,
      place: '2号柜',
      scope: { personIds: [h.one.id] },
    });
  await keep();
  const page = await h.open(h.officer, journeyId);
  const travellerId = page.travellers[0]?.id;
  expect(page.travellers[0]?.checks?.find((one) => one.id === 'held')).toMatchObject({ verdict: 'todo' });
  expect(await w.run(h.officer, 'travel.clear', { travellerId })).toMatchObject({
    ...refused('travel.holds'),
    params: { count: 1 },
  });
  const approvalId = await h.parked(h.officer, 'travel.clearHolding', { travellerId, reason: '由他人代管' });
  expect(await h.consent(h.leader, approvalId)).toMatchObject({ kind: 'done' });
  expect((await h.open(h.officer, journeyId)).travellers[0]).toMatchObject({ keptOut: 1 });
  // what he takes after that is not what was decided on
  await w.done(h.one.session, 'travel.acknowledge', { journeyId });
  await keep();
  h.clock.now = parseInstant('2026-12-01T01:00:00Z');
  expect(await w.run(h.officer, 'travel.depart', { journeyId, departedOn: '2026-12-01' })).toMatchObject({
    ...refused('travel.holds'),
    params: { count: 2 },
  });
});

test('another destination, other days or travellers are asked for again', async () => {
  const h = await createHouse();
  const journeyId = await h.approved();
  const route = { journeyId, regions: ['SG'], fromOn: '2026-12-01', untilOn: '2026-12-10' };
  const same = { ...route, travellerIds: [h.one.id], leaderId: h.one.id, reason: '行程有变' };
  const unchanged = await h.parked(h.one.session, 'travel.change', same);
  await h.decideAll(unchanged, [h.head, h.personnel, h.officer]);
  expect(await h.consent(h.leader, unchanged)).toMatchObject({ result: { state: 'failed' } });
  const approvalId = await h.parked(h.one.session, 'travel.change', {
    ...same,
    regions: ['SG', 'MY'],
    untilOn: '2026-12-14',
    travellerIds: [h.one.id, h.two.id],
  });
  // nothing changes before the last consent
  expect((await h.open(h.one.session, journeyId)).untilOn).toBe('2026-12-10');
  await h.decideAll(approvalId, [h.head, h.personnel, h.officer, h.leader]);
  const page = await h.open(h.officer, journeyId);
  expect(page).toMatchObject({ regions: ['SG', 'MY'], untilOn: '2026-12-14' });
  expect(page.travellers.map((one) => one.person)).toEqual(['丁一', '丁二']);
  expect(await h.owed('travel.acknowledge')).toHaveLength(2);
  // the same days are taken now
  const other = await h.plan({ travellerIds: [h.two.id], leaderId: h.two.id }, h.two.session);
  const overlapping = await h.parked(h.two.session, 'travel.apply', { journeyId: other });
  await h.decideAll(overlapping, [h.head, h.personnel, h.officer]);
  expect(await h.consent(h.leader, overlapping)).toMatchObject({ result: { state: 'failed' } });
  await h.w.done(h.one.session, 'travel.cancel', { journeyId, reason: '任务取消' });
  expect(await h.owed('travel.acknowledge')).toEqual([]);
});

test('papers are kept with a hidden number, lent for one journey, owed back, and settled before somebody leaves', async () => {
  const h = await createHouse();
  const { w } = h;
  const entered = {
    personId: h.one.id,
    kind: 'official-passport',
    number: 'PE1234567',
    validUntil: '2031-05-01',
    place: '1号证件柜',
  };
  const documentId = textOf(await w.done(h.personnel, 'travel.takeInDocument', entered), 'documentId');
  expect(await w.run(h.officer, 'travel.takeInDocument', entered)).toMatchObject(
    refused('travel.document.known'),
  );
  const listed = await w.ask(h.officer, 'travel.documents', {}, DocumentList);
  expect(listed.rows).toMatchObject([{ number: 'P******67', state: 'kept', person: '丁一' }]);
  const [sealed] = await h.rows(`select encode(sealed, 'escape') as sealed from travel_document_matter`);
  expect(sealed?.['sealed']).not.toContain('1234567');
  // nobody else's business: neither a colleague's nor the head of the unit's
  for (const session of [h.two.session, h.head, await w.as('personnel', 'south')])
    expect((await w.ask(session, 'travel.documents', {}, DocumentList)).rows).toEqual([]);

  const journeyId = await h.plan();
  expect(await w.run(h.officer, 'travel.lendDocument', { documentId, journeyId })).toMatchObject(
    refused('travel.document.journey'),
  );
  const approvalId = await h.parked(h.one.session, 'travel.apply', { journeyId });
  await h.decideAll(approvalId, [h.head, h.personnel, h.officer, h.leader]);
  expect((await h.open(h.officer, journeyId)).travellers[0]?.checks).toContainEqual(
    expect.objectContaining({ id: 'document', verdict: 'fine' }),
  );
  await w.done(h.officer, 'travel.lendDocument', { documentId, journeyId });
  expect(await h.owed('travel.document')).toMatchObject([{ person_id: h.one.id, due_on: '2026-12-20' }]);
  const slip = await h.file(h.officer, 'travel.loanSlip', { documentId });
  expect(readSheet(Buffer.from(slip.bytes))).toContain('PE1234567');
  await h.ready(journeyId);
  h.clock.now = parseInstant('2026-12-01T01:00:00Z');
  await w.done(h.officer, 'travel.depart', { journeyId, departedOn: '2026-12-01' });
  h.clock.now = parseInstant('2026-12-06T01:00:00Z');
  // back four days early: the papers are due earlier too
  await w.done(h.one.session, 'travel.reportReturn', { journeyId, returnedOn: '2026-12-06' });
  expect(await h.owed('travel.document')).toMatchObject([{ due_on: '2026-12-16' }]);

  const leavingId = textOf(
    await w.done(h.personnel, 'leaving.begin', {
      personId: h.one.id,
      kind: 'resign',
      lastOn: '2026-12-31',
      reason: '样例',
    }),
    'leavingId',
  );
  const held = async () =>
    (await w.ask(h.officer, 'leaving.open', { leavingId }, LeavingPage)).held.map((group) => group.id);
  expect(await held()).toEqual(expect.arrayContaining(['travel.documents.lent', 'travel.journeys']));
  await w.done(h.officer, 'travel.takeBackDocument', { documentId });
  expect(await h.owed('travel.document')).toEqual([]);
  expect(await held()).toContain('travel.documents.kept');
  await w.done(h.officer, 'travel.handBackDocument', { documentId, reason: '离岗发还' });
  expect(await held()).not.toContain('travel.documents.kept');
  await w.done(h.one.session, 'travel.reportMissingDocument', { documentId, reason: '搬家时遗失' });
  const moves = await w.ask(h.officer, 'travel.documentMoves', { documentId }, DocumentMoves);
  expect(moves.rows.map((row) => row.kind).toSorted()).toEqual(
    ['handed-back', 'lent', 'missing', 'returned', 'taken-in'].toSorted(),
  );
});

test('the list is versioned, put in force by the leader, and read by who is briefed under it', async () => {
  const h = await createHouse();
  const { w } = h;
  const rule = { unitId: w.units.north.id, items: ['不得携带工作手机出境。'], returnDays: 7, debriefDays: 5 };
  const ruleId = textOf(await w.done(h.officer, 'travel.draftRule', rule), 'ruleId');
  const again = textOf(await w.done(h.officer, 'travel.draftRule', { ...rule, debriefDays: 6 }), 'ruleId');
  expect(again).toBe(ruleId);
  expect(await w.run(h.officer, 'travel.issueRule', { ruleId })).toMatchObject(refused('not.permitted'));
  await w.done(h.leader, 'travel.issueRule', { ruleId });
  const journeyId = await h.approved();
  expect(await h.open(h.one.session, journeyId)).toMatchObject({
    ruleVersion: 1,
    returnDays: 7,
    debriefDays: 6,
    prohibitions: [{ zh: '不得携带工作手机出境。' }],
  });
  const next = textOf(await w.done(h.officer, 'travel.draftRule', { ...rule, items: ['新版'] }), 'ruleId');
  await w.done(h.leader, 'travel.issueRule', { ruleId: next });
  // approved under the first version, briefed by it
  expect((await h.open(h.one.session, journeyId)).ruleVersion).toBe(1);
  const rules = await w.ask(h.two.session, 'travel.rules', {}, TravelRules);
  expect(rules.rows.map((row) => `${row.version} ${row.state}`)).toEqual(['2 in-force', '1 ended']);
});

test('who has no account signs on paper, and the office enters it with the scan', async () => {
  const h = await createHouse();
  const { w } = h;
  const journeyId = await h.approved({ travellerIds: [h.one.id, h.two.id] });
  const page = await h.open(h.officer, journeyId);
  const twos = page.travellers.find((one) => one.personId === h.two.id)?.id;
  await w.done(h.personnel, 'travel.enterAcknowledgement', {
    travellerId: twos,
    acknowledgedOn: '2026-11-02',
    scan,
  });
  const [, two] = (await h.open(h.officer, journeyId)).travellers;
  expect(two).toMatchObject({ acknowledged: 'paper' });
  // the scan is his and the office's; a companion sees neither it nor its id
  await h.file(h.officer, 'scan.open', { scanId: two?.scanId });
  expect((await h.open(h.one.session, journeyId)).travellers[1]?.scanId).toBeNull();
  await expect(h.file(h.one.session, 'scan.open', { scanId: two?.scanId })).rejects.toMatchObject({
    code: 'not.found',
  });
  for (const name of ['travel.form', 'travel.briefing']) {
    const file = await h.file(h.head, name, { journeyId });
    expect(Buffer.from(file.bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  }
  const docx = await h.file(h.head, 'travel.formDocx', { journeyId });
  expect(Buffer.from(docx.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
  const sheet = await h.file(await h.fresh(h.officer), 'travel.export', {});
  expect(Buffer.from(sheet.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
});

test('a unit abroad names who is responsible and reports each year', async () => {
  const h = await createHouse();
  const { w } = h;
  const flag = {
    unitId: w.units.north.id,
    region: 'KZ',
    responsibleId: h.one.id,
    sinceOn: '2026-01-01',
  };
  const overseasId = textOf(await w.done(h.officer, 'overseas.flag', flag), 'overseasId');
  expect(await w.run(h.officer, 'overseas.flag', flag)).toMatchObject(refused('overseas.known'));
  expect(await h.owed('travel.overseas')).toMatchObject([{ person_id: h.one.id, due_on: '2026-12-31' }]);
  await w.done(h.officer, 'overseas.changeResponsible', { overseasId, responsibleId: h.two.id });
  expect(await h.owed('travel.overseas')).toMatchObject([{ person_id: h.two.id, due_on: '2026-12-31' }]);
  const report = { overseasId, year: 2026, words: '全年无泄密隐患（样例）' };
  expect(await w.run(h.one.session, 'overseas.report', report)).toMatchObject(refused('not.found'));
  await w.done(h.two.session, 'overseas.report', report);
  expect(await w.run(h.two.session, 'overseas.report', report)).toMatchObject(refused('overseas.reported'));
  expect(await h.owed('travel.overseas')).toMatchObject([{ person_id: h.two.id, due_on: '2027-12-31' }]);
  const list = await w.ask(h.officer, 'travel.overseas', {}, OverseasList);
  expect(list.rows).toMatchObject([{ responsible: '丁二', reports: [{ year: 2026, words: report.words }] }]);
  await w.done(h.officer, 'overseas.end', { overseasId, endedOn: '2026-11-02' });
  expect(await h.owed('travel.overseas')).toEqual([]);
});

test('the file of a person tells his journeys, and findings of the talk to nobody about himself', async () => {
  const h = await createHouse();
  const { w } = h;
  const journeyId = await h.approved();
  await h.ready(journeyId);
  h.clock.now = parseInstant('2026-12-01T01:00:00Z');
  await w.done(h.officer, 'travel.depart', { journeyId, departedOn: '2026-12-01' });
  h.clock.now = parseInstant('2026-12-10T09:00:00Z');
  await w.done(h.one.session, 'travel.reportReturn', { journeyId, returnedOn: '2026-12-10' });
  const page = await h.open(h.officer, journeyId);
  const travellerId = page.travellers[0]?.id;
  const talk = { travellerId, heldOn: '2026-12-10' };
  expect(await w.run(h.one.session, 'travel.debrief', talk)).toMatchObject(refused('not.permitted'));
  await w.done(h.officer, 'travel.debrief', { ...talk, findings: ['contact'] });
  const Opened = z.object({ sections: z.array(z.object({ id: z.string(), count: z.int() })) });
  const fileOf = async (session: string, personId: string | null) => {
    const { sections } = await h.read(session, 'personalFile.open', { personId }, Opened);
    return Object.fromEntries(
      sections.filter((one) => one.id.startsWith('travel.')).map((one) => [one.id, one.count]),
    );
  };
  expect(await fileOf(h.officer, h.one.id)).toMatchObject({ 'travel.journeys': 1, 'travel.debriefs': 1 });
  const own = await fileOf(h.one.session, null);
  expect(own).toMatchObject({ 'travel.journeys': 1 });
  expect(own).not.toHaveProperty('travel.debriefs');
  const [journeys] = h.registry.trail.filter((source) => source.id === 'travel.journeys');
  expect(journeys?.explain({ kind: 'official', regions: 'SG HK', state: 'returned' }).zh).toBe(
    '因公出国（境）：新加坡、中国香港（已返回）',
  );
});
