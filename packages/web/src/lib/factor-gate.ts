import { CancelledError } from './client.ts';
import { createStore } from './store.ts';

/** A command that waits until its caller has proved the second factor once more. */
export interface FactorWait {
  readonly proved: () => void;
  readonly cancelled: () => void;
}

/** What the factor dialog follows: null while nothing waits. */
export const factorWait = createStore<FactorWait | null>(null);

let waiting: Promise<void> | null = null;

/** Opens the factor dialog; resolves when proved, throws `CancelledError` when closed. One dialog serves all that wait. */
export function askForFactor(): Promise<void> {
  waiting ??= new Promise<void>((resolve, reject) => {
    const finish = (settle: () => void) => () => {
      waiting = null;
      factorWait.set(null);
      settle();
    };
    factorWait.set({ proved: finish(resolve), cancelled: finish(() => reject(new CancelledError())) });
  });
  return waiting;
}
