import { CancelledError, type CommandOutcome, RefusedError } from '../../lib/client.ts';
import { newCommandId } from '../../lib/run-command.ts';
import type { Answer } from './verdict-form.tsx';

/** What became of one request of a batch. */
export type ItemResult =
  /** Decided; `state` is that of the request afterwards. */
  | { readonly kind: 'decided'; readonly state: string }
  | { readonly kind: 'refused'; readonly text: string }
  /** Nothing is known of it: no answer came, or the second factor was not shown. Sent again under the same id. */
  | { readonly kind: 'unsent' };

/** True unless a consent came to nothing: the facts had changed, or what it allows could not be done. */
export function hasRun(state: unknown): boolean {
  return state !== 'stale' && state !== 'failed';
}

export interface Batch {
  readonly approvalIds: readonly string[];
  readonly answer: Answer;
  readonly openedAt: string;
  /** How many stood on screen together: what is kept on record with each (BEY-13). */
  readonly batchSize: number;
  /** Ids under which commands went out before; a repeated one is not run twice. */
  readonly ids: Map<string, string>;
  readonly run: (name: string, input: unknown, id: string) => Promise<CommandOutcome>;
  readonly onResult: (approvalId: string, result: ItemResult) => void;
}

/** Decides requests one after the other, each on its own: one that is refused does not keep the others back. */
export async function decideBatch(batch: Batch): Promise<void> {
  const { answer, openedAt, batchSize } = batch;
  let stopped = false;
  for (const approvalId of batch.approvalIds) {
    const result: ItemResult = stopped ? { kind: 'unsent' } : await decideOne(approvalId);
    stopped ||= result.kind === 'unsent';
    batch.onResult(approvalId, result);
  }

  async function decideOne(approvalId: string): Promise<ItemResult> {
    const key = JSON.stringify([approvalId, answer]);
    const id = batch.ids.get(key) ?? newCommandId();
    batch.ids.set(key, id);
    try {
      const input = { approvalId, ...answer, openedAt, batchSize };
      const outcome = await batch.run('approval.decide', input, id);
      const state = outcome.kind === 'done' ? outcome.result?.['state'] : undefined;
      return { kind: 'decided', state: typeof state === 'string' ? state : 'pending' };
    } catch (fault) {
      if (fault instanceof RefusedError) return { kind: 'refused', text: fault.text };
      if (fault instanceof CancelledError) batch.ids.delete(key);
      return { kind: 'unsent' };
    }
  }
}
