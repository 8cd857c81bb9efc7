import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sourceOf } from '../document/byte-source.ts';
import { extractDocument } from '../document/extract.ts';
import type { CopyIndex } from './copy-index.ts';
import { openCopyIndex } from './open-copy-index.ts';
import { tokenise } from './tokenise.ts';

const corpus = path.resolve(import.meta.dirname, '../../../../../shared/corpus');
const pairsFile = path.join(corpus, 'NEAR_COPIES.tsv');
const isHere = existsSync(pairsFile);
if (!isHere) process.stderr.write('near copies of the corpus are not tested: ../shared/corpus is not here\n');

/** The smaller of two is said to be contained by so much in the larger, counted by runs of five characters. */
const containmentMin = 0.5;
/** A text of fewer tokens holds no paragraph. */
const tokensMin = 40;

const pairs = isHere
  ? readFileSync(pairsFile, 'utf8')
      .trimEnd()
      .split('\n')
      .slice(1)
      .map((line) => {
        const [a = '', b = '', , containment = ''] = line.split('\t');
        return { a, b, containment: Number(containment) };
      })
  : [];
const names = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))];
const texts = new Map<string, string>();
const folder = mkdtempSync(path.join(tmpdir(), 'fengni-corpus-copies-'));
let index: CopyIndex;

async function readText(name: string): Promise<string> {
  const segments: string[] = [];
  await extractDocument(sourceOf(readFileSync(path.join(corpus, name))), {
    name,
    options: { ocr: 'never', passwords: [] },
    sink: { segment: ({ text }) => void segments.push(text), gap: () => undefined, picture: () => undefined },
  });
  return segments.join('\n');
}

beforeAll(async () => {
  index = await openCopyIndex(folder, { key: Buffer.alloc(32, 1), mode: 'write', syncEach: false });
  for (const name of names) {
    const text = await readText(name);
    if (tokenise(text).count < tokensMin) continue;
    texts.set(name, text);
    await index.add(name, text);
  }
}, 120_000);
afterAll(async () => {
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

const wanted = pairs.filter(({ containment }) => containment >= containmentMin);

test.skipIf(!isHere)('each of a pair of near copies finds the other, whatever the format', () => {
  const found = new Map(
    [...texts].map(([name, text]) => [name, new Set(index.query(text).map(({ id }) => id))]),
  );
  const compared = wanted.filter(({ a, b }) => texts.has(a) && texts.has(b));
  expect(compared.length).toBeGreaterThan(30);
  const missed = compared.filter(
    ({ a, b }) => found.get(a)?.has(b) !== true || found.get(b)?.has(a) !== true,
  );
  expect(missed).toEqual([]);
});

test.skipIf(!isHere)(
  'a paragraph of a law is found in that law, and not in a text that has nothing to do with it',
  () => {
    const laws = [...texts].filter(([name]) => name.startsWith('near-copy/'));
    expect(laws.length).toBeGreaterThan(2);
    let asked = 0;
    let found = 0;
    for (const [name, text] of laws)
      for (const paragraph of text.split('\n').filter((line) => tokenise(line).count >= 60)) {
        const ids = index.query(paragraph).map(({ id }) => id);
        asked += 1;
        if (ids.includes(name)) found += 1;
        expect(ids.filter((id) => !id.startsWith('near-copy/'))).toEqual([]);
      }
    expect(asked).toBeGreaterThan(50);
    expect(found / asked).toBeGreaterThanOrEqual(0.95);
  },
);
