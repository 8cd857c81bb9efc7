import { invariant } from './errors.ts';
import { emptyRoot, hashBytes, nodeHash } from './hash.ts';

/** A node of the binary tree: level 0 are leaf hashes; node (l, i) spans leaves i·2^l to (i+1)·2^l. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Buffer;
}

/** The right edge: roots of the perfect subtrees a tree of `size` leaves falls into, largest (leftmost) first. */
export interface Frontier {
  readonly size: number;
  readonly hashes: readonly Buffer[];
}

export interface FrontierJson {
  readonly size: number;
  readonly hashes: readonly string[];
}

/** Fetches one node of the tree; must reject when it is not there. */
export type ReadNode = (level: number, index: number) => Promise<Buffer>;

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

function peakCount(size: number): number {
  let count = 0;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) count += rest % 2;
  return count;
}

function assertSize(size: number): void {
  invariant(Number.isSafeInteger(size) && size >= 0, 'a tree size is a safe integer from 0 up');
}

/** For a JSON or text column. */
export function frontierToJson(frontier: Frontier): FrontierJson {
  return { size: frontier.size, hashes: frontier.hashes.map((hash) => hash.toString('base64')) };
}

export function frontierFromJson(json: FrontierJson): Frontier {
  assertSize(json.size);
  const hashes = json.hashes.map((hash) => Buffer.from(hash, 'base64'));
  const whole = hashes.length === peakCount(json.size) && hashes.every((hash) => hash.length === hashBytes);
  invariant(whole, 'a stored frontier fits its size');
  return { size: json.size, hashes };
}

/**
 * Appends leaves. `completedNodes` are all nodes that became complete, leaves (level 0) included, in the order
 * of completion; the tiles of tlog-tiles need only those with `level % 8 === 0`.
 */
export function appendLeaves(
  frontier: Frontier,
  leafHashes: readonly Buffer[],
): { frontier: Frontier; completedNodes: TreeNode[] } {
  const hashes = [...frontier.hashes];
  const completedNodes: TreeNode[] = [];
  let size = frontier.size;
  for (const leaf of leafHashes) {
    let node: TreeNode = { level: 0, index: size, hash: leaf };
    completedNodes.push(node);
    while (node.index % 2 === 1) {
      const left = hashes.pop();
      invariant(left !== undefined, 'an odd node has a left sibling on the frontier');
      node = { level: node.level + 1, index: (node.index - 1) / 2, hash: nodeHash(left, node.hash) };
      completedNodes.push(node);
    }
    hashes.push(node.hash);
    size += 1;
  }
  return { frontier: { size, hashes }, completedNodes };
}

/** RFC 6962 root of the tree the frontier belongs to. */
export function rootOf(frontier: Frontier): Buffer {
  return (
    frontier.hashes.reduceRight<Buffer | undefined>(
      (right, left) => (right === undefined ? left : nodeHash(left, right)),
      undefined,
    ) ?? emptyRoot()
  );
}

/** Largest power of two smaller than `size` (size ≥ 2). RFC 6962 §2.1. */
function splitPoint(size: number): number {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
}

/** Merkle tree hash of leaves start … end; `start` is a multiple of every power of two the range needs. */
async function rangeHash(start: number, end: number, readNode: ReadNode): Promise<Buffer> {
  const count = end - start;
  const split = count === 1 ? 1 : splitPoint(count);
  if (split * 2 === count || count === 1) return readNode(Math.round(Math.log2(count)), start / count);
  const left = await rangeHash(start, start + split, readNode);
  return nodeHash(left, await rangeHash(start + split, end, readNode));
}

export async function rootAt(size: number, readNode: ReadNode): Promise<Buffer> {
  assertSize(size);
  return size === 0 ? emptyRoot() : rangeHash(0, size, readNode);
}

