/** Attempts at sign-in, activation and set-up from one address within a minute: each costs a password hash. */
export const attemptsPerMinuteMax = 60;
const windowMs = 60_000;
/** Addresses remembered at most; past that the oldest is forgotten. */
const addressesMax = 10_000;

export interface Attempts {
  /** Counts an attempt. Seconds to wait where there were too many, else 0. */
  readonly take: (address: string, now: Date) => number;
}

/** Counts attempts by address in memory. Each server of several counts for itself. */
export function createAttempts(): Attempts {
  const windows = new Map<string, { startedAt: number; count: number }>();
  return {
    take(address, now) {
      const at = now.getTime();
      const found = windows.get(address);
      const isOpen = found !== undefined && at - found.startedAt < windowMs && at >= found.startedAt;
      const window = isOpen ? found : { startedAt: at, count: 0 };
      window.count += 1;
      windows.delete(address);
      windows.set(address, window);
      if (windows.size > addressesMax) windows.delete(windows.keys().next().value ?? '');
      return window.count <= attemptsPerMinuteMax ? 0 : Math.ceil((window.startedAt + windowMs - at) / 1000);
    },
  };
}

export interface SignedOutCount {
  /** Refused calls of callers nobody is signed in behind, since the start of this server. */
  readonly refused: number;
  readonly lastAt: string | null;
}
