// BEY-10, NET-4: candidates below, confirmation above
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRandom } from '../../scripts/mutate-bytes.ts';
import type { CopyIndex } from '../copies/copy-index.ts';
import { openCopyIndex } from '../copies/open-copy-index.ts';
import { makeText } from '../copies/testing/make-text.ts';
import { CompressedSet } from './compressed-set.ts';
import { confirmCandidates } from './confirm-candidates.ts';
import { exportLowSide } from './export-low-side.ts';
import { LowSideRefused } from './low-side-refused.ts';
import { openLowSide } from './open-low-side.ts';

const key = randomBytes(32);
const folder = mkdtempSync(path.join(tmpdir(), 'fengni-low-'));
const documents = Array.from({ length: 20 }, (_, i) => makeText(500 + i, 500));
let index: CopyIndex;
beforeAll(async () => {
  index = await openCopyIndex(folder, { key, mode: 'write', syncEach: false });
  for (const [i, text] of documents.entries()) await index.add(`d${i}`, text);
});
afterAll(async () => {
  await index.close();
  rmSync(folder, { recursive: true, force: true });
});

const options = { key, publicWords: ['内部', '公开'], catalogueWords: ['某型号', '某工程'] };

test('a passage of thirty-five characters is a candidate below and confirmed above, by hashes alone', () => {
  const low = openLowSide(exportLowSide(index, options));
  fc.assert(
    fc.property(fc.nat({ max: 19 }), fc.nat({ max: 400 }), fc.nat(), (document, from, seed) => {
      const passage = (documents[document] ?? '').slice(from, from + 38);
      const text = `${makeText(seed + 9000, 100)}。${passage}。${makeText(seed + 9001, 100)}`;
      const candidates = low.find(text);
      expect(candidates.length).toBeGreaterThan(0);
      const [found] = confirmCandidates(index, candidates);
      expect(found?.[0]?.id).toBe(`d${document}`);
    }),
    { numRuns: 40 },
  );
});

test('what the filter takes by chance is not confirmed', () => {
  const low = openLowSide(exportLowSide(index, options), { windowsMin: 1 });
  const candidates = low.find(makeText(123_456, 6000));
  expect(candidates.length).toBeGreaterThan(0);
  expect(confirmCandidates(index, candidates).flat()).toEqual([]);
});

test('the file holds public words, and no catalogue word, id or text', () => {
  const bytes = exportLowSide(index, options);
  expect(openLowSide(bytes).publicWords).toEqual(options.publicWords);
  for (const word of [...options.catalogueWords, 'd11', ...documents.map((text) => text.slice(0, 3))])
    expect(bytes.includes(word)).toBe(false);
  expect(bytes.includes(key)).toBe(false);
});

test('catalogue words among the public ones and windows under twelve are refused', () => {
  const mixed = { ...options, publicWords: ['公开', '某 型號'] };
  expect(() => exportLowSide(index, mixed)).toThrow(expect.objectContaining({ code: 'catalogue-word' }));
  expect(() => exportLowSide(index, { ...options, windowTokens: 8 })).toThrow(
    expect.objectContaining({ code: 'window-too-short' }),
  );
});

test('an index that keeps nothing for the low side exports nothing', async () => {
  const bare = await openCopyIndex(path.join(folder, 'bare'), { key, mode: 'write', lowSide: false });
  expect(() => exportLowSide(bare, options)).toThrow(expect.objectContaining({ code: 'no-low-side' }));
  await bare.close();
});

test('what was removed is in no later export', async () => {
  const own = await openCopyIndex(path.join(folder, 'own'), { key, mode: 'write' });
  await own.add('a', documents[0] ?? '');
  await own.add('b', documents[1] ?? '');
  await own.remove('a');
  const low = openLowSide(exportLowSide(own, { ...options, falsePositiveBits: 16 }));
  expect(low.find(documents[0] ?? '')).toEqual([]);
  expect(low.find(documents[1] ?? '')).not.toEqual([]);
  await own.close();
});

test('a signature is checked where one is asked for; a changed file is told', () => {
  const pair = generateKeyPairSync('ed25519');
  const signed = exportLowSide(index, { ...options, signKey: pair.privateKey });
  const verifyKey = pair.publicKey;
  expect(openLowSide(signed, { verifyKey }).windows).toBeGreaterThan(1000);
  const unsigned = exportLowSide(index, options);
  const bad = expect.objectContaining({ code: 'bad-signature' });
  expect(() => openLowSide(unsigned, { verifyKey })).toThrow(bad);
  expect(() => openLowSide(signed, { verifyKey: generateKeyPairSync('ed25519').publicKey })).toThrow(bad);
  const random = makeRandom(8);
  for (let round = 0; round < 100; round += 1) {
    const changed = Buffer.from(signed);
    const at = random(round < 50 ? 120 : signed.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    expect(() => openLowSide(round % 4 === 0 ? signed.subarray(0, at) : changed, { verifyKey })).toThrow(
      LowSideRefused,
    );
  }
});

test.each([8, 16] as const)('a set of %i bits has all its members, and strangers at its rate', (bits) => {
  const members = randomBytes(8 * 3000);
  const made = CompressedSet.of(members, bits);
  const set = CompressedSet.decode(made.encode(), bits, made.count);
  for (let at = 0; at < members.length; at += 8) expect(set?.has(members.subarray(at, at + 8))).toBe(true);
  const strangers = 40_000;
  let taken = 0;
  for (let i = 0; i < strangers; i += 1) if (set?.has(randomBytes(8)) === true) taken += 1;
  // Six standard deviations of the stated rate.
  const expected = strangers / 2 ** bits;
  expect(Math.abs(taken - expected)).toBeLessThan(6 * Math.sqrt(expected) + 6);
});
