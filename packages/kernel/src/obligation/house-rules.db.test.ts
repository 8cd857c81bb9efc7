// ORG-10: the house's own rules in the calendar of the year
import { afterAll, expect, test } from 'vitest';
import { refused, textOf } from '../testkit/world.ts';
import { ObligationList, YearCalendar } from './contract.ts';
import { createObligationHouse } from './testing/obligation-house.ts';

const { database, w, turn } = await createObligationHouse();
afterAll(async () => {
  expect(w.kernel.faults).toEqual([]);
  await database.close();
});

const owed = async (session: string, ruleId: string, state = 'open') =>
  (
    await w.ask(session, 'obligation.list', { kind: `calendar:house:${ruleId}`, state }, ObligationList)
  ).rows.map((row) => ({ unit: row.unit, dueOn: row.dueOn }));
const meeting = {
  title: '保密工作例会',
  basis: '厂办〔2026〕3号',
  owes: 'officer',
  monthDay: 31,
  leadDays: 5,
};
const quarters = { ...meeting, months: [12, 3, 6, 3] };

test('a rule is owed at once, goes on by itself, and ends with what it made owed for later', async () => {
  const officer = await w.as('officer', 'root');
  const input = { ...quarters, unitId: w.units.root.id, reach: 'below', onDayOff: 'before' };
  const ruleId = textOf(await w.done(officer, 'calendar.addRule', input), 'ruleId');
  const first = ['root', 'north', 'south'].map((unit) => ({ unit, dueOn: '2026-03-31' }));
  expect(await owed(officer, ruleId)).toEqual(expect.arrayContaining(first));
  expect(await owed(officer, ruleId)).toHaveLength(3);

  await turn();
  expect(await owed(officer, ruleId)).toHaveLength(3);
  await w.onDay('2026-03-25', async () => {
    await turn();
    // the last of June is a working day
    expect(await owed(officer, ruleId)).toHaveLength(6);
    expect((await owed(officer, ruleId)).at(-1)?.dueOn).toBe('2026-06-30');
  });

  const rows = await w.ask(officer, 'obligation.list', { kind: `calendar:house:${ruleId}` }, ObligationList);
  expect(rows.rows[0]).toMatchObject({
    title: { zh: '保密工作例会' },
    basis: { source: { zh: '本单位规定：厂办〔2026〕3号' } },
  });

  expect(await w.done(officer, 'calendar.endRule', { ruleId })).toEqual({ cancelled: 6 });
  expect(await owed(officer, ruleId)).toEqual([]);
  expect(await owed(officer, ruleId, 'cancelled')).toHaveLength(6);
  expect(await w.run(officer, 'calendar.endRule', { ruleId })).toMatchObject(refused('calendar.rule.ended'));
  await w.onDay('2026-04-02', turn);
  expect(await owed(officer, ruleId)).toEqual([]);
});

test('who looks after a unit sets its rules; others see them in the calendar of the year', async () => {
  const input = { ...quarters, unitId: w.units.north.id };
  const northern = await w.as('officer', 'north');
  const southern = await w.as('officer', 'south');
  expect(await w.run(southern, 'calendar.addRule', input)).toMatchObject(refused('not.permitted'));
  const ruleId = textOf(await w.done(northern, 'calendar.addRule', input), 'ruleId');
  expect(await w.run(southern, 'calendar.endRule', { ruleId })).toMatchObject(refused('not.permitted'));

  const find = async (session: string, year: number) => {
    const { entries } = await w.ask(session, 'calendar.year', { year }, YearCalendar);
    return entries.find((entry) => entry.rule?.id === ruleId);
  };
  expect(await find(northern, 2026)).toMatchObject({
    dueOn: ['2026-03-31', '2026-06-30', '2026-12-31'],
    rule: { unit: 'north', mayEnd: true },
  });
  expect(await find(southern, 2026)).toMatchObject({ rule: { mayEnd: false } });
  // the end of a month in any year, and nothing before the rule was made
  expect((await find(southern, 2025))?.dueOn).toEqual([]);
  const { entries } = await w.ask(southern, 'calendar.year', {}, YearCalendar);
  expect(entries.some((entry) => entry.key.startsWith('calendar:cn-state-secret:'))).toBe(true);
});

test('a rule names months, a day and who owes; anything else is refused', async () => {
  const officer = await w.as('officer', 'north');
  const good = { ...quarters, unitId: w.units.north.id };
  for (const bad of [
    { ...good, months: [] },
    { ...good, months: [13] },
    { ...good, monthDay: 0 },
    { ...good, owes: 'nobody' },
    { ...good, title: ' ' },
  ])
    expect(await w.run(officer, 'calendar.addRule', bad)).toMatchObject(refused('input.invalid'));
});
