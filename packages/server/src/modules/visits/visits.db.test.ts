// FOR-3, PER-2, PER-3
import { openWorkbook } from '@fengni/inspect/open-workbook';
import { parseInstant } from '@fengni/kernel/command/instant';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { houseOfTest, stateScheme } from '../../testing/test-house.ts';
import { RecipientList, SupplyList, SupplyPage, VisitList, VisitMonth, VisitPage } from './contract.ts';

async function createHouse() {
  const house = await houseOfTest();
  const { w } = house;
  const host = await house.person('甲一');
  const escort = await house.person('甲二');
  const chief = await w.as('unit-leader', 'north');
  const officer = await w.as('officer', 'north');
  const leader = await w.as('leader-in-charge', 'root');
  const head = await w.as('first-responsible', 'root');
  const plan = {
    kind: 'exchange',
    hostId: host.id,
    startsOn: '2026-11-10',
    endsOn: '2026-11-11',
    firm: '样例重工',
    country: '样例国',
    purpose: '设备选型技术交流（样例）',
    mayShow: '公开样本所列参数',
    mayNot: '产能和在研型号',
    escortIds: [escort.id],
  };
  const draft = async (more: Record<string, unknown> = {}) =>
    textOf(await w.done(host.session, 'visit.draft', { ...plan, ...more }), 'visitId');
  const Ids = z.object({ visitorIds: z.array(z.string()) });
  const visitors = async (visitId: string, foreigner = false) =>
    Ids.parse(
      await w.done(host.session, 'visit.addVisitors', {
        visitId,
        visitors: [
          { name: '样例乙', documentKind: 'id-card', documentNo: '110000199001010000' },
          { name: '样例丙', foreigner, documentKind: 'passport', documentNo: 'E12345678' },
        ],
      }),
    ).visitorIds;
  const route = (visitId: string, stops: readonly unknown[] = [{ area: '一号展厅' }]) =>
    w.done(host.session, 'visit.setRoute', { visitId, stops });
  async function approve(visitId: string, ...by: readonly string[]) {
    const approvalId = await house.parked(host.session, 'visit.submit', { visitId });
    for (const session of by) expect((await house.consent(session, approvalId)).kind).toBe('done');
    return approvalId;
  }
  /** A plain visit, approved. */
  async function approved(): Promise<{ visitId: string; visitorIds: string[] }> {
    const visitId = await draft();
    const visitorIds = await visitors(visitId);
    await route(visitId);
    await approve(visitId, chief, officer);
    return { visitId, visitorIds };
  }
  const open = (session: string, visitId: string) => w.ask(session, 'visit.open', { visitId }, VisitPage);
  /** Turns the clock; sessions begin anew. */
  async function turnTo(instant: string) {
    house.clock.now = parseInstant(instant);
    host.session = await w.signIn(host.id);
    escort.session = await w.signIn(escort.id);
  }
  return {
    ...house,
    host,
    escort,
    chief,
    officer,
    leader,
    head,
    plan,
    draft,
    visitors,
    route,
    approve,
    approved,
    open,
    turnTo,
  };
}

test('a plan that lacks something is told what, and does not go to review', async () => {
  const h = await createHouse();
  const visitId = await h.draft({ mayNot: '', escortIds: [] });
  const page = await h.open(h.host.session, visitId);
  expect(page).toMatchObject({
    number: expect.stringMatching(/^V2026-[0-9A-F]{4}-001$/),
    state: 'draft',
    mayKeep: true,
  });
  expect(page.checks.map((check) => check.code)).toEqual(['visitors', 'escorts', 'route', 'may-not']);
  expect(await h.w.run(h.host.session, 'visit.submit', { visitId })).toMatchObject(refused('visit.unready'));
});

