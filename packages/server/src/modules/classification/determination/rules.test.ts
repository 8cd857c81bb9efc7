// CLS-1, CLS-3, CLS-8
import type { Mark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { type LocalDate, addDays, expiryOf, parseLocalDate } from '@fengni/schemes/term';
import { invariant } from '@fengni/kernel/command/invariant';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { derivedMark } from './marks.ts';
import { answerDay, reportDay } from './periods.ts';
import { flowOf } from './policy.ts';
import { highestClaimed, isAuthorised, needsAuthority, needsExclusions, statutoryLevels } from './rules.ts';

const scheme = 'cn-state-secret';
const pack = builtinPacks.get(scheme);
invariant(pack !== undefined, 'the pack is there');
const Level = fc.constantFrom('MIMI', 'JIMI', 'JUEMI');

function day(text: string): LocalDate {
  const read = parseLocalDate(text);
  invariant(read !== null, 'a date');
  return read;
}
const Source = fc.record({
  level: Level,
  years: fc.integer({ min: 1, max: 10 }),
  issuedAgo: fc.integer({ min: 0, max: 3_000 }),
});

test('what is derived is never below a source and never ends before one', () => {
  fc.assert(
    fc.property(fc.array(Source, { minLength: 1, maxLength: 6 }), (drawn) => {
      const sources = drawn.map(({ level, years, issuedAgo }) => ({
        scheme,
        level,
        validity: { kind: 'duration', years } as const,
        issued_on: addDays(day('2026-11-22'), -issuedAgo),
      }));
      const mark = derivedMark(sources, '2026-11-22');
      const ranks = sources.map((source) => levelOf(scheme, source.level)?.rank ?? 0);
      expect(levelOf(scheme, mark.level)?.rank).toBe(Math.max(...ranks));
      const ends = sources.map((source) => expiryOf(source, source.issued_on, pack) ?? '');
      expect(expiryOf(mark, day('2026-11-22'), pack)).toBe(ends.toSorted().at(-1));
    }),
  );
});

test('a source kept for ever makes what is derived from it last for ever; two schemes have no common mark', () => {
  const forever: Mark = { scheme, level: 'MIMI', validity: { kind: 'indefinite' } };
  const ten: Mark = { scheme, level: 'JIMI', validity: { kind: 'duration', years: 10 } };
  const issued_on = '2026-01-01';
  const both = [forever, ten].map((mark) => ({ ...mark, issued_on }));
  expect(derivedMark(both, '2026-11-22')).toEqual({ ...ten, validity: { kind: 'indefinite' } });
  const work = {
    scheme: 'cn-work-secret',
    level: 'WORK',
    validity: { kind: 'unstated' } as const,
    issued_on,
  };
  expect(() => derivedMark([...both, work], '2026-11-22')).toThrow('determination.source.schemes');
  expect(() => derivedMark([], '2026-11-22')).toThrow('determination.source.none');
});

test('authority holds from its first day to its last, for its levels and scheme alone, and not from the day it was ended', () => {
  const one = {
    scheme,
    levels: ['JIMI', 'MIMI'],
    startsOn: '2026-01-01',
    endsOn: '2026-12-31',
    endedOn: null,
  };
  const on = (date: string, level = 'JIMI', more: object = {}) =>
    isAuthorised([{ ...one, ...more }], { scheme, level, on: date });
  expect(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((date) => on(date))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(on('2026-06-01', 'JUEMI')).toBe(false);
  expect(on('2026-05-31', 'JIMI', { endedOn: '2026-06-01' })).toBe(true);
  expect(on('2026-06-01', 'JIMI', { endedOn: '2026-06-01' })).toBe(false);
  expect(isAuthorised([one], { scheme: 'cn-work-secret', level: 'JIMI', on: '2026-06-01' })).toBe(false);
  expect(isAuthorised([], { scheme, level: 'MIMI', on: '2026-06-01' })).toBe(false);
});

test('only state secrets are limited by body, as the law has it', () => {
  const limited = [...builtinPacks.values()].filter(needsAuthority).map((one) => one.id);
  expect(limited).toEqual([scheme]);
  expect([...builtinPacks.values()].filter(needsExclusions).map((one) => one.id)).toEqual([scheme]);
  expect(statutoryLevels(pack, 'A1')).toContain('JUEMI');
  expect(statutoryLevels(pack, 'A2')).not.toContain('JUEMI');
  expect(statutoryLevels(pack, 'A3')).toEqual([]);
});

test('of levels in dispute the highest protects, whatever their order', () => {
  fc.assert(
    fc.property(fc.array(Level, { minLength: 1, maxLength: 5 }), (levels) => {
      const highest = highestClaimed(scheme, levels);
      expect(levels).toContain(highest);
      const rank = levelOf(scheme, highest ?? '')?.rank ?? 0;
      expect(levels.every((level) => (levelOf(scheme, level)?.rank ?? 0) <= rank)).toBe(true);
      expect(highestClaimed(scheme, levels.toReversed())).toBe(highest);
    }),
  );
  expect(highestClaimed(scheme, ['NOTHING'])).toBeNull();
});

test('ten working days for an unclear matter are counted by the calendar of the pack; without authority it is the next one', () => {
  // 2026-10-01 to 10-07 are days off
  expect(reportDay({ kind: 'unclear', scheme }, '2026-11-20')).toBe('2026-12-04');
  expect(reportDay({ kind: 'no-authority', scheme }, '2026-11-20')).toBe('2026-11-23');
  expect(reportDay({ kind: 'no-authority', scheme }, '2026-09-30') > '2026-10-07').toBe(true);
  expect(answerDay({ kind: 'unclear', scheme }, '2026-11-27')).toBe('2026-12-11');
});

test('a flow asks the persons named and nobody else; what no authority reaches waits for nobody', () => {
  const named = { reviewer_id: 'r', decider_id: 'd' };
  expect(flowOf({ kind: 'original', ...named })?.steps.map((step) => step.persons)).toEqual([['r'], ['d']]);
  expect(flowOf({ kind: 'derived', reviewer_id: null, decider_id: 'd' })?.steps).toHaveLength(1);
  expect(flowOf({ kind: 'original', reviewer_id: 'r', decider_id: null })?.steps.at(-1)?.persons).toEqual([]);
  expect(flowOf({ kind: 'no-authority', ...named })).toBeNull();
});
