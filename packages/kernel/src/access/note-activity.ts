import { transact } from '../command/transact.ts';
import type { Kernel } from '../command/kernel.ts';

/** Sessions remembered between two notes; beyond, the oldest is noted anew, which costs a statement. */
const rememberedMax = 5_000;
const noteMsMin = 60_000;

/**
 * Notes that somebody does something in a session, at most once a minute for each: the idle time-out goes by it
 * (`session.expire`). Several servers may note the same session.
 */
export function createActivityNotes(kernel: Kernel): (sessionHash: string) => Promise<void> {
  const noted = new Map<string, number>();
  return async (sessionHash) => {
    const now = kernel.clock().getTime();
    if (now - (noted.get(sessionHash) ?? -Infinity) < noteMsMin) return;
    noted.delete(sessionHash);
    noted.set(sessionHash, now);
    const [oldest] = noted.keys();
    if (noted.size > rememberedMax && oldest !== undefined) noted.delete(oldest);
    const options = { sessionHash, entryId: kernel.newId(), mode: 'read write' } as const;
    await transact(kernel, options, (tx) => tx.writeSql('select note_session_seen($1)', [tx.now]));
  };
}