test('a visit is decided by what it is: unit and office, for foreigners the leader, for key places the head', async () => {
  const h = await createHouse();
  const { w } = h;
  const plain = await h.draft();
  await h.visitors(plain);
  await h.route(plain);
  await h.approve(plain, h.chief, h.officer);
  expect(await h.open(h.officer, plain)).toMatchObject({ state: 'approved', pendingId: null });

  const foreign = await h.draft();
  await h.visitors(foreign, true);
  await h.route(foreign);
  await h.approve(foreign, h.chief, h.officer);
  expect(await h.open(h.officer, foreign)).toMatchObject({ state: 'draft', foreigners: 1 });

  const placed = await w.done(h.officer, 'keyPlace.propose', {
    unitId: w.units.north.id,
    kind: 'site',
    name: '控制室',
    place: '二楼',
    level: 'JIMI',
    reason: '集中存放图纸',
    keeperId: h.escort.id,
  });
  const placeId = textOf(placed, 'placeId');
  await h.consent(h.head, await h.parked(h.officer, 'keyPlace.submit', { placeId }));
  const near = await h.draft();
  await h.visitors(near, true);
  const stops = [{ area: '控制室', keyPlaceId: placeId, treatment: 'prepared', preparation: '遮盖屏幕' }];
  // a host without duty knows of no key place; the office names it
  expect(await w.run(h.host.session, 'visit.setRoute', { visitId: near, stops })).toMatchObject(
    refused('not.found'),
  );
  await h.route(near);
  expect((await h.open(h.officer, near)).checks.map((check) => check.code)).toEqual(['key-places-aside']);
  expect((await h.open(h.host.session, near)).checks).toEqual([]);
  await w.done(h.officer, 'visit.setRoute', { visitId: near, stops });
  expect((await h.open(h.host.session, near)).checks.map((check) => check.code)).toEqual([
    'foreign-key-place',
  ]);
  const approvalId = await h.approve(near, h.chief, h.officer);
  expect(await h.consent(h.leader, approvalId)).toMatchObject({ kind: 'refused' });
  expect((await h.consent(h.head, approvalId)).kind).toBe('done');
  const page = await h.open(h.host.session, near);
  expect(page).toMatchObject({ state: 'approved', keyPlaces: 1 });
  expect(page.opinions).toHaveLength(3);
  expect(await h.owed('visit.prepare')).toMatchObject([{ person_id: h.host.id, due_on: '2026-11-10' }]);
});

test('a plan under review is neither changed nor asked for twice', async () => {
  const h = await createHouse();
  const visitId = await h.draft();
  await h.visitors(visitId);
  await h.route(visitId);
  await h.approve(visitId, h.chief);
  expect(
    await h.w.run(h.host.session, 'visit.change', { ...h.plan, visitId, purpose: '另有安排（样例）' }),
  ).toMatchObject(refused('visit.pending'));
  expect(await h.w.run(h.host.session, 'visit.submit', { visitId })).toMatchObject(refused('visit.pending'));
});

