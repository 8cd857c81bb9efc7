// BEY-17
import { afterAll, beforeAll, expect, test } from 'vitest';
import { people } from '../org/tables.ts';
import type { AuditCheck } from '../command/define.ts';
import { createRegistry } from '../command/registry.ts';
import { approvals } from '../approval/tables.ts';
import { UnitTree } from '../org/contract.ts';
import { orgModule } from '../org/org-module.ts';
import { owe } from '../obligation/owe.ts';
import { createTestDatabase, type TestDatabase } from '../testkit/database.ts';
import { createWorld, refused, type World } from '../testkit/world.ts';
import { createAuditModule } from './audit-module.ts';
import { AuditRun, WaiverList } from './contract.ts';

const today = '2026-03-02';
const clock = { now: new Date('2026-03-02T04:00:00Z') };
const knowCheck: AuditCheck = {
  id: 'test.know',
  tier: 'know',
  title: { zh: '知', en: 'know' },
  advice: { zh: '知', en: 'know' },
  sql: `select u.id, u.name as number, null::uuid as register_id, '{}'::jsonb as params from unit u`,
  explain: () => ({ zh: '知', en: 'known' }),
};
let database: TestDatabase;
let w: World;
beforeAll(async () => {
  database = await createTestDatabase();
  const registry = createRegistry([
    orgModule,
    createAuditModule({ checks: () => registry.audits }),
    { name: 'test', commands: [], queries: [], files: [], errors: {}, audits: [knowCheck], clockwork: [] },
  ]);
  w = await createWorld({ database, registry, clock });
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

async function check(session: string, id: string) {
  const run = await w.ask(session, 'audit.run', { checkIds: [id] }, AuditRun);
  const first = run.checks[0];
  if (first === undefined) throw new Error('one check was asked for');
  return first;
}
const findings = async (session: string, id: string) =>
  (await check(session, id)).rows.map((row) => row.explanation.en);
const change = (personId: string, patch: { frozen_at?: Date; left_on?: string }) =>
  w.fixture(async (tx) => {
    tx.grant([personId]);
    for (const [column, value] of Object.entries(patch)) {
      await tx.writeSql(`update ${people.name} set ${column} = $2 where id = $1`, [personId, value]);
    }
  });

test('all checks run for an officer; each says what it means; who keeps nothing runs none', async () => {
  const run = await w.ask(await w.as('officer', 'north'), 'audit.run', {}, AuditRun);
  expect(run.checks.map((one) => one.id)).toContain('org.lacking-duty');
  for (const one of run.checks) {
    expect(one.on).toBe(true);
    expect(one.title.zh + one.advice.zh + one.advice.en).not.toBe('');
  }
  const stranger = await w.signIn((await w.person('甲一', 'north')).id);
  await expect(w.query(stranger, 'audit.run')).rejects.toMatchObject({ code: 'not.permitted' });
  await expect(
    w.query(await w.as('officer', 'north'), 'audit.run', { checkIds: ['no.such'] }),
  ).rejects.toMatchObject({
    code: 'audit.check.unknown',
  });
});

test('duties of the frozen, and deputies whose principal is gone, are found by who looks after their unit', async () => {
  const officer = await w.as('officer', 'north');
  const { id } = await w.person('乙二', 'north');
  const dutyId = await w.hold(id, 'classifier', 'north');
  expect(await findings(officer, 'org.duty-of-frozen')).toEqual([]);
  await change(id, { frozen_at: clock.now });
  expect(await findings(officer, 'org.duty-of-frozen')).toEqual([
    '乙二 is frozen and still Responsible classifier of north.',
  ]);
  expect(await findings(await w.as('officer', 'south'), 'org.duty-of-frozen')).toEqual([]);
  expect(await findings(await w.administrator('audit'), 'org.duty-of-frozen')).toHaveLength(1);

  const deputy = await w.person('丙三', 'north');
  await w.fixture(async (tx) => {
    const rows = await tx.asCaller(officer, () =>
      tx.readSql<{ id: string }>('select id from duty where id = $1', [dutyId]),
    );
    tx.grant(rows.map((row) => row.id));
    const deputyDuty = tx.newId();
    await tx.writeSql(
      `insert into duty (id, person_id, duty, unit_id, unit_path, started_on, ended_on, deputy_of)
       select $1, $2, duty, unit_id, unit_path, started_on, '2026-12-31', id from duty where id = $3`,
      [deputyDuty, deputy.id, dutyId],
    );
  });
  expect(await findings(officer, 'org.deputy-without-principal')).toEqual([]);
  await w.fixture(async (tx) => {
    tx.grant([dutyId]);
    await tx.writeSql(`update duty set ended_on = '2026-02-28' where id = $1`, [dutyId]);
  });
  expect(await findings(officer, 'org.deputy-without-principal')).toEqual([
    '丙三 stands in for 乙二 as Responsible classifier of north, which ended on 2026-02-28.',
  ]);
  expect(await findings(officer, 'org.duty-of-frozen')).toEqual([]);
});

test('units that lack a duty are the ones the tree of units flags', async () => {
  await w.unit('north dept', 'north');
  await w.unit('south dept', 'south');
  await w.as('leader-in-charge', 'south');
  const auditor = await w.administrator('audit');
  const tree = await w.ask(auditor, 'org.tree', {}, UnitTree);
  const lacking = tree.units.filter((unit) => unit.lacking.length > 0).map((unit) => unit.id);
  expect(lacking.length).toBeGreaterThan(1);
  const found = (await check(auditor, 'org.lacking-duty')).rows;
  expect(found.map((row) => row.id).toSorted()).toEqual(lacking.toSorted());
  for (const unit of tree.units) {
    const words = found.find((row) => row.id === unit.id)?.explanation.en ?? '';
    expect(words.includes('Confidentiality officer')).toBe(unit.lacking.includes('officer'));
    expect(words.includes('Leader in charge')).toBe(unit.lacking.includes('leader-in-charge'));
    expect(words.includes('First responsible')).toBe(unit.lacking.includes('first-responsible'));
  }
});

test('accounts of who left are found by the administrators, who alone see accounts', async () => {
  const { id } = await w.person('丁四', 'south');
  await w.signIn(id);
  await change(id, { left_on: '2026-03-03' });
  const system = await w.administrator('system');
  expect(await findings(system, 'access.account-of-who-left')).toEqual([]);
  await change(id, { left_on: today });
  expect(await findings(system, 'access.account-of-who-left')).toMatchObject([
    expect.stringMatching(/^丁四 left on 2026-03-02/),
  ]);
  expect(await findings(await w.as('officer', 'south'), 'access.account-of-who-left')).toEqual([]);
});

test('what is long overdue and never went up is found', async () => {
  const officer = await w.as('officer', 'south');
  const owed = (dueOn: string) => ({
    kind: 'carrier.recall',
    unitPath: w.units.south.path,
    duty: 'officer' as const,
    period: dueOn,
    dueOn,
  });
  await w.fixture((tx) => owe(tx, owed('2026-01-31'), owed('2026-01-30')));
  expect(await findings(officer, 'obligation.unescalated')).toEqual([
    'Something south owes was due on 2026-01-30, 31 days ago, and was not escalated.',
  ]);
});

test('a request is found as soon as nobody else holds a duty that decides it', async () => {
  const { id } = await w.person('戊五', 'south');
  const leader = await w.person('己六', 'south');
  await w.hold(id, 'inspector', 'south');
  const session = await w.signIn(id);
  const row = await database.asOwner(async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from account where person_id = $1', [id]);
    return rows[0]?.id ?? '';
  });
  await w.hold(leader.id, 'unit-leader', 'south');
  await w.fixture((tx) =>
    tx.insert(approvals, {
      id: tx.newId(),
      command: 'carrier.borrow',
      subject_id: null,
      subject_number: '000127',
      unit_id: w.units.south.id,
      unit_path: w.units.south.path,
      requester_person: id,
      requester_account: row,
      reason: '',
      snapshot: {},
      snapshot_hash: '',
      flow: 'test',
      steps: [
        {
          duties: ['unit-leader'],
          count: 1,
          days: 1,
          must: 'handle',
          name: { zh: '部门负责人', en: 'Head of unit' },
        },
      ],
      step: 0,
      state: 'pending',
      nobody_decides: false,
      result: null,
      failure: null,
      created_at: clock.now,
      step_due_at: null,
      ended_at: null,
    }),
  );
  expect(await findings(session, 'approval.nobody-decides')).toEqual([]);
  await change(leader.id, { frozen_at: clock.now });
  expect(await findings(session, 'approval.nobody-decides')).toEqual([
    'The request of 戊五 for south waits at “Head of unit”, where nobody can decide.',
  ]);
});

test('a finding is waived with reason and end, is listed as waived, and comes back on the day after', async () => {
  const officer = await w.as('officer', 'south');
  const found = (await check(officer, 'obligation.unescalated')).rows[0];
  const input = {
    checkId: 'obligation.unescalated',
    rowId: found?.id,
    reason: '上级已同意延期',
    until: '2026-03-31',
  };
  expect(await w.run(officer, 'audit.waive', { ...input, until: '2026-03-01' })).toMatchObject(
    refused('audit.waive.until'),
  );
  expect(await w.run(officer, 'audit.waive', { ...input, until: '2027-03-04' })).toMatchObject(
    refused('audit.waive.until'),
  );
  expect(await w.run(officer, 'audit.waive', { ...input, rowId: w.kernel.newId() })).toMatchObject(
    refused('not.found'),
  );
  expect(await w.run(await w.as('officer', 'north'), 'audit.waive', input)).toMatchObject(
    refused('not.found'),
  );
  const lacking = { ...input, checkId: 'org.lacking-duty', rowId: w.units.south.id };
  expect(await w.run(await w.administrator('audit'), 'audit.waive', lacking)).toMatchObject(
    refused('not.permitted'),
  );
  await w.done(officer, 'audit.waive', input);
  expect((await w.lastEntry()).rows.map((row) => row.table)).toEqual(['audit_waiver']);
  expect(await check(officer, 'obligation.unescalated')).toMatchObject({ count: 0, waived: 1, rows: [] });
  const waivers = await w.ask(officer, 'audit.waivers', {}, WaiverList);
  expect(waivers.rows).toMatchObject([
    { checkId: input.checkId, rowId: found?.id, reason: input.reason, givenBy: 'officer@south' },
  ]);
  expect((await w.ask(await w.as('officer', 'north'), 'audit.waivers', {}, WaiverList)).rows).toEqual([]);
  await w.onDay('2026-04-01', async () => {
    expect((await check(officer, 'obligation.unescalated')).waived).toBe(0);
    expect((await w.ask(officer, 'audit.waivers', {}, WaiverList)).rows).toEqual([]);
    expect((await w.ask(officer, 'audit.waivers', { ended: true }, WaiverList)).rows).toHaveLength(1);
    // given again for the same row it is the same waiver, prolonged
    await w.done(officer, 'audit.waive', { ...input, until: '2026-04-30' });
    expect((await w.ask(officer, 'audit.waivers', { ended: true }, WaiverList)).rows).toMatchObject([
      { until: '2026-04-30' },
    ]);
  });
});

test('what is about who may know is never waived', async () => {
  const officer = await w.as('officer', 'south');
  expect(await check(officer, knowCheck.id)).toMatchObject({ waivable: false });
  const input = { checkId: knowCheck.id, rowId: w.units.south.id, reason: '上级已同意', until: today };
  expect(await w.run(officer, 'audit.waive', input)).toMatchObject(refused('audit.waive.never'));
});

test('the security administrator switches a check off and on; it is then named and not run', async () => {
  const officer = await w.as('officer', 'south');
  const security = await w.administrator('security');
  const off = { checkId: knowCheck.id, on: false };
  expect(await w.run(officer, 'audit.switch', off)).toMatchObject(refused('not.permitted'));
  expect(await w.run(security, 'audit.switch', { ...off, checkId: 'no.such' })).toMatchObject(
    refused('audit.check.unknown'),
  );
  expect((await check(officer, knowCheck.id)).count).toBeGreaterThan(0);
  await w.done(security, 'audit.switch', off);
  await w.done(security, 'audit.switch', { checkId: 'org.lacking-duty', on: false });
  expect(await check(officer, knowCheck.id)).toMatchObject({ on: false, count: 0, rows: [] });
  expect(await w.done(security, 'audit.switch', { ...off, on: true })).toEqual({ off: ['org.lacking-duty'] });
  expect(await check(officer, knowCheck.id)).toMatchObject({ on: true });
});
