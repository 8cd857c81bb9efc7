import { AuditRun } from '@fengni/kernel/audit/contract';
import { refused, textOf } from '@fengni/kernel/testkit/world';
import { z } from 'zod';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { carrierChecks } from './audits.ts';
import { type TestHouse, createTestHouse } from '../../testing/test-house.ts';

const state = 'cn-state-secret';
const Made = z.object({
  carrierId: z.string(),
  number: z.string(),
  copies: z.array(z.object({ copyId: z.string() })),
});
let house: TestHouse;
let database: TestHouse['database'];
let w: TestHouse['w'];
let clerk: string;
let officer: string;
let registerId: string;

beforeAll(async () => {
  house = await createTestHouse({ now: '2026-11-22T01:00:00Z' });
  ({ w, database } = house);
  clerk = await w.as('document-clerk', 'north');
  officer = await w.as('officer', 'north');
  for (const session of [clerk, officer]) await w.clear(w.personOf(session), state, 3);
  const opened = await w.done(officer, 'register.open', {
    unitId: w.units.north.id,
    kind: 'carrier',
    name: '涉密文件',
  });
  registerId = textOf(opened, 'registerId');
});
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await house.close();
});

async function register(copies = 1, knowers: readonly string[] = []) {
  const made = await w.done(clerk, 'carrier.register', {
    registerId,
    medium: 'paper',
    mark: { scheme: state, level: 'JIMI', validity: { kind: 'duration', years: 10 } },
    issuedOn: '2026-11-12',
    title: '年度生产安排（样例）',
    copies,
    place: '1号柜',
    scope: { personIds: [...knowers], postIds: [] },
  });
  const { carrierId, number, copies: all } = Made.parse(made);
  return { carrierId, number, copyIds: all.map((copy) => copy.copyId) };
}
/** Changes rows past the program, as what must be found out does. */
const tamper = (text: string, values: readonly unknown[]) =>
  database.pastTriggers((client) => client.query(text, [...values]));
async function found(session: string, id: string): Promise<string[]> {
  const run = await w.ask(session, 'audit.run', { checkIds: [`carrier.${id}`] }, AuditRun);
  return run.checks.flatMap((check) => check.rows.map((row) => row.explanation.en));
}
const hand = (copyId: string, personId: string, more = '') =>
  tamper(`update copy set state = 'with-reader', holder_id = $2 ${more} where id = $1`, [copyId, personId]);

test('what the program itself did is sound, whatever it did', async () => {
  const { id } = await w.person('甲一', 'north');
  await w.clear(id, state, 2);
  const { copyIds } = await register(3, [id]);
  const copyId = copyIds[0];
  await w.done(clerk, 'circulation.start', { copyId, readerIds: [id] });
  const run = await w.ask(officer, 'audit.run', {}, AuditRun);
  const carriers = run.checks.filter((check) => check.id.startsWith('carrier.'));
  expect(carriers).toHaveLength(carrierChecks.length);
  expect(carriers.flatMap((check) => check.rows)).toEqual([]);
});

test('a holder who is not cleared is found, and nothing is told of what he is cleared for', async () => {
  const { id } = await w.person('乙二', 'south');
  await w.clear(id, state, 1);
  const { copyIds, number } = await register();
  await hand(copyIds[0] ?? '', id);
  const words = `${number}-01 (机密★10年) is with 乙二, who is not cleared for it.`;
  expect(await found(officer, 'holder-not-cleared')).toEqual([words]);
  expect(await found(await w.as('inspector', 'north'), 'holder-not-cleared')).toEqual([words]);
  expect(await found(await w.as('officer', 'south'), 'holder-not-cleared')).toEqual([]);
  await tamper('update clearance set level_rank = 2 where person_id = $1', [id]);
  expect(await found(officer, 'holder-not-cleared')).toEqual([]);
});

test('a holder outside the scope is found by who knows the carrier, by nobody who only handles it, and is never waived', async () => {
  const inside = await w.person('丙三', 'north');
  const outside = await w.person('丁四', 'north');
  for (const { id } of [inside, outside]) await w.clear(id, state, 2);
  const { copyIds, number } = await register(2, [inside.id]);
  await hand(copyIds[0] ?? '', inside.id);
  await hand(copyIds[1] ?? '', outside.id);
  // the officer handles the register and is outside the scope; an inspector inside it knows
  expect(await found(officer, 'holder-outside-scope')).toEqual([]);
  await w.hold(inside.id, 'inspector', 'north');
  const session = await w.signIn(inside.id);
  expect(await found(session, 'holder-outside-scope')).toEqual([
    `${number}-02 is with 丁四, who is outside its scope.`,
  ]);
  const waive = {
    checkId: 'carrier.holder-outside-scope',
    rowId: copyIds[1],
    reason: '上级已同意',
    until: '2026-12-01',
  };
  expect(await w.run(officer, 'audit.waive', waive)).toMatchObject(refused('audit.waive.never'));
});

