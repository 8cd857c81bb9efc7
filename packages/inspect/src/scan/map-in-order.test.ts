import fc from 'fast-check';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { mapInOrder } from './map-in-order.ts';

async function* from(items: readonly number[], onEnd = (): void => undefined): AsyncGenerator<number> {
  try {
    yield* items;
  } finally {
    onEnd();
  }
}

test('property: every item once, in order, never more than so many at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(3)), fc.integer({ min: 1, max: 5 }), async (delays, jobs) => {
      let now = 0;
      let most = 0;
      const results: number[] = [];
      const items = from(delays.map((_, at) => at));
      for await (const at of mapInOrder(items, jobs, async (index) => {
        now += 1;
        most = Math.max(most, now);
        await sleep(delays[index] ?? 0);
        now -= 1;
        return index;
      }))
        results.push(at);
      expect(results).toEqual(delays.map((_, at) => at));
      expect(most).toBeLessThanOrEqual(jobs);
    }),
    { numRuns: 40 },
  );
});

async function failAtThree(item: number): Promise<number> {
  if (item === 3) throw new Error('three');
  return item;
}

test('a failure comes where its turn is, after what was before it; the source is closed', async () => {
  let isClosed = false;
  const seen: number[] = [];
  const run = async (): Promise<void> => {
    const items = from([0, 1, 2, 3, 4, 5, 6, 7, 8], () => {
      isClosed = true;
    });
    for await (const item of mapInOrder(items, 2, failAtThree)) seen.push(item);
  };
  await expect(run()).rejects.toThrow('three');
  expect(seen).toEqual([0, 1, 2]);
  expect(isClosed).toBe(true);
});

test('no more is begun than a bounded number ahead of the slowest', async () => {
  let begun = 0;
  const { promise: held, resolve: free } = Promise.withResolvers<void>();
  const items = from(Array.from({ length: 100 }, (_, at) => at));
  const mapped = mapInOrder(items, 2, async (item) => {
    begun += 1;
    if (item === 0) await held;
    return item;
  });
  const first = mapped.next();
  await sleep(20);
  expect(begun).toBeLessThanOrEqual(8);
  free();
  expect((await first).value).toBe(0);
  await mapped.return(undefined);
});
