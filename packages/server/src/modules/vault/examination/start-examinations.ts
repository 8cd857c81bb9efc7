import { setTimeout as pause } from 'node:timers/promises';
import { openCopyIndex } from '@fengni/inspect/copies';
import { type CopyIndex, CopyIndexRefused } from '@fengni/inspect/copy-index';
import { createEngine } from '@fengni/inspect/engine';
import type { Office } from '@fengni/inspect/office';
import { builtinPolicies } from '@fengni/inspect/policy';
import { ReadingPool } from '@fengni/inspect/reading-pool';
import { renderPages } from '@fengni/inspect/render';
import { TaskPool } from '@fengni/inspect/task-process';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Kernel } from '@fengni/kernel/command/kernel';
import type { Vault } from '@fengni/kernel/vault/vault';
import { gramKeyOf } from '../search/gram-key.ts';
import type { Examiner } from './examine-file.ts';
import { followNext } from './follow-copies.ts';
import { examineNext } from './run-examinations.ts';

/** How long the server looks away when there is nothing to examine. */
const idleMs = 1_500;
const pagesMax = 2_000;

/** What examines files, with the processes it needs; `close` ends them. */
export interface OpenExaminer {
  readonly examiner: Examiner;
  readonly close: () => Promise<void>;
}

/**
 * Processes for hostile files, one to a file so that files of several people stay wholly apart, and the house's index of
 * fingerprints in `copiesFolder`. One server writes the index; another on the same folder goes without.
 */
export async function openExaminer(the: {
  readonly kernel: Pick<Kernel, 'keys'>;
  readonly copiesFolder: string;
  /** Draws office documents as their own programs do; left out, they are laid out more simply. */
  readonly office?: Office | undefined;
}): Promise<OpenExaminer> {
  const pool = new ReadingPool({ jobs: 1, limits: { filesPerProcess: 1 } });
  const tasks = new TaskPool({ jobs: 1, limits: { filesPerProcess: 1 } });
  const policy = builtinPolicies.get('inventory');
  invariant(policy !== undefined, 'the policy of stock-takings is built in');
  const engine = createEngine({ policy, key: keyFor(the.kernel, 'vault/findings/v1') });
  const copies = await openCopies(the.copiesFolder, keyFor(the.kernel, 'vault/copies/v1'));
  const examiner: Examiner = {
    pool,
    engine,
    render: (file, signal) => renderPages(tasks, file, { pagesMax, signal, office: the.office }),
    copies,
  };
  return {
    examiner,
    async close() {
      await Promise.all([pool.close(), tasks.close(), copies?.close()]);
    },
  };
}

function keyFor({ keys }: Pick<Kernel, 'keys'>, purpose: string): Buffer {
  return Buffer.from(keys.withhold(purpose), 'hex');
}

async function openCopies(folder: string, key: Uint8Array): Promise<CopyIndex | null> {
  try {
    return await openCopyIndex(folder, { key, mode: 'write', lowSide: false });
  } catch (error) {
    if (error instanceof CopyIndexRefused && error.code === 'in-use') return null;
    throw error;
  }
}

/** Examines what waits until nothing does. Returns how much was done. */
export async function examineAll(
  the: { readonly kernel: Kernel; readonly vault: Vault; readonly examiner: Examiner },
  signal: AbortSignal,
): Promise<number> {
  const follow = { ...the, copies: the.examiner.copies, gramKey: gramKeyOf(the.kernel.keys) };
  let count = 0;
  while (!signal.aborted && ((await examineNext(the, signal)) || (await followNext(follow)))) count += 1;
  return count;
}

export interface ExaminationOptions {
  readonly kernel: Kernel;
  readonly vault: Vault;
  readonly copiesFolder: string;
  readonly office?: Office | undefined;
  /** What kept a turn from being made; the next one follows all the same. */
  readonly onError: (error: unknown) => void;
}

/**
 * Examines uploads as they come, until stopped; stopping leaves a file in the middle, which begins anew with the next
 * start. The processes are started with the first file.
 */
export function startExaminations(options: ExaminationOptions): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let open: OpenExaminer | null = null;
  const turn = async (): Promise<void> => {
    if (options.vault.status !== 'open') return;
    open ??= await openExaminer(options);
    await examineAll({ ...options, examiner: open.examiner }, signal);
  };
  const running = (async () => {
    while (!signal.aborted) {
      await turn().catch(options.onError);
      await pause(idleMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  })();
  return async () => {
    stopping.abort();
    await running;
    await open?.close();
  };
}
