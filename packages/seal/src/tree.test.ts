import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyRoot, leafHash, nodeHash } from './hash.ts';
import { nodesOf } from './testkit.ts';
import {
  appendLeaves,
  consistencyProof,
  emptyFrontier,
  frontierAt,
  frontierFromJson,
  frontierToJson,
  inclusionProof,
  rootOf,
  verifyConsistency,
  verifyInclusion,
} from './tree.ts';

/** The eight inputs and the roots of Google's certificate-transparency reference tests for RFC 6962. */
const inputs = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((text) => Buffer.from(text, 'hex'));
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = inputs.map(leafHash);

/** RFC 6962 §2.1 read aloud, as the thing to compare with. */
function merkleTreeHash(hashes: readonly Buffer[]): Buffer {
  const [first] = hashes;
  if (first === undefined) return emptyRoot();
  if (hashes.length === 1) return first;
  let split = 1;
  while (split * 2 < hashes.length) split *= 2;
  return nodeHash(merkleTreeHash(hashes.slice(0, split)), merkleTreeHash(hashes.slice(split)));
}

function someLeaves(count: number): Buffer[] {
  return Array.from({ length: count }, (_, i) => leafHash(Buffer.from(`leaf ${i}`)));
}

test('the empty tree has the root RFC 6962 names', () => {
  expect(rootOf(emptyFrontier).toString('hex')).toBe(
    'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  );
});

test.each(roots.map((root, i) => ({ size: i + 1, root })))(
  'reference root at size $size',
  ({ size, root }) => {
    expect(rootOf(appendLeaves(emptyFrontier, leaves.slice(0, size)).frontier).toString('hex')).toBe(root);
  },
);

function hex(hashes: readonly Buffer[]): string[] {
  return hashes.map((hash) => hash.toString('hex'));
}

test('the reference audit path for leaf 6 of 8 and the consistency proof 6 to 8', async () => {
  const { readNode } = nodesOf(leaves);
  expect(hex(await inclusionProof({ index: 5, size: 8, readNode }))).toEqual([
    'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
  expect(hex(await consistencyProof({ oldSize: 6, size: 8, readNode }))).toEqual([
    '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
    'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
    'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  ]);
});

test('the frontier gives the root of RFC 6962 however the leaves arrive, and survives storage', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 8 }), (batches) => {
      const all = someLeaves(batches.reduce((sum, count) => sum + count, 0));
      let frontier = emptyFrontier;
      for (const count of batches) {
        const batch = all.slice(frontier.size, frontier.size + count);
        frontier = frontierFromJson(frontierToJson(appendLeaves(frontier, batch).frontier));
      }
      expect(rootOf(frontier)).toEqual(merkleTreeHash(all));
    }),
  );
});

test('a frontier read back from the nodes equals the one that grew', async () => {
  const all = someLeaves(77);
  const { readNode } = nodesOf(all);
  for (const size of [0, 1, 2, 63, 64, 65, 77]) {
    expect(await frontierAt(size, readNode)).toEqual(
      appendLeaves(emptyFrontier, all.slice(0, size)).frontier,
    );
  }
});

test('a frontier that does not fit its size is refused', () => {
  expect(() => frontierFromJson({ size: 3, hashes: [Buffer.alloc(32).toString('base64')] })).toThrow(
    /frontier/,
  );
});

test('inclusion: every proof holds, and fails for another leaf, index, size, root or step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), async (size, pick, damage) => {
      const all = someLeaves(size);
      const { readNode, root } = nodesOf(all);
      const index = pick % size;
      const leaf = all[index] ?? emptyRoot();
      const proof = await inclusionProof({ index, size, readNode });
      const good = { index, size, leaf, proof, root };
      expect(verifyInclusion(good)).toBe(true);
      expect(verifyInclusion({ ...good, leaf: leafHash(Buffer.from('other')) })).toBe(false);
      expect(verifyInclusion({ ...good, root: emptyRoot() })).toBe(false);
      expect(verifyInclusion({ ...good, index: size })).toBe(false);
      expect(verifyInclusion({ ...good, index: -1 })).toBe(false);
      expect(verifyInclusion({ ...good, proof: [...proof, emptyRoot()] })).toBe(false);
      if (size > 1) {
        expect(verifyInclusion({ ...good, index: (index + 1) % size })).toBe(false);
        expect(verifyInclusion({ ...good, proof: proof.slice(1) })).toBe(false);
        const bent = proof.map((hash, i) => (i === damage % proof.length ? leafHash(hash) : hash));
        expect(verifyInclusion({ ...good, proof: bent })).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});

test('consistency: every proof holds, and fails for another root, size or step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.nat(), fc.nat(), async (size, pick, damage) => {
      const all = someLeaves(size);
      const { readNode, root } = nodesOf(all);
      const oldSize = pick % (size + 1);
      const oldRoot = merkleTreeHash(all.slice(0, oldSize));
      const proof = await consistencyProof({ oldSize, size, readNode });
      const good = { oldSize, oldRoot, size, root, proof };
      expect(verifyConsistency(good)).toBe(true);
      expect(verifyConsistency({ ...good, oldRoot: leafHash(oldRoot) })).toBe(false);
      // The empty tree is consistent with any tree, so its proof does not bind the new root.
      if (oldSize > 0) expect(verifyConsistency({ ...good, root: leafHash(root) })).toBe(false);
      expect(verifyConsistency({ ...good, proof: [...proof, emptyRoot()] })).toBe(false);
      expect(verifyConsistency({ ...good, oldSize: size + 1 })).toBe(false);
      if (proof.length > 0) {
        const bent = proof.map((hash, i) => (i === damage % proof.length ? leafHash(hash) : hash));
        expect(verifyConsistency({ ...good, proof: bent })).toBe(false);
        expect(verifyConsistency({ ...good, proof: proof.slice(1) })).toBe(false);
      }
    }),
    { numRuns: 60 },
  );
});
