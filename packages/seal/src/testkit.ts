import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { commitment, encodeLeaf } from './canonical.ts';
import { signCheckpoint } from './checkpoint.ts';
import { writeExport } from './export.ts';
import type { ExportOptions } from './export.ts';
import { leafHash, sha256 } from './hash.ts';
import { generateSignerKey, verifierKeyOf } from './note.ts';
import type { SignerKey } from './note.ts';
import { appendLeaves, emptyFrontier, frontierAt, rootOf } from './tree.ts';
import type { ReadNode } from './tree.ts';

/** A log in memory for tests: everything the sealer would keep in the database. */
export interface TestLog {
  readonly entries: readonly Buffer[];
  readonly signer: SignerKey;
  readonly readNode: ReadNode;
  readonly rootAt: (size: number) => Promise<Buffer>;
  readonly checkpointAt: (size: number) => Promise<string>;
  readonly exportTo: (overrides?: Partial<ExportOptions>) => Promise<string>;
}

export const testOrigin = 'archive.example/log';

const temporaryFolders: string[] = [];
afterAll(() => {
  for (const folder of temporaryFolders) rmSync(folder, { recursive: true, force: true });
});

/** The path of a folder that does not exist yet, inside a new one that goes away after the tests of the file. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fengni-seal-'));
  temporaryFolders.push(folder);
  return join(folder, 'export');
}

/** Entry `index` of a test log: ids and times follow from the index. */
export function testEntry(index: number): Buffer {
  const id = sha256(Buffer.from(`id ${index}`)).toString('hex');
  return encodeLeaf({
    version: 1,
    id: `${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-8${id.slice(17, 20)}-${id.slice(20, 32)}`,
    time: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    commitment: commitment(sha256(Buffer.from(`salt ${index}`)), { command: 'test.command', index }),
  });
}

/** A reader over all nodes of the tree of these leaf hashes. */
export function nodesOf(hashes: readonly Buffer[]): { readNode: ReadNode; root: Buffer } {
  const { frontier, completedNodes } = appendLeaves(emptyFrontier, hashes);
  const nodes = new Map(completedNodes.map((node) => [`${node.level}/${node.index}`, node.hash]));
  const readNode: ReadNode = async (level, index) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`no node ${level}/${index}`);
    return hash;
  };
  return { readNode, root: rootOf(frontier) };
}

export function testLog(
  size: number,
  options: { signer?: SignerKey; extraSigners?: readonly SignerKey[]; entries?: readonly Buffer[] } = {},
): TestLog {
  const signer = options.signer ?? generateSignerKey({ name: testOrigin, kind: 'ed25519' });
  const signers = [signer, ...(options.extraSigners ?? [])];
  const entries = options.entries ?? Array.from({ length: size }, (_, index) => testEntry(index));
  const { readNode } = nodesOf(entries.map(leafHash));
  const rootAt = async (at: number) => rootOf(await frontierAt(at, readNode));
  const checkpointAt = async (at: number) =>
    signCheckpoint({ origin: signer.name, size: at, root: await rootAt(at) }, signers);
  const exportTo = async (overrides: Partial<ExportOptions> = {}) => {
    const dir = freshFolder();
    await writeExport(dir, {
      checkpoint: await checkpointAt(size),
      verifierKeys: signers.map(verifierKeyOf),
      readLeaves: entries,
      ...overrides,
    });
    return dir;
  };
  return { entries, signer, readNode, rootAt, checkpointAt, exportTo };
}
