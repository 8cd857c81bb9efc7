// CLS-2
import type { Mark } from '@fengni/schemes/mark';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type ItemFacts,
  type ThreeFacts,
  catalogueTitle,
  comparedFields,
  compareItems,
  findGaps,
  isTermAllowed,
  judgeItem,
  markFacts,
  markOfItems,
} from './rules.ts';

const text = fc.constantFrom('甲', '乙', '丙', '');
const item = (lineId: string) =>
  fc.record<ItemFacts>({
    lineId: fc.constant(lineId),
    number: text,
    name: text,
    mark: text,
    scopeText: text,
    basis: text,
    owner: text,
    origin: text,
    link: text,
  });
const version = fc
  .uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'))
  .chain((ids) => fc.tuple(...ids.map(item)))
  .map((items): ItemFacts[] => items);

test('the differences of two versions are all of them and nothing else', () => {
  fc.assert(
    fc.property(version, version, (before, after) => {
      const differences = compareItems(before, after);
      // from the former version and the differences the next one is made again
      const made = new Map(before.map((one) => [one.lineId, one]));
      for (const one of differences) {
        if (one.after === null) made.delete(one.lineId);
        else made.set(one.lineId, one.after);
        if (one.kind !== 'changed') continue;
        const changed = comparedFields.filter((field) => one.before?.[field] !== one.after?.[field]);
        expect(one.fields).toEqual(changed);
        expect(changed.length).toBeGreaterThan(0);
      }
      expect(made).toEqual(new Map(after.map((one) => [one.lineId, one])));
      expect(compareItems(after, after)).toEqual([]);
    }),
  );
});

const levels = fc.constantFrom('MIMI', 'JIMI', 'JUEMI');
const marks = fc.record({
  scheme: fc.constant('cn-state-secret'),
  level: levels,
  validity: fc.oneof(
    fc.record({ kind: fc.constant('duration' as const), years: fc.integer({ min: 1, max: 10 }) }),
    fc.constant({ kind: 'indefinite' as const }),
    fc.constant({ kind: 'condition' as const, text: '公布前' }),
  ),
});

const rank = (one: Mark) => markFacts(one).level_rank;

test('a list bears the highest level and no shorter term than any of its items', () => {
  fc.assert(
    fc.property(fc.array(marks, { minLength: 1, maxLength: 8 }), (items) => {
      const mark = markOfItems(items, '2026-11-22');
      expect(mark === null ? 0 : rank(mark)).toBe(Math.max(...items.map(rank)));
      const years = items.map(({ validity }) => (validity.kind === 'duration' ? validity.years : 0));
      if (mark?.validity.kind === 'duration' && 'years' in mark.validity)
        expect(mark.validity.years).toBe(Math.max(...years));
      if (items.some(({ validity }) => validity.kind === 'indefinite'))
        expect(mark?.validity.kind).toBe('indefinite');
    }),
  );
  expect(markOfItems([], '2026-11-22')).toBeNull();
});

const mark = (level: string, validity: Mark['validity']): Mark => ({
  scheme: 'cn-state-secret',
  level,
  validity,
});
const years = (count: number) => ({ kind: 'duration', years: count }) as const;

test('a term over the maximum stands only where the scope catalogue has it, 长期 only where it says so', () => {
  expect(isTermAllowed(mark('MIMI', years(10)), null)).toBe(true);
  expect(isTermAllowed(mark('MIMI', years(11)), null)).toBe(false);
  expect(isTermAllowed(mark('MIMI', years(11)), { level: 'MIMI', validity: years(11) })).toBe(true);
  expect(isTermAllowed(mark('MIMI', years(12)), { level: 'MIMI', validity: years(11) })).toBe(false);
  const indefinite = mark('JUEMI', { kind: 'indefinite' });
  expect(judgeItem({ mark: indefinite, hasOwner: true }, null)).toEqual(['term-unfounded']);
  expect(
    judgeItem({ mark: indefinite, hasOwner: true }, { level: 'JUEMI', validity: { kind: 'indefinite' } }),
  ).toEqual([]);
  expect(
    judgeItem({ mark: mark('MIMI', years(5)), hasOwner: false }, { level: 'JIMI', validity: years(3) }),
  ).toEqual(['level-differs', 'term-longer', 'owner-missing']);
});

const three: ThreeFacts = {
  today: '2026-11-22',
  list: {
    known: true,
    filedOn: '2026-10-01',
    inForceFrom: '2026-09-01',
    reviewedOn: '2026-09-01',
    ownRanks: [1, 2],
  },
  places: [{ id: 'a', name: '机要室', levelRank: 2, hasKeeper: true, confirmed: true }],
  posts: [{ id: 'b', name: '机要岗', grade: 'IMPORTANT', holders: 1 }],
};
const list = (more: Partial<NonNullable<ThreeFacts['list']>>): ThreeFacts['list'] => ({
  known: true,
  filedOn: '2026-10-01',
  inForceFrom: '2026-09-01',
  reviewedOn: null,
  ownRanks: [1, 2],
  ...more,
});
const codes = (facts: Partial<ThreeFacts>) => findGaps({ ...three, ...facts }).map((gap) => gap.code);

test('the three determinations fit, or the gap is named', () => {
  expect(findGaps(three)).toEqual([]);
  expect(codes({ list: null })).toEqual(['no-list']);
  expect(codes({ list: list({ filedOn: null }) })).toEqual(['list-not-filed']);
  expect(codes({ list: list({ inForceFrom: '2025-10-01' }) })).toEqual(['list-review-overdue']);
  expect(codes({ list: list({ ownRanks: [3] }) })).toEqual(['top-without-place', 'level-without-post']);
  expect(codes({ list: list({ ownRanks: [1] }) })).toEqual(['place-without-matter']);
  // who may not know what is on the list hears nothing that would tell
  expect(codes({ list: list({ known: false, ownRanks: [] }) })).toEqual([]);
  expect(codes({ posts: [{ id: 'b', name: '机要岗', grade: 'GENERAL', holders: 0 }] })).toEqual([
    'level-without-post',
    'post-without-holder',
  ]);
  expect(
    codes({ places: [{ id: 'a', name: '机要室', levelRank: 2, hasKeeper: false, confirmed: false }] }),
  ).toEqual(['place-without-keeper', 'place-unconfirmed']);
});

test('every scheme has a name for its list', () => {
  expect(catalogueTitle('cn-state-secret').zh).toBe('国家秘密事项一览表');
  expect(catalogueTitle('internal').zh).toBe('内部与公开事项清单');
  expect(catalogueTitle('unknown').zh).toBe('unknown事项清单');
});
