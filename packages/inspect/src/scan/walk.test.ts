import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { walkPaths } from './walk.ts';
import type { WalkOptions } from './walk.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fengni-walk-'));
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function walk(paths: string[], options: WalkOptions = {}): Promise<string[]> {
  const seen: string[] = [];
  for await (const walked of walkPaths(paths, options)) {
    const shown = path.relative(root, walked.shown);
    seen.push(walked.is === 'file' ? `${shown} ${walked.bytes}` : `${shown} ${walked.reason}`);
  }
  return seen;
}

test('folders come in the order of their names, twice the same', async () => {
  await mkdir(path.join(root, 'b', 'c'), { recursive: true });
  await writeFile(path.join(root, 'b', 'c', 'z'), '1');
  await writeFile(path.join(root, 'b', 'a'), '22');
  await writeFile(path.join(root, 'a'), '333');
  await writeFile(path.join(root, '甲'), '4444');
  const first = await walk([root]);
  expect(first).toEqual(['a 3', 'b/a 2', 'b/c/z 1', '甲 4']);
  expect(await walk([root])).toEqual(first);
});

test('links to elsewhere are told, links to within are not, a link named itself is followed', async () => {
  const outside = await mkdtemp(path.join(tmpdir(), 'fengni-outside-'));
  try {
    await writeFile(path.join(outside, 'secret'), 'x');
    await writeFile(path.join(root, 'a'), '1');
    await symlink(path.join(root, 'a'), path.join(root, 'inner'));
    await symlink(outside, path.join(root, 'outer'));
    await symlink(path.join(root, 'nothing'), path.join(root, 'broken'));
    await symlink(root, path.join(root, 'loop'));
    expect(await walk([root])).toEqual(['a 1', 'broken symbolic-link', 'outer symbolic-link']);
    expect(await walk([path.join(root, 'outer')])).toEqual(['outer/secret 1']);
  } finally {
    await rm(outside, { recursive: true });
  }
});

test('pipes are told and never opened', async () => {
  execFileSync('mkfifo', [path.join(root, 'pipe')]);
  expect(await walk([root])).toEqual(['pipe special-file']);
});

test.skipIf(process.getuid?.() === 0)('a folder without permission is told', async () => {
  await mkdir(path.join(root, 'closed'));
  await chmod(path.join(root, 'closed'), 0);
  expect(await walk([root])).toEqual(['closed unreadable']);
  await chmod(path.join(root, 'closed'), 0o700);
});

test('a folder that comes twice is entered once', async () => {
  await mkdir(path.join(root, 'a'));
  await writeFile(path.join(root, 'a', 'f'), '');
  expect(await walk([root, path.join(root, 'a')])).toEqual(['a/f 0', 'a cycle']);
});

test('a name that is no UTF-8 is shown as GB 18030 and can be opened', async () => {
  const name = Buffer.from([0xbb, 0xfa, 0xc3, 0xdc]);
  await writeFile(Buffer.concat([Buffer.from(`${root}/`), name]), '123');
  expect(await walk([root])).toEqual(['机密 3']);
});

test('names cannot steer a terminal', async () => {
  await writeFile(path.join(root, 'a\u001B[2Jb\u202Ec'), '');
  expect(await walk([root])).toEqual(['a\uFFFD[2Jb\uFFFDc 0']);
});

test('what is left out is not seen, a stop is heard', async () => {
  await writeFile(path.join(root, 'out.jsonl'), '');
  expect(await walk([root], { without: new Set([path.join(root, 'out.jsonl')]) })).toEqual([]);
  await expect(walk([root], { signal: AbortSignal.abort(new Error('stopped')) })).rejects.toThrow('stopped');
});

test('a path that is gone is told', async () => {
  expect(await walk([path.join(root, 'gone')])).toEqual(['gone unreadable']);
});
