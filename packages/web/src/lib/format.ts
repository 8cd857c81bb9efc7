import { currentLanguage, t } from './i18n.ts';

const weekdays = {
  zh: ['星期日', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
} as const;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

interface DayParts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function partsOfDay(day: string): DayParts | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day);
  if (match === null) return null;
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

let clock = clockOf(undefined);

function clockOf(zone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', {
    ...(zone === undefined ? {} : { timeZone: zone }),
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** Moments are shown in the house's zone, wherever the machine in front believes to be: days of the house begin there. */
export function showTimesIn(zone: string): void {
  clock = clockOf(zone);
}

interface InstantParts extends DayParts {
  /** `HH:MM` */
  readonly time: string;
}

function partsOfInstant(at: Date): InstantParts {
  const parts = new Map(clock.formatToParts(at).map((part) => [part.type, part.value]));
  const numberOf = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
  return {
    year: numberOf('year'),
    month: numberOf('month'),
    day: numberOf('day'),
    time: `${parts.get('hour') ?? ''}:${parts.get('minute') ?? ''}`,
  };
}

function writeDay({ year, month, day }: DayParts, thisYear: number): string {
  const sameYear = year === thisYear;
  if (currentLanguage() === 'zh') return `${sameYear ? '' : `${year}年`}${month}月${day}日`;
  return `${day} ${months[month - 1] ?? ''}${sameYear ? '' : ` ${year}`}`;
}

/** A date as officials write it; the year is left out where it is this one. `day` is `YYYY-MM-DD`. */
export function formatDay(day: string, thisYear = new Date().getFullYear()): string {
  const parts = partsOfDay(day);
  return parts === null ? day : writeDay(parts, thisYear);
}

/** A date with its weekday. */
export function formatDayWithWeekday(day: string): string {
  const parts = partsOfDay(day);
  if (parts === null) return day;
  const weekday =
    weekdays[currentLanguage()][new Date(parts.year, parts.month - 1, parts.day).getDay()] ?? '';
  return currentLanguage() === 'zh' ? `${formatDay(day)} ${weekday}` : `${weekday}, ${formatDay(day)}`;
}

/** A moment to the minute, in the house's time. `at` is ISO 8601. */
export function formatInstant(at: string, thisYear = new Date().getFullYear()): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return at;
  const parts = partsOfInstant(date);
  return `${writeDay(parts, thisYear)} ${parts.time}`;
}

/** Today in the house's time, `YYYY-MM-DD`: what date fields begin with. */
export function todayHere(now = new Date()): string {
  const { year, month, day } = partsOfInstant(now);
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** How long ago, in the largest whole unit. */
export function formatAge(at: string, now = new Date()): string {
  const minutes = Math.max(0, Math.floor((now.getTime() - new Date(at).getTime()) / 60_000));
  if (minutes < 1) return t('age.now');
  if (minutes < 60) return t('age.minutes', { n: minutes });
  if (minutes < 1440) return t('age.hours', { n: Math.floor(minutes / 60) });
  return t('age.days', { n: Math.floor(minutes / 1440) });
}

/** A length of time, for how long a decision was looked at. */
export function formatSeconds(seconds: number): string {
  if (seconds < 60) return t('length.seconds', { n: Math.round(seconds) });
  return t('length.minutes', { n: Math.round(seconds / 60) });
}

/** A whole number with thousands apart. */
export function formatNumber(value: number): string {
  return value.toLocaleString(currentLanguage() === 'zh' ? 'zh-CN' : 'en-GB');
}
