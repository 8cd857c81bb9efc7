import type { ReadingPool } from '../src/process/reading-pool.ts';
import { mutateFile } from './mutate-bytes.ts';

export interface FuzzFile {
  name: string;
  bytes: Buffer;
}

export interface FuzzResult {
  /** How often each gap, and `read` for files without one. */
  outcomes: Map<string, number>;
  /** Files that ended their process or kept it beyond its time, with the seed that makes them again. */
  suspicious: string[];
  slowestMs: number;
}

const ends = new Set(['crashed', 'timed-out', 'out-of-memory']);

/** Reads mutations of files in the pool's processes: with seed `n` the file `n % files.length` is changed. */
export async function fuzzDocuments(options: {
  pool: ReadingPool;
  files: readonly FuzzFile[];
  firstSeed: number;
  count: number;
  together: number;
}): Promise<FuzzResult> {
  const { pool, files, firstSeed, count, together } = options;
  const result: FuzzResult = { outcomes: new Map(), suspicious: [], slowestMs: 0 };
  let next = firstSeed;
  const work = async (): Promise<void> => {
    while (next < firstSeed + count) {
      const seed = next;
      next += 1;
      const file = files[seed % files.length];
      if (file !== undefined) await readMutation(pool, { ...file, seed }, result);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  return result;
}

async function readMutation(
  pool: ReadingPool,
  { name, bytes, seed }: FuzzFile & { seed: number },
  result: FuzzResult,
): Promise<void> {
  const before = performance.now();
  const reasons = new Set<string>();
  let isDone = false;
  for await (const event of pool.inspect(mutate(bytes, seed), { name, options: { ocr: 'never' } })) {
    if (event.type === 'gap') reasons.add(event.gap.reason);
    isDone = event.type === 'done';
  }
  result.slowestMs = Math.max(result.slowestMs, performance.now() - before);
  if (!isDone) reasons.add('not-done');
  for (const reason of reasons.size === 0 ? ['read'] : reasons)
    result.outcomes.set(reason, (result.outcomes.get(reason) ?? 0) + 1);
  const worst = [...reasons].filter((reason) => ends.has(reason) || reason === 'not-done');
  if (worst.length > 0) result.suspicious.push(`${name} seed ${seed}: ${worst.join(' ')}`);
}

/** Packages that cannot be taken apart are changed as plain bytes. */
function mutate(bytes: Buffer, seed: number): Buffer {
  try {
    return mutateFile(bytes, seed);
  } catch {
    const cut = Buffer.from(bytes.subarray(0, bytes.length - (seed % Math.max(1, bytes.length))));
    if (cut.length > 0) cut[seed % cut.length] = seed & 0xff;
    return cut;
  }
}
