import { SSF } from '@e965/xlsx';
import { isoOfSerial } from '../workbook/serial-date.ts';

/** Built-in formats whose look varies with the region of the computer (ECMA-376 part 1, 18.8.30). */
const regionalFormats: ReadonlySet<string | number> = new Set([14, 22, 'm/d/yy', 'm/d/yy h:mm']);
const formatUnitsMax = 512;
const general: ReadonlySet<string | number> = new Set([0, 'General', 'general', 'GENERAL', '', '@', 49]);

/** What a cell shows for a number, and the number itself where the format shows less of it. */
interface ShownNumber {
  shown: string;
  /** True where the format shows nothing at all (`;;;`). */
  isBlank: boolean;
  /** The number in full, where more than its display says. */
  full?: string;
}

const dateFormats = new Map<string | number, boolean>();

/** Formats a number as the cell shows it. */
export function showNumber(value: number, format: string | number, date1904: boolean): ShownNumber {
  const full = plainNumber(value);
  if (general.has(format)) return { shown: full, isBlank: false };
  if (isDateFormat(format)) {
    const iso = isoOfSerial(value, date1904)?.replace('T', ' ');
    if (iso !== undefined && regionalFormats.has(format)) return { shown: iso, isBlank: false };
    const shown = formatSafely(value, format, date1904);
    if (shown === undefined || shown.trim() === '') return { shown: iso ?? full, isBlank: false };
    return { shown, isBlank: false };
  }
  const shown = formatSafely(value, format, date1904)?.trim();
  if (shown === undefined) return { shown: full, isBlank: false };
  if (shown === '') return { shown: full, isBlank: true };
  return saysLess(shown, full) ? { shown, isBlank: false, full } : { shown, isBlank: false };
}

function isDateFormat(format: string | number): boolean {
  const known = dateFormats.get(format);
  if (known !== undefined) return known;
  if (dateFormats.size > 4096) dateFormats.clear();
  const isDate =
    SSF.is_date(typeof format === 'number' ? (SSF.get_table()[format] ?? 'General') : format) === true;
  dateFormats.set(format, isDate);
  return isDate;
}

function formatSafely(value: number, format: string | number, date1904: boolean): string | undefined {
  if (typeof format === 'string' && format.length > formatUnitsMax) return undefined;
  try {
    return String(SSF.format(format, value, { date1904 }));
  } catch {
    return undefined;
  }
}

function saysLess(shown: string, full: string): boolean {
  if (/E[+-]\d/.test(shown) || /[a-z\u4e00-\u9fff]/i.test(shown)) return true;
  if (full.replace(/\D/g, '').length >= 15) return true;
  return decimals(full) > decimals(shown) + (shown.endsWith('%') ? 2 : 0);
}

function decimals(text: string): number {
  const point = text.indexOf('.');
  return point === -1 ? 0 : text.slice(point + 1).replace(/\D.*$/, '').length;
}

/** A number with the 15 digits that count, and no exponent where it has fewer than 21. */
function plainNumber(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return wholeNumber(value);
  return String(Number(value.toPrecision(15)));
}

function wholeNumber(value: number): string {
  if (Math.abs(value) < 1e15) return String(value);
  const [digits = '', exponent = '0'] = value.toExponential(14).split('e');
  return digits.replace('.', '').padEnd(Number(exponent) + (value < 0 ? 2 : 1), '0');
}
