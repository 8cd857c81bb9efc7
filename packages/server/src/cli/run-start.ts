import type { Settings } from '@fengni/kernel/settings/settings';
import { type ExitCode, exitCodes } from './io.ts';
import { type StartOptions, databaseDied, startHouse } from './start.ts';

/** A stop that takes longer is given up: the database recovers at the next start. */
const stopMsMax = 30_000;

/** `fengni start`: serves until a signal or until the database dies. */
export async function runStart(settings: Settings, options: StartOptions): Promise<ExitCode> {
  const { speaker } = options;
  const early: { asked: boolean; stop: (() => Promise<void>) | null } = { asked: false, stop: null };
  // Ctrl-C reaches the program twice, from the terminal and from npm
  const onSignal = (): void => {
    if (early.asked) return;
    early.asked = true;
    speaker.say('正在停止……', 'Stopping ...');
    setTimeout(() => process.exit(exitCodes.failed), stopMsMax).unref();
    void early.stop?.();
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  try {
    const house = await startHouse(settings, options);
    early.stop = house.stop;
    if (early.asked) void house.stop();
    if (await house.ended) {
      speaker.say('已停止。', 'Stopped.');
      return exitCodes.done;
    }
    throw databaseDied();
  } finally {
    process.off('SIGTERM', onSignal);
    process.off('SIGINT', onSignal);
  }
}
