/**
 * Does up to `jobs` pieces of work at once and gives the results in the order of the items. What is done waits for what
 * comes before it; no more than four times as many are begun as are done at once, so that one slow item holds up a
 * bounded number.
 */
export async function* mapInOrder<Item, Result>(
  items: AsyncIterable<Item>,
  jobs: number,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const ahead = jobs * 4;
  const begun: Promise<Result>[] = [];
  const turns = new Turns(jobs);
  const iterator = items[Symbol.asyncIterator]();
  try {
    let done = false;
    while (!done || begun.length > 0) {
      while (!done && begun.length < ahead) {
        const next = await iterator.next();
        if (next.done === true) done = true;
        else begun.push(heard(turns.run(async () => work(next.value))));
        // The first is handed out as soon as it is there, though more could be begun.
        if (begun.length >= jobs && (await isSettled(begun[0]))) break;
      }
      const first = begun.shift();
      if (first !== undefined) yield await first;
    }
  } finally {
    await iterator.return?.();
    await Promise.allSettled(begun);
  }
}

/** A failure is thrown where its turn comes; until then it must not count as unheard. */
function heard<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}

const pending = Symbol('pending');

async function isSettled(promise: Promise<unknown> | undefined): Promise<boolean> {
  if (promise === undefined) return false;
  // A rejection counts as settled: it is thrown where its turn comes.
  const first = await Promise.race([promise.catch(() => undefined), Promise.resolve(pending)]);
  return first !== pending;
}

/** So many at once; the others wait. */
class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(count: number) {
    this.#free = count;
  }

  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#free > 0) this.#free -= 1;
    else await new Promise<void>((resolve) => void this.#waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}