/** The frontier of an earlier or stored tree of `size` leaves. */
export async function frontierAt(size: number, readNode: ReadNode): Promise<Frontier> {
  assertSize(size);
  const hashes: Buffer[] = [];
  let start = 0;
  while (start < size) {
    let width = 1;
    while (width * 2 <= size - start) width *= 2;
    hashes.push(await rangeHash(start, start + width, readNode));
    start += width;
  }
  return { size, hashes };
}

/** Audit path of leaf `index` in the tree of `size`, from the leaf's sibling up. RFC 6962 §2.1.1. */
export async function inclusionProof(options: {
  index: number;
  size: number;
  readNode: ReadNode;
}): Promise<Buffer[]> {
  const { index, size, readNode } = options;
  assertSize(size);
  invariant(
    Number.isSafeInteger(index) && index >= 0 && index < size,
    'a proof is asked for a leaf in the tree',
  );
  const path: Buffer[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitPoint(end - start);
    if (index < middle) {
      path.push(await rangeHash(middle, end, readNode));
      end = middle;
    } else {
      path.push(await rangeHash(start, middle, readNode));
      start = middle;
    }
  }
  return path.toReversed();
}

/** Proof that the tree of `size` continues the tree of `oldSize`. RFC 6962 §2.1.2. Empty for oldSize 0 or equal sizes. */
export async function consistencyProof(options: {
  oldSize: number;
  size: number;
  readNode: ReadNode;
}): Promise<Buffer[]> {
  const { oldSize, size, readNode } = options;
  assertSize(size);
  invariant(
    Number.isSafeInteger(oldSize) && oldSize >= 0 && oldSize <= size,
    'the old tree is not the larger one',
  );
  if (oldSize === 0 || oldSize === size) return [];
  const path: Buffer[] = [];
  let start = 0;
  let end = size;
  // While the old tree ends inside [start, end); RFC 6962's flag b is "start is still 0".
  while (oldSize < end) {
    const middle = start + splitPoint(end - start);
    if (oldSize <= middle) {
      path.push(await rangeHash(middle, end, readNode));
      end = middle;
    } else {
      path.push(await rangeHash(start, middle, readNode));
      start = middle;
    }
  }
  if (start !== 0) path.push(await rangeHash(start, end, readNode));
  return path.toReversed();
}

/** Checks an audit path, by RFC 9162 §2.1.3.2. */
export function verifyInclusion(options: {
  index: number;
  size: number;
  leaf: Buffer;
  proof: readonly Buffer[];
  root: Buffer;
}): boolean {
  const { index, size, leaf, proof, root } = options;
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0 || sibling.length !== hashBytes) return false;
    if (position % 2 === 1 || position === last) {
      hash = nodeHash(sibling, hash);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = nodeHash(hash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && hash.equals(root);
}

/** Checks a consistency proof, by RFC 9162 §2.1.4.2; an old size of 0 needs an empty proof (tlog-witness). */
export function verifyConsistency(options: {
  oldSize: number;
  oldRoot: Buffer;
  size: number;
  root: Buffer;
  proof: readonly Buffer[];
}): boolean {
  const { oldSize, oldRoot, size, root, proof } = options;
  if (!Number.isSafeInteger(oldSize) || !Number.isSafeInteger(size) || oldSize < 0 || oldSize > size)
    return false;
  if (proof.some((hash) => hash.length !== hashBytes)) return false;
  if (oldSize === size) return proof.length === 0 && oldRoot.equals(root);
  if (oldSize === 0) return proof.length === 0 && oldRoot.equals(emptyRoot());
  let position = oldSize - 1;
  let last = size - 1;
  while (position % 2 === 1) {
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  const [seed, ...rest] = position === 0 ? [oldRoot, ...proof] : proof;
  if (seed === undefined) return false;
  let oldHash = seed;
  let newHash = seed;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      oldHash = nodeHash(sibling, oldHash);
      newHash = nodeHash(sibling, newHash);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else {
      newHash = nodeHash(newHash, sibling);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && oldHash.equals(oldRoot) && newHash.equals(root);
}
