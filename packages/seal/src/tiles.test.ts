import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { leafHash } from './hash.ts';
import { nodesOf } from './testkit.ts';
import {
  decodeBundle,
  encodeBundle,
  nodeReader,
  parseTilePath,
  tilePath,
  tileWidth,
  tilesOfSize,
} from './tiles.ts';

test.each([
  [{ level: 0, index: 1234067, width: 256 }, 'tile/0/x001/x234/067'],
  [{ level: 0, index: 0, width: 256 }, 'tile/0/000'],
  [{ level: 3, index: 999, width: 1 }, 'tile/3/999.p/1'],
  [{ level: 63, index: 1000, width: 255 }, 'tile/63/x001/000.p/255'],
  [{ level: 'entries', index: 273, width: 112 }, 'tile/entries/273.p/112'],
] as const)('%j lies at %s', (tile, path) => {
  expect(tilePath(tile)).toBe(path);
  expect(parseTilePath(path)).toEqual(tile);
});

test.each([
  'tile/64/000',
  'tile/00/000',
  'tile/0/0',
  'tile/0/x000/000',
  'tile/0/001/000',
  'tile/0/x001',
  'tile/0/000.p/0',
  'tile/0/000.p/256',
  'tile/0/000.p/01',
  'tile/entries/../000',
  'tile/other/000',
  '/tile/0/000',
  'tile/0/000\n',
])('%j is no tile', (path) => {
  expect(parseTilePath(path)).toBeUndefined();
});

test('paths and tiles are each other’s reverse', () => {
  const tile = fc.record({
    level: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.constant('entries' as const)),
    index: fc.nat({ max: 2 ** 40 }),
    width: fc.integer({ min: 1, max: tileWidth }),
  });
  fc.assert(
    fc.property(tile, (each) => {
      expect(parseTilePath(tilePath(each))).toEqual(each);
    }),
  );
});

test('a tree of 70 000 has the tiles the specification lists', () => {
  const tiles = [...tilesOfSize(70_000)];
  const count = (level: number, full: boolean) =>
    tiles.filter((tile) => tile.level === level && (tile.width === 256) === full).length;
  expect([count(0, true), count(0, false), count(1, true), count(1, false), count(2, false)]).toEqual([
    273, 1, 1, 1, 1,
  ]);
  expect(tiles.filter(({ width }) => width < 256).map(({ width }) => width)).toEqual([112, 17, 1]);
});

test('a tree of 256 has one full tile and a partial one above', () => {
  expect([...tilesOfSize(256)].map(tilePath)).toEqual(['tile/0/000', 'tile/1/000.p/1']);
});

test('bundles hold their entries, and damage is refused', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { minLength: 1, maxLength: 256 }), (entries) => {
      const bytes = encodeBundle(entries);
      expect(decodeBundle(bytes).map((entry) => Uint8Array.from(entry))).toEqual(entries);
      expect(() => decodeBundle(Buffer.concat([bytes, Buffer.from([0])]))).toThrow('bundle.malformed');
    }),
  );
  expect(() => decodeBundle(Buffer.alloc(0))).toThrow('bundle.malformed');
  expect(() => decodeBundle(Buffer.from([0, 2, 1]))).toThrow('bundle.malformed');
  expect(() => decodeBundle(Buffer.alloc(2 * 257))).toThrow('bundle.malformed');
});

test('every node can be read out of the tiles', async () => {
  const size = 700;
  const { readNode } = nodesOf(Array.from({ length: size }, (_, i) => leafHash(Buffer.from(`${i}`))));
  const read = nodeReader(size, async ({ level, index, width }) => {
    const hashes = Array.from({ length: width }, (_, i) => readNode(level * 8, index * tileWidth + i));
    return Buffer.concat(await Promise.all(hashes));
  });
  for (let level = 0; 2 ** level <= size; level += 1) {
    for (let index = 0; (index + 1) * 2 ** level <= size; index += 1) {
      expect(await read(level, index)).toEqual(await readNode(level, index));
    }
  }
});
