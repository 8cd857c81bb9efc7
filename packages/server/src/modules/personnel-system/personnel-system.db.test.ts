// PER-3: people in step with the personnel system
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TestHouse, createTestHouse, stateScheme } from '../../testing/test-house.ts';
import { closeGone } from './clockwork.ts';
import { ShownToken, DeliveryList, DifferenceList, TokenList } from './contract.ts';

let house: TestHouse;
beforeEach(async () => {
  house = await createTestHouse();
});
afterEach(async () => {
  expect(Reflect.get(house.w.kernel, 'faults')).toEqual([]);
  await house.close();
});

async function makeToken(unit: 'root' | 'north' = 'root') {
  const { w } = house;
  const system = await w.administrator('system');
  const outcome = await w.run(system, 'personnelToken.make', {
    name: '人事系统',
    unitId: w.units[unit].id,
    expiresOn: '2027-06-30',
    reason: '每日同步',
  });
  if (outcome.kind !== 'parked') throw new Error(`parked, not ${JSON.stringify(outcome)}`);
  const security = await w.administrator('security');
  const consent = await w.run(security, 'approval.decide', {
    approvalId: outcome.approvalId,
    verdict: 'consent',
    openedAt: house.clock.now.toISOString(),
  });
  expect(consent).toMatchObject({ kind: 'done' });
  const { rows } = await w.ask(system, 'personnelToken.list', {}, TokenList);
  const id = rows[0]?.id ?? '';
  const { token } = await house.read(system, 'personnelToken.show', { tokenId: id }, ShownToken);
  return { id, token };
}

interface Record {
  readonly staffNo: string;
  readonly name?: string;
  readonly unit?: readonly string[];
  readonly posts?: readonly string[];
  readonly left?: boolean;
}
let deliveries = 0;
function deliver(token: string, people: readonly Record[], more: object = {}) {
  deliveries += 1;
  return house.w.run('', 'personnelSystem.deliver', {
    token,
    reference: `d-${deliveries}`,
    whole: false,
    people,
    ...more,
  });
}
const at = (staffNo: string, name: string, ...unit: string[]): Record => ({ staffNo, name, unit });

async function lines(session: string, input: object = {}) {
  return (await house.w.ask(session, 'personnelSystem.differences', input, DifferenceList)).rows;
}
const inOrder = (a: string, b: string) => (a < b ? -1 : 1);
async function known() {
  return house.rows(
    `select p.staff_no, p.name, u.name as unit from person p join unit u on u.id = p.unit_id
     where p.staff_no is not null order by p.staff_no`,
  );
}

test('a delivery is staged as differences and changes nobody before personnel decides', async () => {
  const { token } = await makeToken();
  const { w } = house;
  await w.person('甲一', 'north', 'A-1');
  await w.person('甲二', 'north', 'A-2');
  const outcome = await deliver(
    token,
    [at('A-1', '甲一一', 'south'), { ...at('B-1', '乙一', 'north'), posts: ['工程师'] }],
    { whole: true },
  );
  expect(outcome).toMatchObject({
    kind: 'done',
    result: { replayed: false, people: 2, found: { new: 1, renamed: 1, moved: 1, gone: 1, applied: 0 } },
  });
  expect(await known()).toMatchObject([{ name: '甲一' }, { name: '甲二' }]);
  const personnel = await w.as('personnel', 'root');
  const open = await lines(personnel);
  expect(open.map((row) => row.kind).toSorted()).toEqual(['gone', 'moved', 'new', 'renamed']);
  expect(await house.owed('personnel-system.decide')).toHaveLength(1);

  const gone = open.find((row) => row.kind === 'gone');
  const apply = { differenceIds: [gone?.id] };
  expect(await w.run(personnel, 'personnelSystem.apply', apply)).toMatchObject(
    refused('personnel-system.cannot'),
  );
  const done = await w.done(personnel, 'personnelSystem.applyDelivery', {
    deliveryId: open[0]?.deliveryId,
  });
  expect(done).toEqual({ applied: 3 });
  expect(await known()).toEqual([
    { staff_no: 'A-1', name: '甲一一', unit: 'south' },
    { staff_no: 'A-2', name: '甲二', unit: 'north' },
    { staff_no: 'B-1', name: '乙一', unit: 'north' },
  ]);
  const posts = await house.rows(
    `select o.name from holding h join post o on o.id = h.post_id join person p on p.id = h.person_id where p.staff_no = 'B-1'`,
  );
  expect(posts).toEqual([{ name: '工程师' }]);

  // who is gone leaves by the procedure; then nothing is owed any more
  await w.done(personnel, 'leaving.begin', {
    personId: gone?.personId,
    kind: 'resign',
    lastOn: '2026-11-30',
    reason: '人事系统报离开',
  });
  await house.turn(closeGone);
  expect(await lines(personnel)).toEqual([]);
  expect(await house.owed('personnel-system.decide')).toEqual([]);
});

