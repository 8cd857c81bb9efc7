// PER-5
import { dayAfter } from '@fengni/schemes/term';
import { dutyNames } from '@fengni/kernel/org/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clearedLevels,
  daysOf,
  engagementKinds,
  faultOfContract,
  isWithinRule,
  kindRules,
  rankOf,
} from './rules.ts';

const level = fc.constantFrom(null, ...clearedLevels);

test('nobody is cleared beyond his rule, and who is never cleared fits every rule', () => {
  fc.assert(
    fc.property(level, level, (wanted, allowed) => {
      const within =
        wanted === null || (allowed !== null && Number(rankOf(wanted)) <= Number(rankOf(allowed)));
      expect(isWithinRule(wanted, allowed)).toBe(within);
    }),
  );
});

test('days are counted with both ends', () => {
  expect(daysOf('2026-11-02', '2026-11-02')).toBe(1);
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), (days) => {
      expect(daysOf('2026-11-02', dayAfter('2026-11-02', days))).toBe(days + 1);
    }),
  );
});

test('a contract carries people while it runs and the firm has signed, to its last day', () => {
  const contract = { until_on: '2026-12-31', agreement_on: '2026-01-04', ended_at: null };
  const the = { needed: true, until: '2026-12-31' };
  expect(faultOfContract(contract, the)).toBeNull();
  expect(faultOfContract(contract, { ...the, until: '2027-01-01' })).toBe('ends');
  expect(faultOfContract({ ...contract, agreement_on: null }, the)).toBe('agreement');
  expect(faultOfContract(null, the)).toBe('missing');
  expect(faultOfContract(null, { ...the, needed: false })).toBeNull();
});

test('no kind may decide secrecy matters: whoever is not staff is no officer, classifier or leader in charge', () => {
  const barred = [
    'officer',
    'classifier',
    'leader-in-charge',
    'first-responsible',
    'personnel',
    'cipher-clerk',
  ];
  for (const kind of engagementKinds) {
    const { duties, clearedTo } = kindRules[kind];
    expect(duties.filter((duty) => barred.includes(duty))).toEqual([]);
    expect(duties.every((duty) => dutyNames.includes(duty))).toBe(true);
    expect(clearedTo).not.toBe('JUEMI');
  }
});
