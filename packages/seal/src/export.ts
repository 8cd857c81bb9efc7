import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { openCheckpoint } from './checkpoint.ts';
import { SealError, invariant } from './errors.ts';
import { emptyRoot, hashBytes, leafHash, nodeHash } from './hash.ts';
import { formatVerifierKey } from './note.ts';
import type { VerifierKey } from './note.ts';
import { openPruned } from './pruned.ts';
import { encodeBundle, subtreeHash, tilePath, tileWidth } from './tiles.ts';
import type { TileName } from './tiles.ts';
import type { ReadNode } from './tree.ts';

export interface ExportOptions {
  /** The signed checkpoint with whatever cosignatures it has; its size says how many entries there are. */
  readonly checkpoint: string;
  /** The log's keys, all of which must have signed the checkpoint. Written to `key.pub`. */
  readonly verifierKeys: readonly VerifierKey[];
  /** Witness keys for `witness.pub`; each must have cosigned the checkpoint. */
  readonly witnessKeys?: readonly VerifierKey[];
  /** Entries in order, from index 0, or when pruned from the first index of the tile that holds the minimum. */
  readonly readLeaves: AsyncIterable<Buffer> | Iterable<Buffer>;
  /**
   * The leaf hashes as sealed, in step with `readLeaves`. With them the tiles show what was sealed and the bundles
   * what is stored now, so that `seal verify` can say where they differ. Without them both come from the entries.
   */
  readonly leafHashes?: AsyncIterable<Buffer> | Iterable<Buffer>;
  /** For a pruned log: the signed statement (`signPruned`) and the kept nodes of the tree (levels 8, 16 …). */
  readonly prunedBefore?: { readonly statement: string; readonly readNode: ReadNode };
}

export interface ExportResult {
  readonly size: number;
  /** Index of the first entry written. */
  readonly firstEntry: number;
  readonly files: number;
  readonly bytes: number;
  /** Whether the written tiles lead to the root of the checkpoint. False is a broken log, still written as evidence. */
  readonly rootMatches: boolean;
}

/** Files under way at once: enough to overlap fsyncs, few enough to bound memory. */
const writesMax = 32;

/** Writes files below one folder, each flushed to disk; the folder gets its name only when all is there. */
class StagedFolder {
  readonly #target: string;
  readonly #staging: string;
  readonly #folders = new Map<string, Promise<unknown>>();
  readonly #writes = new Set<Promise<void>>();
  #failure: unknown;
  files = 0;
  bytes = 0;

  constructor(dir: string) {
    this.#target = resolve(dir);
    this.#staging = `${this.#target}.part-${randomBytes(6).toString('hex')}`;
  }

