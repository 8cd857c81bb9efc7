// CAR-11: content is encrypted in authenticated chunks, in both suites (DESIGN §6)
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  type ObjectFile,
  type Progress,
  appendToObject,
  chunkBytes,
  createObjectFile,
  pathOfObject,
  readObject,
  scanObject,
} from './object-file.ts';
import { type SuiteName, suiteNamed, suiteNames } from './suites.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fengni-objects-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function newObject(suiteName: SuiteName, key = randomBytes(32)): Promise<ObjectFile> {
  const suite = suiteNamed(suiteName);
  const id = randomUUID();
  const file = pathOfObject(folder, id);
  await createObjectFile(file);
  const { overheadBytes, tagBytes } = suite;
  return { id, path: file, sealer: suite.sealer(key), overheadBytes, tagBytes };
}

async function* inPieces(bytes: Buffer, size = 100_000): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const begun = (): Progress => ({ length: 0, ended: false });

async function put(file: ObjectFile, bytes: Buffer, progress = begun()): Promise<Progress> {
  await appendToObject(file, progress, { source: inPieces(bytes), endsAt: () => true, see: () => undefined });
  return progress;
}
async function get(file: ObjectFile, byteCount: number, from = 0, to = byteCount): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of readObject(file, byteCount, { from, to })) pieces.push(piece);
  return Buffer.concat(pieces);
}

test.each(suiteNames)('%s: any range comes back as it was put in', async (suite) => {
  const whole = randomBytes(10 * chunkBytes + 7);
  const sizes = fc.constantFrom(
    0,
    1,
    chunkBytes - 1,
    chunkBytes,
    chunkBytes + 1,
    2 * chunkBytes,
    8 * chunkBytes,
    9 * chunkBytes + 1,
    whole.length,
  );
  await fc.assert(
    fc.asyncProperty(sizes, fc.nat(whole.length), fc.nat(whole.length), async (size, a, b) => {
      const plain = whole.subarray(0, size);
      const file = await newObject(suite);
      await put(file, plain);
      const [from, to] = [Math.min(a, b, size), Math.min(Math.max(a, b), size)];
      expect((await get(file, size, from, to)).equals(plain.subarray(from, to))).toBe(true);
      expect((await get(file, size)).equals(plain)).toBe(true);
      const onDisk = await readFile(file.path);
      if (size >= 32) expect(onDisk.includes(plain.subarray(0, 32))).toBe(false);
    }),
    { numRuns: 25 },
  );
});

test.each(suiteNames)(
  '%s: however an upload is cut into parts and broken off, the same bytes are kept',
  async (suite) => {
    const plain = randomBytes(4 * chunkBytes + 100);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(2 * chunkBytes), { maxLength: 5 }),
        fc.nat(5_000),
        async (lengths, torn) => {
          const file = await newObject(suite);
          let progress = begun();
          for (const length of lengths) {
            const failing = async function* (): AsyncGenerator<Buffer> {
              yield plain.subarray(progress.length, progress.length + length);
              throw new Error('the line went down');
            };
            const part = { source: failing(), endsAt: () => false, see: () => undefined };
            await expect(appendToObject(file, progress, part)).rejects.toThrow('the line went down');
            // the server went down too, half-way through the next chunk
            await writeFile(file.path, randomBytes(torn), { flag: 'a' });
            const found = await scanObject(file, () => undefined);
            expect(found).toEqual({ length: progress.length, ended: false });
            progress = found;
          }
          await put(file, plain.subarray(progress.length), progress);
          expect(progress).toEqual({ length: plain.length, ended: true });
          expect((await get(file, plain.length)).equals(plain)).toBe(true);
        },
      ),
      { numRuns: 15 },
    );
  },
);

test.each(suiteNames)(
  '%s: a changed bit, chunks in another order and a cut-off end are found before a byte is given out',
  async (suite) => {
    const plain = randomBytes(2 * chunkBytes + 50);
    const file = await newObject(suite);
    await put(file, plain);
    const sound = await readFile(file.path);
    const record = chunkBytes + file.overheadBytes;
    const swapped = Buffer.concat([
      sound.subarray(record, 2 * record),
      sound.subarray(0, record),
      sound.subarray(2 * record),
    ]);
    const doubled = Buffer.concat([
      sound.subarray(0, record),
      sound.subarray(0, record),
      sound.subarray(2 * record),
    ]);
    for (const changed of [swapped, doubled]) {
      await writeFile(file.path, changed);
      await expect(get(file, plain.length)).rejects.toThrow('vault.damaged');
    }
    for (const at of [0, 20, record - 1, record + 5, sound.length - 1]) {
      const changed = Buffer.from(sound);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      await writeFile(file.path, changed);
      await expect(get(file, plain.length)).rejects.toThrow('vault.damaged');
    }
    await writeFile(file.path, sound);
    await truncate(file.path, 2 * record);
    await expect(get(file, plain.length)).rejects.toThrow('vault.damaged');
    // cut off at a chunk, with a row that agrees: the chunk before the cut bears no mark of an end
    await truncate(file.path, record + 50 + file.overheadBytes);
    await expect(get(file, chunkBytes + 50)).rejects.toThrow('vault.damaged');
  },
);

test.each(suiteNames)('%s: the key of one object opens no other', async (suite) => {
  const plain = randomBytes(1_000);
  const [mine, other] = [await newObject(suite), await newObject(suite)];
  await put(mine, plain);
  await put(other, plain);
  await expect(get({ ...other, sealer: mine.sealer }, plain.length)).rejects.toThrow('vault.damaged');
  // the same key under another name: a chunk says whose it is
  const key = randomBytes(32);
  const [first, second] = [await newObject(suite, key), await newObject(suite, key)];
  await put(first, plain);
  await writeFile(second.path, await readFile(first.path));
  await expect(get(second, plain.length)).rejects.toThrow('vault.damaged');
});
