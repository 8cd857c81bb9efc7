// Reads many mutations of the fixtures, each in its own process: node packages/inspect/scripts/fuzz-workbook.ts [count] [first seed]
// Prints what came of them; ends with 1 when one killed its process, ran out of time or memory, or broke the protocol.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openWorkbook } from '../src/workbook/open-workbook.ts';
import { mutateFile } from './mutate-bytes.ts';

const fixtures = ['ledger.xlsx', 'ledger.xls', 'ledger-gb18030.csv', 'ledger-utf16le.csv', 'ledger-utf8.csv'];
const limits = { timeMs: 20_000 };
const together = 4;

const [count = 2000, firstSeed = 1] = process.argv.slice(2).map(Number);
const files = fixtures.map((name) => ({
  name,
  bytes: readFileSync(path.join(import.meta.dirname, '..', 'fixtures', name)),
}));
const outcomes = new Map<string, number>();
const suspicious: string[] = [];

async function tryOne(seed: number): Promise<void> {
  const file = files[seed % files.length];
  if (file === undefined) return;
  const result = await openWorkbook({
    bytes: mutateFile(file.bytes, seed),
    limits,
  });
  const outcome = result.ok ? 'read' : result.reason;
  outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  if (['died', 'time', 'memory', 'foreign-answer'].includes(outcome))
    suspicious.push(`${file.name} seed ${seed}: ${outcome}`);
}

let seed = firstSeed;
await Promise.all(
  Array.from({ length: together }, async () => {
    while (seed < firstSeed + count) {
      const mine = seed;
      seed += 1;
      await tryOne(mine);
    }
  }),
);

process.stdout.write(`${JSON.stringify(Object.fromEntries(outcomes), null, 2)}\n${suspicious.join('\n')}\n`);
process.exitCode = suspicious.length > 0 ? 1 : 0;
