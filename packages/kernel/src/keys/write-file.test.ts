import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePrivateFolder, writeFileDurably } from './write-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fengni-write-'));
});
afterAll(() => rm(folder, { recursive: true }));

const modeOf = async (file: string): Promise<number> => (await stat(file)).mode & 0o777;

async function* torn(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('half');
  throw new Error('the source ended early');
}

test('a file is there whole, private, and replaces the old one', async () => {
  const file = path.join(folder, 'a');
  await writeFileDurably(file, 'one');
  await writeFileDurably(file, 'two');
  expect(await readFile(file, 'utf8')).toBe('two');
  expect(await modeOf(file)).toBe(0o600);
  await writeFileDurably(file, 'three', 0o644);
  expect(await modeOf(file)).toBe(0o644);
});

test('a write that fails leaves the old file and nothing besides', async () => {
  const own = path.join(folder, 'own');
  await makePrivateFolder(own);
  expect(await modeOf(own)).toBe(0o700);
  const file = path.join(own, 'b');
  await writeFileDurably(file, 'old');
  await expect(writeFileDurably(file, torn())).rejects.toThrow('the source ended early');
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await readdir(own)).toEqual(['b']);
});
