// PER-5, PER-3
import { parseInstant } from '@fengni/kernel/command/instant';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { houseOfTest, stateScheme } from '../../testing/test-house.ts';
import { closeHandBacks, endEngagements } from './clockwork.ts';
import { EngagementList, EngagementPage, FirmList, RuleList } from './contract.ts';

async function createHouse() {
  const house = await houseOfTest();
  const { w } = house;
  const personnel = await w.as('personnel', 'north');
  const officer = await w.as('officer', 'north');
  const head = await w.as('unit-leader', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const security = await w.administrator('security');
  const sponsor = await house.person('甲一');
  async function propose(more: Record<string, unknown> = {}): Promise<string> {
    const made = await w.done(personnel, 'engagement.propose', {
      name: '戊一',
      kind: 'temporary',
      sponsorId: sponsor.id,
      fromOn: '2026-11-02',
      untilOn: '2027-01-31',
      clearedTo: 'MIMI',
      purpose: '协助档案数字化（样例）',
      ...more,
    });
    return textOf(made, 'engagementId');
  }
  /** Proposed, agreed to by every step, begun. */
  async function engage(more: Record<string, unknown> = {}) {
    const engagementId = await propose(more);
    const approvalId = await house.parked(personnel, 'engagement.begin', { engagementId });
    await house.consent(head, approvalId);
    if (more['clearedTo'] !== null) await house.consent(leader, approvalId);
    const page = await open(personnel, engagementId);
    return { engagementId, personId: page.personId ?? '' };
  }
  const open = (session: string, engagementId: string) =>
    w.ask(session, 'engagement.open', { engagementId }, EngagementPage);
  const today = (day: string) => {
    house.clock.now = parseInstant(`${day}T01:00:00Z`);
  };
  return { ...house, personnel, officer, head, leader, security, sponsor, propose, engage, open, today };
}

test('somebody new begins when the head of the sponsor’s unit and, for access, the leader agree', async () => {
  const h = await createHouse();
  const engagementId = await h.propose();
  expect(await h.open(h.personnel, engagementId)).toMatchObject({ state: 'proposed', personId: null });
  const approvalId = await h.parked(h.personnel, 'engagement.begin', { engagementId });
  expect(await h.consent(h.leader, approvalId)).toMatchObject({ kind: 'refused' });
  await h.consent(h.head, approvalId);
  expect(await h.open(h.personnel, engagementId)).toMatchObject({ state: 'proposed' });
  await h.consent(h.leader, approvalId);
  const page = await h.open(h.personnel, engagementId);
  expect(page).toMatchObject({ state: 'running', name: '戊一', sponsor: '甲一', needsLetter: true });
  expect(await h.rows('select name, unit_id from person where id = $1', [page.personId])).toEqual([
    { name: '戊一', unit_id: h.w.units.north.id },
  ]);
  expect(await h.owed('engagement.ending')).toMatchObject([
    { person_id: h.sponsor.id, subject_id: engagementId, due_on: '2027-01-31' },
  ]);
  expect(await h.owed('engagement.briefing')).toMatchObject([{ duty: 'officer' }]);
  await h.w.done(h.officer, 'engagement.recordBriefing', { engagementId, briefedOn: '2026-11-02' });
  expect(await h.owed('engagement.briefing')).toEqual([]);
});

test('the letter for temporary access is issued with the first day', async () => {
  const h = await createHouse();
  const { w } = h;
  const rootOfficer = await w.as('officer', 'root');
  const made = await w.done(rootOfficer, 'letter.draftTemplate', {
    unitId: w.units.root.id,
    kind: 'commitment',
    occasion: 'temporary',
    name: '临时涉密人员保密承诺书',
    body: '本人{姓名}承诺。',
  });
  await w.done(h.leader, 'letter.issueTemplate', { templateId: textOf(made, 'templateId') });
  const { engagementId, personId } = await h.engage();
  expect((await h.open(h.personnel, engagementId)).letter).toMatchObject({
    state: 'open',
    dueOn: '2026-11-02',
  });
  expect(await h.owed('letter.sign')).toMatchObject([{ person_id: personId }]);
});

test('a letter that had no template when he began is issued afterwards, once', async () => {
  const h = await createHouse();
  const { w } = h;
  const { engagementId } = await h.engage();
  const issue = () => w.run(h.personnel, 'engagement.issueLetter', { engagementId });
  expect(await issue()).toMatchObject(refused('engagement.letter.none'));
  const rootOfficer = await w.as('officer', 'root');
  const made = await w.done(rootOfficer, 'letter.draftTemplate', {
    unitId: w.units.root.id,
    kind: 'commitment',
    occasion: 'temporary',
    name: '临时涉密人员保密承诺书',
    body: '本人{姓名}承诺。',
  });
  await w.done(h.leader, 'letter.issueTemplate', { templateId: textOf(made, 'templateId') });
  expect(await issue()).toMatchObject({ kind: 'done' });
  expect((await h.open(h.personnel, engagementId)).letter).toMatchObject({ state: 'open' });
  expect(await issue()).toMatchObject(refused('engagement.letter.there'));
});

test('the kernel refuses every duty and clearance that the kind forbids, and gives what it allows', async () => {
  const h = await createHouse();
  const { w } = h;
  const { personId } = await h.engage();
  const grant = async (duty: string) =>
    w.run(h.security, 'org.grantDuty', {
      personId,
      duty,
      unitId: w.units.north.id,
      startedOn: '2026-11-02',
    });
  expect(await grant('officer')).toMatchObject(refused('engagement.duty.barred'));
  const clear = async (grade: string) =>
    w.run(h.security, 'org.setClearance', {
      personId,
      grade,
      schemes: [stateScheme],
      decidedOn: '2026-11-02',
    });
  expect(await clear('IMPORTANT')).toMatchObject(refused('engagement.clearance.barred'));
  expect(await clear('GENERAL')).toMatchObject({ kind: 'done' });
  const cleaner = await h.engage({ name: '戊二', kind: 'cleaner', clearedTo: null });
  expect(
    await w.run(h.security, 'org.setClearance', {
      personId: cleaner.personId,
      grade: 'GENERAL',
      schemes: [stateScheme],
      decidedOn: '2026-11-02',
    }),
  ).toMatchObject(refused('engagement.clearance.barred'));
  const seconded = await h.engage({ name: '戊三', kind: 'seconded', clearedTo: 'JIMI' });
  const lent = { personId: seconded.personId, unitId: w.units.north.id, startedOn: '2026-11-02' };
  expect(await w.run(h.security, 'org.grantDuty', { ...lent, duty: 'document-clerk' })).toMatchObject({
    kind: 'done',
  });
  expect(await w.run(h.security, 'org.grantDuty', { ...lent, duty: 'classifier' })).toMatchObject(
    refused('engagement.duty.barred'),
  );
});

test('a deputy who is not staff is refused the duty too', async () => {
  const h = await createHouse();
  const { w } = h;
  const { personId } = await h.engage();
  const [held] = await h.rows(`select id from duty where duty = 'officer' and person_id = $1`, [
    w.personOf(h.officer),
  ]);
  await w.clear(personId, stateScheme, 1);
  const input = {
    dutyId: held?.['id'],
    deputyId: personId,
    startedOn: '2026-11-02',
    endedOn: '2026-11-10',
    reason: '外出期间代理',
  };
  expect(await w.run(h.officer, 'org.deputise', input)).toMatchObject(refused('engagement.duty.barred'));
});

test('the day after the last one he is frozen everywhere, and no duty or clearance of his goes on', async () => {
  const h = await createHouse();
  const { w } = h;
  const { engagementId, personId } = await h.engage({ kind: 'seconded', clearedTo: 'JIMI' });
  await w.hold(personId, 'document-clerk', 'north');
  await w.clear(personId, stateScheme, 2);
  const session = await w.signIn(personId);
  h.today('2027-01-31');
  expect((await h.turn(endEngagements)).result).toEqual({ ended: 0 });
  h.today('2027-02-01');
  expect((await h.turn(endEngagements)).result).toEqual({ ended: 1 });
  expect(await w.run(session, 'engagement.end', { engagementId, reason: '样例' })).toMatchObject(
    refused('signed.out'),
  );
  const ended = `select (select count(*) from duty where person_id = $1 and (ended_on is null or ended_on > '2027-01-31'))::int as duties,
    (select count(*) from clearance where person_id = $1 and ended_on is null)::int as clearances,
    (select frozen_at is not null from person where id = $1) as frozen`;
  expect(await h.rows(ended, [personId])).toEqual([{ duties: 0, clearances: 0, frozen: true }]);
  expect(await h.owed('engagement.ending')).toEqual([]);
  expect(await h.owed('engagement.handBack')).toMatchObject([
    { subject_id: engagementId, due_on: '2027-02-05' },
  ]);
  // ends once
  expect((await h.turn(endEngagements)).result).toEqual({ ended: 0 });
});

test('he has left when everything is back; a leaving procedure closes the hand-back as well', async () => {
  const h = await createHouse();
  const { w } = h;
  const { engagementId, personId } = await h.engage();
  const [session, second] = [await w.signIn(personId), await h.engage({ name: '戊二' })];
  await w.done(h.personnel, 'engagement.end', { engagementId, reason: '任务提前完成' });
  expect(await w.run(session, 'letter.list', {})).toMatchObject({ kind: 'refused' });
  // his account is open still
  expect(await w.run(h.personnel, 'engagement.handBack', { engagementId })).toMatchObject(
    refused('engagement.holds'),
  );
  expect((await h.open(h.personnel, engagementId)).held).toMatchObject([{ id: 'access.accounts', count: 1 }]);
  const system = await w.administrator('system');
  const [account] = await h.rows('select id from account where person_id = $1', [personId]);
  await w.done(system, 'account.close', { accountId: account?.['id'], reason: '离开' });
  await w.done(h.personnel, 'engagement.handBack', { engagementId });
  expect(await h.rows('select left_on::text from person where id = $1', [personId])).toEqual([
    { left_on: '2026-11-02' },
  ]);
  expect(await w.run(h.personnel, 'engagement.handBack', { engagementId })).toMatchObject(
    refused('engagement.state'),
  );
  await w.done(h.personnel, 'engagement.end', { engagementId: second.engagementId, reason: '不再需要' });
  await w.fixture(async (tx) => {
    tx.grant([second.personId]);
    await tx.writeSql(`update person set left_on = '2026-11-02' where id = $1`, [second.personId]);
  });
  expect((await h.turn(closeHandBacks)).result).toEqual({ closed: 1 });
  expect(await h.owed('engagement.handBack')).toEqual([]);
});

test('who does not answer for him any more cannot call him empty-handed', async () => {
  const h = await createHouse();
  const { w } = h;
  const { engagementId, personId } = await h.engage();
  await w.signIn(personId);
  await w.done(h.personnel, 'engagement.end', { engagementId, reason: '任务提前完成' });
  const move = { personId, name: '戊一', staffNo: null, unitId: w.units.south.id };
  await w.done(await w.as('personnel', 'root'), 'org.changePerson', move);
  expect(await w.run(h.personnel, 'engagement.handBack', { engagementId })).toMatchObject(
    refused('not.found'),
  );
  expect(await w.run(await w.as('personnel', 'root'), 'engagement.handBack', { engagementId })).toMatchObject(
    refused('engagement.holds'),
  );
});

test('prolonging is agreed to again, within the days of the kind and of the contract', async () => {
  const h = await createHouse();
  const { engagementId } = await h.engage();
  const ask = async (untilOn: string) =>
    h.w.run(h.personnel, 'engagement.prolong', { engagementId, untilOn, reason: '任务未完成' });
  expect(await ask('2027-01-01')).toMatchObject(refused('engagement.dates'));
  expect(await ask('2027-12-31')).toMatchObject(refused('engagement.too.long'));
  const approvalId = await h.parked(h.personnel, 'engagement.prolong', {
    engagementId,
    untilOn: '2027-03-31',
    reason: '任务未完成',
  });
  await h.consent(h.head, approvalId);
  await h.consent(h.leader, approvalId);
  expect(await h.open(h.personnel, engagementId)).toMatchObject({ untilOn: '2027-03-31' });
  expect(await h.owed('engagement.ending')).toMatchObject([{ due_on: '2027-03-31' }]);
});

test('who comes by a firm comes by a contract that runs, with its duties signed', async () => {
  const h = await createHouse();
  const { w } = h;
  const firmId = textOf(
    await w.done(h.personnel, 'engagement.addFirm', {
      unitId: w.units.north.id,
      name: '样例物业公司',
      code: 'X1',
    }),
    'firmId',
  );
  expect(
    await w.run(h.personnel, 'engagement.addFirm', {
      unitId: w.units.north.id,
      name: '另一公司',
      code: 'X1',
    }),
  ).toMatchObject(refused('engagement.firm.taken'));
  const contractId = textOf(
    await w.done(h.personnel, 'engagement.addContract', {
      firmId,
      number: 'HT-2026-01',
      fromOn: '2026-01-01',
      untilOn: '2026-12-31',
      subject: '废旧物资回收（样例）',
    }),
    'contractId',
  );
  const propose = (more: Record<string, unknown>) =>
    w.run(h.personnel, 'engagement.propose', {
      name: '戊四',
      kind: 'waste-collector',
      sponsorId: h.sponsor.id,
      fromOn: '2026-11-02',
      untilOn: '2026-12-31',
      purpose: '废品回收',
      ...more,
    });
  expect(await propose({})).toMatchObject(refused('engagement.contract.missing'));
  expect(await propose({ contractId })).toMatchObject(refused('engagement.contract.agreement'));
  await w.done(h.personnel, 'engagement.recordAgreement', { contractId, agreementOn: '2026-11-01' });
  expect(await h.owed('engagement.agreement')).toEqual([]);
  expect(await propose({ contractId, untilOn: '2027-01-31' })).toMatchObject(
    refused('engagement.contract.ends'),
  );
  expect(await propose({ contractId, clearedTo: 'MIMI' })).toMatchObject(
    refused('engagement.cleared.beyond'),
  );
  expect(await propose({ contractId })).toMatchObject({ kind: 'done' });
  expect(await w.run(h.personnel, 'engagement.endContract', { contractId })).toMatchObject(
    refused('engagement.contract.used'),
  );
  const { rows } = await w.ask(h.personnel, 'engagement.firms', {}, FirmList);
  expect(rows).toMatchObject([{ name: '样例物业公司', contracts: [{ number: 'HT-2026-01', people: 0 }] }]);
  const south = await w.as('personnel', 'south');
  expect((await w.ask(south, 'engagement.firms', {}, FirmList)).rows).toEqual([]);
});

test('a sponsor who leaves hands his people on first', async () => {
  const h = await createHouse();
  const { w } = h;
  const { engagementId } = await h.engage();
  const leavingId = textOf(
    await w.done(h.personnel, 'leaving.begin', {
      personId: h.sponsor.id,
      kind: 'retire',
      lastOn: '2026-11-30',
      reason: '到龄退休',
    }),
    'leavingId',
  );
  const held = async () => {
    const page = await w.query(h.personnel, 'leaving.open', { leavingId });
    return JSON.stringify(page).includes('engagements.sponsored');
  };
  expect(await held()).toBe(true);
  const next = await h.person('甲二');
  const approvalId = await h.parked(h.personnel, 'engagement.changeSponsor', {
    engagementId,
    sponsorId: next.id,
    reason: '原负责人退休',
  });
  await h.consent(h.head, approvalId);
  expect(await held()).toBe(false);
  expect(await h.owed('engagement.ending')).toMatchObject([{ person_id: next.id }]);
});

test('somebody with a post, or a duty his kind may not hold, is not engaged until these are changed', async () => {
  const h = await createHouse();
  const { w } = h;
  const officerId = w.personOf(h.officer);
  const propose = (more: Record<string, unknown>) =>
    w.run(h.personnel, 'engagement.propose', {
      kind: 'temporary',
      sponsorId: h.sponsor.id,
      fromOn: '2026-11-02',
      untilOn: '2026-12-31',
      purpose: '样例',
      ...more,
    });
  expect(await propose({ personId: officerId })).toMatchObject(refused('engagement.person.holds'));
  expect(await propose({ personId: h.sponsor.id })).toMatchObject(refused('engagement.sponsor.unfit'));
  expect(await propose({})).toMatchObject(refused('engagement.person.missing'));
  const { personId } = await h.engage();
  expect(await propose({ personId })).toMatchObject(refused('engagement.running'));
  expect(await propose({ name: '戊九', sponsorId: personId })).toMatchObject(
    refused('engagement.sponsor.unfit'),
  );
});

test('the house decides its own rule for a kind; it holds for who is proposed from then on', async () => {
  const h = await createHouse();
  const { w } = h;
  const rootOfficer = await w.as('officer', 'root');
  const approvalId = await h.parked(rootOfficer, 'engagement.setRule', {
    kind: 'temporary',
    clearedTo: null,
    duties: [],
    keyPlaces: 'never',
    letter: true,
    briefing: true,
    daysMax: 90,
    reason: '从严管理',
  });
  await h.consent(h.leader, approvalId);
  const { rows } = await w.ask(h.personnel, 'engagement.rules', {}, RuleList);
  expect(rows.find((row) => row.kind === 'temporary')).toMatchObject({ clearedTo: null, daysMax: 90 });
  expect(rows.find((row) => row.kind === 'seconded')).toMatchObject({ decidedAt: null });
  const propose = (more: Record<string, unknown>) =>
    w.run(h.personnel, 'engagement.propose', {
      name: '戊一',
      kind: 'temporary',
      sponsorId: h.sponsor.id,
      fromOn: '2026-11-02',
      untilOn: '2027-01-30',
      purpose: '样例',
      ...more,
    });
  expect(await propose({ clearedTo: 'MIMI' })).toMatchObject(refused('engagement.cleared.beyond'));
  expect(await propose({ untilOn: '2027-02-28' })).toMatchObject(refused('engagement.too.long'));
  expect(await propose({})).toMatchObject({ kind: 'done' });
});

test('a key place is opened by the leader, within the kind, and is not shown to who does not see it', async () => {
  const h = await createHouse();
  const { w } = h;
  const classifier = await w.as('classifier', 'north');
  const placeId = '0c0c0c0c-1111-4222-8333-444444444444';
  await w.fixture(async (tx) => {
    const row = {
      id: placeId,
      unit_id: w.units.north.id,
      unit_path: w.units.north.path,
      ordinal: 1,
      kind: 'site',
      level: 'JIMI',
      level_rank: 2,
      state: 'determined',
      proposed_at: h.clock.now,
      proposed_by: w.personOf(classifier),
    };
    await tx.insert({ name: 'key_place' }, row);
    await tx.insert({ name: 'key_place_matter' }, { id: placeId, name: '机要室', reason: '样例' });
  });
  const { engagementId, personId } = await h.engage();
  const input = { engagementId, keyPlaceId: placeId };
  expect(await w.run(h.officer, 'engagement.allowArea', { ...input, escorted: false })).toMatchObject(
    refused('engagement.area.escort'),
  );
  // personnel see no key places
  expect(await w.run(h.personnel, 'engagement.allowArea', input)).toMatchObject(refused('not.found'));
  const approvalId = await h.parked(h.officer, 'engagement.allowArea', input);
  await h.consent(h.leader, approvalId);
  const page = await h.open(h.officer, engagementId);
  expect(page.areas).toMatchObject([{ place: '机要室', escorted: true, closedAt: null }]);
  expect((await h.open(h.personnel, engagementId)).areas).toEqual([]);
  expect((await h.open(await w.signIn(personId), engagementId)).areas).toEqual([]);
  await w.done(h.officer, 'engagement.closeArea', { areaId: page.areas[0]?.id });
  expect((await h.open(h.officer, engagementId)).areas[0]?.closedAt).not.toBeNull();
  const waste = await h.engage({ name: '戊五', kind: 'cleaner', clearedTo: null });
  expect(waste.personId).not.toBe('');
});

test('other units hear nothing; he himself and his sponsor see it, and keep nothing of it', async () => {
  const h = await createHouse();
  const { w } = h;
  const { engagementId, personId } = await h.engage();
  const south = await w.as('personnel', 'south');
  expect((await w.ask(south, 'engagement.list', {}, EngagementList)).rows).toEqual([]);
  await expect(h.open(south, engagementId)).rejects.toMatchObject({ code: 'not.found' });
  const self = await w.signIn(personId);
  expect(await h.open(self, engagementId)).toMatchObject({ mayKeep: false, state: 'running' });
  expect(
    (await w.ask(h.sponsor.session, 'engagement.list', { mine: true }, EngagementList)).rows,
  ).toHaveLength(1);
  expect(await w.run(h.sponsor.session, 'engagement.end', { engagementId, reason: '样例' })).toMatchObject(
    refused('not.permitted'),
  );
  const file = await h.file(h.personnel, 'engagement.export', {});
  expect(Buffer.from(file.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
  const sheet = await h.file(h.sponsor.session, 'engagement.print', { engagementId });
  expect(Buffer.from(sheet.bytes.subarray(0, 5)).toString('latin1')).toBe('%PDF-');
  await expect(h.file(south, 'engagement.print', { engagementId })).rejects.toMatchObject({
    code: 'not.found',
  });
});
