import { createCallWindows } from './call-windows.ts';

/** Attempts at sign-in, activation and set-up from one address within a minute: each costs a password hash. */
export const attemptsPerMinuteMax = 60;

export interface Attempts {
  /** Counts an attempt. Seconds to wait where there were too many, else 0. */
  readonly take: (address: string, now: Date) => number;
}

/** Counts attempts by address in memory. Each server of several counts for itself. */
export function createAttempts(): Attempts {
  const windows = createCallWindows();
  return {
    take(address, now) {
      windows.note(address, now);
      return windows.countOf(address, now) <= attemptsPerMinuteMax ? 0 : windows.secondsLeft(address, now);
    },
  };
}

export interface SignedOutCount {
  /** Refused calls of callers nobody is signed in behind, since the start of this server. */
  readonly refused: number;
  readonly lastAt: string | null;
}
