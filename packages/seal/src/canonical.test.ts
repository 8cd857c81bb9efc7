import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  canonicalBytes,
  canonicalText,
  commitment,
  decodeLeaf,
  encodeLeaf,
  leafBytesV1,
} from './canonical.ts';
import { testEntry } from './testkit.ts';

test('the ordering and number examples of RFC 8785', () => {
  const value = {
    '€': 'Euro Sign',
    '\r': 'Carriage Return',
    '\ufb33': 'Hebrew Letter Dalet With Dagesh',
    '1': 'One',
    '\u{1f600}': 'Emoji: Grinning Face',
    '\u0080': 'Control',
    ö: 'Latin Small Letter O With Diaeresis',
  };
  const text = canonicalText(value);
  const words = ['Carriage', 'One', 'Control', 'Latin', 'Euro', 'Emoji', 'Hebrew'];
  expect(words.toSorted((a, b) => text.indexOf(a) - text.indexOf(b))).toEqual(words);
  expect(canonicalText([Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27, -0])).toBe(
    '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]',
  );
});

test('the order of names does not matter, their values do', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const reversed = Object.fromEntries(Object.entries(value).toReversed());
      expect(canonicalBytes(reversed)).toEqual(canonicalBytes(value));
      expect(canonicalText(JSON.parse(canonicalText(value)))).toBe(canonicalText(value));
    }),
  );
});

const cycle: { self?: unknown } = {};
cycle.self = cycle;
test.each([
  [undefined],
  [Number.NaN],
  [Number.POSITIVE_INFINITY],
  [1n],
  [() => 1],
  [Symbol('x')],
  [new Date(0)],
  [new Map()],
  [{ a: undefined }],
  [{ a: { toJSON: () => 1 } }],
  [[undefined]],
  [Array(2)],
  ['\ud800'],
  [{ '\ud800': 1 }],
  [cycle],
  [Buffer.from('x')],
])('%o is not JSON', (value) => {
  expect(() => canonicalBytes(value)).toThrow('json.invalid');
});

test('a commitment binds details and salt', () => {
  const salt = Buffer.alloc(32, 7);
  const made = commitment(salt, { a: 1, b: [true, null] });
  expect(made).toHaveLength(32);
  expect(commitment(salt, { b: [true, null], a: 1 })).toEqual(made);
  expect(commitment(salt, { a: 2, b: [true, null] })).not.toEqual(made);
  expect(commitment(Buffer.alloc(32, 8), { a: 1, b: [true, null] })).not.toEqual(made);
  expect(() => commitment(Buffer.alloc(31), {})).toThrow('json.invalid');
});

const leaf = {
  version: 1,
  id: '0f8fad5b-d9cb-469f-a165-70867728950e',
  time: '2026-01-31T08:00:00.123Z',
  commitment: Buffer.alloc(32, 1),
} as const;

test('a leaf is canonical JSON of constant length and is read back', () => {
  const bytes = encodeLeaf(leaf);
  expect(bytes).toHaveLength(leafBytesV1);
  expect(bytes.equals(canonicalBytes({ ...leaf, commitment: leaf.commitment.toString('base64') }))).toBe(
    true,
  );
  expect(decodeLeaf(bytes)).toEqual(leaf);
});

test.each([
  { id: 'x' },
  { id: leaf.id.toUpperCase() },
  { time: '2026-01-31T08:00:00Z' },
  { time: '2026-02-30T08:00:00.000Z' },
  { time: '2026-01-31T08:00:00.123+08:00' },
  { commitment: Buffer.alloc(31) },
])('%j is no leaf', (change) => {
  expect(() => encodeLeaf({ ...leaf, ...change })).toThrow('leaf.malformed');
});

test('any other bytes are not decoded', () => {
  const good = testEntry(1);
  fc.assert(
    fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ change;
      let decoded;
      try {
        decoded = decodeLeaf(bytes);
      } catch (error) {
        expect(String(error)).toContain('leaf.malformed');
        return;
      }
      expect(encodeLeaf(decoded)).toEqual(bytes);
    }),
  );
});
