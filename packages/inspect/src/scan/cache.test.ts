import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleReports } from '../report/testing/sample-reports.ts';
import { cacheId, openCache } from './cache.ts';
import type { InspectionCache } from './cache.ts';

const key = Buffer.alloc(32, 7);
const one = cacheId(key, { sha256: 'aa', name: 'a' });
const two = cacheId(key, { sha256: 'bb', name: 'a' });
let root = '';
let file = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fengni-cache-'));
  file = path.join(root, 'cache');
});
afterEach(async () => rm(root, { recursive: true, force: true }));

async function use<Result>(work: (cache: InspectionCache) => Promise<Result>, engine = 'e'): Promise<Result> {
  const cache = await openCache({ file, engine, key });
  try {
    return await work(cache);
  } finally {
    await cache.close();
  }
}

const [sample] = sampleReports();
if (sample === undefined) throw new Error('no sample');

test('what was put is there at the next run, without excerpts', async () => {
  await use(async (cache) => cache.put(one, sample));
  const found = await use(async (cache) => cache.get(one));
  expect(found).toMatchObject({
    verdict: 'block',
    findings: [{ detector: 'mark.state-secret', excerpt: '' }],
  });
  expect(await use(async (cache) => cache.get(two))).toBeUndefined();
  expect(await readFile(file, 'utf8')).not.toContain('投资');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('an id depends on content, name and key, and tells none of them', () => {
  const ids = [
    one,
    two,
    cacheId(key, { sha256: 'aa', name: 'b' }),
    cacheId(Buffer.alloc(32, 8), { sha256: 'aa', name: 'a' }),
  ];
  expect(new Set(ids).size).toBe(4);
});

test('a cache of another engine begins anew', async () => {
  await use(async (cache) => cache.put(one, sample));
  expect(await use(async (cache) => cache.get(one), 'other')).toBeUndefined();
  expect(await use(async (cache) => cache.get(one))).toBeUndefined();
});

test('an altered line is not believed', async () => {
  await use(async (cache) => cache.put(one, sample));
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace('"verdict":"block"', '"verdict":"pass" '));
  expect(await use(async (cache) => cache.get(one))).toBeUndefined();
});

test('a line torn by a crash is dropped, the others stay, and more can be put', async () => {
  await use(async (cache) => cache.put(one, sample));
  await appendFile(file, `{"id":"${two}","mac":"12`);
  expect(await use(async (cache) => cache.get(one))).toBeDefined();
  await use(async (cache) => cache.put(two, sample));
  expect(await use(async (cache) => [await cache.get(one), await cache.get(two)])).not.toContain(undefined);
});

test.each([['a document\n'], ['a document'], [`{"format":"other"}\n`], ['x'.repeat(10_000_000)]])(
  'a file that is no cache is left alone',
  async (content) => {
    await writeFile(file, content);
    await expect(use(async () => undefined)).rejects.toMatchObject({ code: 'cache-foreign' });
    expect(await readFile(file, 'utf8')).toBe(content);
  },
);

test('an empty file becomes a cache, a folder that is gone is a fault', async () => {
  await writeFile(file, '');
  await use(async (cache) => cache.put(one, sample));
  expect(await use(async (cache) => cache.get(one))).toBeDefined();
  await expect(openCache({ file: path.join(root, 'gone', 'c'), engine: 'e', key })).rejects.toMatchObject({
    code: 'cannot-write',
  });
});
