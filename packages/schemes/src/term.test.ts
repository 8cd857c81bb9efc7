import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseMark } from './mark.ts';
import type { Mark } from './mark.ts';
import { builtinPacks } from './packs.ts';
import { compareDates, expiryOf, freeFrom, isExpired, parseLocalDate, unionTerms, warnOn } from './term.ts';
import type { LocalDate } from './term.ts';
import { anyDate, anyMark } from './testkit/marks.ts';

function packOf(id: string) {
  const pack = builtinPacks.get(id);
  if (pack === undefined) throw new Error(id);
  return pack;
}

function day(text: string): LocalDate {
  const date = parseLocalDate(text);
  if (date === null) throw new Error(text);
  return date;
}

function mark(text: string): Mark {
  const read = parseMark(text);
  if (!read.ok) throw new Error(`${text}: ${read.code}`);
  return read.mark;
}

const pack = packOf('cn-state-secret');
const trade = packOf('cn-soe-trade-secret');

describe('a term ends by the calendar', () => {
  test.each([
    ['机密★10年', '2024-02-29', '2034-02-28'],
    ['机密★10年', '2024-03-01', '2034-03-01'],
    ['秘密★6个月', '2024-08-31', '2025-02-28'],
    ['秘密★30日', '2024-02-01', '2024-03-02'],
    ['机密★2030年1月1日', '2024-03-01', '2030-01-01'],
    ['绝密★', '2024-03-01', '2054-03-01'],
    ['机密★', '2024-03-01', '2044-03-01'],
    ['秘密★', '2024-03-01', '2034-03-01'],
  ])('%s issued on %s binds to the end of %s', (text, issuedOn, expiry) => {
    expect(expiryOf(mark(text), day(issuedOn), pack)).toBe(expiry);
  });

  test.each(['绝密★长期', '机密★会议开始前'])('%s ends on no day that can be named', (text) => {
    expect(expiryOf(mark(text), day('2024-03-01'), pack)).toBeNull();
  });

  test('a trade secret without term has no end, since its scheme sets no maximum', () => {
    expect(expiryOf(mark('核心商密'), day('2024-03-01'), trade)).toBeNull();
    expect(expiryOf(mark('核心商密▲5年'), day('2024-03-01'), trade)).toBe('2029-03-01');
  });

  test('the day of expiry is the last one protected', () => {
    const expiry = day('2034-03-01');
    expect(isExpired(expiry, day('2034-03-01'))).toBe(false);
    expect(isExpired(expiry, freeFrom(expiry))).toBe(true);
    expect(isExpired(null, day('9999-12-31'))).toBe(false);
    expect(warnOn(expiry, { years: 0, months: 0, days: 90 })).toBe('2033-12-01');
    expect(warnOn(expiry, { years: 0, months: 3, days: 0 })).toBe('2033-12-01');
  });

  test('a mark of another scheme is not computed', () => {
    expect(() => expiryOf(mark('核心商密▲5年'), day('2024-03-01'), pack)).toThrow(RangeError);
  });

  test('a later issue never expires earlier, and a longer term never sooner', () => {
    const level = fc.constantFrom('MIMI', 'JIMI', 'JUEMI');
    const count = fc.integer({ min: 1, max: 999 });
    fc.assert(
      fc.property(
        anyDate,
        anyDate,
        level,
        count,
        count,
        fc.constantFrom('months', 'days'),
        (a, b, code, m, n, unit) => {
          const term = (length: number): Mark => ({
            scheme: pack.id,
            level: code,
            validity:
              unit === 'months' ? { kind: 'duration', months: length } : { kind: 'duration', days: length },
          });
          const ends = (length: number, from: LocalDate) => expiryOf(term(length), from, pack) ?? from;
          const [early, late] = a < b ? [a, b] : [b, a];
          expect(compareDates(ends(m, early), ends(m, late))).toBeLessThanOrEqual(0);
          expect(compareDates(ends(Math.min(m, n), a), ends(Math.max(m, n), a))).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});

function source(text: string, issuedOn = '2024-03-01') {
  return { mark: mark(text), issuedOn: day(issuedOn) };
}

describe('of several sources the highest level and the longest term win', () => {
  test('level and term may come from different sources', () => {
    expect(unionTerms([source('机密★5年'), source('秘密★10年')], pack)).toEqual({
      level: 'JIMI',
      validity: { kind: 'duration', years: 10 },
      endsOn: '2034-03-01',
      undecided: [],
    });
  });

  test('terms are compared by the day they end', () => {
    expect(unionTerms([source('机密★10年', '2014-03-01'), source('机密★5年')], pack)).toMatchObject({
      validity: { kind: 'duration', years: 5 },
      endsOn: '2029-03-01',
    });
  });

  test('a bare mark is spelled out by its own level, not by the highest', () => {
    expect(unionTerms([source('秘密★'), source('绝密★1年')], pack)).toMatchObject({
      level: 'JUEMI',
      validity: { kind: 'duration', years: 10 },
    });
  });

  test('长期 wins over dates and conditions', () => {
    expect(
      unionTerms([source('秘密★长期'), source('机密★会议开始前'), source('机密★10年')], pack),
    ).toMatchObject({
      level: 'JIMI',
      validity: { kind: 'indefinite' },
      endsOn: null,
      undecided: [],
    });
  });

  test('a condition beside a date is left to a classifier; alone it stands', () => {
    expect(unionTerms([source('机密★会议开始前'), source('机密★1年')], pack)).toMatchObject({
      endsOn: '2025-03-01',
      undecided: ['会议开始前'],
    });
    expect(unionTerms([source('机密★会议开始前'), source('秘密★会议开始前')], pack)).toMatchObject({
      validity: { kind: 'condition', text: '会议开始前' },
      undecided: [],
    });
    expect(unionTerms([source('机密★会议开始前'), source('秘密★公布前')], pack).undecided).toEqual([
      '会议开始前',
      '公布前',
    ]);
  });

  test('no source and a foreign source are our mistakes', () => {
    expect(() => unionTerms([], pack)).toThrow(RangeError);
    expect(() => unionTerms([source('核心商密▲5年')], pack)).toThrow(RangeError);
  });

  test('no source outlasts or outranks the union, whatever their order', () => {
    const anySource = fc.record({
      mark: anyMark.filter(({ scheme }) => scheme === pack.id),
      issuedOn: anyDate,
    });
    fc.assert(
      fc.property(fc.array(anySource, { minLength: 1, maxLength: 6 }), (sources) => {
        const union = unionTerms(sources, pack);
        const rank = (code: string) => pack.levels.find((level) => level.code === code)?.rank ?? -1;
        for (const item of sources) {
          expect(rank(union.level)).toBeGreaterThanOrEqual(rank(item.mark.level));
          const expiry = expiryOf(item.mark, item.issuedOn, pack);
          if (union.endsOn !== null && expiry !== null)
            expect(compareDates(expiry, union.endsOn)).toBeLessThanOrEqual(0);
          if (union.endsOn !== null) expect(item.mark.validity.kind).not.toBe('indefinite');
        }
        const turned = unionTerms(sources.toReversed(), pack);
        expect([turned.level, turned.endsOn, turned.undecided.length]).toEqual([
          union.level,
          union.endsOn,
          union.undecided.length,
        ]);
      }),
    );
  });
});
