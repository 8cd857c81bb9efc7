import { copiesAtOnceMax } from '@fengni/server/modules/carriers/rules';

const numberForm = /^[0-9A-Za-z-]{1,20}$/;

/**
 * Copy numbers as they are written in one line: `01-05, 07 09`. A range needs the same number of digits at both ends,
 * else it is taken for a number with a hyphen. Null where a part is no copy number or there are too many.
 */
export function readCopyNumbers(text: string): string[] | null {
  const numbers: string[] = [];
  for (const part of text.normalize('NFKC').split(/[\s,，、;；]+/u)) {
    if (part === '') continue;
    const range = expandRange(part);
    if (range === null || numbers.length + range.length > copiesAtOnceMax) return null;
    numbers.push(...range);
  }
  return numbers;
}

function expandRange(part: string): string[] | null {
  const match = /^(\d{1,6})[-~至](\d{1,6})$/u.exec(part);
  const [, first = '', last = ''] = match ?? [];
  const isRange = match !== null && first.length === last.length && Number(first) <= Number(last);
  if (!isRange) return numberForm.test(part) ? [part] : null;
  const count = Number(last) - Number(first) + 1;
  if (count > copiesAtOnceMax) return null;
  return Array.from({ length: count }, (_, i) => String(Number(first) + i).padStart(first.length, '0'));
}
