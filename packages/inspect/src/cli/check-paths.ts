import { stat } from 'node:fs/promises';
import { pathFault } from '../scan/inspect-fault.ts';

/** Refuses paths that are not there before anything is done: a slip of the keys is not a gap of the inspection. */
export async function checkPaths(paths: readonly string[]): Promise<void> {
  for (const given of paths) {
    await stat(given).catch((error: unknown) => {
      throw pathFault(error, given);
    });
  }
}
