import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { signCheckpoint } from '../checkpoint.ts';
import { cosign } from '../cosignature.ts';
import { leafHash } from '../hash.ts';
import { formatVerifierKey, generateSignerKey, verifierKeyOf } from '../note.ts';
import { signPruned } from '../pruned.ts';
import { freshFolder, testEntry, testLog, testOrigin } from '../testkit.ts';
import { decodeBundle, encodeBundle, tilePath, tileWidth } from '../tiles.ts';
import { verifyExport } from './verify.ts';
import type { VerifyOptions } from './verify.ts';

const now = new Date('2026-06-01T00:00:00.000Z');
const size = 700;
const log = testLog(size);
const original = await log.exportTo();

async function check(dir: string, options: Partial<VerifyOptions> = {}) {
  return verifyExport({ dir, now, ...options });
}

/** Findings that decide, as code and parameters. */
async function faults(dir: string, options: Partial<VerifyOptions> = {}) {
  const report = await check(dir, options);
  const deciding = report.findings.filter(({ severity }) => severity !== 'note');
  return { verdict: report.verdict, found: deciding.map(({ code, params }) => ({ code, ...params })) };
}

function copyOf(dir: string): string {
  const copy = freshFolder();
  cpSync(dir, copy, { recursive: true });
  return copy;
}

function readEntries(dir: string, count: number): Buffer[] {
  const entries: Buffer[] = [];
  for (let index = 0; index * tileWidth < count; index += 1) {
    const width = Math.min(tileWidth, count - index * tileWidth);
    entries.push(...decodeBundle(readFileSync(join(dir, tilePath({ level: 'entries', index, width })))));
  }
  return entries;
}

/** Replaces all bundles, as somebody would who wants the names of the files to look right. */
function writeEntries(dir: string, entries: readonly Buffer[]): void {
  rmSync(join(dir, 'tile/entries'), { recursive: true });
  for (let from = 0; from < entries.length; from += tileWidth) {
    const part = entries.slice(from, from + tileWidth);
    const path = join(dir, tilePath({ level: 'entries', index: from / tileWidth, width: part.length }));
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, encodeBundle(part));
  }
}

function withEntries(change: (entries: Buffer[]) => Buffer[]): string {
  const dir = copyOf(original);
  writeEntries(dir, change(readEntries(dir, size)));
  return dir;
}

function flip(path: string, at: number, bit = 0): void {
  const bytes = readFileSync(path);
  bytes[at] = (bytes[at] ?? 0) ^ (1 << bit);
  writeFileSync(path, bytes);
}

test('an untouched export is intact, with size, root and the time of the last entry', async () => {
  const report = await check(original);
  expect(report).toMatchObject({ verdict: 'intact', origin: testOrigin, size, firstEntry: 0 });
  expect(report.root).toBe((await log.rootAt(size)).toString('hex'));
  expect(report.lastEntryTime).toBe(new Date(Date.UTC(2026, 0, 1) + (size - 1) * 1000).toISOString());
  expect(report.findings.map(({ code }) => code)).toEqual(['key.fromExport', 'witness.none']);
});

test.each([0, 1, 2, 255, 256, 257, 512])('an export of %i entries is intact', async (count) => {
  expect((await check(await testLog(count).exportTo())).verdict).toBe('intact');
});

test('a changed entry is named', async () => {
  const dir = withEntries((all) => all.with(300, testEntry(9999)));
  expect(await faults(dir)).toEqual({
    verdict: 'broken',
    found: [{ code: 'entry.changed', from: 300, to: 300, count: 1 }],
  });
});

test('changed entries in several places are each named', async () => {
  const dir = withEntries((all) =>
    all.with(3, testEntry(9001)).with(600, testEntry(9002)).with(601, testEntry(9003)),
  );
  expect((await faults(dir)).found).toEqual([
    { code: 'entry.changed', from: 3, to: 3, count: 1 },
    { code: 'entry.changed', from: 600, to: 601, count: 2 },
  ]);
});

test('a dropped entry is named though all later bundles shift', async () => {
  const dir = withEntries((all) => all.toSpliced(300, 1));
  expect((await faults(dir)).found).toEqual([{ code: 'entry.dropped', from: 300, to: 300, count: 1 }]);
});

