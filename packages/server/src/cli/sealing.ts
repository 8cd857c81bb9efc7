import type { Kernel } from '@fengni/kernel/command/kernel';
import type { HouseKeys } from '@fengni/kernel/keys/house-keys';
import { type SealerOptions, sealPending, startSealer } from '@fengni/kernel/log/sealer';
import type { Logger } from 'pino';
import { readState, suiteOf } from './house.ts';

const suiteEveryMs = 1_000;

/** Keeps the log sealed and signed. Stopping seals what still waits. */
export function startSealing(kernel: Kernel, keys: HouseKeys, log: Logger): () => Promise<void> {
  let suite: 'intl' | 'guomi' | null = null;
  const options: SealerOptions = {
    // the suite is chosen at set-up, after the first start
    get signers() {
      return keys.signers(suite ?? 'intl');
    },
    onForeign: (entryIds) => log.error({ entryIds }, 'entries were put into the log past the program'),
  };
  const look = async (): Promise<void> => {
    suite = await readState(kernel).then(suiteOf, () => null);
    if (suite !== null) clearInterval(timer);
  };
  const timer = setInterval(() => void look(), suiteEveryMs);
  timer.unref();
  void look();
  const stop = startSealer(kernel, options, (error) =>
    log.error({ err: error }, 'sealing failed; it is tried again'),
  );
  return async () => {
    clearInterval(timer);
    await stop();
    while ((await sealPending(kernel, options)).entries > 0);
  };
}
