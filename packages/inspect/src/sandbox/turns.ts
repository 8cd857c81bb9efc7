/** Reading processes at one time; the others wait, so that a hundred uploads cannot exhaust the machine. */
const processesMax = 4;

let running = 0;
const waiting: (() => void)[] = [];

/** Runs `work` when fewer than {@link processesMax} are running, first come first served. Rejects when aborted before. */
export async function takeTurn<Value>(
  signal: AbortSignal | undefined,
  work: () => Promise<Value>,
): Promise<Value> {
  if (running < processesMax) running += 1;
  else await new Promise<void>((resolve) => void waiting.push(resolve));
  try {
    signal?.throwIfAborted();
    return await work();
  } finally {
    // The turn is handed on rather than given back: a newcomer cannot slip in between.
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
