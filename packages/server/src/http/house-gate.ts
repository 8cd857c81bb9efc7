import { type HouseState, readHouseState } from '@fengni/kernel/access/begin-house';
import { administratorsMin } from '@fengni/kernel/access/sign-in';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { transact } from '@fengni/kernel/command/transact';

/** What is served before all three administrators have activated their accounts (SEC-1). */
const setupNames = new Set([
  'house.begin',
  'account.beginActivationKey',
  'account.activate',
  'session.beginSignIn',
  'session.signIn',
  'house.activationSheet',
  'account.firstCodeSheet',
]);

export type HouseStage = 'empty' | 'activating' | 'ready';

export function stageOf(state: HouseState): HouseStage {
  if (state.units === 0) return 'empty';
  return state.activated < administratorsMin ? 'activating' : 'ready';
}

export interface HouseGate {
  readonly read: () => Promise<HouseState>;
  /** Whether a command, query or file route may be served now. */
  readonly admits: (name: string) => Promise<boolean>;
}

/** Once ready, a house stays ready, so that later requests ask nothing. */
export function createHouseGate(kernel: Kernel): HouseGate {
  let ready = false;
  const read = async (): Promise<HouseState> => {
    const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read only' } as const;
    const state = await transact(kernel, options, readHouseState);
    ready ||= stageOf(state) === 'ready';
    return state;
  };
  return {
    read,
    async admits(name) {
      if (ready || setupNames.has(name)) return true;
      await read();
      return ready;
    },
  };
}