test('a dropped range is named', async () => {
  const dir = withEntries((all) => all.toSpliced(10, 400));
  expect((await faults(dir)).found).toEqual([{ code: 'entry.dropped', from: 10, to: 409, count: 400 }]);
});

test('an inserted entry is named', async () => {
  const dir = withEntries((all) => all.toSpliced(300, 0, testEntry(9999)));
  expect((await faults(dir)).found).toContainEqual({ code: 'entry.inserted', from: 300, count: 1 });
});

test('an entry appended after the end is named', async () => {
  const dir = withEntries((all) => [...all, testEntry(9999)]);
  const { verdict, found } = await faults(dir);
  expect(verdict).toBe('broken');
  expect(found).toContainEqual({ code: 'entry.inserted', from: 700, count: 1 });
});

test('a bundle after the end is named', async () => {
  const dir = copyOf(original);
  writeFileSync(join(dir, 'tile/entries/007'), encodeBundle([testEntry(1)]));
  expect((await faults(dir)).found).toEqual([{ code: 'entry.beyond', path: 'tile/entries/007', size }]);
});

test('two neighbours swapped are reordered', async () => {
  const dir = withEntries((all) => all.with(10, testEntry(11)).with(11, testEntry(10)));
  expect((await faults(dir)).found).toEqual([{ code: 'entry.reordered', from: 10, to: 11, count: 1 }]);
});

test('two distant entries swapped are reordered', async () => {
  const dir = withEntries((all) => all.with(10, testEntry(650)).with(650, testEntry(10)));
  expect((await faults(dir)).found).toEqual([{ code: 'entry.reordered', from: 10, to: 650, count: 2 }]);
});

test('two bundle files swapped are reordered', async () => {
  const dir = copyOf(original);
  const [a, b] = [join(dir, 'tile/entries/000'), join(dir, 'tile/entries/001')];
  renameSync(a, `${a}.x`);
  renameSync(b, a);
  renameSync(`${a}.x`, b);
  const { found } = await faults(dir);
  expect(found.map(({ code }) => code)).toEqual(['entry.reordered']);
});

test('a change, a drop and an insertion at once are all told', async () => {
  const dir = withEntries((all) =>
    all.toSpliced(500, 0, testEntry(8001)).toSpliced(200, 2).with(50, testEntry(8002)),
  );
  expect((await faults(dir)).found).toEqual([
    { code: 'entry.changed', from: 50, to: 50, count: 1 },
    { code: 'entry.dropped', from: 200, to: 201, count: 2 },
    { code: 'entry.inserted', from: 500, count: 1 },
  ]);
});

test('a log cut off within a bundle', async () => {
  const dir = withEntries((all) => all.slice(0, 650));
  expect((await faults(dir)).found).toEqual([{ code: 'log.cut', have: 650, size }]);
});

test('a log cut off with its tiles', async () => {
  const dir = withEntries((all) => all.slice(0, 256));
  rmSync(join(dir, 'tile/0/002.p'), { recursive: true });
  rmSync(join(dir, 'tile/0/001'));
  const { verdict, found } = await faults(dir);
  expect(verdict).toBe('broken');
  expect(found).toContainEqual({ code: 'log.cut', have: 256, size });
  expect(found).toContainEqual({ code: 'tile.missing', path: 'tile/0/001', from: 256, to: 699 });
  expect(found).toContainEqual({ code: 'root.unproven' });
});

test('a log without any entries left', async () => {
  const dir = copyOf(original);
  rmSync(join(dir, 'tile'), { recursive: true });
  expect((await faults(dir)).found).toContainEqual({ code: 'log.cut', have: 0, size });
});

test('a bundle that is gone', async () => {
  const dir = copyOf(original);
  rmSync(join(dir, 'tile/entries/001'));
  expect((await faults(dir)).found).toEqual([{ code: 'bundle.missing', from: 256, to: 511 }]);
});

test('a bundle cut short in the middle of the log', async () => {
  const dir = copyOf(original);
  truncateSync(join(dir, 'tile/entries/001'), 153 * 100 + 7);
  expect((await faults(dir)).found).toEqual([
    { code: 'bundle.malformed', path: 'tile/entries/001', from: 356, to: 511 },
  ]);
});

test('a flipped tile of level 0 is named, the entries are not blamed', async () => {
  const dir = copyOf(original);
  flip(join(dir, 'tile/0/001'), 40);
  expect((await faults(dir)).found).toEqual([
    { code: 'tile.changed', path: 'tile/0/001', from: 256, to: 511 },
  ]);
});

