import { addDays, parseLocalDate } from '@fengni/schemes/term';
import { dueWithin, makeWorkingCalendar } from '@fengni/schemes/calendar';
import { builtinPacks } from '@fengni/schemes/packs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { invariant } from '../command/invariant.ts';
import { layOutCalendar } from './calendar.ts';

const packs = [...builtinPacks.values()];
function day(text: string) {
  const date = parseLocalDate(text);
  invariant(date !== null, 'a real day');
  return date;
}

test('every duty of every pack is laid out on its days, once', () => {
  const span = { from: day('2026-01-01'), to: day('2026-12-31') };
  const laid = layOutCalendar(packs, span);
  const working = makeWorkingCalendar(packs.map((pack) => pack.holidays));
  for (const pack of packs) {
    for (const entry of pack.calendar) {
      const days = laid.filter((one) => one.kind === `calendar:${pack.id}:${entry.id}`);
      expect(days.map((one) => one.dueOn)).toEqual(dueWithin(entry, span, { pack, working }));
      expect(days.every((one) => one.remindOn === addDays(one.dueOn, -entry.leadDays))).toBe(true);
    }
  }
  const keys = laid.map((one) => `${one.kind} ${one.period}`);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a holiday of January is prepared for in December, under the year it belongs to', () => {
  const laid = layOutCalendar(packs, { from: day('2025-12-20'), to: day('2025-12-31') });
  const sealing = laid.filter((one) => one.kind.endsWith(':sealing-before-holidays'));
  expect(sealing).toMatchObject([{ dueOn: '2025-12-31', period: '2026/1' }]);
});

test('spans laid end to end give what the whole span gives: no day is lost or doubled at the seam', () => {
  const from = day('2025-06-01');
  const kindsAndDays = (span: { from: ReturnType<typeof day>; to: ReturnType<typeof day> }) =>
    layOutCalendar(packs, span).map((one) => `${one.kind} ${one.period} ${one.dueOn}`);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 300 }), (first, second) => {
      const seam = addDays(from, first);
      const to = addDays(seam, second);
      const parts = [...kindsAndDays({ from, to: seam }), ...kindsAndDays({ from: addDays(seam, 1), to })];
      expect(parts.toSorted()).toEqual(kindsAndDays({ from, to }).toSorted());
    }),
    { numRuns: 40 },
  );
});
