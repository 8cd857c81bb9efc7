// PER-6
import { dayAfter } from '@fengni/schemes/term';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lateDays, lifeEventKinds, lifeEventRules } from './rules.ts';

test('a report within its days is not late, the day after is, and what is foreseen never', () => {
  const rule = { reportDays: 10 };
  expect(lateDays(rule, '2026-11-01', '2026-11-11')).toBe(0);
  expect(lateDays(rule, '2026-11-01', '2026-11-12')).toBe(1);
  expect(lateDays(rule, '2026-12-01', '2026-11-12')).toBe(0);
});

test('late by as many days as the report comes after the last one', () => {
  fc.assert(
    fc.property(fc.integer({ min: -400, max: 400 }), fc.integer({ min: 0, max: 60 }), (after, reportDays) => {
      const today = dayAfter('2026-06-15', after);
      expect(lateDays({ reportDays }, '2026-06-15', today)).toBe(Math.max(0, after - reportDays));
    }),
  );
});

test('every kind is answered by somebody within days', () => {
  for (const kind of lifeEventKinds) {
    const rule = lifeEventRules[kind];
    expect(rule.answerDays).toBeGreaterThan(0);
    expect(rule.reportDays > 0).toBe(rule.ahead !== true);
    expect(rule.title.zh).not.toBe(rule.title.en);
  }
});
