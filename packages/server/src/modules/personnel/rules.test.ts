// PER-1
import { builtinPacks } from '@fengni/schemes/packs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareFilings,
  gradeCodes,
  gradeOfLevel,
  packIntervals,
  proposeGrade,
  rankOfGrade,
  reviewHeads,
  sourceOfHead,
  validUntil,
} from './rules.ts';

const rank = fc.integer({ min: 0, max: 3 });
const facts = fc.record({
  itemRank: rank,
  items: fc.nat(20),
  heldRank: rank,
  held: fc.nat(200),
  knownRank: rank,
});

test('the proposed grade is that of the highest level, whichever fact has it, and every fact is named', () => {
  fc.assert(
    fc.property(facts, (one) => {
      const proposal = proposeGrade(one);
      const highest = Math.max(one.itemRank, one.heldRank, one.knownRank);
      expect(rankOfGrade(proposal.grade)).toBe(highest);
      const named = [one.itemRank, one.heldRank, one.knownRank].filter((each) => each > 0).length;
      expect(proposal.reasons).toHaveLength(Math.max(1, named));
    }),
  );
});

function rankOfLevel(code: string): number {
  return builtinPacks.get('cn-state-secret')?.levels.find((one) => one.code === code)?.rank ?? 0;
}

test('grades go with levels: 绝密 is core, 机密 important, 秘密 general', () => {
  expect(['JUEMI', 'JIMI', 'MIMI'].map((code) => gradeOfLevel(rankOfLevel(code)))).toEqual([
    'CORE',
    'IMPORTANT',
    'GENERAL',
  ]);
  expect(gradeOfLevel(0)).toBeNull();
});

test('the interval is the pack’s by the level of the grade, and ends on the same day of the month', () => {
  expect(packIntervals()).toEqual({ CORE: 12, IMPORTANT: 24, GENERAL: 36 });
  const ends = gradeCodes.map((grade) => validUntil(grade, '2026-11-30', packIntervals()));
  expect(ends).toEqual(['2029-11-30', '2028-11-30', '2027-11-30']);
  expect(validUntil('CORE', '2026-08-31', { CORE: 6, IMPORTANT: 6, GENERAL: 6 })).toBe('2027-02-28');
});

test('every head names its source in words, or that it has none', () => {
  for (const head of reviewHeads) {
    const source = sourceOfHead(head);
    expect(source === null).toBe(head.confidence === 'unverified');
    expect(source?.zh ?? '').not.toContain('CN-');
  }
});

const line = fc.record({
  personId: fc.integer({ min: 0, max: 9 }).map(String),
  grade: fc.constantFrom(...gradeCodes),
});
const list = fc.uniqueArray(line, { selector: (one) => one.personId });

test('two lists compared: each person is once on one side, and nothing changes against itself', () => {
  fc.assert(
    fc.property(list, list, (now, before) => {
      const compared = compareFilings(now, before);
      expect(compared.now).toHaveLength(now.length);
      const gone = compared.gone.map((one) => one.personId);
      expect(gone.toSorted()).toEqual(
        before
          .map((one) => one.personId)
          .filter((id) => !now.some((one) => one.personId === id))
          .toSorted(),
      );
      for (const one of compared.now) {
        const was = before.find((each) => each.personId === one.line.personId);
        expect(one.change === 'added').toBe(was === undefined);
        expect(one.change === 'changed').toBe(was !== undefined && was.grade !== one.line.grade);
        expect(one.formerGrade).toBe(one.change === 'changed' ? was?.grade : null);
      }
      expect(compareFilings(now, now).now.every((one) => one.change === 'same')).toBe(true);
    }),
  );
});
