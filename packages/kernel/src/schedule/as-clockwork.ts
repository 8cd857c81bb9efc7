import type { Kernel } from '../command/kernel.ts';
import { transact } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';
import { type EntryContent, writeEntry } from '../log/write-entry.ts';

/** Where the clockwork acts from, in the log. */
const clockworkTerminal = 'clockwork';

/** Runs `work` in a transaction of its own as the clockwork: handle tier, no caller. */
export function asClockwork<T>(kernel: Kernel, entryId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const options = { sessionHash: '', mode: 'read write', readAs: 'clockwork', writeAs: 'clockwork' } as const;
  return transact(kernel, { ...options, entryId }, work);
}

/** The entry of what acted by itself. */
export function writeClockworkEntry(
  kernel: Kernel,
  tx: Tx,
  content: Pick<EntryContent, 'command' | 'outcome' | 'input' | 'subject' | 'result' | 'reason'>,
): Promise<void> {
  return writeEntry(tx, kernel.keys, {
    ...content,
    actor: null,
    terminal: clockworkTerminal,
    commandId: null,
  });
}