test('a flipped tile of level 1 is named', async () => {
  const dir = copyOf(original);
  flip(join(dir, 'tile/1/000.p/2'), 40);
  expect((await faults(dir)).found).toEqual([
    { code: 'tile.changed', path: 'tile/1/000.p/2', from: 0, to: 699 },
  ]);
});

test('a missing tile is named', async () => {
  const dir = copyOf(original);
  rmSync(join(dir, 'tile/0/000'));
  expect((await faults(dir)).found).toEqual([{ code: 'tile.missing', path: 'tile/0/000', from: 0, to: 255 }]);
});

test('an entry changed together with its tile is still found and placed', async () => {
  const dir = withEntries((all) => all.with(300, testEntry(9999)));
  const tile = join(dir, 'tile/0/001');
  const bytes = readFileSync(tile);
  leafHash(testEntry(9999)).copy(bytes, (300 - 256) * 32);
  writeFileSync(tile, bytes);
  const { verdict, found } = await faults(dir);
  expect(verdict).toBe('broken');
  expect(found).toContainEqual({ code: 'tile.changed', path: 'tile/0/001', from: 256, to: 511 });
});

test('a log rewritten throughout, tiles and all, does not fit the checkpoint', async () => {
  const forged = testLog(size, { entries: log.entries.with(300, testEntry(9999)), signer: log.signer });
  const dir = await forged.exportTo();
  writeFileSync(join(dir, 'checkpoint'), readFileSync(join(original, 'checkpoint')));
  expect((await faults(dir)).found.map(({ code }) => code)).toEqual(['root.mismatch']);
});

test('a forged root is found by the signature', async () => {
  const forged = testLog(size, { entries: log.entries.with(300, testEntry(9999)), signer: log.signer });
  const dir = await forged.exportTo();
  const text = readFileSync(join(original, 'checkpoint'), 'utf8');
  const root = (await forged.rootAt(size)).toString('base64');
  writeFileSync(join(dir, 'checkpoint'), text.replace((await log.rootAt(size)).toString('base64'), root));
  expect((await faults(dir)).found.map(({ code }) => code)).toEqual(['checkpoint.signature']);
});

test('a checkpoint of another key is unsigned; a swapped key file shows against the true key', async () => {
  const other = generateSignerKey({ name: testOrigin, kind: 'ed25519' });
  const forged = await testLog(size, { signer: other }).exportTo();
  expect((await faults(forged)).verdict).toBe('intact');
  const keys = Buffer.from(`${formatVerifierKey(verifierKeyOf(log.signer))}\n`);
  expect((await faults(forged, { keys })).found.map(({ code }) => code)).toEqual([
    'key.swapped',
    'checkpoint.keyUnused',
  ]);
  const dir = copyOf(original);
  writeFileSync(join(dir, 'key.pub'), `${formatVerifierKey(verifierKeyOf(other))}\n`);
  expect((await faults(dir)).found.map(({ code }) => code)).toEqual(['checkpoint.unsigned']);
});

test('the true key confirms', async () => {
  const keys = Buffer.from(`${formatVerifierKey(verifierKeyOf(log.signer))}\n`);
  const report = await check(original, { keys });
  expect(report.verdict).toBe('intact');
  expect(report.keys).toMatchObject([{ name: testOrigin, source: 'given' }]);
  expect(report.findings.map(({ code }) => code)).toEqual(['witness.none']);
});

test('an SM2 line is verified beside the Ed25519 line, and its loss is seen', async () => {
  const sm2 = generateSignerKey({ name: testOrigin, kind: 'sm2' });
  const national = testLog(20, { extraSigners: [sm2] });
  const dir = await national.exportTo();
  const report = await check(dir);
  expect(report.verdict).toBe('intact');
  expect(report.keys.map(({ kind }) => kind)).toEqual(['ed25519', 'sm2']);
  const lines = readFileSync(join(dir, 'checkpoint'), 'utf8').split('\n');
  writeFileSync(join(dir, 'checkpoint'), lines.toSpliced(-2, 1).join('\n'));
  expect((await faults(dir)).found.map(({ code }) => code)).toEqual(['checkpoint.keyUnused']);
});

