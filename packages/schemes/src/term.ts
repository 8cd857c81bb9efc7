import { addDays, addPeriod, compareDates, negatePeriod, parsePeriod } from './local-date.ts';
import type { LocalDate, Period } from './local-date.ts';
import type { Mark } from './mark.ts';
import { periodOfDuration } from './mark-validity.ts';
import type { Validity } from './mark-validity.ts';
import type { Level, Pack } from './pack.ts';

export {
  addDays,
  addPeriod,
  compareDates,
  dayAfter,
  daysBetween,
  endOfMonth,
  isLocalDate,
  localDateOf,
  monthsAfter,
  negatePeriod,
  parseHours,
  parseLocalDate,
  parsePeriod,
  partsOf,
  requireLocalDate,
  weekdayOf,
} from './local-date.ts';
export type { DateParts, LocalDate, Period } from './local-date.ts';

/**
 * The last day on which a mark binds, or null where no day can be named (长期, a condition, a scheme without maximum).
 *
 * A term runs from the day of issue (Implementing Regulations 2024 art. 19). The day of issue itself is not counted and the
 * last day ends at midnight (Civil Code art. 201–203, applied here as this program's choice, from knowledge): 10年 issued on
 * 2024-03-01 binds to the end of 2034-03-01. A stated declassification date is likewise kept to its end. Of the two possible
 * readings this is the one that protects a day longer. A mark without term has the level's maximum (FACTS M4).
 * A term over the maximum is computed as it stands: `checkMark` is what refuses it. Throws RangeError past the year 9999.
 */
export function expiryOf(mark: Mark, issuedOn: LocalDate, pack: Pack): LocalDate | null {
  return expiryOfValidity(stateTerm(mark, pack), issuedOn);
}

/** Whether the level has ended by itself: the day of expiry is over. Never for a mark without one. */
export function isExpired(expiry: LocalDate | null, today: LocalDate): boolean {
  return expiry !== null && compareDates(today, expiry) > 0;
}

/** The first day on which the level no longer binds. */
export function freeFrom(expiry: LocalDate): LocalDate {
  return addDays(expiry, 1);
}

/** The day to begin warning of an expiry or of anything due: `lead` before it. */
export function warnOn(due: LocalDate, lead: Period): LocalDate {
  return addPeriod(due, negatePeriod(lead));
}

export type TermSource = { readonly mark: Mark; readonly issuedOn: LocalDate };

export type UnionOfTerms = {
  /** Code of the highest level among the sources. */
  readonly level: string;
  /** The term that ends last. An unstated one is spelled out, since it means another maximum under another level. */
  readonly validity: Validity;
  /** Its last day, by the issue date of the source it comes from; null where none can be named. */
  readonly endsOn: LocalDate | null;
  /** Conditions that stand beside a longer dated term and cannot be ordered with it: a classifier must decide. */
  readonly undecided: readonly string[];
};

/**
 * Level and term of what is made from several sources of one scheme: the highest level and the longest term win (FACTS D11).
 * 长期 is longer than everything; dated terms are compared by the day they end, each from its own day of issue.
 * Throws when there is no source, or one of another scheme or of an unknown level.
 */
export function unionTerms(sources: readonly TermSource[], pack: Pack): UnionOfTerms {
  const resolved = sources.map(({ mark, issuedOn }) => {
    const validity = stateTerm(mark, pack);
    return { level: requireLevel(mark, pack), validity, endsOn: expiryOfValidity(validity, issuedOn) };
  });
  const [first, ...others] = resolved;
  if (first === undefined) throw new RangeError('there is no source to take a level from');
  const level = others.reduce(
    (top, { level: other }) => (other.rank > top.rank ? other : top),
    first.level,
  ).code;
  const longest = others.reduce((top, other) => (isLonger(other, top) ? other : top), first);
  const conditions = resolved.flatMap(({ validity }) =>
    validity.kind === 'condition' ? [validity.text] : [],
  );
  const undecided =
    longest.endsOn === null && longest.validity.kind !== 'condition' ? [] : [...new Set(conditions)];
  const isAlone = longest.validity.kind === 'condition' && undecided.length === 1;
  return { level, validity: longest.validity, endsOn: longest.endsOn, undecided: isAlone ? [] : undecided };
}

type Resolved = { readonly validity: Validity; readonly endsOn: LocalDate | null };

// Open without a condition > dated > on condition: a condition may come true tomorrow.
function isLonger(a: Resolved, b: Resolved): boolean {
  const weight = ({ validity, endsOn }: Resolved) => {
    if (validity.kind === 'condition') return 0;
    return endsOn === null ? 2 : 1;
  };
  if (weight(a) !== weight(b)) return weight(a) > weight(b);
  return a.endsOn !== null && b.endsOn !== null && compareDates(a.endsOn, b.endsOn) > 0;
}

/** An unstated term as the duration it stands for; anything else, and an unstated term without maximum, as it is. */
function stateTerm(mark: Mark, pack: Pack): Validity {
  const { maxTerm } = requireLevel(mark, pack);
  if (mark.validity.kind !== 'unstated' || pack.marks.missingTerm !== 'maximum' || maxTerm === null)
    return mark.validity;
  return validityOfPeriod(parsePeriod(maxTerm)) ?? mark.validity;
}

function validityOfPeriod(period: Period | null): Validity | null {
  if (period === null) return null;
  if (period.days > 0)
    return period.years + period.months > 0 ? null : { kind: 'duration', days: period.days };
  if (period.months > 0) return { kind: 'duration', months: period.years * 12 + period.months };
  return { kind: 'duration', years: period.years };
}

function expiryOfValidity(validity: Validity, issuedOn: LocalDate): LocalDate | null {
  if (validity.kind === 'duration') return addPeriod(issuedOn, periodOfDuration(validity));
  return validity.kind === 'date' ? validity.date : null;
}

function requireLevel(mark: Mark, pack: Pack): Level {
  const level = mark.scheme === pack.id ? pack.levels.find(({ code }) => code === mark.level) : undefined;
  if (level === undefined) throw new RangeError(`${mark.scheme}/${mark.level} is no level of ${pack.id}`);
  return level;
}
