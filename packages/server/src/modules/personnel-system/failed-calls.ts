import { createCallWindows } from '../../http/call-windows.ts';

/** Failed calls from one address within a minute before it waits out the minute. */
const failuresMax = 10;

export interface FailedCalls {
  /** Seconds the address waits, 0 where it need not. */
  readonly wait: (address: string, now: Date) => number;
  readonly note: (address: string, now: Date) => void;
}

/** Counts calls with a token that is none, by address, in memory: each server of several for itself. */
export function createFailedCalls(): FailedCalls {
  const windows = createCallWindows();
  return {
    wait: (address, now) =>
      windows.countOf(address, now) < failuresMax ? 0 : windows.secondsLeft(address, now),
    note: (address, now) => windows.note(address, now),
  };
}
