// CLS-9
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  countItems,
  isLive,
  itemChanges,
  markOfList,
  pairItems,
  readMark,
  tradeSecretScheme,
} from './rules.ts';

const Item = fc.record({
  secretId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  change: fc.constantFrom(...itemChanges),
  level: fc.constantFrom('CORE', 'ORDINARY'),
});
const List = fc.uniqueArray(Item, { selector: (item) => item.secretId, maxLength: 6 });

test('a comparison names every live secret of both lists exactly once, and none that is in neither', () => {
  fc.assert(
    fc.property(List, List, (before, after) => {
      const pairs = pairItems(before, after);
      const named = pairs.map((pair) => pair.secretId);
      const live = [...before, ...after].filter(isLive).map((item) => item.secretId);
      expect(named.toSorted()).toEqual([...new Set(live)].toSorted());
      for (const pair of pairs) {
        expect(pair.before).toBe(
          before.find((item) => isLive(item) && item.secretId === pair.secretId) ?? null,
        );
        expect(pair.after).toBe(
          after.find((item) => isLive(item) && item.secretId === pair.secretId) ?? null,
        );
      }
    }),
  );
});

test('figures add up', () => {
  fc.assert(
    fc.property(List, (items) => {
      const counts = countItems(items);
      expect(counts.core + counts.ordinary).toBe(counts.items);
      const dropped = items.filter((item) => item.change === 'dropped').length;
      const carried = items.filter((item) => item.change === 'carried').length;
      expect(counts.added + counts.changed + counts.ended + carried + dropped).toBe(items.length);
    }),
  );
});

const years = (n: number) => ({ kind: 'duration', years: n }) as const;

test('a list bears the highest level and the longest term of its items', () => {
  expect(markOfList([])).toBe('');
  expect(
    markOfList([
      { level: 'ORDINARY', validity: years(5), since: '2026-01-01' },
      { level: 'CORE', validity: years(3), since: '2026-01-01' },
    ]),
  ).toBe('核心商密▲5年');
});

test('a mark of another scheme is none here; a term runs from the day of determination', () => {
  const mark = {
    scheme: 'cn-state-secret',
    level: 'MIMI',
    validity: { kind: 'duration', years: 5 },
  } as const;
  expect(readMark(mark, '2026-01-01')).toHaveProperty('zh');
  const own = { scheme: tradeSecretScheme, level: 'CORE', validity: { kind: 'duration', years: 2 } } as const;
  expect(readMark(own, '2026-01-01')).toMatchObject({ expires_on: '2028-01-01', level_rank: 2 });
});
