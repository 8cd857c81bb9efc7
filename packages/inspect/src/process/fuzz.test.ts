import { expect, test } from 'vitest';
import { fuzzDocuments } from '../../scripts/fuzz-pool.ts';
import { makeFuzzFiles } from '../../scripts/make-fuzz-files.ts';
import { ReadingPool } from './reading-pool.ts';

/** Ten of each file. `scripts/fuzz-documents.ts` is the long form. */
const mutationsPerFile = 10;

test('damaged files of every kind made here end no process and keep none', async () => {
  const pool = new ReadingPool({ jobs: 2 });
  const files = makeFuzzFiles();
  const count = mutationsPerFile * files.length;
  const { outcomes, suspicious } = await fuzzDocuments({ pool, files, firstSeed: 1, count, together: 2 });
  await pool.close();
  expect(suspicious).toEqual([]);
  expect(outcomes.get('read')).toBeGreaterThan(0);
  expect(outcomes.get('damaged')).toBeGreaterThan(0);
});