test('the same delivery twice, and the same content again, change nothing', async () => {
  const { token } = await makeToken();
  const people = [at('B-1', '乙一', 'north'), at('B-2', '乙二', 'south')];
  const first = await deliver(token, people, { reference: 'night-1' });
  const again = await deliver(token, people.toReversed(), { reference: 'night-1' });
  expect(first).toMatchObject({ result: { replayed: false, found: { new: 2, standing: 0 } } });
  expect(again).toMatchObject({ result: { replayed: true, found: { new: 2, standing: 0 } } });
  expect(await deliver(token, people.slice(1), { reference: 'night-1' })).toMatchObject(
    refused('personnel-system.reference.used'),
  );
  expect(await deliver(token, people, { reference: 'night-2' })).toMatchObject({
    result: { found: { new: 2, standing: 2 } },
  });
  expect(await house.rows('select count(*)::int as n from personnel_difference')).toEqual([{ n: 2 }]);
  for (let i = 0; i < 3; i += 1) await deliver(token, people.slice(0, 1), { reference: null });
  expect(await house.rows('select count(*)::int as n from personnel_delivery')).toEqual([{ n: 2 }]);
});

test('a later delivery supersedes what is not so any more; what was left is not listed again', async () => {
  const { token } = await makeToken();
  const { w } = house;
  const personnel = await w.as('personnel', 'root');
  await w.person('甲一', 'north', 'A-1');
  await deliver(token, [at('A-1', '甲一', 'south')]);
  await deliver(token, [at('A-1', '甲一一', 'north')]);
  expect((await lines(personnel)).map((row) => row.kind)).toEqual(['renamed']);
  const superseded = await lines(personnel, { state: 'superseded' });
  expect(superseded.map((row) => row.kind)).toEqual(['moved']);
  const [open] = await lines(personnel);
  await w.done(personnel, 'personnelSystem.dismiss', {
    differenceIds: [open?.id],
    reason: '笔误，已请人事系统更正',
  });
  await deliver(token, [at('A-1', '甲一一', 'north')]);
  expect(await lines(personnel)).toEqual([]);
  await deliver(token, [at('A-1', '甲一', 'north')]);
  await deliver(token, [at('A-1', '甲一一', 'north')]);
  expect((await lines(personnel)).map((row) => row.kind)).toEqual(['renamed']);
});

test('the office lets plain changes apply by themselves, never a departure or a conflict', async () => {
  const { token } = await makeToken();
  const { w } = house;
  const officer = await w.as('officer', 'root');
  const north = await w.as('officer', 'north');
  const kinds = ['new', 'renamed', 'moved'];
  expect(await w.run(north, 'personnelSystem.setAutomatic', { kinds })).toMatchObject(
    refused('not.permitted'),
  );
  await w.done(officer, 'personnelSystem.setAutomatic', { kinds });
  const { id } = await w.person('甲一', 'north', 'A-1');
  await w.person('甲三', 'north', 'A-3');
  await w.clear(id, stateScheme, 2);
  const outcome = await deliver(
    token,
    [at('A-1', '甲一一', 'south'), at('B-1', '乙一', 'north'), at('A-9', '丙一', '新公司')],
    { whole: true },
  );
  expect(outcome).toMatchObject({ result: { found: { applied: 2, troubled: 2, gone: 1 } } });
  expect(await known()).toEqual([
    { staff_no: 'A-1', name: '甲一一', unit: 'north' },
    { staff_no: 'A-3', name: '甲三', unit: 'north' },
    { staff_no: 'B-1', name: '乙一', unit: 'north' },
  ]);
  const open = await lines(officer);
  expect(open.map((row) => `${row.kind} ${row.trouble}`).toSorted(inOrder)).toEqual([
    'gone null',
    'moved cleared',
    'new unit-unknown',
  ]);
});

