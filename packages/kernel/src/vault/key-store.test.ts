// CAR-11, SEC-4: the key store is a file of its own, sealed by a passphrase, written whole or not at all
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { KeyStore } from './key-store.ts';
import { suiteNames } from './suites.ts';

const house = 'fengni.test/log';
const passphrase = 'sieben Kiefern am Hang';
const clock = () => new Date('2026-03-02T01:00:00Z');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fengni-store-'));
});
afterAll(() => rm(folder, { recursive: true }));
const newFile = (): string => path.join(folder, randomUUID(), 'store');

async function made(file = newFile(), suite: (typeof suiteNames)[number] = 'intl'): Promise<KeyStore> {
  const store = new KeyStore(file, clock);
  await store.create({ passphrase, house, suite });
  return store;
}
async function reopened(file: string): Promise<KeyStore> {
  const store = new KeyStore(file, clock);
  await store.unlock(passphrase, house);
  return store;
}

test.each(suiteNames)(
  '%s: what was put in is there after a restart, and nothing of it is legible in the file',
  async (suite) => {
    const store = await made(newFile(), suite);
    const ids = Array.from({ length: 30 }, () => randomUUID());
    await Promise.all(ids.map((id) => store.addShare(id)));
    const level = await store.levelKey('cn-state-secret/JIMI');
    expect((await store.rotateLevelKey('cn-state-secret/JIMI')).version).toBe(2);
    await store.destroyShares(ids.slice(0, 10));
    const bytes = await readFile(store.file);
    for (const { key } of store.state.shares.values()) expect(bytes.includes(key)).toBe(false);
    expect(bytes.includes(level.key)).toBe(false);
    const after = await reopened(store.file);
    expect(after.state).toEqual(store.state);
    expect([...after.state.shares.keys()]).toEqual(ids.slice(10));
    expect([...after.state.tombstones.keys()].toSorted()).toEqual(ids.slice(0, 10).toSorted());
    expect(after.state.levelKeys.get('cn-state-secret/JIMI')?.map((one) => one.version)).toEqual([1, 2]);
    // no draft, no former file besides
    expect(await readdir(path.dirname(store.file))).toEqual(['store']);
  },
);

test('locked until the passphrase is given; then whoever has the file and not the passphrase has nothing', async () => {
  const store = await made();
  await store.addShare(randomUUID());
  expect(store.status).toBe('open');
  const kept = [...store.state.shares.values()].map((share) => share.key);
  await store.lock();
  expect(store.status).toBe('locked');
  expect(kept.every((key) => key.equals(Buffer.alloc(32)))).toBe(true);
  expect(() => store.state).toThrow('vault.locked');
  await expect(store.addShare(randomUUID())).rejects.toThrow('vault.locked');
  await expect(store.unlock('acht Kiefern am Hang', house)).rejects.toThrow('vault.passphrase.wrong');
  await expect(store.unlock(passphrase, 'fengni.local/ffffffff/log')).rejects.toThrow('vault.store.other');
  expect(store.status).toBe('locked');
  await store.unlock(passphrase, house);
  expect(store.state.shares.size).toBe(1);
});

test('there is one store: none is made over another, and none of a short passphrase', async () => {
  const file = newFile();
  const none = new KeyStore(file, clock);
  expect(none.status).toBe('none');
  expect(() => none.state).toThrow('vault.none');
  await expect(none.create({ passphrase: 'zu kurz', house, suite: 'intl' })).rejects.toThrow(
    'vault.passphrase.short',
  );
  await made(file);
  await expect(none.create({ passphrase, house, suite: 'intl' })).rejects.toThrow('vault.exists');
});

test('after a change of passphrase the former one opens it no more', async () => {
  const store = await made();
  const id = randomUUID();
  await store.addShare(id);
  await expect(store.changePassphrase('acht Kiefern am Hang', passphrase)).rejects.toThrow(
    'vault.passphrase.wrong',
  );
  await store.changePassphrase(passphrase, 'neun Birken am Ufer');
  const after = new KeyStore(store.file, clock);
  await expect(after.unlock(passphrase, house)).rejects.toThrow('vault.passphrase.wrong');
  await after.unlock('neun Birken am Ufer', house);
  expect(after.state.shares.has(id)).toBe(true);
});

test('a crash in the middle of an addition loses that addition and nothing else', async () => {
  const store = await made();
  const [kept, torn] = [randomUUID(), randomUUID()];
  await store.addShare(kept);
  const before = (await readFile(store.file)).length;
  await store.addShare(torn);
  const after = (await readFile(store.file)).length;
  for (const length of [before + 1, before + 4, before + 30, after - 1]) {
    const file = newFile();
    await made(file);
    await writeFile(file, await readFile(store.file));
    await truncate(file, length);
    const { state } = await reopened(file);
    expect([...state.shares.keys()]).toEqual([kept]);
  }
});

test('a store changed in the middle is refused, never half opened', async () => {
  const store = await made();
  await store.addShare(randomUUID());
  await store.addShare(randomUUID());
  const sound = await readFile(store.file);
  const head = sound.indexOf('\n', sound.indexOf('\n') + 1) + 1;
  for (const at of [head + 10, head + 60]) {
    const changed = Buffer.from(sound);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    await writeFile(store.file, changed);
    await expect(reopened(store.file)).rejects.toThrow('vault.store.damaged');
  }
  for (const text of ['', 'something else\n', `fengni-key-store v1\n{"suite":"intl"}\n`]) {
    await writeFile(store.file, text);
    await expect(reopened(store.file)).rejects.toThrow('vault.store.damaged');
  }
});

test('where the file cannot be written, nothing is taken out and nothing put in', async () => {
  const store = await made();
  const id = randomUUID();
  await store.addShare(id);
  const folderOfStore = path.dirname(store.file);
  const bytes = await readFile(store.file);
  await rm(folderOfStore, { recursive: true });
  await expect(store.destroyShares([id])).rejects.toThrow('ENOENT');
  await expect(store.addShare(randomUUID())).rejects.toThrow('ENOENT');
  expect([...store.state.shares.keys()]).toEqual([id]);
  expect(store.state.tombstones.size).toBe(0);
  await made(path.join(folderOfStore, 'other'));
  await writeFile(store.file, bytes);
  await store.destroyShares([id]);
  expect((await reopened(store.file)).state.shares.size).toBe(0);
});