test('visitors come on the days approved, past a prepared route, without their devices, and all leave before the end', async () => {
  const h = await createHouse();
  const { w } = h;
  const visitId = await h.draft();
  const [one = '', two = ''] = await h.visitors(visitId);
  await h.route(visitId, [{ area: '一号展厅' }, { area: '二号车间', treatment: 'closed' }]);
  await h.approve(visitId, h.chief, h.officer);
  const arrive = (more: Record<string, unknown> = {}) =>
    w.run(h.escort.session, 'visit.arrive', { visitId, visitorIds: [one, two], ...more });
  expect(await arrive()).toMatchObject(refused('visit.not.today'));
  await h.turnTo('2026-11-10T01:00:00Z');
  expect(await arrive()).toMatchObject(refused('visit.unprepared'));
  const { route } = await h.open(h.escort.session, visitId);
  await w.done(h.escort.session, 'visit.prepareStop', { stopId: route[1]?.id, note: '已上锁' });
  expect(await h.owed('visit.prepare')).toEqual([]);
  expect(await w.run(h.host.session, 'visit.prepareStop', { stopId: route[0]?.id })).toMatchObject(
    refused('visit.stop.nothing'),
  );
  expect(await arrive({ devicesKept: false })).toMatchObject(refused('visit.devices.kept'));
  expect(await arrive({ devices: '手机2部' })).toMatchObject({ kind: 'done' });
  expect(await arrive()).toMatchObject(refused('visit.inside'));
  const finish = (findings: readonly unknown[] = []) =>
    w.run(h.host.session, 'visit.finish', { visitId, report: '按计划进行（样例）', findings });
  expect(await finish()).toMatchObject(refused('visit.still.inside'));
  await w.done(h.escort.session, 'visit.leave', { visitId, visitorIds: [one, two] });
  expect(await w.run(h.escort.session, 'visit.leave', { visitId, visitorIds: [one] })).toMatchObject(
    refused('visit.not.inside'),
  );
  expect(
    await finish([
      { kind: 'question', words: '打听产能（样例）' },
      { kind: 'photograph', words: '在车间门口拍照（样例）', incident: true },
    ]),
  ).toMatchObject({ kind: 'done', result: { incidents: 1 } });
  const page = await h.open(h.officer, visitId);
  expect(page).toMatchObject({ state: 'finished', report: '按计划进行（样例）' });
  expect(page.entries).toMatchObject([
    { badgeNo: `${page.number}-02`, devices: '手机2部', devicesBack: true },
    { badgeNo: `${page.number}-01` },
  ]);
  expect(page.findings.map((finding) => finding.incident)).toEqual([false, true]);
  expect(await h.rows('select source_id, facts from incident_seed')).toEqual([
    { source_id: visitId, facts: { number: page.number, finding: 'photograph' } },
  ]);
  expect(await h.owed('visit.finish')).toEqual([]);
});

test('the number of a document is sealed: lists show its end, the log nothing, the export asks for the second factor', async () => {
  const h = await createHouse();
  const { w } = h;
  const visitId = await h.draft();
  await h.visitors(visitId, true);
  const entry = await w.lastEntry();
  expect(JSON.stringify(entry.details)).not.toMatch(/E12345678|样例丙/);
  const page = await h.open(h.officer, visitId);
  expect(page.people.map((one) => one.documentTail)).toEqual(['0000', '5678']);
  expect(JSON.stringify(await h.rows('select * from visit_visitor_matter'))).not.toContain('E12345678');
  const file = await h.file(await h.fresh(h.host.session), 'visit.documents', { visitId });
  expect(Buffer.from(file.bytes.subarray(0, 2)).toString('latin1')).toBe('PK');
  expect((await w.lastEntry()).command).toBe('visit.documents');
  const inspector = await w.as('inspector', 'root');
  await expect(h.file(await h.fresh(inspector), 'visit.documents', { visitId })).rejects.toMatchObject({
    code: 'visit.documents.who',
  });
});

test('who has nothing to do with a visit hears nothing of it; escorts and those who answer do', async () => {
  const h = await createHouse();
  const { w } = h;
  const { visitId } = await h.approved();
  const colleague = await h.person('甲三');
  const south = await w.as('officer', 'south');
  for (const session of [colleague.session, south]) {
    expect((await w.ask(session, 'visit.list', {}, VisitList)).rows).toEqual([]);
    await expect(h.open(session, visitId)).rejects.toMatchObject({ code: 'not.found' });
    expect(await w.run(session, 'visit.cancel', { visitId, reason: '不再来访' })).toMatchObject(
      refused('not.found'),
    );
  }
  for (const session of [h.escort.session, h.officer, h.leader])
    expect((await w.ask(session, 'visit.list', {}, VisitList)).rows).toHaveLength(1);
  expect((await w.ask(h.escort.session, 'visit.month', { month: '2026-11' }, VisitMonth)).rows).toHaveLength(
    1,
  );
  expect(
    (await w.ask(h.escort.session, 'visit.list', { mine: true, search: '重工' }, VisitList)).rows,
  ).toHaveLength(1);
  const inspector = await w.as('inspector', 'north');
  expect(await w.run(inspector, 'visit.cancel', { visitId, reason: '不再来访' })).toMatchObject(
    refused('condition.unmet'),
  );
});

