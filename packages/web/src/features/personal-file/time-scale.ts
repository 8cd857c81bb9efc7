import type { LineView } from '@fengni/server/modules/personal-file/contract';

/** The years a time line shows, as instants in milliseconds. */
export interface TimeScale {
  readonly from: number;
  readonly to: number;
  readonly years: readonly { readonly year: number; readonly from: number; readonly to: number }[];
}

type Dated = Pick<LineView, 'at' | 'until'>;

/** From the month of the first line to `now`, or the days that were asked for where they are given. */
export function scaleOf(
  lines: readonly Dated[],
  the: { readonly from: string | null; readonly to: string | null; readonly now: number },
): TimeScale {
  const firstAt = lines.reduce((first, line) => Math.min(first, Date.parse(line.at)), the.now);
  const lastAt = lines.reduce((last, line) => Math.max(last, Date.parse(line.until ?? line.at)), the.now);
  const from = the.from === null ? startOfMonth(new Date(firstAt)) : Date.parse(the.from);
  const dayMs = 86_400_000;
  const to = the.to === null ? Math.max(lastAt, from + dayMs) : Date.parse(the.to) + dayMs;
  const end = Math.max(to, from + dayMs);
  const years: { year: number; from: number; to: number }[] = [];
  for (let year = new Date(from).getFullYear(); startOfYear(year) < end; year += 1) {
    years.push({
      year,
      from: Math.max(from, startOfYear(year)),
      to: Math.min(end, startOfYear(year + 1)),
    });
  }
  return { from, to: end, years };
}

function startOfMonth(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), 1).getTime();
}

function startOfYear(year: number): number {
  return new Date(year, 0, 1).getTime();
}

/** Where an instant lies, from 0 to `width`; what lies beyond an end stands on it. */
export function placeOf(scale: TimeScale, at: number, width: number): number {
  const share = (at - scale.from) / (scale.to - scale.from);
  return Math.min(1, Math.max(0, share)) * width;
}
