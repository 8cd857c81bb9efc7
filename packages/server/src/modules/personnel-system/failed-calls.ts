/** Failed calls from one address within a minute before it waits out the minute. */
const failuresMax = 10;
const windowMs = 60_000;
/** Addresses remembered at most; past that the oldest is forgotten. */
const addressesMax = 10_000;

export interface FailedCalls {
  /** Seconds the address waits, 0 where it need not. */
  readonly wait: (address: string, now: Date) => number;
  readonly note: (address: string, now: Date) => void;
}

/** Counts calls with a token that is none, by address, in memory: each server of several for itself. */
export function createFailedCalls(): FailedCalls {
  const windows = new Map<string, { startedAt: number; count: number }>();
  const windowOf = (address: string, now: Date) => {
    const found = windows.get(address);
    const age = found === undefined ? windowMs : now.getTime() - found.startedAt;
    return found !== undefined && age >= 0 && age < windowMs ? found : null;
  };
  return {
    wait(address, now) {
      const window = windowOf(address, now);
      if (window === null || window.count < failuresMax) return 0;
      return Math.ceil((window.startedAt + windowMs - now.getTime()) / 1000);
    },
    note(address, now) {
      const window = windowOf(address, now) ?? { startedAt: now.getTime(), count: 0 };
      window.count += 1;
      windows.delete(address);
      windows.set(address, window);
      if (windows.size > addressesMax) windows.delete(windows.keys().next().value ?? '');
    },
  };
}
