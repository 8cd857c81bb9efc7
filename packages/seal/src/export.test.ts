import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { writeExport } from './export.ts';
import { leafHash } from './hash.ts';
import { formatVerifierKey, verifierKeyOf } from './note.ts';
import { freshFolder, testEntry, testLog } from './testkit.ts';
import { nodeReader, tilePath, tilesOfSize } from './tiles.ts';
import { rootAt } from './tree.ts';
import { verifyExport } from './verify/verify.ts';

const now = new Date('2026-06-01T00:00:00.000Z');
const log = testLog(700);
const base = { verifierKeys: [verifierKeyOf(log.signer)], readLeaves: log.entries };

test('the folder holds what tlog-tiles asks for and nothing else', async () => {
  const dir = await log.exportTo();
  const files = readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name).slice(dir.length + 1));
  const tiles = [...tilesOfSize(700)];
  const bundles = tiles
    .filter(({ level }) => level === 0)
    .map((tile) => ({ ...tile, level: 'entries' as const }));
  const expected = ['checkpoint', 'key.pub', ...[...tiles, ...bundles].map(tilePath)];
  expect(files.toSorted()).toEqual(expected.toSorted());
  expect(readFileSync(join(dir, 'key.pub'), 'utf8')).toBe(`${formatVerifierKey(log.signer)}\n`);
  expect(readdirSync(dirname(dir))).toEqual(['export']);
});

test('the tiles lead to the root of the checkpoint', async () => {
  const dir = await log.exportTo();
  const readNode = nodeReader(700, async (tile) => readFileSync(join(dir, tilePath(tile))));
  expect(await rootAt(700, readNode)).toEqual(await log.rootAt(700));
});

test('the result counts what was written and says whether the root fits', async () => {
  const dir = freshFolder();
  const result = await writeExport(dir, { ...base, checkpoint: await log.checkpointAt(700) });
  expect(result).toMatchObject({ size: 700, firstEntry: 0, files: 9, rootMatches: true });
});

test('a full folder is kept, an empty one is used', async () => {
  const dir = freshFolder();
  const options = { ...base, checkpoint: await log.checkpointAt(700) };
  mkdirSync(dir);
  await writeExport(dir, options);
  await expect(writeExport(dir, options)).rejects.toThrow('export.exists');
  const file = freshFolder();
  writeFileSync(file, 'x');
  await expect(writeExport(file, options)).rejects.toThrow('export.exists');
});

test('too few or too many entries stop the export and leave nothing behind', async () => {
  for (const readLeaves of [log.entries.slice(1), [...log.entries, testEntry(1)]]) {
    const dir = freshFolder();
    const options = { ...base, readLeaves, checkpoint: await log.checkpointAt(700) };
    await expect(writeExport(dir, options)).rejects.toThrow('export.count');
    expect(existsSync(dir)).toBe(false);
    expect(readdirSync(dirname(dir))).toEqual([]);
  }
});

test('an entry changed in the store shows against the sealed hashes that are exported with it', async () => {
  const dir = freshFolder();
  const result = await writeExport(dir, {
    ...base,
    checkpoint: await log.checkpointAt(700),
    readLeaves: log.entries.with(123, testEntry(999)),
    leafHashes: log.entries.map(leafHash),
  });
  expect(result.rootMatches).toBe(true);
  const report = await verifyExport({ dir, now });
  expect(report.verdict).toBe('broken');
  expect(report.findings).toContainEqual(
    expect.objectContaining({ code: 'entry.changed', params: { from: 123, to: 123, count: 1 } }),
  );
});

test('an entry gone from the store, exported as an empty place, is told as dropped', async () => {
  const dir = freshFolder();
  const readLeaves = log.entries.with(123, Buffer.alloc(0)).with(124, testEntry(999));
  await writeExport(dir, {
    ...base,
    readLeaves,
    checkpoint: await log.checkpointAt(700),
    leafHashes: log.entries.map(leafHash),
  });
  const { findings } = await verifyExport({ dir, now });
  const broken = findings
    .filter(({ severity }) => severity === 'broken')
    .map(({ code, params }) => ({ code, ...params }));
  expect(broken).toEqual([
    { code: 'entry.dropped', from: 123, to: 123, count: 1 },
    { code: 'entry.changed', from: 124, to: 124, count: 1 },
  ]);
});

test('a log that no longer leads to its checkpoint is still written, and said', async () => {
  const dir = freshFolder();
  const readLeaves = log.entries.with(123, testEntry(999));
  const result = await writeExport(dir, { ...base, readLeaves, checkpoint: await log.checkpointAt(700) });
  expect(result.rootMatches).toBe(false);
  expect((await verifyExport({ dir, now })).findings.map(({ code }) => code)).toContain('root.mismatch');
});

test('a checkpoint not signed by the exported key is not exported', async () => {
  const other = testLog(700);
  const options = { ...base, checkpoint: await other.checkpointAt(700) };
  await expect(writeExport(freshFolder(), options)).rejects.toThrow('note.unsigned');
});
