// CLS-7
import type { Mark } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Standing,
  compareEnds,
  decidedKinds,
  expiriesUnconfirmedMax,
  isWithinDuty,
  judgeChange,
  judgeExpiry,
  rankNeeded,
} from './rules.ts';

const scheme = 'cn-state-secret';
const level = fc.constantFrom('MIMI', 'JIMI', 'JUEMI');
const validity: fc.Arbitrary<Mark['validity']> = fc.oneof(
  fc.record({ kind: fc.constant('duration' as const), years: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ kind: fc.constant('duration' as const), months: fc.integer({ min: 1, max: 11 }) }),
  fc.constant({ kind: 'indefinite' as const }),
  fc.constant({ kind: 'condition' as const, text: '公布前' }),
  fc.constant({ kind: 'unstated' as const }),
);
const mark = fc.record({ scheme: fc.constant(scheme), level, validity });
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2030-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const issued = fc.option(day);

function standing(of: Mark, issuedOn: string | null): Standing {
  return {
    scheme: of.scheme,
    level: of.level,
    level_rank: levelOf(of.scheme, of.level)?.rank ?? 0,
    validity: of.validity,
    issued_on: issuedOn,
    expires_on: null,
    released_on: null,
    state: 'active',
  };
}
const kindsFor = (from: Mark, to: Mark, issuedOn: string | null) =>
  decidedKinds.filter(
    (kind) =>
      judgeChange({ standing: standing(from, issuedOn), kind, mark: kind === 'release' ? null : to }) ===
      null,
  );

test('of two marks that can be ordered, a change is of exactly one kind, and its reverse of another', () => {
  fc.assert(
    fc.property(mark, mark, issued, (from, to, issuedOn) => {
      const order = compareEnds(to, from, issuedOn);
      const ways = kindsFor(from, to, issuedOn).filter((kind) => kind !== 'release');
      const [a, b] = [standing(from, null).level_rank, standing(to, null).level_rank];
      if (a !== b) expect(ways).toEqual([b > a ? 'upgrade' : 'downgrade']);
      else if (order !== null && order !== 0) expect(ways).toEqual([order > 0 ? 'extend' : 'correct-term']);
      else if (order === 0) expect(ways).not.toContain('extend');
    }),
  );
});

test('ends are ordered alike from both sides, and no mark differs from itself', () => {
  fc.assert(
    fc.property(mark, mark, issued, (a, b, issuedOn) => {
      const [there, back] = [compareEnds(a, b, issuedOn), compareEnds(b, a, issuedOn)];
      expect(there === null).toBe(back === null);
      expect(Math.sign(there ?? 0) + Math.sign(back ?? 0)).toBe(0);
      expect(kindsFor(a, a, issuedOn)).toEqual(['release']);
    }),
  );
});

test('what is released or ended changes no more, whatever is asked', () => {
  fc.assert(
    fc.property(mark, fc.option(mark), fc.constantFrom(...decidedKinds), day, (from, to, kind, on) => {
      const row = standing(from, null);
      expect(judgeChange({ standing: { ...row, released_on: on }, kind, mark: to })).toBe(
        'regrading.released',
      );
      expect(judgeChange({ standing: { ...row, state: 'ended' }, kind, mark: to })).toBe('regrading.ended');
    }),
  );
});

test('another scheme is no change but a determination', () => {
  const from = standing({ scheme: 'cn-work-secret', level: 'WORK', validity: { kind: 'unstated' } }, null);
  const to: Mark = { scheme, level: 'MIMI', validity: { kind: 'duration', years: 5 } };
  expect(judgeChange({ standing: from, kind: 'upgrade', mark: to })).toBe('regrading.scheme');
});

test('a classifier needs the rank of the higher of the two levels; the head of the body has every rank', () => {
  fc.assert(
    fc.property(mark, mark, fc.option(fc.integer({ min: 0, max: 4 })), (from, to, limit) => {
      const rank = rankNeeded(standing(from, null), to);
      expect(rank).toBeGreaterThanOrEqual(standing(from, null).level_rank);
      const named = { duty: 'classifier', scheme, level_rank: limit };
      expect(isWithinDuty(named, { scheme, rank })).toBe(limit === null || limit >= rank);
      expect(isWithinDuty({ ...named, scheme: 'cn-work-secret' }, { scheme, rank })).toBe(false);
      expect(isWithinDuty({ ...named, duty: 'first-responsible' }, { scheme, rank })).toBe(true);
    }),
  );
});

test('no more than fifty of a unit are released in a day without a classifier', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 0, max: 200 }), (due, endedToday) => {
      const step = judgeExpiry({ due, endedToday, batch: null });
      expect(step === 'release').toBe(due + endedToday <= expiriesUnconfirmedMax);
      expect(judgeExpiry({ due, endedToday, batch: 'waiting' })).toBe('wait');
      expect(judgeExpiry({ due, endedToday, batch: 'confirmed' })).toBe('release');
    }),
  );
});