test('an entry sealed twice is told', async () => {
  const entries = log.entries.slice(0, 300).toSpliced(290, 0, testEntry(7));
  const { found } = await faults(await testLog(301, { entries }).exportTo());
  expect(found).toMatchObject([{ code: 'entry.duplicate', first: 7, second: 290 }]);
});

test('time going backwards and foreign entries are noted only', async () => {
  const entries = log.entries.slice(0, 50).with(20, testEntry(2)).with(2, Buffer.from('something else'));
  const report = await check(await testLog(50, { entries }).exportTo());
  expect(report.verdict).toBe('intact');
  expect(report.findings.map(({ code, params }) => ({ code, ...params }))).toEqual(
    expect.arrayContaining([
      { code: 'time.backwards', count: 1, first: 20, time: '2026-01-01T00:00:02.000Z' },
      { code: 'entry.foreign', count: 1, first: 2 },
    ]),
  );
});

test('cosigners are shown with their age, and a lost or bent line is told', async () => {
  const witness = generateSignerKey({ name: 'superior.example/w1', kind: 'cosignature' });
  const time = new Date('2026-05-30T12:00:00.000Z');
  const { note } = cosign(await log.checkpointAt(size), witness, { logKeys: [log.signer], time });
  const dir = await log.exportTo({ checkpoint: note, witnessKeys: [verifierKeyOf(witness)] });
  const report = await check(dir);
  expect(report.verdict).toBe('intact');
  expect(report.cosigners).toEqual([
    { name: 'superior.example/w1', time: time.toISOString(), ageSeconds: 129_600 },
  ]);
  const witnesses = [readFileSync(join(dir, 'witness.pub'))];
  expect((await faults(original, { witnesses })).found.map(({ code }) => code)).toEqual(['witness.missing']);
  const checkpoint = readFileSync(join(dir, 'checkpoint'), 'utf8');
  const line = checkpoint.split('\n').at(-2) ?? '';
  const bent = line.endsWith('AAAA') ? `${line.slice(0, -4)}BBBB` : `${line.slice(0, -4)}AAAA`;
  writeFileSync(join(dir, 'checkpoint'), checkpoint.replace(line, bent));
  expect((await faults(dir)).found.map(({ code }) => code)).toEqual(['witness.signature']);
});

test.each([0, 1, 255, 256, 257, 511, 512, 699, 700])(
  'since a checkpoint of %i entries: consistent',
  async (old) => {
    const report = await check(original, { since: Buffer.from(await log.checkpointAt(old)) });
    expect(report).toMatchObject({ verdict: 'intact', since: { size: old, result: 'consistent' } });
  },
);

test.each([1, 256, 400, 700])('since a checkpoint of %i entries of another history: forked', async (old) => {
  const other = testLog(size, { signer: log.signer, entries: log.entries.with(0, testEntry(9999)) });
  const since = Buffer.from(await other.checkpointAt(old));
  expect((await check(original, { since })).since).toEqual({ size: old, result: 'forked' });
  expect((await faults(original, { since })).found).toEqual([{ code: 'since.fork', old }]);
});

test('a log shorter than the old checkpoint was rolled back', async () => {
  const dir = await testLog(size, { signer: log.signer, entries: log.entries }).exportTo({
    checkpoint: await log.checkpointAt(300),
    readLeaves: log.entries.slice(0, 300),
  });
  const since = Buffer.from(await log.checkpointAt(301));
  expect((await check(dir)).verdict).toBe('intact');
  expect(await check(dir, { since })).toMatchObject({ verdict: 'broken', since: { result: 'rolledBack' } });
  expect((await faults(dir, { since })).found).toEqual([{ code: 'since.rollback', old: 301, size: 300 }]);
});

async function codesSince(since: string): Promise<string[]> {
  return (await faults(original, { since: Buffer.from(since) })).found.map(({ code }) => code);
}

test('an old checkpoint of another log or key, or no checkpoint at all', async () => {
  const stranger = generateSignerKey({ name: 'other.example/log', kind: 'ed25519' });
  const foreign = signCheckpoint({ origin: stranger.name, size: 0, root: await log.rootAt(0) }, [stranger]);
  expect(await codesSince(foreign)).toEqual(['since.origin', 'since.signature']);
  expect(await codesSince('nonsense')).toEqual(['since.unreadable']);
});

