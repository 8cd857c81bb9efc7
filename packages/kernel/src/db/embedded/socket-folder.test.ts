import { chmodSync, mkdirSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callerName, callerUid } from './account.ts';
import type { Account } from './account.ts';
import { prepareSocketFolder, socketName, socketPathBytesMax } from './socket-folder.ts';
import { findOtherAccount, makeTestFolder, removeTestFolder } from './testing/launches.ts';

let folder = '';
beforeEach(() => {
  folder = makeTestFolder();
});
afterEach(() => removeTestFolder(folder));

const self = (): Account => ({
  name: callerName(),
  uid: callerUid(),
  gid: process.getgid?.() ?? 0,
  switched: false,
});
const prepare = (socketDir: string, account = self()) =>
  prepareSocketFolder({ socketDir, dataDir: folder, account });

const derive = (dataDir: string) => prepareSocketFolder({ dataDir, account: self() });

test('a folder that is missing is made, with its parents, for the account alone', () => {
  const path = join(folder, 'a', 'b');
  expect(prepare(path)).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
  expect(prepare(path)).toBe(path);
});

test('the limit counts bytes, not characters, and the socket itself', () => {
  const spare = socketPathBytesMax - Buffer.byteLength(join(folder, 'x', socketName)) + 1;
  const fits = join(folder, 'x'.repeat(spare));
  expect(prepare(fits)).toBe(fits);
  const tooLong = join(folder, `密${'x'.repeat(spare - 2)}`);
  expect(() => prepare(tooLong)).toThrow(`has ${socketPathBytesMax + 1} bytes`);
});

test('a link in place of the folder is refused', () => {
  mkdirSync(join(folder, 'real'), { mode: 0o700 });
  symlinkSync(join(folder, 'real'), join(folder, 'link'));
  expect(() => prepare(join(folder, 'link'))).toThrow(/may have been planted/);
});

test('a folder that others may write is refused; one they may only read is closed to them', () => {
  const path = join(folder, 'open');
  mkdirSync(path);
  chmodSync(path, 0o777);
  expect(() => prepare(path)).toThrow(/may have been planted/);
  chmodSync(path, 0o755);
  prepare(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test("somebody else's folder is refused", (context) => {
  const other = findOtherAccount();
  if (typeof other === 'string') {
    context.skip(other);
    return;
  }
  const path = join(folder, 'planted');
  prepare(path, { ...other, name: 'nobody', switched: true });
  expect(statSync(path).uid).toBe(other.uid);
  expect(() => prepare(path)).toThrow(/may have been planted/);
});

test('each data folder has its own derived folder, always the same', () => {
  const first = derive(join(folder, 'one'));
  const second = derive(join(folder, 'two'));
  expect(first).not.toBe(second);
  expect(derive(join(folder, 'one'))).toBe(first);
  expect(Buffer.byteLength(join(first, socketName))).toBeLessThanOrEqual(socketPathBytesMax);
  removeTestFolder(first);
  removeTestFolder(second);
});
