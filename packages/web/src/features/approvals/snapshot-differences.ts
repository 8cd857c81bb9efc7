import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import type { Difference } from '../../ui/diff-list.tsx';
import { factWords, valueWords } from './fact-words.ts';

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One value of a snapshot in words. */
function wordValue(value: unknown): string {
  if (value === null || value === undefined || value === '') return t('value.none');
  if (typeof value === 'boolean') return value ? t('value.yes') : t('value.no');
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string')
    return /^\d{4}-\d{2}-\d{2}$/.test(value) ? formatDay(value) : valueWords(value);
  if (Array.isArray(value))
    return value.length === 0 ? t('value.none') : value.map(wordValue).join(t('list.and'));
  if (isRecord(value))
    return Object.entries(value)
      .map(([name, inner]) => `${factWords(name)} ${wordValue(inner)}`)
      .join(t('list.and'));
  return t('value.none');
}

/**
 * What a consent would do, out of the command's snapshot: `{from, to}` is a change, anything else a fact the consent
 * rests on. Ids are left out; they say nothing to a person.
 */
export function snapshotDifferences(snapshot: Readonly<Record<string, unknown>>): Difference[] {
  return Object.entries(snapshot).flatMap(([name, value]): Difference[] => {
    if (/Ids?$/.test(name)) return [];
    if (isRecord(value) && 'from' in value && 'to' in value) {
      return [{ name: factWords(name), before: wordValue(value['from']), after: wordValue(value['to']) }];
    }
    // copies named one by one, not counted
    const label = name === 'copies' && Array.isArray(value) ? t('carrier.copies') : factWords(name);
    return [{ name: label, after: wordValue(value) }];
  });
}
