// FOR-3
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type PlanFacts,
  checkPlan,
  documentTail,
  isBarred,
  missingForSupply,
  readSupplyMark,
  registerNumber,
  secrecies,
  weightOfVisit,
} from './rules.ts';

const plan: PlanFacts = {
  today: '2026-11-02',
  startsOn: '2026-11-10',
  devices: 'kept',
  mayNot: '产能和在研型号',
  visitors: [{ name: '样例甲', foreigner: true, documentKind: 'passport' }],
  stops: [{ area: '展厅', keyPlace: false, treatment: 'open', preparation: '' }],
  escorts: 1,
  escortsGone: 0,
  copiesOut: 0,
  keyPlacesAside: [],
};
const codes = (facts: Partial<PlanFacts>, weight = 'stop') =>
  checkPlan({ ...plan, ...facts })
    .filter((check) => check.weight === weight)
    .map((check) => check.code);

test('a whole plan has nothing against it', () => {
  expect(checkPlan(plan)).toEqual([]);
});

test.each<[string, Partial<PlanFacts>]>([
  ['visitors', { visitors: [] }],
  ['past', { startsOn: '2026-11-01' }],
  ['escorts', { escorts: 0 }],
  ['escort-gone', { escortsGone: 1 }],
  ['route', { stops: [] }],
  ['may-not', { mayNot: '' }],
  ['foreign-document', { visitors: [{ name: '样例甲', foreigner: true, documentKind: 'none' }] }],
  ['key-place-open', { stops: [{ area: '控制室', keyPlace: true, treatment: 'open', preparation: '' }] }],
  ['preparation', { stops: [{ area: '控制室', keyPlace: true, treatment: 'prepared', preparation: '' }] }],
])('%s keeps a plan from review', (code, facts) => {
  expect(codes(facts)).toEqual([code]);
});

test('devices do not go into key places, and foreigners near them are pointed out', () => {
  const stops = [{ area: '控制室', keyPlace: true, treatment: 'prepared', preparation: '遮盖屏幕' }] as const;
  expect(codes({ stops, devices: 'allowed' })).toEqual(['devices']);
  expect(codes({ stops }, 'warn')).toEqual(['foreign-key-place']);
  expect(codes({ copiesOut: 2, keyPlacesAside: ['机要室'] }, 'warn')).toEqual([
    'copies-out',
    'key-places-aside',
  ]);
});

test('key places weigh more than foreigners, foreigners more than nothing', () => {
  expect(weightOfVisit({ foreigners: 0, keyPlaces: 0 })).toBe('plain');
  expect(weightOfVisit({ foreigners: 3, keyPlaces: 0 })).toBe('foreign');
  expect(weightOfVisit({ foreigners: 3, keyPlaces: 1 })).toBe('key-place');
});

test('a register number names the unit, by its code or a part of its id', () => {
  const unit = { id: 'ab12cdef-0000-4000-8000-000000000000', code: null };
  expect(registerNumber('V', { year: 2026, ordinal: 3, unit })).toBe('V2026-AB12-003');
  expect(registerNumber('S', { year: 2026, ordinal: 12, unit: { ...unit, code: 'JYK' } })).toBe(
    'S2026-JYK-012',
  );
  expect(registerNumber('V', { year: 2026, ordinal: 1, unit: { ...unit, code: '经营科' } })).toBe(
    'V2026-AB12-001',
  );
});

test('no more than half of a document is ever shown', () => {
  expect(documentTail('E12345678')).toBe('5678');
  expect(documentTail('AB1')).toBe('1');
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (number) => {
      const tail = documentTail(number);
      expect(number.endsWith(tail)).toBe(true);
      expect(tail.length * 2).toBeLessThanOrEqual(number.length);
      expect(tail.length).toBeLessThanOrEqual(4);
    }),
  );
});

test('a mark says what it protects; what is no mark is refused', () => {
  expect(readSupplyMark('')).toMatchObject({ secrecy: 'none', rank: 0 });
  expect(readSupplyMark('绝密★30年')).toMatchObject({ secrecy: 'state', rank: 3 });
  expect(readSupplyMark('普通★1年')).toBeNull();
});

test('a state secret needs permission and agreement, whatever else; 绝密 never goes to a foreigner', () => {
  fc.assert(
    fc.property(fc.constantFrom(...secrecies), fc.boolean(), fc.boolean(), (secrecy, permitted, agreed) => {
      const missing = missingForSupply({ secrecy, permitted, agreed });
      expect(missing.includes('permission')).toBe(secrecy === 'state' && !permitted);
      expect(missing.includes('agreement')).toBe((secrecy === 'state' || secrecy === 'trade') && !agreed);
    }),
  );
  expect(isBarred({ secrecy: 'state', rank: 3, foreigner: true })).toBe(true);
  expect(isBarred({ secrecy: 'state', rank: 2, foreigner: true })).toBe(false);
  expect(isBarred({ secrecy: 'trade', rank: 3, foreigner: true })).toBe(false);
});
