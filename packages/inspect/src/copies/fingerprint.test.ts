import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeChaskeyKey } from './chaskey.ts';
import { fingerprint, gramTokens, hashGrams, windowGrams, winnow } from './fingerprint.ts';
import { makeText } from './testing/make-text.ts';
import { tokenise } from './tokenise.ts';

const key = makeChaskeyKey(randomBytes(16));

test('two texts that share a run of eight tokens share a fingerprint, wherever it stands', () => {
  const run = gramTokens + windowGrams - 1;
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 60 }), fc.nat({ max: 60 }), (seed, before, after) => {
      const shared = makeText(seed, run);
      const texts = [1, 2].map((n) => makeText(seed + n, before * n) + shared + makeText(seed - n, after));
      const [a, b] = texts.map((text) => new Set(fingerprint(tokenise(text), key).hashes));
      expect([...(a ?? [])].some((hash) => b?.has(hash))).toBe(true);
    }),
  );
});

test('every window keeps one of its least values', () => {
  fc.assert(
    fc.property(
      fc.uint32Array({ max: 9, maxLength: 60 }),
      fc.integer({ min: 1, max: 8 }),
      (hashes, window) => {
        const kept = Array.from(winnow(hashes, window));
        for (let from = 0; from + window <= hashes.length; from += 1) {
          const least = Math.min(...hashes.subarray(from, from + window));
          expect(kept.some((at) => at >= from && at < from + window && hashes[at] === least)).toBe(true);
        }
        expect(kept).toEqual([...new Set(kept)].toSorted((a, b) => a - b));
      },
    ),
  );
});

test('another key gives other fingerprints', () => {
  const tokens = tokenise(makeText(5, 200));
  const other = hashGrams(tokens, makeChaskeyKey(randomBytes(16)));
  expect(hashGrams(tokens, key).some((hash) => other.includes(hash))).toBe(false);
});
