// FOR-1
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { regionCodes, regionName } from './regions.ts';
import { checkTraveller, commonPath, documentKindsFor, maskNumber, stepOf } from './rules.ts';

const label = fc.stringMatching(/^[a-z]{1,4}$/);
const path = fc.array(label, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('.'));

test('the common unit lies above all of them and nothing below it does', () => {
  fc.assert(
    fc.property(label, fc.array(path, { minLength: 1, maxLength: 5 }), (root, below) => {
      const paths = below.map((one) => `${root}.${one}`);
      const common = commonPath(paths);
      const holds = (above: string) => paths.every((one) => one === above || one.startsWith(`${above}.`));
      expect(holds(common)).toBe(true);
      const deeper = (paths[0] ?? '')
        .split('.')
        .slice(0, common.split('.').length + 1)
        .join('.');
      expect(deeper === common || !holds(deeper)).toBe(true);
    }),
  );
});

test('a hidden number keeps its length and no more than three characters', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{5,30}$/), (number) => {
      const masked = maskNumber(number);
      expect(masked).toHaveLength(number.length);
      expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(3);
    }),
  );
});

test('where a journey goes decides which papers it needs', () => {
  expect(documentKindsFor({ kind: 'private', regions: ['SG', 'HK', 'MO'] })).toEqual([
    'passport',
    'hk-macau-permit',
  ]);
  expect(documentKindsFor({ kind: 'official', regions: ['TW', 'FR'] })).toEqual([
    'taiwan-permit',
    'official-passport',
  ]);
});

test('every region has a name in both languages', () => {
  for (const code of regionCodes) {
    expect(regionName(code, 'zh')).not.toBe(code);
    expect(regionName(code, 'en')).not.toBe(code);
  }
  expect(new Set(regionCodes).size).toBe(regionCodes.length);
});

const facts = {
  grade: null,
  coolingUntil: null,
  leavingOn: null,
  unsigned: 0,
  undebriefed: 0,
  held: 0,
  reviewOpen: false,
  documents: [],
} as const;
const journey = {
  kind: 'private',
  regions: ['SG'],
  untilOn: '2026-12-10',
  validUntilMin: '2027-06-10',
} as const;

function verdicts(more: object) {
  return Object.fromEntries(
    checkTraveller({ ...facts, ...more }, journey).map((one) => [one.id, one.verdict]),
  );
}

test('each check names what to do where it is not fine', () => {
  expect(verdicts({})).toMatchObject({ cooling: 'fine', leaving: 'fine', held: 'fine', document: 'todo' });
  expect(verdicts({ coolingUntil: '2027-01-01' })).toMatchObject({ cooling: 'against' });
  expect(verdicts({ leavingOn: '2027-01-01', undebriefed: 1 })).toMatchObject({
    leaving: 'against',
    undebriefed: 'against',
  });
  const passport = { kind: 'passport', state: 'kept', validUntil: '2030-01-01', here: false } as const;
  expect(verdicts({ documents: [passport] })).toMatchObject({ document: 'fine' });
  expect(verdicts({ documents: [{ ...passport, validUntil: '2027-01-01' }] })).toMatchObject({
    document: 'todo',
  });
  expect(verdicts({ documents: [{ ...passport, state: 'with-holder' }] })).toMatchObject({
    document: 'todo',
  });
  // a review the reader may not know of leaves no line
  expect(verdicts({ reviewOpen: false })).not.toHaveProperty('review');
  expect(verdicts({ reviewOpen: true })).toMatchObject({ review: 'note' });
  for (const check of checkTraveller({ ...facts, held: 2, unsigned: 1 }, journey))
    expect(check.advice === null).toBe(check.verdict === 'fine');
});

test('the step is what is still to be done first', () => {
  const done = { acknowledgedAt: 'x', clearedAt: 'x', debriefedOn: 'x' };
  const fresh = { acknowledgedAt: null, clearedAt: null, debriefedOn: null };
  expect(stepOf({ state: 'draft', travellers: [fresh] })).toBe('apply');
  expect(stepOf({ state: 'approved', travellers: [done, fresh] })).toBe('brief');
  expect(stepOf({ state: 'approved', travellers: [{ ...fresh, acknowledgedAt: 'x' }] })).toBe('clear');
  expect(stepOf({ state: 'approved', travellers: [done] })).toBe('depart');
  expect(stepOf({ state: 'away', travellers: [done] })).toBe('return');
  expect(stepOf({ state: 'returned', travellers: [{ ...done, debriefedOn: null }] })).toBe('debrief');
  expect(stepOf({ state: 'returned', travellers: [done] })).toBe('close');
  expect(stepOf({ state: 'closed', travellers: [done] })).toBeNull();
});
