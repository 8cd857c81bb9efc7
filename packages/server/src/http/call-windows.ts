const windowMs = 60_000;
/** Addresses remembered at most; past that the oldest is forgotten. */
const addressesMax = 10_000;

export interface CallWindows {
  /** Calls noted from an address in its window of a minute. */
  readonly countOf: (address: string, now: Date) => number;
  /** Notes one more, which opens a window where none is open. */
  readonly note: (address: string, now: Date) => void;
  /** Seconds until the window ends; 0 where none is open. */
  readonly secondsLeft: (address: string, now: Date) => number;
}

/** Counts calls by address within a minute, in memory: each server of several for itself. */
export function createCallWindows(): CallWindows {
  const windows = new Map<string, { startedAt: number; count: number }>();
  const openAt = (address: string, now: Date) => {
    const found = windows.get(address);
    const age = found === undefined ? windowMs : now.getTime() - found.startedAt;
    return age >= 0 && age < windowMs ? found : undefined;
  };
  return {
    countOf: (address, now) => openAt(address, now)?.count ?? 0,
    note(address, now) {
      const window = openAt(address, now) ?? { startedAt: now.getTime(), count: 0 };
      window.count += 1;
      windows.delete(address);
      windows.set(address, window);
      if (windows.size > addressesMax) windows.delete(windows.keys().next().value ?? '');
    },
    secondsLeft(address, now) {
      const window = openAt(address, now);
      return window === undefined ? 0 : Math.ceil((window.startedAt + windowMs - now.getTime()) / 1000);
    },
  };
}
