import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithin } from '../access/policy.ts';
import { clearanceRanks, commonPath, faultOfEnd, lackingDuties, overlaps } from './rules.ts';

const label = fc.constantFrom('a', 'b', 'ab');
const path = fc.array(label, { maxLength: 4 }).map((labels) => ['root', ...labels].join('.'));

describe('the common path', () => {
  test('holds every path, and no unit below it does', () => {
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 5 }), (paths) => {
        const common = commonPath(paths);
        expect(paths.every((one) => isWithin(one, common))).toBe(true);
        const below = paths.map((one) =>
          one
            .split('.')
            .slice(0, common.split('.').length + 1)
            .join('.'),
        );
        for (const deeper of below) {
          if (deeper !== common) expect(paths.every((one) => isWithin(one, deeper))).toBe(false);
        }
      }),
    );
  });
  test('a name that begins like another is not above it', () => {
    expect(commonPath(['root.a', 'root.ab'])).toBe('root');
  });
});

test('two spans overlap exactly when a day lies in both', () => {
  const day = fc.integer({ min: 1, max: 9 }).map((n) => `2026-03-0${n}`);
  const span = fc.tuple(day, fc.option(day)).map(([a, b]) => {
    const ended_on = b === null ? null : b < a ? a : b;
    return { started_on: a, ended_on };
  });
  const days = Array.from({ length: 9 }, (_, i) => `2026-03-0${i + 1}`);
  fc.assert(
    fc.property(span, span, (a, b) => {
      const has = (one: typeof a, at: string) => one.started_on <= at && (one.ended_on ?? '9') >= at;
      expect(overlaps(a, b)).toBe(days.some((at) => has(a, at) && has(b, at)));
    }),
  );
});

test('an end can be moved forward, never back, and not once it is past', () => {
  const open = { started_on: '2026-01-01', ended_on: null };
  const planned = { started_on: '2026-01-01', ended_on: '2026-06-30' };
  const past = { started_on: '2026-01-01', ended_on: '2026-02-01' };
  expect(faultOfEnd(open, '2026-03-01', '2026-03-01')).toBeNull();
  expect(faultOfEnd(open, '2025-12-31', '2026-03-01')).toBe('reversed');
  expect(faultOfEnd(planned, '2026-05-01', '2026-03-01')).toBeNull();
  expect(faultOfEnd(planned, '2026-07-01', '2026-03-01')).toBe('ended');
  expect(faultOfEnd(past, '2026-01-15', '2026-03-01')).toBe('ended');
});

describe('what a unit lacks', () => {
  const north = { kind: 'company', path: 'root.north' } as const;
  const office = { kind: 'department', path: 'root.north.office' } as const;
  test('a company needs its own three, whatever its group has', () => {
    const held = [
      { duty: 'first-responsible', unit_path: 'root' },
      { duty: 'officer', unit_path: 'root.north' },
    ] as const;
    expect(lackingDuties(north, held)).toEqual(['first-responsible', 'leader-in-charge']);
  });
  test('a department needs an officer, its own or one above it', () => {
    expect(lackingDuties(office, [{ duty: 'officer', unit_path: 'root.north' }])).toEqual([]);
    expect(lackingDuties(office, [{ duty: 'officer', unit_path: 'root.south' }])).toEqual(['officer']);
  });
});

describe('the ranks of a clearance', () => {
  const state = 'cn-state-secret';
  const trade = 'cn-soe-trade-secret';
  test('state secrets go by grade, and a core grade opens no trade secret', () => {
    const core = clearanceRanks({ grade: 'CORE', schemes: [state], levels: {} });
    const general = clearanceRanks({ grade: 'GENERAL', schemes: [state], levels: {} });
    expect(core).toEqual([{ scheme: state, rank: 3 }]);
    expect(general).toEqual([{ scheme: state, rank: 1 }]);
  });
  test('trade secrets go by grant: the level named, else the lowest', () => {
    const ranks = (levels: Record<string, string>) =>
      clearanceRanks({ grade: null, schemes: [trade], levels });
    expect(ranks({})).toEqual([{ scheme: trade, rank: 1 }]);
    expect(ranks({ [trade]: 'CORE' })).toEqual([{ scheme: trade, rank: 2 }]);
    expect(ranks({ [trade]: 'NONE' })).toEqual({ fault: 'level', scheme: trade });
  });
  test('a grade without its scheme, a scheme without a grade and an unknown scheme are refused', () => {
    expect(clearanceRanks({ grade: 'CORE', schemes: [trade], levels: {} })).toMatchObject({ fault: 'grade' });
    expect(clearanceRanks({ grade: null, schemes: [state], levels: {} })).toMatchObject({ fault: 'grade' });
    expect(clearanceRanks({ grade: null, schemes: ['constructor'], levels: {} })).toMatchObject({
      fault: 'scheme',
    });
    expect(clearanceRanks({ grade: null, schemes: [], levels: { [trade]: 'CORE' } })).toMatchObject({
      fault: 'scheme',
    });
  });
});