test('an approved visit that changes is approved again; another host takes over what is owed', async () => {
  const h = await createHouse();
  const { w } = h;
  const { visitId } = await h.approved();
  await w.done(h.host.session, 'visit.handOver', { visitId, hostId: h.escort.id, reason: '出差' });
  expect(await h.owed('visit.finish')).toMatchObject([{ person_id: h.escort.id, due_on: '2026-11-16' }]);
  expect(await w.run(h.host.session, 'visit.change', { ...h.plan, visitId })).toMatchObject(
    refused('visit.state'),
  );
  await w.done(h.escort.session, 'visit.reopen', { visitId, reason: '改期（样例）' });
  expect(await h.owed('visit.finish')).toEqual([]);
  await w.done(h.escort.session, 'visit.change', { ...h.plan, visitId, endsOn: '2026-11-12' });
  await w.done(h.escort.session, 'visit.cancel', { visitId, reason: '对方不来了' });
  expect(await h.open(h.officer, visitId)).toMatchObject({ state: 'cancelled', endReason: '对方不来了' });
});

const given = {
  form: 'paper',
  title: '设备外形图（样例）',
  recipient: '样例重工',
  country: '样例国',
  purpose: '选型交流（样例）',
};

test('what is no secret goes out after the office has looked at it, and comes back by the day', async () => {
  const h = await createHouse();
  const { w } = h;
  const { visitId } = await h.approved();
  const supplyId = textOf(
    await w.done(h.host.session, 'supply.propose', { ...given, visitId, returnBy: '2026-12-01' }),
    'supplyId',
  );
  expect(
    await w.run(h.host.session, 'supply.give', { supplyId, givenOn: '2026-11-02', receivedBy: '样例乙' }),
  ).toMatchObject(refused('supply.state'));
  const approvalId = await h.parked(h.host.session, 'supply.submit', { supplyId });
  await h.consent(h.officer, approvalId);
  const scan = {
    name: '接收单.pdf',
    mediaType: 'application/pdf',
    base64: Buffer.from('%PDF-1.4 sample').toString('base64'),
  };
  await w.done(h.host.session, 'supply.give', {
    supplyId,
    givenOn: '2026-11-02',
    receivedBy: '样例乙',
    scan,
  });
  expect(await h.owed('supply.return')).toMatchObject([{ person_id: h.host.id, due_on: '2026-12-01' }]);
  const page = await w.ask(h.escort.session, 'supply.open', { supplyId }, SupplyPage);
  expect(page).toMatchObject({ state: 'given', secrecy: 'none', receivedBy: '样例乙', mayKeep: false });
  const opened = await h.file(h.officer, 'scan.open', { scanId: page.receiptScanId });
  expect(Buffer.from(opened.bytes).toString('latin1')).toBe('%PDF-1.4 sample');
  expect((await h.open(h.escort.session, visitId)).supplies).toMatchObject([{ id: supplyId }]);
  await w.done(h.host.session, 'supply.recordReturn', { supplyId, returnedOn: '2026-11-02' });
  expect(await h.owed('supply.return')).toEqual([]);
  const lists = await w.ask(h.officer, 'supply.recipients', { year: 2026 }, RecipientList);
  expect(lists.rows).toMatchObject([
    { recipient: '样例重工', country: '样例国', given: 1, secrets: 0, out: 0 },
  ]);
  expect((await w.ask(h.officer, 'supply.list', { year: 2025 }, SupplyList)).rows).toEqual([]);
  expect(
    (await w.ask(h.officer, 'supply.list', { recipient: '样例重工', sort: 'given' }, SupplyList)).rows,
  ).toHaveLength(1);
});