test('a damaged entry does not hide a fork: the old root is computed from the tiles', async () => {
  const dir = withEntries((all) => all.with(300, testEntry(9999)));
  const report = await check(dir, { since: Buffer.from(await log.checkpointAt(400)) });
  expect(report.since).toEqual({ size: 400, result: 'consistent' });
});

async function prunedExport(minimum: number, count = size) {
  const source = count === size ? log : testLog(count, { signer: log.signer });
  const root = await source.rootAt(minimum);
  const statement = signPruned({ origin: testOrigin, minimum, root, time: now }, [log.signer]);
  const base = Math.floor(minimum / tileWidth) * tileWidth;
  return source.exportTo({
    readLeaves: source.entries.slice(base),
    prunedBefore: { statement, readNode: source.readNode },
  });
}

test.each([0, 256, 300, 512, 700])('pruned before entry %i: the rest verifies', async (minimum) => {
  const dir = await prunedExport(minimum);
  const base = Math.floor(minimum / tileWidth) * tileWidth;
  expect(existsSync(join(dir, 'tile/entries/000'))).toBe(base === 0);
  expect(existsSync(join(dir, 'tile/0/000'))).toBe(base === 0);
  const report = await check(dir);
  expect(report).toMatchObject({ verdict: 'intact', size, firstEntry: base });
  expect(report.findings.map(({ code }) => code)).toContain('pruned.stated');
});

test('a pruned log proves consistency from the pruning on, and earlier where the kept hashes reach', async () => {
  const dir = await prunedExport(512);
  const result = async (old: number) =>
    (await check(dir, { since: Buffer.from(await log.checkpointAt(old)) })).since?.result;
  expect(await Promise.all([512, 513, 700, 256, 0].map(result))).toEqual(Array(5).fill('consistent'));
  expect(await result(300)).toBe('unproven');
});

test('without its statement, or with another’s, a pruned log is broken', async () => {
  const dir = await prunedExport(512);
  const statement = readFileSync(join(dir, 'pruned'), 'utf8');
  rmSync(join(dir, 'pruned'));
  expect((await faults(dir)).found).toContainEqual({ code: 'bundle.missing', from: 0, to: 511 });
  writeFileSync(join(dir, 'pruned'), statement.replace('minimum 512', 'minimum 256'));
  expect((await faults(dir)).found.map(({ code }) => code)).toContain('pruned.signature');
});

test('a statement whose root is not that of the log is told', async () => {
  const dir = await prunedExport(512);
  const lie = { origin: testOrigin, minimum: 512, root: await log.rootAt(511), time: now };
  writeFileSync(join(dir, 'pruned'), signPruned(lie, [log.signer]));
  expect((await faults(dir)).found).toEqual([{ code: 'pruned.root', minimum: 512 }]);
});

test('tampering in what a pruning left is found and placed', async () => {
  const dir = await prunedExport(256);
  const path = join(dir, 'tile/entries/001');
  writeFileSync(path, encodeBundle(decodeBundle(readFileSync(path)).with(44, testEntry(9999))));
  expect((await faults(dir)).found).toEqual([{ code: 'entry.changed', from: 300, to: 300, count: 1 }]);
});

function filesBelow(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(dir, name)).isFile(),
  );
}

test('of random byte flips over all files of an export not one goes unseen', async () => {
  const witness = generateSignerKey({ name: 'superior.example/w1', kind: 'cosignature' });
  const sm2 = generateSignerKey({ name: testOrigin, kind: 'sm2' });
  const national = testLog(size, { extraSigners: [sm2] });
  const { note } = cosign(await national.checkpointAt(size), witness, {
    logKeys: [national.signer],
    time: now,
  });
  const root = await national.rootAt(256);
  const statement = signPruned({ origin: testOrigin, minimum: 256, root, time: now }, [national.signer, sm2]);
  const dir = await national.exportTo({
    checkpoint: note,
    witnessKeys: [verifierKeyOf(witness)],
    readLeaves: national.entries.slice(256),
    prunedBefore: { statement, readNode: national.readNode },
  });
  expect((await check(dir)).verdict).toBe('intact');
  const files = filesBelow(dir);
  expect(files).toHaveLength(9);
  const place = fc.record({ file: fc.constantFrom(...files), at: fc.nat(), bit: fc.nat(7) });
  await fc.assert(
    fc.asyncProperty(place, async ({ file, at, bit }) => {
      const path = join(dir, file);
      const before = readFileSync(path);
      flip(path, at % before.length, bit);
      const { verdict, findings } = await check(dir);
      writeFileSync(path, before);
      expect(verdict).not.toBe('intact');
      expect(findings.some(({ severity }) => severity !== 'note')).toBe(true);
    }),
    { numRuns: 120 },
  );
});

