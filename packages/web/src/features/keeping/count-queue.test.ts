import { expect, test } from 'vitest';
import { type CommandOutcome, RefusedError } from '../../lib/client.ts';
import { type CountEntry, createCountQueue } from './count-queue.ts';

const copy = {
  copyId: 'c',
  number: '000127',
  copyNo: '02',
  state: 'in-store',
  place: '1 号柜',
  counted: 1,
  of: 3,
  strays: 0,
};
const done = (expected: boolean): CommandOutcome => ({ kind: 'done', result: { ...copy, expected } });
const refused = (code: string) => new RefusedError(409, { code, params: {}, text: code, entryId: null });

test('every scan is answered, in the order scanned, while the server is slow', async () => {
  const answers: Record<string, () => CommandOutcome> = {
    A: () => done(true),
    B: () => done(false),
    C: () => {
      throw refused('stocktaking.unknown.code');
    },
    D: () => {
      throw refused('stocktaking.counted');
    },
    E: () => {
      throw refused('stocktaking.closed');
    },
  };
  const entries: CountEntry[] = [];
  let under = 0;
  let most = 0;
  await new Promise<void>((resolve) => {
    const queue = createCountQueue({
      async send(code) {
        under += 1;
        most = Math.max(most, under);
        await Promise.resolve();
        under -= 1;
        return answers[code]?.() ?? done(true);
      },
      onEntry: (entry) => entries.push(entry),
      onWaiting: () => undefined,
      onIdle: resolve,
    });
    for (const code of ['A', 'B', 'C', 'D', 'E']) queue.add(code);
  });
  expect(entries.map((entry) => [entry.code, entry.kind])).toEqual([
    ['A', 'found'],
    ['B', 'stray'],
    ['C', 'unknown'],
    ['D', 'twice'],
    ['E', 'fault'],
  ]);
  expect(most).toBe(1);
});