test('units that are not there are made after somebody else has looked', async () => {
  const { token } = await makeToken();
  const { w } = house;
  const personnel = await w.as('personnel', 'root');
  const officer = await w.as('officer', 'root');
  await deliver(token, [at('B-1', '乙一', 'north', '新室', '一组'), at('B-2', '乙二', 'north', '新室')]);
  const open = await lines(personnel);
  const differenceIds = open.map((row) => row.id);
  const approvalId = await house.parked(personnel, 'personnelSystem.apply', { differenceIds });
  expect(await known()).toEqual([]);
  expect(await house.decide(personnel, approvalId, 'consent')).toMatchObject({ kind: 'refused' });
  expect(await house.consent(officer, approvalId)).toMatchObject({ kind: 'done' });
  expect(await known()).toEqual([
    { staff_no: 'B-1', name: '乙一', unit: '一组' },
    { staff_no: 'B-2', name: '乙二', unit: '新室' },
  ]);
  const made = await house.rows(`select count(*)::int as n from unit where name in ('新室', '一组')`);
  expect(made).toEqual([{ n: 2 }]);
});

test('a namesake without staff number is the same person or another, as personnel says', async () => {
  const { token } = await makeToken();
  const { w } = house;
  const personnel = await w.as('personnel', 'root');
  const { id } = await w.person('甲一', 'north');
  await w.person('甲二', 'north');
  await deliver(token, [at('A-1', '甲一', 'north'), at('A-2', '甲二', 'north')]);
  const open = await lines(personnel);
  expect(open.map((row) => row.trouble)).toEqual(['namesake', 'namesake']);
  const line = (name: string) => open.find((row) => row.name === name)?.id;
  const blind = { differenceIds: [line('甲一')] };
  expect(await w.run(personnel, 'personnelSystem.apply', blind)).toMatchObject(
    refused('personnel-system.cannot'),
  );
  const same = { differenceId: line('甲一'), same: true };
  await w.done(personnel, 'personnelSystem.settleNamesake', same);
  await w.done(personnel, 'personnelSystem.settleNamesake', { differenceId: line('甲二'), same: false });
  expect(await house.rows('select staff_no from person where id = $1', [id])).toEqual([{ staff_no: 'A-1' }]);
  expect(await house.rows(`select count(*)::int as n from person where name = '甲二'`)).toEqual([{ n: 2 }]);
});

test('what has changed here since, or is leaving, is not overwritten', async () => {
  const { token } = await makeToken();
  const { w } = house;
  const personnel = await w.as('personnel', 'root');
  const one = await w.person('甲一', 'north', 'A-1');
  const two = await w.person('甲二', 'north', 'A-2');
  await deliver(token, [at('A-1', '甲一', 'south'), at('A-2', '甲二二', 'north')]);
  await w.done(personnel, 'leaving.begin', {
    personId: one.id,
    kind: 'move',
    lastOn: '2026-11-30',
    reason: '调动',
  });
  await w.done(personnel, 'org.changePerson', {
    personId: two.id,
    name: '甲二三',
    staffNo: 'A-2',
    unitId: w.units.north.id,
  });
  const open = await lines(personnel);
  const apply = (kind: string) =>
    w.run(personnel, 'personnelSystem.apply', {
      differenceIds: [open.find((row) => row.kind === kind)?.id],
    });
  expect(await apply('moved')).toMatchObject(refused('personnel-system.cannot'));
  expect(await apply('renamed')).toMatchObject(refused('personnel-system.stale'));
});

test('a token works from its approval to its end, and every failure is told alike', async () => {
  const { w } = house;
  const { id, token } = await makeToken('north');
  const system = await w.administrator('system');
  const ok = await deliver(token, [at('B-1', '乙一', 'north')]);
  expect(ok).toMatchObject({ kind: 'done' });
  const entry = await w.lastEntry();
  expect(entry).toMatchObject({ command: 'personnelSystem.deliver', outcome: 'done', personId: id });
  expect(JSON.stringify(entry.details)).not.toContain(token);
  expect(JSON.stringify(entry.details)).not.toContain('乙一');
  await expect(house.file(system, 'personnelToken.show', { tokenId: id })).rejects.toMatchObject({
    code: 'personnel-system.token.shown',
  });
  const stored = JSON.stringify(await house.rows('select * from personnel_token'));
  expect(stored).not.toContain(token);

  expect(await house.owed('personnel-system.renew')).toMatchObject([{ due_on: '2027-06-30' }]);
  const alike = refused('personnel-system.token.refused');
  expect(await deliver(`${token}x`, [])).toMatchObject(alike);
  await w.onDay('2027-07-01', async () => expect(await deliver(token, [])).toMatchObject(alike));
  await w.done(await house.w.administrator('system'), 'personnelToken.revoke', {
    tokenId: id,
    reason: '更换',
  });
  expect(await deliver(token, [])).toMatchObject(alike);
  expect(await house.owed('personnel-system.renew')).toEqual([]);
  const denied = await house.rows(
    `select details::jsonb ->> 'reason' as reason from log_detail where command = 'personnelSystem.deliver' and outcome = 'denied'`,
  );
  expect(denied.map((row) => String(row['reason'])).toSorted()).toEqual([
    `token ${id}: expired`,
    `token ${id}: revoked`,
  ]);
});

