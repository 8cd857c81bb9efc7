import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { signPruned } from '../pruned.ts';
import { freshFolder, testEntry, testLog, testOrigin } from '../testkit.ts';
import { decodeBundle, encodeBundle, tilePath } from '../tiles.ts';
import { verifyExport } from './verify.ts';

/** Past 65 536 a tile of level 1 is full and a level 2 begins. */
const size = 66_000;
const now = new Date('2026-06-01T00:00:00.000Z');
const log = testLog(size);
let original = '';
beforeAll(async () => {
  original = await log.exportTo();
});

function copyOf(dir: string): string {
  const copy = freshFolder();
  cpSync(dir, copy, { recursive: true });
  return copy;
}

async function faults(dir: string) {
  const { findings } = await verifyExport({ dir, now });
  return findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ code, params }) => ({ code, ...params }));
}

function flip(path: string): void {
  const bytes = readFileSync(path);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  writeFileSync(path, bytes);
}

function changeEntry(dir: string, index: number): void {
  const path = join(dir, tilePath({ level: 'entries', index: Math.floor(index / 256), width: 256 }));
  writeFileSync(path, encodeBundle(decodeBundle(readFileSync(path)).with(index % 256, testEntry(999_999))));
}

test('three levels of tiles are intact, and consistent with any earlier size', async () => {
  for (const old of [65_535, 65_536, 65_537, 40_000]) {
    const report = await verifyExport({
      dir: original,
      now,
      since: Buffer.from(await log.checkpointAt(old)),
    });
    expect(report).toMatchObject({ verdict: 'intact', since: { result: 'consistent' } });
  }
});

test('a flipped full tile of level 1 is restored from below and named; an entry changed under it as well', async () => {
  const dir = copyOf(original);
  flip(join(dir, 'tile/1/000'));
  const tile = { code: 'tile.changed', path: 'tile/1/000', from: 0, to: 65_535 };
  expect(await faults(dir)).toEqual([tile]);
  changeEntry(dir, 12_345);
  expect(await faults(dir)).toEqual([tile, { code: 'entry.changed', from: 12_345, to: 12_345, count: 1 }]);
});

test('bundles dropped and the rest renamed forward are told as dropped entries', async () => {
  const dir = copyOf(original);
  const path = (index: number) => join(dir, tilePath({ level: 'entries', index, width: 256 }));
  for (let index = 100; index + 5 < 257; index += 1)
    writeFileSync(path(index), readFileSync(path(index + 5)));
  const last = tilePath({ level: 'entries', index: 257, width: size % 256 });
  writeFileSync(path(252), readFileSync(join(dir, last)));
  for (let index = 253; index < 257; index += 1) rmSync(path(index));
  rmSync(join(dir, last));
  expect(await faults(dir)).toEqual([{ code: 'entry.dropped', from: 25_600, to: 26_879, count: 1280 }]);
});

test('pruned past a full tile of level 1, the rest verifies', async () => {
  const minimum = 65_600;
  const root = await log.rootAt(minimum);
  const statement = signPruned({ origin: testOrigin, minimum, root, time: now }, [log.signer]);
  const dir = await log.exportTo({
    readLeaves: log.entries.slice(65_536),
    prunedBefore: { statement, readNode: log.readNode },
  });
  expect(await verifyExport({ dir, now })).toMatchObject({ verdict: 'intact', firstEntry: 65_536 });
  changeEntry(dir, 65_700);
  expect(await faults(dir)).toEqual([{ code: 'entry.changed', from: 65_700, to: 65_700, count: 1 }]);
});

test('a log rewritten entry by entry ends with a count of what is not listed', async () => {
  const dir = copyOf(original);
  for (let index = 0; index < 256 * 250; index += 256) changeEntry(dir, index);
  const found = await faults(dir);
  expect(found).toContainEqual(expect.objectContaining({ code: 'differences.many' }));
  expect(found.length).toBeLessThan(250);
});