test('a state secret goes out only with permission under law and an agreement, decided by the head; 绝密 never abroad', async () => {
  const h = await createHouse();
  const { w } = h;
  const propose = async (more: Record<string, unknown>) =>
    textOf(
      await w.done(h.host.session, 'supply.propose', { ...given, foreigner: true, ...more }),
      'supplyId',
    );
  expect(await w.run(h.host.session, 'supply.propose', { ...given, mark: '很密' })).toMatchObject(
    refused('supply.mark.unknown'),
  );
  const top = await propose({ mark: '绝密★30年' });
  expect(await w.run(h.host.session, 'supply.submit', { supplyId: top })).toMatchObject(
    refused('supply.barred'),
  );
  const supplyId = await propose({ mark: '秘密★5年' });
  const submit = () => w.run(h.host.session, 'supply.submit', { supplyId });
  expect(await submit()).toMatchObject(refused('supply.missing'));
  await w.done(h.host.session, 'supply.recordPermission', {
    supplyId,
    permittedOn: '2026-10-30',
    permittedBy: '样例省主管部门',
    documentNo: '样批〔2026〕1号',
  });
  expect(await submit()).toMatchObject(refused('supply.missing'));
  await w.done(h.host.session, 'supply.recordAgreement', {
    supplyId,
    agreedOn: '2026-10-31',
    agreementNo: '样协2026-1',
  });
  const approvalId = await h.parked(h.host.session, 'supply.submit', { supplyId });
  await h.consent(h.officer, approvalId);
  await h.consent(h.leader, approvalId);
  expect(await w.ask(h.officer, 'supply.open', { supplyId }, SupplyPage)).toMatchObject({ state: 'draft' });
  await h.consent(h.head, approvalId);
  expect(await w.ask(h.officer, 'supply.open', { supplyId }, SupplyPage)).toMatchObject({
    state: 'approved',
  });
});

test('a carrier brings its own mark, for who sees it; one unseen reads as one that is not there', async () => {
  const h = await createHouse();
  const { w } = h;
  const registerId = textOf(
    await w.done(h.officer, 'register.open', { unitId: w.units.north.id, kind: 'carrier', name: '涉密文件' }),
    'registerId',
  );
  const knower = await h.person('甲四', 2);
  const clerk = await w.as('document-clerk', 'north');
  await w.done(clerk, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: { scheme: stateScheme, level: 'JIMI', validity: { kind: 'duration', years: 5 } },
    issuedOn: '2026-10-12',
    title: '年度生产安排（样例）',
    keeperId: knower.id,
    place: '2号柜',
    scope: { personIds: [knower.id] },
  });
  const ask = (session: string, carrierNumber: string) =>
    w.run(session, 'supply.propose', { ...given, carrierNumber });
  expect(await ask(h.host.session, '000001')).toEqual(
    expect.objectContaining({ kind: 'refused', code: 'supply.carrier.unknown' }),
  );
  expect(await ask(h.host.session, '000009')).toMatchObject(refused('supply.carrier.unknown'));
  const made = await w.done(knower.session, 'supply.propose', { ...given, carrierNumber: '000001' });
  const supplyId = textOf(made, 'supplyId');
  expect(await w.ask(knower.session, 'supply.open', { supplyId }, SupplyPage)).toMatchObject({
    secrecy: 'state',
    mark: '机密★5年',
    carrier: { number: '000001' },
    missing: ['permission', 'agreement'],
  });
  // who answers for the unit and handles no register is not told the carrier's number
  const leader = await w.as('first-responsible', 'north');
  expect(await w.ask(leader, 'supply.open', { supplyId }, SupplyPage)).toMatchObject({ carrier: null });
});

test('who leaves hands his visits and what he gave out to somebody else', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.approved();
  const supplyId = textOf(await w.done(h.host.session, 'supply.propose', given), 'supplyId');
  const personnel = await w.as('personnel', 'north');
  const leavingId = textOf(
    await w.done(personnel, 'leaving.begin', {
      personId: h.host.id,
      kind: 'resign',
      lastOn: '2026-11-30',
      reason: '本人申请（样例）',
    }),
    'leavingId',
  );
  const Held = z.object({
    held: z.array(z.object({ id: z.string(), lines: z.array(z.object({ number: z.string() })) })),
  });
  const before = await w.ask(h.officer, 'leaving.open', { leavingId }, Held);
  const numbers = before.held.filter((one) => one.id.startsWith('visits.')).flatMap((one) => one.lines);
  expect(numbers.map((one) => one.number)).toEqual([
    expect.stringMatching(/^V2026-.{4}-001$/),
    expect.stringMatching(/^S2026-.{4}-001$/),
  ]);
  await w.done(h.host.session, 'supply.handOver', { supplyId, giverId: h.escort.id, reason: '离岗移交' });
  const after = await w.ask(h.officer, 'leaving.open', { leavingId }, Held);
  expect(after.held.some((one) => one.id === 'visits.supplies')).toBe(false);
});

