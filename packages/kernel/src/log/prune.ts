import type { SignerKey } from '@fengni/seal/note';
import { signPruned } from '@fengni/seal/pruned';
import { rootAt } from '@fengni/seal/tree';
import { invariant } from '../command/invariant.ts';
import type { Kernel } from '../command/kernel.ts';
import { type TransactOptions, transact } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';
import { readerOfTx } from './reader.ts';
import { digestCarried } from './row-digest.ts';
import { type HeadRow, headSql, storedNodes } from './tree-store.ts';
import { writeEntry } from './write-entry.ts';

/** Entries removed in one transaction. */
const pruneStepEntriesMax = 2_000;

interface OrderRow {
  readonly minimum: number;
  readonly root: Buffer;
  readonly statement: string | null;
  /** Whether the entry that orders the pruning is under a checkpoint itself. */
  readonly is_sealed: boolean;
}

/**
 * Carries out prunings that were ordered (BEY-7), in steps that each leave the log whole: first the statement is signed
 * and the head says so, then entries, details and tiles of level 0 go. Resumes after a crash.
 */
export async function prunePending(kernel: Kernel, signers: readonly SignerKey[]): Promise<void> {
  let goesOn = true;
  while (goesOn) goesOn = await transact(kernel, pruning(kernel), (tx) => pruneOnce(kernel, tx, signers));
}

function pruning(kernel: Kernel): TransactOptions {
  return {
    sessionHash: '',
    entryId: kernel.newId(),
    mode: 'read write',
    readAs: 'sealer',
    writeAs: 'writer',
  };
}

/** One step. False when there is nothing more to do now. */
async function pruneOnce(kernel: Kernel, tx: Tx, signers: readonly SignerKey[]): Promise<boolean> {
  const orders = await tx.readSql<OrderRow>(
    `select p.minimum::float8 as minimum, p.root, p.statement,
       coalesce((select e.leaf_index < (select max(size) from log_checkpoint) from log_entry e where e.id = p.entry_id), false) as is_sealed
     from log_pruning p where p.finished_at is null order by p.minimum limit 1`,
  );
  const order = orders[0];
  if (order === undefined) return false;
  const head = (await tx.readSql<HeadRow>(`${headSql} for update`))[0];
  invariant(head !== undefined, 'a log that is pruned has a head');
  if (order.statement === null) {
    if (!order.is_sealed) return false;
    await declare(tx, { order, head, signers });
    return true;
  }
  const removed = await tx.readSql<{ entries: number }>('select prune_step($1, $2)::float8 as entries', [
    pruneStepEntriesMax,
    tx.now,
  ]);
  if ((removed[0]?.entries ?? 0) > 0) return true;
  const carried = await digestCarried(readerOfTx(tx));
  await writeEntry(tx, kernel.keys, {
    actor: null,
    terminal: '',
    command: 'log.pruned',
    commandId: null,
    outcome: 'done',
    input: {},
    result: { minimum: order.minimum, carried: carried.count, carriedDigest: carried.digest },
  });
  return false;
}

async function declare(
  tx: Tx,
  the: { order: OrderRow; head: HeadRow; signers: readonly SignerKey[] },
): Promise<void> {
  const { order, head, signers } = the;
  const { minimum } = order;
  const root = await rootAt(minimum, storedNodes(readerOfTx(tx), head.size));
  invariant(root.equals(order.root), 'what is pruned is what was consented to');
  const statement = signPruned({ origin: head.origin, minimum, root, time: tx.now }, signers);
  await tx.readSql('update log_pruning set statement = $2 where minimum = $1', [minimum, statement]);
  await tx.readSql('update log_head set pruned_before = $1', [minimum]);
}
