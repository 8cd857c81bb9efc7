import type { Lang } from './texts.ts';

/** A calendar day, `YYYY-MM-DD`, in the house's zone. */
export type Day = string;

/** Where the house lies if nothing is said. */
export const defaultTimeZone = 'Asia/Shanghai';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

function dayWords(year: number, month: number, day: number, lang: Lang): string {
  return lang === 'zh' ? `${year}年${month}月${day}日` : `${day} ${months[month - 1] ?? ''} ${year}`;
}

/** A day as officials write it: 2026年11月22日, no leading zeros (GB/T 9704-2012, 7.3.5.4). Crashes on anything but `YYYY-MM-DD`. */
export function formatDay(day: Day, lang: Lang): string {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(day);
  if (parts === null) throw new Error('a day must be YYYY-MM-DD');
  return dayWords(Number(parts[1]), Number(parts[2]), Number(parts[3]), lang);
}

/** An instant as day and clock in the given IANA zone: 2026年11月22日 15:00. */
export function formatTime(at: Date, lang: Lang, timeZone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value] as const),
  );
  const part = (name: Intl.DateTimeFormatPartTypes): string => parts.get(name) ?? '';
  const day = dayWords(Number(part('year')), Number(part('month')), Number(part('day')), lang);
  return `${day} ${part('hour')}:${part('minute')}`;
}

/** A copy number as it stands at the head of a paper: digits alone are filled up to six (GB/T 9704-2012, 7.2.1). */
export function formatCopyNumber(copyNumber: string): string {
  return /^\d+$/u.test(copyNumber) ? copyNumber.padStart(6, '0') : copyNumber;
}

const capitalDigits = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const capitalPlaces = ['', '拾', '佰', '仟'];
const capitalCountMax = 99_999_999;

/**
 * A count in Chinese capitals, as on receipts and lists: 1005 → 壹仟零伍. Whole numbers from 0 to 99 999 999; crashes on others.
 * Source: 支付结算办法 (1997), annex 1, on writing amounts.
 */
export function formatCapitals(count: number): string {
  if (!Number.isInteger(count) || count < 0 || count > capitalCountMax) {
    throw new Error('only whole numbers from 0 to 99999999 have capitals here');
  }
  if (count === 0) return '零';
  const digits = String(count);
  let words = '';
  let zero = false;
  for (const [index, digit] of digits.split('').entries()) {
    const place = digits.length - 1 - index;
    if (digit === '0') {
      zero = true;
    } else {
      words += (zero ? '零' : '') + (capitalDigits[Number(digit)] ?? '') + (capitalPlaces[place % 4] ?? '');
      zero = false;
    }
    if (place === 4) words += '万';
  }
  return words;
}
