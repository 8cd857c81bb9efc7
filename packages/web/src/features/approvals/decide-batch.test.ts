import { expect, test } from 'vitest';
import { CancelledError, type CommandOutcome, RefusedError } from '../../lib/client.ts';
import { type ItemResult, decideBatch } from './decide-batch.ts';

const done = (state: string): CommandOutcome => ({ kind: 'done', result: { state } });
const refusal = new RefusedError(409, { code: 'approval.closed', params: {}, text: '已办结', entryId: null });

interface Sent {
  readonly id: string;
  readonly input: unknown;
}

/** Runs a batch against answers by request; what is thrown stands for a refusal or a broken line. */
async function give(
  answers: Readonly<Record<string, CommandOutcome | Error>>,
  ids = new Map<string, string>(),
) {
  const results: Record<string, ItemResult> = {};
  const sent: Sent[] = [];
  await decideBatch({
    approvalIds: Object.keys(answers),
    answer: { verdict: 'refuse', reason: '工作上没有必要' },
    openedAt: '2026-11-22T01:00:00Z',
    batchSize: 3,
    ids,
    async run(_name, input, id) {
      sent.push({ id, input });
      const answer = Object.values(answers)[sent.length - 1];
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('not asked');
      return answer;
    },
    onResult(approvalId, result) {
      results[approvalId] = result;
    },
  });
  return { results, sent };
}

test('each is decided on its own, with the size of the batch; one that is refused or stale holds nothing up', async () => {
  const { results, sent } = await give({ a: done('refused'), b: refusal, c: done('stale') });
  expect(results).toEqual({
    a: { kind: 'decided', state: 'refused' },
    b: { kind: 'refused', text: '已办结' },
    c: { kind: 'decided', state: 'stale' },
  });
  expect(sent.map((one) => one.input)).toEqual(
    ['a', 'b', 'c'].map((approvalId) => ({
      approvalId,
      verdict: 'refuse',
      reason: '工作上没有必要',
      openedAt: '2026-11-22T01:00:00Z',
      batchSize: 3,
    })),
  );
  expect(new Set(sent.map((one) => one.id)).size).toBe(3);
});

test('after a broken line the rest is not sent, and what may have run goes out again under the same id', async () => {
  const ids = new Map<string, string>();
  const first = await give({ a: new Error('offline'), b: done('done') }, ids);
  expect(first.results).toEqual({ a: { kind: 'unsent' }, b: { kind: 'unsent' } });
  expect(first.sent).toHaveLength(1);
  const again = await give({ a: done('done'), b: done('done') }, ids);
  expect(again.sent[0]?.id).toBe(first.sent[0]?.id);
  expect(again.results['b']).toEqual({ kind: 'decided', state: 'done' });
});

test('who closes the question for the second factor has decided nothing', async () => {
  const { results, sent } = await give({ a: new CancelledError(), b: done('done') });
  expect(results).toEqual({ a: { kind: 'unsent' }, b: { kind: 'unsent' } });
  expect(sent).toHaveLength(1);
});
