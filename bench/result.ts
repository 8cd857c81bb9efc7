import { loadavg } from 'node:os';

/** One measured number. `ratio` is the value against `peer`, measured in the same run on the same machine. */
export interface BenchResult {
  readonly bench: string;
  readonly value: number;
  readonly unit: string;
  /** What it is held against; null where the aim is absolute. */
  readonly peer: number | null;
  readonly ratio: number | null;
  readonly aim: string;
  readonly met: boolean;
  readonly more?: Readonly<Record<string, number | string>>;
}

export type Report = (result: BenchResult) => void;

/** A bench measures and reports as it goes; it leaves nothing behind. */
export type Bench = (report: Report) => Promise<void>;

export function round(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}

/** The value below which this share of the samples lies (nearest rank). */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = Math.max(0, Math.ceil(sorted.length * share) - 1);
  return sorted[at] ?? Number.NaN;
}

/** Milliseconds that each call of `work` took, after calls that are not counted; `between` is not timed. */
export async function timeCalls(
  work: (at: number) => Promise<unknown>,
  the: { readonly calls: number; readonly warmUp: number; readonly between?: () => Promise<void> },
): Promise<number[]> {
  const took: number[] = [];
  for (let i = 0; i < the.warmUp + the.calls; i += 1) {
    const begun = performance.now();
    await work(i);
    if (i >= the.warmUp) took.push(performance.now() - begun);
    await the.between?.();
  }
  return took;
}

/** Runs `work` with so many workers until `seconds` are over; the milliseconds of each call. */
export async function timeLoad(
  work: (worker: number, at: number) => Promise<unknown>,
  the: { readonly workers: number; readonly seconds: number },
): Promise<{ readonly took: number[]; readonly perSecond: number }> {
  const took: number[] = [];
  const begun = performance.now();
  const until = begun + the.seconds * 1000;
  const workers = Array.from({ length: the.workers }, async (_, worker) => {
    for (let at = 0; performance.now() < until; at += 1) {
      const start = performance.now();
      await work(worker, at);
      took.push(performance.now() - start);
    }
  });
  await Promise.all(workers);
  return { took, perSecond: (took.length / (performance.now() - begun)) * 1000 };
}

/** How busy the machine is besides: what a number is worth depends on it. */
export function busyNow(): number {
  return round(loadavg()[0] ?? 0, 1);
}
