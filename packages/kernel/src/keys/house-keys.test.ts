import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { signCheckpoint, openCheckpoint } from '@fengni/seal/checkpoint';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasHouseKeys, openHouseKeys } from './house-keys.ts';

let folder: string;
beforeAll(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'fengni-keys-')), 'keys');
});
afterAll(() => rm(path.dirname(folder), { recursive: true }));

test('keys are made once, found again, and readable by nobody else', async () => {
  expect(await hasHouseKeys(folder)).toBe(false);
  const made = await openHouseKeys(folder);
  expect(await hasHouseKeys(folder)).toBe(true);
  await chmod(folder, 0o755);
  const found = await openHouseKeys(folder);
  expect(found.root).toEqual(made.root);
  expect(found.origin).toBe(made.origin);
  expect(found.ring.openSecret(made.ring.sealSecret(Buffer.from('x'))).toString()).toBe('x');
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(folder))
    expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o600);
});

test('the log is signed by Ed25519, in the national suite by SM2 besides, under one name', async () => {
  const keys = await openHouseKeys(folder);
  const head = { origin: keys.origin, size: 0, root: Buffer.alloc(32) };
  expect(keys.origin).toMatch(/^fengni\.local\/[0-9a-f]{8}\/log$/);
  const kinds = (suite: 'intl' | 'guomi') =>
    openCheckpoint(signCheckpoint(head, keys.signers(suite)), keys.verifiers).signedBy.map((key) => key.kind);
  expect(kinds('intl')).toEqual(['ed25519']);
  expect(kinds('guomi')).toEqual(['ed25519', 'sm2']);
});

test('a damaged key stops the start instead of being replaced', async () => {
  await writeFile(path.join(folder, 'root.key'), 'c2hvcnQ=\n');
  await expect(openHouseKeys(folder)).rejects.toThrow('the root key has 32 bytes');
});
