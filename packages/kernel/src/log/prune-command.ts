import { tileWidth } from '@fengni/seal/tiles';
import { rootAt } from '@fengni/seal/tree';
import { consentOfSecurity } from '../approval/flow-steps.ts';
import { type Command, type Flow, type LoadTx, defineCommand } from '../command/define.ts';
import { refuser } from '../command/refusal.ts';
import { PruneLog, logErrors } from './contract.ts';
import { logPolicy } from './policy.ts';
import { type LogReader, readerOfTx } from './reader.ts';
import { peekCheckpoint, readHead, readNewestCheckpoint, storedNodes } from './tree-store.ts';
import { readWitnesses } from './witnesses.ts';

const refuse = refuser(logErrors);

/** Leaf index from which on something still rests on the log; null where nothing does. */
export type KeepFrom = (tx: LoadTx) => Promise<number | null>;

/** Taking away from the log needs two administrators: the auditor asks, the security administrator consents. */
export const pruneFlow: Flow = {
  id: 'log.prune',
  name: { zh: '清理日志', en: 'Pruning of the log' },
  steps: [consentOfSecurity],
};

interface Prunable {
  readonly minimum: number;
  readonly root: Buffer;
  /** Entries that go. */
  readonly entries: number;
}

export function createPruneCommand(keepFrom: KeepFrom): Command {
  return defineCommand({
    name: 'log.prune',
    title: { zh: '清理日志', en: 'Prune the log' },
    input: PruneLog,
    rule: logPolicy['log.prune'],
    secondFactor: true,
    load: (tx, input) => findPrunable(tx, input.before, keepFrom),
    parks: () => pruneFlow,
    snapshot: ({ target }) => ({
      minimum: target.minimum,
      root: target.root.toString('hex'),
      entries: target.entries,
    }),
    subjectNumber: (target) => `0–${target.minimum - 1}`,
    async handle(tx, { target }) {
      // the sealer deletes once this order is sealed itself
      await tx.writeSql('select order_pruning($1, $2, $3)', [target.minimum, target.root, tx.now]);
      return { result: { minimum: target.minimum, root: target.root.toString('hex') } };
    },
  });
}

async function findPrunable(tx: LoadTx, before: number, keepFrom: KeepFrom): Promise<Prunable> {
  const reader = readerOfTx(tx);
  const head = await readHead(reader);
  const newest = await readNewestCheckpoint(reader);
  if (head === undefined || newest === undefined) throw refuse('log.unsigned');
  const minimum = Math.floor(before / tileWidth) * tileWidth;
  if (minimum > newest.size) throw refuse('log.prune.size', { size: newest.size });
  if (minimum <= head.pruned_before) throw refuse('log.prune.none', { minimum: head.pruned_before });
  const running = await reader.rows('select from log_pruning where finished_at is null');
  if (running.length > 0) throw refuse('log.prune.running');
  const kept = await keepFrom(tx);
  if (kept !== null && minimum > kept) throw refuse('log.prune.kept', { from: kept });
  await requireWitnessed(reader, minimum);
  const root = await rootAt(minimum, storedNodes(reader, head.size));
  return { minimum, root, entries: minimum - head.pruned_before };
}

/** A witness can follow on only from a size whose tiles are still there. */
async function requireWitnessed(reader: LogReader, minimum: number): Promise<void> {
  for (const { name, keyId } of await readWitnesses(reader)) {
    const size = await lastCosigned(reader, (line) => line.name === name && line.keyId === keyId);
    if (size < minimum) throw refuse('log.prune.unwitnessed', { witness: name, size });
  }
}

/** Size of the newest checkpoint that bears such a line; 0 where there is none. */
export async function lastCosigned(
  reader: LogReader,
  bears: (line: { readonly name: string; readonly keyId: number }) => boolean,
): Promise<number> {
  const rows = await reader.rows<{ size: number; note: string }>(
    `select size::float8 as size, note from log_checkpoint where witnessed_at is not null
     order by log_checkpoint.size desc limit 1000`,
  );
  const found = rows.find(({ note }) => peekCheckpoint(note)?.note.signatures.some(bears) === true);
  return found?.size ?? 0;
}