test('copies that are overdue, or with somebody who is no longer there, are found', async () => {
  const { id } = await w.person('戊五', 'north');
  await w.clear(id, state, 3);
  const { copyIds, number } = await register(4);
  await hand(copyIds[0] ?? '', id, `, due_on = '2026-11-21'`);
  await hand(copyIds[1] ?? '', id, `, due_on = '2026-11-22'`);
  expect(await found(officer, 'copy-overdue')).toEqual([
    `${number}-01 was due on 2026-11-21, 1 days ago; it is with 戊五.`,
  ]);
  expect(await found(officer, 'copy-without-holder')).toEqual([]);
  await tamper(`update copy set state = 'on-loan', holder_id = null where id = $1`, [copyIds[2]]);
  await tamper('update person set frozen_at = now() where id = $1', [id]);
  expect(await found(officer, 'copy-without-holder')).toEqual([
    `戊五, who holds ${number}-01, is frozen.`,
    `戊五, who holds ${number}-02, is frozen.`,
    `${number}-03 is on loan and no holder is recorded.`,
  ]);
  await tamper(`update person set frozen_at = null, left_on = '2026-11-22' where id = $1`, [id]);
  expect(await found(officer, 'copy-without-holder')).toContain(`戊五, who holds ${number}-01, has left.`);
});

test('counts, custody and ends that contradict each other are found', async () => {
  const { carrierId, copyIds, number } = await register(2);
  await tamper('update carrier set copy_count = 3 where id = $1', [carrierId]);
  expect(await found(officer, 'copy-count')).toEqual([`${number} states 3 copies; 2 are on record.`]);
  await tamper(`update copy set state = 'archived' where id = $1`, [copyIds[1]]);
  expect(await found(officer, 'custody-differs')).toContain(
    `${number}-02 is archived; the last line of custody says in store, or another holder.`,
  );
  await tamper(`update carrier set state = 'ended' where id = $1`, [carrierId]);
  expect(await found(officer, 'ended-with-open-copies')).toEqual([
    `${number} has ended and has 2 open copies.`,
  ]);
});

test('destruction without a certificate, and of what must go back, is found', async () => {
  const { carrierId, copyIds, number } = await register(2);
  await tamper(`update copy set state = 'destroyed' where id = $1`, [copyIds[0]]);
  expect(await found(officer, 'destroyed-without-certificate')).toEqual([
    `${number}-01 was destroyed (list —), and there is no certificate.`,
  ]);
  expect(await found(officer, 'must-return-listed')).toEqual([]);
  await tamper('update carrier set must_return = true where id = $1', [carrierId]);
  expect(await found(officer, 'must-return-listed')).toEqual([
    `${number}-01 must be returned and is destroyed (list —).`,
  ]);
});

test('a slip that says "reading" of a copy in store is found', async () => {
  const { id } = await w.person('己六', 'north');
  const { carrierId, copyIds, number } = await register();
  const slip = w.kernel.newId();
  await tamper(
    `insert into circulation (id, copy_id, carrier_id, register_id, state, days_per_reader, started_at)
     values ($1, $2, $3, $4, 'open', 2, now())`,
    [slip, copyIds[0], carrierId, registerId],
  );
  await tamper(
    `insert into circulation_reader (id, circulation_id, carrier_id, register_id, place_in_list, person_id, state)
     values ($1, $2, $3, $4, 1, $5, 'reading')`,
    [w.kernel.newId(), slip, carrierId, registerId, id],
  );
  expect(await found(officer, 'reading-in-store')).toEqual([
    `${number}-01 is recorded in store, while the slip says 己六 is reading it.`,
  ]);
});

test('telegrams among other papers, and own matter past its term, are found', async () => {
  const { carrierId, number } = await register();
  await tamper(`update carrier set medium = 'telegram' where id = $1`, [carrierId]);
  expect(await found(officer, 'telegram-outside-book')).toEqual([
    `The telegram ${number} is in the register “涉密文件”.`,
  ]);
  await tamper(`update carrier set origin = 'own', expires_on = '2026-11-22' where id = $1`, [carrierId]);
  expect(await found(officer, 'term-expired')).toEqual([]);
  await tamper(`update carrier set expires_on = '2026-11-21' where id = $1`, [carrierId]);
  expect(await found(officer, 'term-expired')).toEqual([
    `The term of ${number} (机密★10年) ended on 2026-11-21.`,
  ]);
  await tamper(`update carrier set origin = 'received' where id = $1`, [carrierId]);
  expect(await found(officer, 'term-expired')).toEqual([]);
});

test('carriers left open in a register that has ended are found', async () => {
  const before = (await found(officer, 'open-in-ended-register')).length;
  await tamper(`update register set ended_on = '2026-11-21' where id = $1`, [registerId]);
  expect(before).toBe(0);
  expect((await found(officer, 'open-in-ended-register')).length).toBeGreaterThan(0);
});
