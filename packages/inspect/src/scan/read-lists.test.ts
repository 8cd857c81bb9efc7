import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { InspectFault } from './inspect-fault.ts';
import { readPasswords, readTermList } from './read-lists.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fengni-lists-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function list(content: string | Buffer): Promise<string> {
  const file = path.join(root, 'list.txt');
  await writeFile(file, content);
  return file;
}

async function faultOf(work: Promise<unknown>): Promise<InspectFault> {
  const error = await work.then(
    () => undefined,
    (refused: unknown) => refused,
  );
  if (!(error instanceof InspectFault)) throw new Error('no fault');
  return error;
}

test('byte-order mark, comments, blank lines, line ends and repetitions', async () => {
  const file = await list('\uFEFF# 说明\r\n\r\n勘探部署\r\n  储量规模  \n\n勘探部署\nABC-1');
  expect((await readTermList(file)).set.wordsCount).toBe(3);
});

test('each bad line is told by its number, none by its text', async () => {
  const file = await list(
    Buffer.concat([
      Buffer.from('好词语\n密\n★★★\n'),
      Buffer.from([0xbb, 0xfa, 10]),
      Buffer.from(`${'长'.repeat(3000)}\n甲\u0007乙\n`),
    ]),
  );
  const fault = await faultOf(readTermList(file));
  expect(fault.code).toBe('terms-faults');
  for (const number of [2, 3, 4, 5, 6]) {
    expect(fault.zh).toContain(`第 ${number} 行`);
    expect(fault.en).toContain(`line ${number}:`);
  }
  expect(fault.zh).not.toContain('第 1 行');
  expect(fault.zh).not.toMatch(/密\n|长长/);
});

test('faults are bounded', async () => {
  const fault = await faultOf(readTermList(await list('密\n'.repeat(100))));
  expect(fault.en).toContain('and 80 more lines');
});

test('an empty list, a folder, a file that is gone', async () => {
  expect((await faultOf(readTermList(await list('# nothing\n')))).code).toBe('terms-empty');
  expect((await faultOf(readTermList(root))).code).toBe('not-a-file');
  expect((await faultOf(readTermList(path.join(root, 'gone')))).code).toBe('path-missing');
});

test('passwords are taken as they stand', async () => {
  expect(await readPasswords(await list('\uFEFF a b \r\n#x\n\n#x\n'))).toEqual([' a b ', '#x']);
  expect((await faultOf(readPasswords(await list('\n\n')))).code).toBe('passwords-empty');
  expect((await faultOf(readPasswords(await list(Buffer.from([0xff, 0xfe]))))).code).toBe('not-utf8');
});