test('any file truncated anywhere, or gone, is seen', async () => {
  const dir = copyOf(original);
  for (const file of filesBelow(dir)) {
    const path = join(dir, file);
    const before = readFileSync(path);
    for (const length of [0, 1, Math.floor(before.length / 2), before.length - 1]) {
      writeFileSync(path, before.subarray(0, length));
      expect((await check(dir)).verdict, `${file} cut to ${length}`).not.toBe('intact');
    }
    rmSync(path);
    expect((await check(dir)).verdict, `${file} gone`).not.toBe('intact');
    writeFileSync(path, before);
  }
  expect((await check(dir)).verdict).toBe('intact');
});

test.each([1e6, 1e12, Number.MAX_SAFE_INTEGER])(
  'a checkpoint claiming %i entries ends soon',
  async (claimed) => {
    const dir = copyOf(original);
    const checkpoint = signCheckpoint({ origin: testOrigin, size: claimed, root: await log.rootAt(1) }, [
      log.signer,
    ]);
    writeFileSync(join(dir, 'checkpoint'), checkpoint);
    expect((await check(dir)).verdict).not.toBe('intact');
  },
);

test('links are not followed, neither files nor folders', async () => {
  const dir = copyOf(original);
  rmSync(join(dir, 'tile/entries/001'));
  symlinkSync(join(original, 'tile/entries/001'), join(dir, 'tile/entries/001'));
  expect((await faults(dir)).found).toContainEqual({
    code: 'file.refused',
    path: 'tile/entries/001',
    why: 'link',
  });
  rmSync(join(dir, 'tile'), { recursive: true });
  symlinkSync(join(original, 'tile'), join(dir, 'tile'));
  expect((await faults(dir)).found).toContainEqual({ code: 'file.refused', path: 'tile', why: 'link' });
});

test('oversized files are not read', async () => {
  const dir = copyOf(original);
  truncateSync(join(dir, 'checkpoint'), 2 ** 30);
  const { verdict, found } = await faults(dir);
  expect(verdict).toBe('unreadable');
  expect(found[0]).toMatchObject({ code: 'file.refused', path: 'checkpoint' });
});

test('a folder that is not there, and one that is not an export', async () => {
  expect(await faults(freshFolder())).toEqual({
    verdict: 'unreadable',
    found: [{ code: 'folder.missing', why: 'ENOENT' }],
  });
  const empty = freshFolder();
  mkdirSync(empty);
  expect(await faults(empty)).toEqual({ verdict: 'unreadable', found: [{ code: 'checkpoint.missing' }] });
});

test('a folder with more files than the format allows is not walked', async () => {
  const dir = copyOf(original);
  for (let i = 0; i <= 3000; i += 1) writeFileSync(join(dir, `tile/entries/x${i}`), '');
  const { verdict, found } = await faults(dir);
  expect(verdict).toBe('unreadable');
  expect(found).toContainEqual({ code: 'folder.crowded', path: 'tile/entries' });
});

test('stray files are noted and change nothing', async () => {
  const dir = copyOf(original);
  writeFileSync(join(dir, '说明.txt'), 'x');
  writeFileSync(join(dir, 'tile/entries/abc'), 'x');
  const report = await check(dir);
  expect(report.verdict).toBe('intact');
  expect(report.findings.map(({ code }) => code)).toContain('file.stray');
});

test('names in files cannot write to the terminal', async () => {
  const dir = copyOf(original);
  const name = `evil\u009b31m\u202eexample`;
  const checkpoint = readFileSync(join(dir, 'checkpoint'), 'utf8');
  writeFileSync(join(dir, 'checkpoint'), `${checkpoint}— ${name} ${Buffer.alloc(68).toString('base64')}\n`);
  const { findings } = await check(dir);
  const shown = findings.find(({ code }) => code === 'witness.unknown')?.text.en ?? '';
  expect(shown).toContain('evil?31m?example');
});
