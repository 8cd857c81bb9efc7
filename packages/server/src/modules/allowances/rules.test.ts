// PER-4
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Deduction,
  type GradedSpan,
  type Lapse,
  allowanceGrades,
  daysOfMonth,
  deduct,
  deductionWays,
  lapseFacts,
  mainGrade,
  monthAfter,
  partMonth,
  yuan,
} from './rules.ts';

const rates = { CORE: 60_000, IMPORTANT: 40_000, GENERAL: 20_000 };
const whole = [{ from: '2026-01-01', until: '2026-12-31' }];

test('a month has its days, and another follows it', () => {
  expect(daysOfMonth('2028-02-01')).toEqual({ from: '2028-02-01', until: '2028-02-29', days: 29 });
  expect(monthAfter('2026-12-15', 1)).toBe('2027-01-01');
  expect(monthAfter('2026-01-31', -1)).toBe('2025-12-01');
});

test('a grade that changes within the month is paid by its days, the highest of posts held together counting', () => {
  const graded: GradedSpan[] = [
    { grade: 'GENERAL', from: '2026-11-01', until: '2026-11-30' },
    { grade: 'CORE', from: '2026-11-11', until: '2026-11-20' },
  ];
  const { parts, uncleared } = partMonth({ month: '2026-11-01', graded, cleared: whole, rates });
  expect(uncleared).toBe(0);
  expect(parts).toMatchObject([
    { grade: 'GENERAL', from: '2026-11-01', until: '2026-11-10', days: 10, fen: 6667 },
    { grade: 'CORE', from: '2026-11-11', until: '2026-11-20', days: 10, fen: 20_000 },
    { grade: 'GENERAL', from: '2026-11-21', until: '2026-11-30', days: 10, fen: 6667 },
  ]);
  expect(mainGrade(parts)).toBe('GENERAL');
});

test('days without clearance are told and not paid', () => {
  const graded: GradedSpan[] = [{ grade: 'GENERAL', from: '2026-11-01', until: '2026-11-30' }];
  const cleared = [{ from: '2026-11-16', until: '2026-12-31' }];
  const { parts, uncleared } = partMonth({ month: '2026-11-01', graded, cleared, rates });
  expect(uncleared).toBe(15);
  expect(parts).toMatchObject([{ from: '2026-11-16', days: 15, fen: 10_000 }]);
});

test('a fact without a rule is named and costs nothing', () => {
  const lapse: Lapse = { fact: 'return', what: 'carrier.return-loan', dueOn: '2026-11-03', endedOn: null };
  expect(deduct(20_000, [lapse], [])).toMatchObject({ deducted: 0, facts: [{ fact: 'return', way: null }] });
});

const within = (one: string, spans: readonly { from: string; until: string }[]) =>
  spans.some((s) => s.from <= one && one <= s.until);

const day = fc.integer({ min: 1, max: 30 }).map((n) => `2026-11-${String(n).padStart(2, '0')}`);
const span = fc.tuple(day, day).map(([a, b]) => (a <= b ? { from: a, until: b } : { from: b, until: a }));
const gradedSpan = fc
  .tuple(fc.constantFrom(...allowanceGrades), span)
  .map(([grade, one]): GradedSpan => ({ grade, ...one }));

test('every day of a month is paid once, or told as uncleared, or not graded', () => {
  fc.assert(
    fc.property(
      fc.array(gradedSpan, { maxLength: 5 }),
      fc.array(span, { maxLength: 3 }),
      (graded, cleared) => {
        const { parts, uncleared } = partMonth({ month: '2026-11-01', graded, cleared, rates });
        const days = Array.from({ length: 30 }, (_, i) => `2026-11-${String(i + 1).padStart(2, '0')}`);
        expect(parts.reduce((sum, part) => sum + part.days, uncleared)).toBe(
          days.filter((one) => within(one, graded)).length,
        );
        for (const one of days) {
          const paid = parts.filter((part) => within(one, [part]));
          expect(paid.length).toBe(within(one, graded) && within(one, cleared) ? 1 : 0);
        }
      },
    ),
  );
});

test('nobody is deducted more than he gets, and every deduction is explained', () => {
  const lapse = fc.record({
    fact: fc.constantFrom(...lapseFacts),
    what: fc.string(),
    dueOn: day,
    endedOn: fc.option(day),
  });
  const rule: fc.Arbitrary<Deduction> = fc.record({
    fact: fc.constantFrom(...lapseFacts),
    way: fc.constantFrom(...deductionWays),
    value: fc.integer({ min: 1, max: 100 }),
    each: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.nat({ max: 1_000_000 }),
      fc.array(lapse, { maxLength: 8 }),
      fc.array(rule, { maxLength: 4 }),
      (base, lapses, rules) => {
        const { facts, deducted } = deduct(base, lapses, rules);
        expect(deducted).toBeLessThanOrEqual(base);
        expect(deducted).toBe(facts.reduce((sum, fact) => sum + fact.fen, 0));
        expect(facts.flatMap((fact) => fact.lapses)).toHaveLength(lapses.length);
      },
    ),
  );
});

test('fen are written as yuan', () => {
  expect([yuan(0), yuan(5), yuan(12_345), yuan(-250)]).toEqual(['0.00', '0.05', '123.45', '-2.50']);
});