test('visits and what was given stand in the file of who hosted, escorted and gave', async () => {
  const h = await createHouse();
  const { w } = h;
  await h.approved();
  const supplyId = textOf(await w.done(h.host.session, 'supply.propose', given), 'supplyId');
  await h.consent(h.officer, await h.parked(h.host.session, 'supply.submit', { supplyId }));
  await w.done(h.host.session, 'supply.give', { supplyId, givenOn: '2026-11-02', receivedBy: '样例乙' });
  const File = z.object({
    lines: z.array(z.object({ source: z.string(), table: z.string(), words: z.object({ zh: z.string() }) })),
  });
  const fileOf = async (session: string, personId: string) => {
    const { lines } = await h.read(session, 'personalFile.open', { personId, to: '2026-12-31' }, File);
    return lines.filter((line) => line.source.startsWith('visits.'));
  };
  const own = await fileOf(h.host.session, h.host.id);
  expect(own.map((line) => line.words.zh)).toEqual([
    expect.stringMatching(/^接待来访 V2026-.{4}-001，2 人$/),
    expect.stringMatching(/^对外提供 S2026-.{4}-001$/),
  ]);
  expect((await fileOf(h.officer, h.escort.id)).map((line) => line.words.zh)).toEqual([
    expect.stringMatching(/^陪同来访/),
  ]);
});

test('its papers and lists are made', async () => {
  const h = await createHouse();
  const { w } = h;
  const { visitId } = await h.approved();
  const supplyId = textOf(await w.done(h.host.session, 'supply.propose', given), 'supplyId');
  for (const name of ['visit.plan', 'visit.sheet', 'visit.badges'])
    expect((await h.file(h.host.session, name, { visitId })).mediaType).toBe('application/pdf');
  expect((await h.file(h.host.session, 'supply.receipt', { supplyId })).mediaType).toBe('application/pdf');
  const fresh = await h.fresh(h.officer);
  const listOf = async (session: string, name: string, input: unknown) => {
    const { fileName, bytes } = await h.file(session, name, input);
    const read = await openWorkbook({ bytes });
    if (!read.ok) throw new Error(read.en);
    const [sheet] = read.value.sheets;
    return { fileName, rows: sheet?.rows.map((row) => row.map((cell) => cell?.text ?? '')) ?? [] };
  };
  const visits = await listOf(fresh, 'visit.export', {});
  expect(visits.fileName).toBe('来访接待登记.xlsx');
  expect(visits.rows.slice(0, 2)).toEqual([
    [expect.stringMatching(/. 来访接待登记$/)],
    [expect.stringMatching(/^导出人：.+　导出时间：2026年11月2日 .+　共 1 行$/)],
  ]);
  expect(visits.rows[2]?.slice(0, 3)).toEqual(['编号', '类别', '来访单位']);
  expect(visits.rows[3]?.[2]).toBe('样例重工');
  await w.done(fresh, 'account.setLanguage', { language: 'en' });
  const supplies = await listOf(fresh, 'supply.export', { recipient: given.recipient });
  expect(supplies.fileName).toBe('Given to outsiders.xlsx');
  expect(supplies.rows.slice(0, 2)).toEqual([
    [expect.stringMatching(/. Given to outsiders \(样例重工\)$/)],
    [expect.stringMatching(/^Exported by: .+; Exported at: 2 Nov 2026 .+; Rows: 1$/)],
  ]);
  expect(supplies.rows[2]?.slice(0, 3)).toEqual(['Number', 'Title', 'Recipient']);
  const documents = await listOf(await h.fresh(h.host.session), 'visit.documents', { visitId });
  expect(documents.rows.length).toBeGreaterThan(3);
});
