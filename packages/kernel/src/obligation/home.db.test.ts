import { afterAll, beforeAll, expect, test } from 'vitest';
import { approvals } from '../approval/tables.ts';
import { createRegistry } from '../command/registry.ts';
import { registers } from '../register/tables.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, refused, type World } from '../testkit/world.ts';
import { HomeToday, ObligationList } from './contract.ts';
import type { SubjectTitle } from './lines.ts';
import { createObligationModule } from './obligation-module.ts';
import { type Debt, owe } from './owe.ts';

const today = '2026-03-02';
const clock = { now: new Date('2026-03-02T04:00:00Z') };
const calendarDuty = 'calendar:cn-state-secret:responsibility-letters';
// stands in for the carriers' own query, which answers under row-level security
const titles = new Map<string, SubjectTitle>();
let database: TestDatabase;
let w: World;
beforeAll(async () => {
  database = await createTestDatabase();
  const obligation = createObligationModule({
    kinds: () =>
      new Map([['carrier.return-loan', { zh: '归还借阅的载体', en: 'Return a borrowed carrier' }]]),
    zone: 'Asia/Shanghai',
    subjectTitles: async (_, ids) => new Map([...titles].filter(([id]) => ids.includes(id))),
  });
  const registry = createRegistry([obligation]);
  w = await createWorld({ database, registry, clock });
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

const home = (session: string) => w.ask(session, 'home.today', {}, HomeToday);
const list = (session: string, filter: object = {}) =>
  w.ask(session, 'obligation.list', filter, ObligationList);
const owed = (...debts: Debt[]) => w.fixture((tx) => owe(tx, ...debts));
const ids = (lines: readonly { readonly subjectNumber: string }[]) => lines.map((line) => line.subjectNumber);
const subject = (number: string) => ({ table: 'copy', id: w.kernel.newId(), number });

async function registerOf(unit: 'north' | 'south', kind = 'carrier') {
  const id = w.kernel.newId();
  await w.fixture((tx) =>
    tx.insert(registers, {
      id,
      kind,
      unit_id: w.units[unit].id,
      unit_path: w.units[unit].path,
      name: kind,
      number_grammar: [{ kind: 'sequence', digits: 4 }],
      ended_on: null,
      compartment_id: null,
    }),
  );
  return id;
}

test('what one owes stands in boxes by its day, and what others owe waits for who looks after them', async () => {
  const { id } = await w.person('甲一', 'north');
  const reader = await w.signIn(id);
  const carrierId = w.kernel.newId();
  titles.set(carrierId, { title: '年度投资概算', mark: '机密★10年', levelToken: 'cn-state-secret/SECRET' });
  const registerId = await registerOf('north');
  const debt = (number: string, dueOn: string, more: Partial<Debt> = {}): Debt => ({
    kind: 'carrier.return-loan',
    unitPath: w.units.north.path,
    personId: id,
    registerId,
    subject: subject(number),
    dueOn,
    ...more,
  });
  await owed(
    debt('late', '2026-02-27', { params: { carrierId } }),
    debt('today', today),
    debt('week', '2026-03-09'),
    debt('later', '2026-04-20'),
    debt('begun', '2026-04-20', { remindOn: today }),
  );

  const own = await home(reader);
  expect(own).toMatchObject({
    today,
    counts: { late: 1, dueToday: 1, thisWeek: 2, waitingForOthers: 0, forMySignature: 0 },
    clockStopped: false,
    demo: false,
    witnessedAt: null,
    year: [],
  });
  expect(own.late[0]).toMatchObject({
    subjectNumber: 'late',
    subjectTitle: '年度投资概算',
    mark: '机密★10年',
    daysLate: 3,
    mine: true,
    title: { en: 'Return a borrowed carrier' },
  });
  expect(ids(own.thisWeek)).toEqual(['week', 'begun']);

  const officer = await home(await w.as('officer', 'north'));
  expect(ids(officer.waitingForOthers).toSorted()).toEqual(['begun', 'later', 'today', 'week']);
  expect(ids(officer.late)).toEqual(['late']);
  expect(officer.counts).toMatchObject({ late: 1, waitingForOthers: 4 });
  expect(officer.late[0]).toMatchObject({ subjectTitle: '年度投资概算', mine: false });
  const south = await home(await w.as('officer', 'south'));
  expect(south.counts).toEqual({ late: 0, dueToday: 0, thisWeek: 0, waitingForOthers: 0, forMySignature: 0 });
});

test('what is owed in a register nobody but its clerk handles shows to nobody else, not even in a count', async () => {
  const registerId = await registerOf('south', 'cipher');
  const { id } = await w.person('乙二', 'south');
  const debt = { kind: 'carrier.return-reading', unitPath: w.units.south.path, registerId };
  await owed({ ...debt, personId: id, subject: subject('cipher-1'), dueOn: today });
  expect(ids((await list(await w.as('officer', 'south'))).rows)).not.toContain('cipher-1');
  expect((await home(await w.as('officer', 'south'))).counts.waitingForOthers).toBe(0);
  expect(ids((await home(await w.signIn(id))).dueToday)).toEqual(['cipher-1']);
  // the leader in charge handles cipher registers too
  expect(ids((await home(await w.as('leader-in-charge', 'south'))).waitingForOthers)).toEqual(['cipher-1']);
});

test('a duty owes through its nearest holder: the group does not owe what a company has its own officer for', async () => {
  const group = await w.as('officer', 'root');
  const south = await w.as('officer', 'south');
  await owed({
    kind: calendarDuty,
    unitPath: w.units.south.path,
    duty: 'officer',
    dueOn: '2026-02-28',
    period: 'near',
  });
  const line = { kind: calendarDuty, unit: 'south', duty: 'officer', person: null };
  expect((await home(south)).late).toMatchObject([
    { ...line, mine: true, title: { zh: expect.stringContaining('责任书') } },
  ]);
  expect((await home(group)).late.filter((one) => one.mine)).toEqual([]);
  expect((await home(group)).late.filter((one) => one.kind === calendarDuty)).toMatchObject([
    { ...line, mine: false },
  ]);

  await owed({
    kind: calendarDuty,
    unitPath: w.units.root.path,
    duty: 'officer',
    dueOn: today,
    period: 'own',
  });
  expect((await home(group)).dueToday).toMatchObject([{ kind: calendarDuty, unit: 'root', mine: true }]);
  expect((await home(south)).dueToday).toEqual([]);
});

test('who looks after an obligation chases it once a day, and nobody chases himself', async () => {
  const { id } = await w.person('丙三', 'north');
  const reader = await w.signIn(id);
  await owed({
    kind: 'carrier.return-loan',
    unitPath: w.units.north.path,
    personId: id,
    subject: subject('chased'),
    dueOn: today,
  });
  const line = (await home(reader)).dueToday.find((one) => one.subjectNumber === 'chased');
  const input = { obligationId: line?.id };
  const officer = await w.as('officer', 'north');
  expect(await w.run(reader, 'obligation.chase', input)).toMatchObject(refused('condition.unmet'));
  expect(await w.run(await w.as('officer', 'south'), 'obligation.chase', input)).toMatchObject(
    refused('not.found'),
  );
  expect(await w.done(officer, 'obligation.chase', input)).toMatchObject({ chased: 1 });
  expect((await w.lastEntry()).rows.map((row) => row.table)).toEqual(['obligation']);
  expect(await w.run(officer, 'obligation.chase', input)).toMatchObject(refused('obligation.chased.today'));
  // 2026-03-02 23:59 in Shanghai is the same day there, ten minutes later it is the next
  clock.now = new Date('2026-03-02T15:59:00Z');
  expect(await w.run(officer, 'obligation.chase', input)).toMatchObject(refused('obligation.chased.today'));
  clock.now = new Date('2026-03-02T16:09:00Z');
  expect(await w.done(officer, 'obligation.chase', input)).toMatchObject({ chased: 2 });
  clock.now = new Date('2026-03-02T04:00:00Z');

  expect(
    await w.run(officer, 'obligation.end', { ...input, outcome: 'done', reason: '已经归还' }),
  ).toMatchObject(refused('obligation.by.deed'));
});

test('a duty of the calendar is ended by who owes it; cancelling is for who looks after the unit', async () => {
  const head = await w.as('unit-leader', 'north');
  const debt: Debt = {
    kind: calendarDuty,
    unitPath: w.units.north.path,
    duty: 'unit-leader',
    dueOn: today,
    period: 'ended',
  };
  await owed(debt);
  const line = (await home(head)).dueToday.find((one) => one.duty === 'unit-leader');
  const input = { obligationId: line?.id, reason: '今年不签' };
  expect(await w.run(head, 'obligation.end', { ...input, outcome: 'cancelled' })).toMatchObject(
    refused('obligation.cancel.overseer'),
  );
  const stranger = await w.signIn((await w.person('丁四', 'north')).id);
  expect(await w.run(stranger, 'obligation.end', { ...input, outcome: 'done' })).toMatchObject(
    refused('not.found'),
  );
  await w.done(head, 'obligation.end', { ...input, outcome: 'done' });
  expect(await w.run(head, 'obligation.end', { ...input, outcome: 'done' })).toMatchObject(
    refused('obligation.ended'),
  );
  expect((await list(head, { state: 'done' })).rows).toMatchObject([{ id: line?.id, kind: calendarDuty }]);
});

test('the year so far counts what fell due, done of owed, for who looks after it', async () => {
  const officer = await w.as('officer', 'south');
  const kind = 'calendar:internal:internal-review';
  const debt = (period: string, dueOn: string): Debt => ({
    kind,
    unitPath: w.units.south.path,
    duty: 'officer',
    dueOn,
    period,
  });
  await owed(
    debt('a', '2026-01-31'),
    debt('b', '2026-02-28'),
    debt('last year', '2025-11-30'),
    debt('ahead', '2026-11-30'),
  );
  const done = (await list(officer, { kind })).rows.find((row) => row.dueOn === '2026-01-31');
  await w.done(officer, 'obligation.end', { obligationId: done?.id, outcome: 'done', reason: '已完成' });
  expect((await home(officer)).year.filter((bar) => bar.kind === kind)).toMatchObject([{ done: 1, owed: 2 }]);
});

test('counts of home stop at a thousand, lists page on by day and are narrowed by unit, kind and lateness', async () => {
  const { id } = await w.person('戊五', 'south');
  const session = await w.signIn(id);
  const debts = Array.from({ length: 1_005 }, (_, i): Debt => ({
    kind: 'carrier.return-loan',
    unitPath: w.units.south.path,
    personId: id,
    subject: subject(String(i)),
    dueOn: i < 1_003 ? '2026-02-01' : '2026-02-02',
  }));
  await owed(...debts);
  const page = await home(session);
  expect(page.counts.late).toBe(1_000);
  expect(page.late).toHaveLength(20);
  const seen: string[] = [];
  let after: string | null = null;
  do {
    const next: { rows: readonly { id: string; dueOn: string }[]; next: string | null } = await list(
      session,
      { state: 'late', mine: true, after },
    );
    seen.push(...next.rows.map((row) => row.id));
    after = next.next;
  } while (after !== null);
  expect(new Set(seen).size).toBe(1_005);
  const officer = await w.as('officer', 'root');
  expect((await list(officer, { unitId: w.units.north.id })).rows.every((row) => row.unit === 'north')).toBe(
    true,
  );
  expect((await list(officer, { kind: 'carrier.recall' })).rows).toEqual([]);
});

test('requests wait for my signature only where I can take the step that is due', async () => {
  const { id } = await w.person('己六', 'north');
  const leader = await w.as('leader-in-charge', 'north');
  const row = (requester: string, account: string) => ({
    id: w.kernel.newId(),
    command: 'carrier.borrow',
    subject_id: null,
    subject_number: '',
    unit_id: w.units.north.id,
    unit_path: w.units.north.path,
    requester_person: requester,
    requester_account: account,
    reason: '',
    snapshot: {},
    snapshot_hash: '',
    flow: 'test',
    steps: [
      { duties: ['unit-leader'], count: 1, days: 1, must: 'handle', name: { zh: '甲', en: 'first' } },
      { duties: ['leader-in-charge'], count: 1, days: 1, must: 'handle', name: { zh: '乙', en: 'second' } },
    ] as const,
    step: 1,
    state: 'pending' as const,
    nobody_decides: false,
    result: null,
    failure: null,
    created_at: clock.now,
    step_due_at: null,
    ended_at: null,
  });
  await w.signIn(id);
  const account = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from account where person_id = $1', [id]);
    return rows[0]?.id ?? '';
  });
  const before = (await home(leader)).counts.forMySignature;
  await w.fixture((tx) =>
    tx.insert(
      approvals,
      row(id, account),
      { ...row(id, account), step: 0 },
      row(w.personOf(leader), account),
    ),
  );
  expect((await home(leader)).counts.forMySignature).toBe(before + 1);
  expect((await home(await w.as('leader-in-charge', 'south'))).counts.forMySignature).toBe(0);
});

test('an administrator is owed nothing and sees whether the clock has stopped', async () => {
  const page = await home(await w.administrator('system'));
  expect(page).toMatchObject({ late: [], waitingForOthers: [], year: [], clockStopped: false });
});