test('a token of one company speaks of that company', async () => {
  const { token } = await makeToken('north');
  const { w } = house;
  await w.person('甲一', 'north', 'A-1');
  await w.person('丙一', 'south', 'C-1');
  await deliver(token, [at('A-1', '甲一', 'south'), at('B-1', '乙一', 'north')], { whole: true });
  const rootOfficer = await w.as('officer', 'root');
  const found = (await lines(rootOfficer)).map((row) => `${row.staffNo} ${row.kind} ${row.trouble}`);
  expect(found.toSorted(inOrder)).toEqual(['A-1 moved unit-outside', 'B-1 new null']);
});

test('lines of other units are not found, in list, decision or page', async () => {
  const { token } = await makeToken();
  const { w } = house;
  await deliver(token, [at('B-1', '乙一', 'north')]);
  const root = await w.as('personnel', 'root');
  const [line] = await lines(root);
  const south = await w.as('personnel', 'south');
  const plain = await house.person('丁一');
  for (const session of [south, plain.session]) {
    expect(await lines(session)).toEqual([]);
    expect((await w.ask(session, 'personnelSystem.deliveries', {}, DeliveryList)).rows).toEqual([]);
    await expect(
      w.query(session, 'personnelSystem.openDelivery', { deliveryId: line?.deliveryId }),
    ).rejects.toMatchObject({ code: 'not.found' });
  }
  const apply = { differenceIds: [line?.id] };
  expect(await w.run(south, 'personnelSystem.apply', apply)).toMatchObject(refused('not.found'));
  const north = await w.as('personnel', 'north');
  expect(await w.done(north, 'personnelSystem.apply', apply)).toEqual({ applied: 1 });
});

test('a staff number twice is refused whole, and named', async () => {
  const { token } = await makeToken();
  const outcome = await deliver(token, [at('B-1', '乙一', 'north'), at('B-1', '乙二', 'south')]);
  expect(outcome).toMatchObject({ ...refused('personnel-system.twice'), params: { staffNos: 'B-1' } });
  expect(await house.rows('select 1 from personnel_delivery')).toEqual([]);
});

test('a list of the office goes the same way, for who keeps the people of the unit', async () => {
  const { w } = house;
  const north = await w.as('personnel', 'north');
  const input = {
    unitId: w.units.north.id,
    whole: true,
    fileName: '十一月在册.xlsx',
    people: [at('B-1', '乙一', 'north')],
  };
  await w.person('甲一', 'north', 'A-1');
  expect(await w.run(await w.as('personnel', 'south'), 'personnelSystem.stageSheet', input)).toMatchObject(
    refused('not.permitted'),
  );
  const made = await w.done(north, 'personnelSystem.stageSheet', input);
  expect(textOf(made, 'deliveryId')).not.toBe('');
  expect((await lines(north)).map((row) => row.kind).toSorted()).toEqual(['gone', 'new']);
});

test('five thousand people come in by one delivery and are applied by the office’s setting', async () => {
  const { token } = await makeToken();
  await house.w.done(await house.w.as('officer', 'root'), 'personnelSystem.setAutomatic', { kinds: ['new'] });
  const people = Array.from({ length: 5_000 }, (_, i) => at(`N-${i}`, `样例${i}`, 'north'));
  expect(await deliver(token, people, { whole: true })).toMatchObject({
    result: { found: { new: 5_000, applied: 5_000, troubled: 0 } },
  });
  expect(await deliver(token, people, { whole: true })).toMatchObject({
    result: { found: { new: 0, gone: 0 } },
  });
});
