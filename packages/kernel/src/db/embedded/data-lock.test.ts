import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockDataFolder, lockFileName } from './data-lock.ts';
import { makeTestFolder, removeTestFolder } from './testing/launches.ts';
import { readBootId, readProcess } from './process-table.ts';

let folder = '';
let lockPath = '';

beforeEach(() => {
  folder = makeTestFolder();
  lockPath = join(folder, lockFileName);
});
afterEach(() => removeTestFolder(folder));

const self = () => ({
  pid: process.pid,
  startTicks: readProcess(process.pid)?.startTicks,
  bootId: readBootId(),
});

test('a folder is locked once, and again after its release', () => {
  const lock = lockDataFolder(folder);
  expect(() => lockDataFolder(folder)).toThrow(`in use by process ${process.pid}`);
  lock.release();
  expect(readdirSync(folder)).toEqual([]);
  lockDataFolder(folder).release();
});

test.each([
  ['an earlier process of the same number', () => ({ ...self(), startTicks: '1' })],
  ['a time before the last boot', () => ({ ...self(), bootId: 'another' })],
  ['a process that is gone', () => ({ ...self(), pid: 2 ** 22 + 1 })],
])('a lock of %s is replaced', (_name, holder) => {
  writeFileSync(lockPath, JSON.stringify(holder()));
  lockDataFolder(folder);
  expect(JSON.parse(readFileSync(lockPath, 'utf8'))).toEqual(self());
  expect(readdirSync(folder)).toEqual([lockFileName]);
});

test.each(['', '{"pid":', 'null', '{"pid":-1}'])(
  'a lock cut off by a power failure (%j) is replaced',
  (text) => {
    writeFileSync(lockPath, text);
    lockDataFolder(folder);
    expect(JSON.parse(readFileSync(lockPath, 'utf8'))).toEqual(self());
  },
);

test('release leaves the lock of a later holder alone', () => {
  const lock = lockDataFolder(folder);
  writeFileSync(lockPath, 'of somebody else');
  lock.release();
  expect(readFileSync(lockPath, 'utf8')).toBe('of somebody else');
});
