import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { makeRandom } from '../../scripts/mutate-bytes.ts';
import { HammingTable } from './hamming-table.ts';
import { openPictureIndex } from './open-picture-index.ts';

const key = Buffer.alloc(32, 4);
const root = mkdtempSync(path.join(tmpdir(), 'fengni-pictures-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
function makeFolder(): string {
  made += 1;
  return path.join(root, `f${made}`);
}

function flip(hash: string, bits: readonly number[]): string {
  const changed = bits.reduce((value, bit) => value ^ (1n << BigInt(bit)), BigInt(`0x${hash}`));
  return changed.toString(16).padStart(16, '0');
}

const bitsOf = (word: number): number => (word >>> 0).toString(2).replaceAll('0', '').length;

test('the table finds what looking through all would find', () => {
  const random = makeRandom(6);
  const table = new HammingTable();
  const all: [number, number][] = [];
  for (let i = 0; i < 12_000; i += 1) {
    // Close together, so that many are near.
    const pair: [number, number] = [random(2 ** 10) * 2 ** 20, random(2 ** 12)];
    table.add(...pair);
    all.push(pair);
  }
  fc.assert(
    fc.property(fc.nat({ max: all.length - 1 }), fc.nat({ max: 15 }), fc.nat(), (i, distance, noise) => {
      const [high = 0, low = 0] = all[i] ?? [];
      const asked = [high, (low ^ noise) >>> 0] as const;
      const found = new Map<number, number>();
      table.find(...asked, distance, (number, at) => {
        expect(found.has(number)).toBe(false);
        found.set(number, at);
      });
      const wanted = all.flatMap(([h, l], number) => {
        const at = bitsOf(h ^ asked[0]) + bitsOf(l ^ asked[1]);
        return at <= distance ? [[number, at] as const] : [];
      });
      expect([...found].toSorted(([a], [b]) => a - b)).toEqual(wanted);
    }),
    { numRuns: 25 },
  );
});

test('pictures are found within the distance, replaced, removed, and are there again after opening', () => {
  const folder = makeFolder();
  const index = openPictureIndex(folder, { key, mode: 'write' });
  const hash = '0123456789abcdef';
  index.add('map', [hash, 'ffffffffffffffff']);
  index.add('plan', [flip(hash, [0, 9, 33])]);
  const reader = openPictureIndex(folder, { key, mode: 'read' });
  const both = [
    { id: 'map', distance: 0 },
    { id: 'plan', distance: 3 },
  ];
  expect(reader.query(hash)).toEqual(both);
  expect(reader.query(hash, 2)).toEqual(both.slice(0, 1));
  expect(index.query(flip('ffffffffffffffff', [1, 2, 3, 4, 5, 6, 7, 8]))).toEqual([
    { id: 'map', distance: 8 },
  ]);
  expect(index.query(flip('ffffffffffffffff', [1, 2, 3, 4, 5, 6, 7, 8, 9]))).toEqual([]);
  index.compact();
  index.add('map', ['00000000ffffffff']);
  expect(reader.query(hash)).toEqual([{ id: 'plan', distance: 3 }]);
  expect(index.remove('plan')).toBe(true);
  expect(index.remove('plan')).toBe(false);
  expect(reader.query(hash)).toEqual([]);
  index.compact();
  index.close();
  for (const name of readdirSync(folder))
    expect(readFileSync(path.join(folder, name)).includes('plan')).toBe(false);
  expect(reader.query('00000000ffffffff')).toEqual([{ id: 'map', distance: 0 }]);
  expect(reader.state()).toMatchObject({ pictures: 1, hashes: 1 });
  reader.close();
});

test('bad hashes, another key and a changed file are refused', () => {
  const folder = makeFolder();
  const index = openPictureIndex(folder, { key, mode: 'write' });
  expect(() => index.add('a', ['xyz'])).toThrow(expect.objectContaining({ code: 'bad-id' }));
  index.add('a', ['0123456789abcdef']);
  index.compact();
  index.close();
  const open = (other = key) => openPictureIndex(folder, { key: other, mode: 'read' });
  expect(() => open(Buffer.alloc(32, 1))).toThrow(expect.objectContaining({ code: 'wrong-key' }));
  const file = path.join(folder, 'pictures.index');
  const bytes = readFileSync(file);
  const random = makeRandom(2);
  for (let round = 0; round < 60; round += 1) {
    const changed = Buffer.from(bytes);
    const at = random(bytes.length);
    changed[at] = (changed[at] ?? 0) ^ (1 << random(8));
    writeFileSync(file, round % 5 === 0 ? bytes.subarray(0, at) : changed);
    expect(() => open()).toThrow(expect.objectContaining({ code: 'damaged' }));
  }
});
