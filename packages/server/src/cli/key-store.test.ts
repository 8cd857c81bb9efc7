// SEC-4, CAR-11: rehearsal and restore from the custodians' shares at the command line
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openTestVault, removeTestVault } from '@fengni/kernel/testkit/vault';
import { type MadeGeneration, isRehearsalCode, makeGeneration } from '@fengni/kernel/vault/generations';
import type { Vault } from '@fengni/kernel/vault/vault';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CliIo } from './io.ts';
import { runFengni } from './program.ts';

let folder: string;
let vault: Vault;
let made: MadeGeneration;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fengni-shares-'));
  vault = await openTestVault();
  for (let i = 0; i < 3; i += 1) await vault.store.addShare(randomUUID());
  made = await makeGeneration(vault.store, { custodians: 5, threshold: 3, now: new Date() });
  file = path.join(folder, 'key-store-1.fengni');
  await writeFile(file, made.file);
});
afterAll(async () => {
  await removeTestVault(vault);
  await rm(folder, { recursive: true });
});

/** Somebody at the machine who types these lines, one for each question. */
async function type(
  args: readonly string[],
  lines: readonly string[],
): Promise<{ code: number; text: string; asked: number }> {
  let text = '';
  let asked = 0;
  const hear = (words: string): void => {
    text += words;
  };
  const io: CliIo = {
    env: { FENGNI_LANG: 'en' },
    out: hear,
    err: hear,
    ask: async () => {
      const line = lines[asked] ?? '';
      asked += 1;
      return line;
    },
  };
  return { code: await runFengni(args, io), text, asked };
}
const share = (at: number): string => made.shares[at] ?? '';

test('custodians rehearse on a machine that has nothing else, and the house knows their code', async () => {
  const before = await readdir(tmpdir());
  const typed = [
    share(4),
    `${share(1).slice(0, -1)}?`,
    share(1).toLowerCase().replaceAll('-', ' '),
    share(2),
  ];
  const done = await type(['key-store', 'rehearse', file], typed);
  expect(done.code).toBe(0);
  expect(done.asked).toBe(4);
  expect(done.text).toMatch(/The share is wrong[^]*Restored: generation 1 .*keys of 3 documents/);
  const [, day = '', code = ''] = /Day (\S+), rehearsal code (\S+)\./.exec(done.text) ?? [];
  expect(isRehearsalCode(vault.store, { number: 1, day, code })).toBe(true);
  expect(isRehearsalCode(vault.store, { number: 1, day: '2020-01-01', code })).toBe(false);
  expect(made.shares.some((one) => done.text.includes(one))).toBe(false);
  const left = (await readdir(tmpdir())).filter(
    (name) => name.startsWith('fengni-rehearsal-') && !before.includes(name),
  );
  expect(left).toEqual([]);
});

test('too few custodians, a share twice and what is no generation come to nothing', async () => {
  const twice = await type(['key-store', 'rehearse', file], [share(0), share(1), share(1)]);
  expect(twice).toMatchObject({ code: 1, text: expect.stringContaining('3 different shares are needed') });
  const guessing = await type(['key-store', 'rehearse', file], [share(0)]);
  expect(guessing).toMatchObject({ code: 1, text: expect.stringContaining('Share 2 is wrong') });
  const none = path.join(folder, 'none');
  await writeFile(none, 'something else');
  expect(await type(['key-store', 'rehearse', none], [])).toMatchObject({
    code: 1,
    text: expect.stringContaining('no file of a generation'),
  });
  expect(await type(['key-store', 'rehearse', vault.store.file], [])).toMatchObject({ code: 1, asked: 0 });
  expect(await type(['key-store', 'rehearse', path.join(folder, 'nowhere')], [])).toMatchObject({
    code: 1,
    asked: 0,
  });
});

test('a store is restored into a house only', async () => {
  const nowhere = path.join(folder, 'no-house');
  expect(await type(['key-store', 'restore', file, '--data', nowhere], [])).toMatchObject({
    code: 1,
    asked: 0,
    text: expect.stringContaining('There is no house'),
  });
});
