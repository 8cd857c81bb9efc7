// CLS-8
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Figure,
  changeProposals,
  countBands,
  fits,
  isOutlier,
  keepReasons,
  longestTerms,
  outlierMattersMin,
  reviewReasons,
  termBands,
  totalOf,
} from './rules.ts';

const Figures: fc.Arbitrary<Figure[]> = fc.array(
  fc.record({
    unitId: fc.constantFrom('a', 'b'),
    scheme: fc.constant('cn-state-secret'),
    level: fc.constantFrom('JUEMI', 'JIMI', 'MIMI'),
    kind: fc.constantFrom('original', 'derived'),
    band: fc.constantFrom(...termBands),
    atMaximum: fc.boolean(),
    withBasis: fc.constantFrom(true, false, null),
    made: fc.boolean(),
    matters: fc.integer({ min: 1, max: 50 }),
  }),
  { maxLength: 12 },
);

test('figures of parts add up to the whole, and bands to what stands', () => {
  fc.assert(
    fc.property(Figures, (figures) => {
      const whole = totalOf(figures, []);
      const parts = ['a', 'b'].map((id) =>
        totalOf(
          figures.filter((one) => one.unitId === id),
          [],
        ),
      );
      expect(parts.reduce((n, part) => n + part.standing, 0)).toBe(whole.standing);
      expect(parts.reduce((n, part) => n + part.withoutBasis, 0)).toBe(whole.withoutBasis);
      expect(whole.original + whole.derived).toBe(whole.made);
      const bands = countBands(figures);
      expect(termBands.reduce((n, band) => n + bands[band], 0)).toBe(whole.standing);
    }),
  );
});

const Part = fc
  .record({ of: fc.integer({ min: 0, max: 400 }), share: fc.double({ min: 0, max: 1, noNaN: true }) })
  .map(({ of, share }) => ({ of, part: Math.floor(of * share) }));

test('nobody is flagged for a share no higher than the others have, nor for a handful of matters', () => {
  fc.assert(
    fc.property(Part, Part, (own, others) => {
      if (!isOutlier(own, others)) return;
      expect(own.part / own.of).toBeGreaterThan(others.part / others.of);
      expect(Math.min(own.of, others.of)).toBeGreaterThanOrEqual(outlierMattersMin);
      // two units are never each higher than the other
      expect(isOutlier(others, own)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a unit that marks nine in ten at the maximum among units that mark one in ten is flagged', () => {
  expect(isOutlier({ of: 20, part: 18 }, { of: 200, part: 20 })).toBe(true);
  expect(isOutlier({ of: 20, part: 3 }, { of: 200, part: 20 })).toBe(false);
});

test('changes are told apart from releases', () => {
  const changes = [
    { unitId: 'a', kind: 'release', changes: 2 },
    { unitId: 'a', kind: 'expiry', changes: 3 },
    { unitId: 'b', kind: 'downgrade', changes: 4 },
  ];
  expect(totalOf([], changes)).toMatchObject({ released: 5, changed: 4 });
});

test('every reason belongs to one decision', () => {
  for (const reason of reviewReasons) expect(fits('keep', reason)).toBe(!fits('change', reason));
  expect(keepReasons.length + changeProposals.length).toBe(reviewReasons.length);
});

test('the maxima are those of the packs', () => {
  expect(longestTerms()).toMatchObject({
    'cn-state-secret/JUEMI': 360,
    'cn-state-secret/JIMI': 240,
    'cn-state-secret/MIMI': 120,
  });
});
