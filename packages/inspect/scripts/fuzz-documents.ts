// Reads many mutations of the corpus, and of small files made here, in reading processes:
// node packages/inspect/scripts/fuzz-documents.ts [count] [first seed] [part of the name]
// Prints what came of them; ends with 1 when one ended its process, ran out of time or memory, or broke the protocol.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ReadingPool } from '../src/process/reading-pool.ts';
import { fuzzDocuments } from './fuzz-pool.ts';
import type { FuzzFile } from './fuzz-pool.ts';
import { makeFuzzFiles } from './make-fuzz-files.ts';

const corpusFolder = path.resolve(import.meta.dirname, '../../../../shared/corpus');
/** Larger files take long and find nothing that smaller ones do not. */
const fileBytesMax = 256 * 1024;
const together = 2;

const [count = 2000, firstSeed = 1] = process.argv.slice(2, 4).map(Number);
const wanted = process.argv[4] ?? '';

function readCorpus(): FuzzFile[] {
  if (!existsSync(corpusFolder)) return [];
  return readdirSync(corpusFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && path.basename(entry.parentPath) !== 'expected')
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => file.includes(wanted) && !/\.(?:tsv|md)$/.test(file))
    .map((file) => ({ name: path.relative(corpusFolder, file), bytes: readFileSync(file) }))
    .filter(({ bytes }) => bytes.length > 4 && bytes.length <= fileBytesMax);
}

const pool = new ReadingPool({ jobs: together, limits: { timeMs: 60_000 } });
const files = [...makeFuzzFiles(), ...readCorpus()];
const { outcomes, suspicious, slowestMs } = await fuzzDocuments({ pool, files, firstSeed, count, together });
await pool.close();

const memoryMb = Math.round(process.memoryUsage.rss() / 1024 ** 2);
const summary = {
  files: files.length,
  count,
  slowestMs: Math.round(slowestMs),
  memoryMb,
  ...Object.fromEntries(outcomes),
};
process.stdout.write(`${JSON.stringify(summary, null, 2)}\n${suspicious.join('\n')}\n`);
process.exitCode = suspicious.length > 0 ? 1 : 0;
