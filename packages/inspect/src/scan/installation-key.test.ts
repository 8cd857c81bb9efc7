import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensureInstallationKey, installationKeyBytes, readInstallationKey } from './installation-key.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fengni-key-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

test('the key is made once, closed to others, and stays', async () => {
  const folder = path.join(root, 'deep', 'folder');
  const key = await ensureInstallationKey(folder);
  expect(key).toHaveLength(installationKeyBytes);
  expect(await ensureInstallationKey(folder)).toEqual(key);
  expect(await readdir(folder)).toEqual(['digest.key']);
  expect((await stat(path.join(folder, 'digest.key'))).mode & 0o777).toBe(0o600);
});

test('first uses at once agree on one key', async () => {
  const keys = await Promise.all(Array.from({ length: 8 }, async () => ensureInstallationKey(root)));
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  expect(await readdir(root)).toEqual(['digest.key']);
});

test('a key others can read, one that is malformed or missing is refused without being quoted', async () => {
  const file = path.join(root, 'k');
  await expect(readInstallationKey(file)).rejects.toMatchObject({ code: 'path-missing' });
  await writeFile(file, 'secret-but-no-key', { mode: 0o600 });
  const refused = await readInstallationKey(file).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'key-malformed' });
  expect(JSON.stringify(refused)).not.toContain('secret-but');
  await writeFile(file, `${'ab'.repeat(32)}\n`);
  expect(await readInstallationKey(file)).toHaveLength(32);
  await chmod(file, 0o644);
  await expect(readInstallationKey(file)).rejects.toMatchObject({ code: 'key-open-to-others' });
  await expect(readInstallationKey(root)).rejects.toMatchObject({ code: 'not-a-file' });
});
