import { type Mark, checkMark, formatMark } from '@fengni/schemes/mark';
import { builtinPacks } from '@fengni/schemes/packs';
import { parseLocalDate, unionTerms } from '@fengni/schemes/term';
import type { CarrierRow } from '../tables.ts';

export interface MarkSource {
  readonly scheme: string;
  readonly level: string;
  readonly validity: CarrierRow['validity'];
  readonly issued_on: string | null;
  /** Some of these rows bear no day of issue: their term is counted from today, which protects longer. */
  readonly undated: boolean;
}

/**
 * The mark an export bears: within each scheme the highest level and the longest term among its rows (FACTS D11).
 * Schemes are never compared, so there can be several, each in its own words.
 */
export function markOfExport(sources: readonly MarkSource[], today: string): string {
  const schemes = [...new Set(sources.map(({ scheme }) => scheme))].toSorted();
  return schemes
    .flatMap(
      (scheme) =>
        markOfScheme(
          scheme,
          sources.filter((one) => one.scheme === scheme),
          today,
        ) ?? [],
    )
    .join('、');
}

function markOfScheme(scheme: string, sources: readonly MarkSource[], today: string): string | undefined {
  const pack = builtinPacks.get(scheme);
  if (pack === undefined) return undefined;
  const terms = sources.flatMap(({ level, validity, issued_on: issued, undated }) => {
    const issuedOn = parseLocalDate(issued === null || undated ? today : issued);
    return issuedOn === null ? [] : [{ mark: { scheme, level, validity }, issuedOn }];
  });
  if (terms.length === 0) return undefined;
  const { level, validity } = unionTerms(terms, pack);
  const mark: Mark = { scheme, level, validity };
  return formatMark(checkMark(mark) === null ? mark : { scheme, level, validity: { kind: 'unstated' } });
}
