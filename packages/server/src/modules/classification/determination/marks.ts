import { parseLocalDate } from '@fengni/schemes/term';
import { type Mark, checkMark, formatMark } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import type { TermSource } from '@fengni/schemes/term';
import { deriveMark } from './rules.ts';
import { refuse } from './store.ts';
import type { DeterminationRow, DeterminationSourceRow } from './tables.ts';

type MarkColumns = Pick<
  DeterminationRow,
  'scheme' | 'level' | 'level_rank' | 'protected_rank' | 'validity' | 'mark'
>;

/** The columns a proposed mark becomes. What the pack does not allow, and what is public anyway, is refused. */
export function determinationMark(mark: Mark): MarkColumns {
  const level = levelOf(mark.scheme, mark.level);
  const problem = checkMark(mark);
  if (problem?.code === 'over-maximum')
    throw refuse('determination.term.over', { max: level?.maxTerm ?? '' });
  if (problem !== null || level === undefined) {
    const why = problem === null ? { zh: mark.level, en: mark.level } : { zh: problem.zh, en: problem.en };
    throw refuse('determination.level.unknown', { why });
  }
  if (level.rank === 0) throw refuse('determination.public');
  return {
    scheme: mark.scheme,
    level: level.code,
    level_rank: level.rank,
    protected_rank: level.rank,
    validity: mark.validity,
    mark: formatMark(mark),
  };
}

/** The mark of a row as a value. */
export function markOf(row: Pick<DeterminationRow, 'scheme' | 'level' | 'validity'>): Mark {
  return { scheme: row.scheme, level: row.level, validity: row.validity };
}

/** What sources say of level and term; one without a day of issue counts from `today`. */
export function termSources(
  sources: readonly Pick<DeterminationSourceRow, 'scheme' | 'level' | 'validity' | 'issued_on'>[],
  today: string,
): TermSource[] {
  return sources.flatMap((source) => {
    const issuedOn = parseLocalDate(source.issued_on ?? today);
    return issuedOn === null ? [] : [{ mark: markOf(source), issuedOn }];
  });
}

/**
 * The mark of what is derived: highest level, longest term (FACTS D11). Where that term ends on a day it is written as the day,
 * so that what is derived does not outlast its source. Refuses sources of several schemes.
 */
export function derivedMark(
  sources: readonly Pick<DeterminationSourceRow, 'scheme' | 'level' | 'validity' | 'issued_on'>[],
  today: string,
): Mark {
  const [first] = sources;
  const union = deriveMark(termSources(sources, today));
  if (first === undefined) throw refuse('determination.source.none');
  if (union === null) throw refuse('determination.source.schemes');
  const { level, validity, endsOn } = union;
  return {
    scheme: first.scheme,
    level,
    validity: endsOn === null ? validity : { kind: 'date', date: endsOn },
  };
}
