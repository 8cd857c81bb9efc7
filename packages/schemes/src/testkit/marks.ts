import * as fc from 'fast-check';
import { localDateOf } from '../local-date.ts';
import type { LocalDate } from '../local-date.ts';
import { checkMark } from '../mark.ts';
import type { Mark, Validity } from '../mark.ts';
import { builtinPacks } from '../packs.ts';

/** A day of the years 1949 to 2200. */
export const anyDate: fc.Arbitrary<LocalDate> = fc
  .record({
    year: fc.integer({ min: 1949, max: 2200 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 31 }),
  })
  .map(localDateOf)
  .filter((date) => date !== null);

const anyCondition = fc
  .tuple(
    fc.stringMatching(/^[会议第标开项目年度A-Za-z0-9（）]{1,20}$/u),
    fc.constantFrom('前', '后', '时', '完成', '结束', '公布', '启用'),
  )
  .map(([words, ending]) => `${words}${ending}`);

const anyValidity: fc.Arbitrary<Validity> = fc.oneof(
  fc.integer({ min: 1, max: 40 }).map((years) => ({ kind: 'duration', years }) as const),
  fc.integer({ min: 1, max: 400 }).map((months) => ({ kind: 'duration', months }) as const),
  fc.integer({ min: 1, max: 999 }).map((days) => ({ kind: 'duration', days }) as const),
  fc.constant({ kind: 'indefinite' } as const),
  fc.constant({ kind: 'unstated' } as const),
  anyDate.map((date) => ({ kind: 'date', date }) as const),
  anyCondition.map((text) => ({ kind: 'condition', text }) as const),
);

const anyOwner = fc.stringMatching(/^[示范油田集团第一二厂A-Z][示范油田集团第一二厂A-Za-z0-9（）·]{0,15}$/u);

const levels = [...builtinPacks.values()].flatMap((pack) => pack.levels.map((level) => ({ pack, level })));

/** A mark of any level of any built-in pack that may be written, terms up to the maximum. */
export const anyMark: fc.Arbitrary<Mark> = fc
  .record({
    at: fc.constantFrom(...levels),
    validity: anyValidity,
    owner: fc.option(anyOwner, { nil: undefined }),
  })
  .map(({ at: { pack, level }, validity, owner }): Mark => {
    const mark = { scheme: pack.id, level: level.code };
    if (level.markKind === 'plain') return { ...mark, validity: { kind: 'unstated' } };
    return level.markKind === 'star' || owner === undefined
      ? { ...mark, validity }
      : { ...mark, validity, owner };
  })
  .filter((mark) => checkMark(mark) === null);