  async write(path: string, data: Buffer): Promise<void> {
    if (this.#failure !== undefined) throw this.#failure;
    this.files += 1;
    this.bytes += data.length;
    const write = this.#writeFile(join(this.#staging, path), data)
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#writes.delete(write));
    this.#writes.add(write);
    if (this.#writes.size >= writesMax) await Promise.race(this.#writes);
  }

  async #writeFile(path: string, data: Buffer): Promise<void> {
    const folder = dirname(path);
    let made = this.#folders.get(folder);
    if (made === undefined) {
      made = mkdir(folder, { recursive: true });
      this.#folders.set(folder, made);
    }
    await made;
    const file = await open(path, 'wx', 0o644);
    try {
      await file.writeFile(data);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  async commit(): Promise<void> {
    await Promise.all(this.#writes);
    if (this.#failure !== undefined) throw this.#failure;
    for (const folder of this.#folders.keys()) await syncFolder(folder);
    await rmdir(this.#target).catch(ignoreMissing);
    await rename(this.#staging, this.#target);
    await syncFolder(dirname(this.#target));
  }

  async discard(): Promise<void> {
    await Promise.all(this.#writes);
    await rm(this.#staging, { recursive: true, force: true });
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

async function assertFree(dir: string): Promise<void> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error.code === 'ENOTDIR' ? new SealError('export.exists') : error;
  });
  if (names.length > 0) throw new SealError('export.exists');
}

/** One verifier key a line. */
function keyFile(keys: readonly VerifierKey[]): Buffer {
  return Buffer.from(keys.map((key) => `${formatVerifierKey(key)}\n`).join(''));
}

type WriteTile = (tile: TileName, data: Buffer) => Promise<void>;

/** Collects hashes into tiles, level above level, and writes each when full. */
class TileStack {
  readonly #levels: { hashes: Buffer; width: number; index: number }[] = [];
  readonly #write: WriteTile;

  constructor(write: WriteTile) {
    this.#write = write;
  }

  #level(level: number): { hashes: Buffer; width: number; index: number } {
    return (this.#levels[level] ??= { hashes: Buffer.alloc(tileWidth * hashBytes), width: 0, index: 0 });
  }

  /** Starts a pruned tree of `base` leaves: the hashes left of it in tiles that are kept. */
  async resume(base: number, readNode: ReadNode): Promise<void> {
    for (let level = 0, count = base; count > 0; level += 1, count = Math.floor(count / tileWidth)) {
      const row = this.#level(level);
      row.index = Math.floor(count / tileWidth);
      for (let at = row.index * tileWidth; at < count; at += 1) {
        (await readNode(level * 8, at)).copy(row.hashes, row.width * hashBytes);
        row.width += 1;
      }
    }
  }

  async push(hash: Buffer, level = 0): Promise<void> {
    const row = this.#level(level);
    hash.copy(row.hashes, row.width * hashBytes);
    row.width += 1;
    if (row.width < tileWidth) return;
    await this.#write({ level, index: row.index, width: tileWidth }, Buffer.from(row.hashes));
    row.width = 0;
    row.index += 1;
    await this.push(subtreeHash(row.hashes), level + 1);
  }

  /** Writes the partial tiles and gives the root. */
  async finish(): Promise<Buffer> {
    const peaks: Buffer[] = [];
    for (const [level, row] of this.#levels.entries()) {
      if (row.width === 0) continue;
      const hashes = row.hashes.subarray(0, row.width * hashBytes);
      await this.#write({ level, index: row.index, width: row.width }, Buffer.from(hashes));
      // Right to left: the lowest set bit of the width is the rightmost perfect subtree.
      for (let end = row.width, bit = 1; end > 0; bit *= 2) {
        if (end % (bit * 2) === 0) continue;
        peaks.push(subtreeHash(hashes.subarray((end - bit) * hashBytes, end * hashBytes)));
        end -= bit;
      }
    }
    const [first, ...rest] = peaks;
    return first === undefined ? emptyRoot() : rest.reduce((right, left) => nodeHash(left, right), first);
  }
}

/** An iterator over either kind of iterable. */
async function* each<T>(items: AsyncIterable<T> | Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function writeEntries(options: {
  folder: StagedFolder;
  base: number;
  size: number;
  source: ExportOptions;
}): Promise<Buffer> {
  const { folder, base, size, source } = options;
  const tiles = new TileStack((tile, data) => folder.write(tilePath(tile), data));
  if (source.prunedBefore !== undefined) await tiles.resume(base, source.prunedBefore.readNode);
  const hashes = source.leafHashes === undefined ? undefined : each(source.leafHashes);
  let bundle: Buffer[] = [];
  let next = base;
  for await (const entry of source.readLeaves) {
    if (next >= size) throw new SealError('export.count', 'more entries than the checkpoint seals');
    const sealed = hashes === undefined ? leafHash(entry) : (await hashes.next()).value;
    if (!Buffer.isBuffer(sealed)) throw new SealError('export.count', 'fewer hashes than entries');
    await tiles.push(sealed);
    bundle.push(entry);
    next += 1;
    if (bundle.length === tileWidth || next === size) {
      const index = Math.floor((next - 1) / tileWidth);
      await folder.write(tilePath({ level: 'entries', index, width: bundle.length }), encodeBundle(bundle));
      bundle = [];
    }
  }
  if (next !== size) throw new SealError('export.count', 'fewer entries than the checkpoint seals');
  return tiles.finish();
}

/**
 * Writes a tlog-tiles folder: `checkpoint`, `key.pub`, `tile/…`, `tile/entries/…`, where they apply `witness.pub`
 * and `pruned`. Entries stream through; memory is one tile a level. The folder appears under its name only when
 * complete and flushed. Throws `export.exists`, `export.count`, and what opening the checkpoint throws.
 */
export async function writeExport(dir: string, options: ExportOptions): Promise<ExportResult> {
  const { checkpoint: signed, verifierKeys, witnessKeys = [], prunedBefore } = options;
  const checkpoint = openCheckpoint(signed, verifierKeys);
  invariant(
    checkpoint.signedBy.length === verifierKeys.length,
    'every exported key has signed the checkpoint',
  );
  const pruned = prunedBefore === undefined ? undefined : openPruned(prunedBefore.statement, verifierKeys);
  const minimum = pruned?.minimum ?? 0;
  invariant(minimum <= checkpoint.size, 'tlog-tiles: the minimum index is not above the size');
  invariant(
    pruned === undefined || pruned.origin === checkpoint.origin,
    'the pruning statement is of this log',
  );
  const base = Math.floor(minimum / tileWidth) * tileWidth;
  await assertFree(dir);
  const folder = new StagedFolder(dir);
  try {
    const root = await writeEntries({ folder, base, size: checkpoint.size, source: options });
    await folder.write('key.pub', keyFile(verifierKeys));
    if (witnessKeys.length > 0) await folder.write('witness.pub', keyFile(witnessKeys));
    if (prunedBefore !== undefined) await folder.write('pruned', Buffer.from(prunedBefore.statement));
    await folder.write('checkpoint', Buffer.from(signed));
    await folder.commit();
    const { files, bytes } = folder;
    return {
      size: checkpoint.size,
      firstEntry: base,
      files,
      bytes,
      rootMatches: root.equals(checkpoint.root),
    };
  } catch (error) {
    await folder.discard();
    throw error;
  }
}
