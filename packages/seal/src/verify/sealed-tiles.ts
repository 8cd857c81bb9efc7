import { hashBytes } from '../hash.ts';
import { bundleBytesMax, hashBundle } from './entries.ts';
import { pathOfTile, tileHashesMax } from './folder.ts';
import type { Folder } from './folder.ts';
import { readTile, widthOfTile } from './grow.ts';
import type { Extent, Grown } from './grow.ts';
import { edgeRoot, foldHashes } from './hash-tree.ts';
import { findingsMax } from './report.ts';
import type { Findings } from './report.ts';

/** The hashes that were sealed in a tile, as far as they can be found out. */
export interface SealedTile {
  readonly hashes?: Buffer;
  /** Whether they are bound to the checkpoint's root. */
  readonly isProven: boolean;
}

interface MissingTiles {
  level: number;
  path: string;
  from: number;
  to: number;
}

interface TilePlace {
  readonly level: number;
  readonly index: number;
}

function topLevels(size: number): number {
  let levels = 0;
  for (let hashes = size; hashes > 0; hashes = Math.floor(hashes / tileHashesMax)) levels += 1;
  return levels;
}

/** Picks for each level of the right edge the version (file, entries, tiles below) that leads to the sealed root. */
function resolveEdge(versions: readonly (readonly Buffer[])[], root: Buffer): Buffer[] | undefined {
  const choose = (level: number, chosen: Buffer[]): Buffer[] | undefined => {
    const here = versions[level];
    if (here === undefined) return edgeRoot(chosen).equals(root) ? chosen : undefined;
    for (const row of here) {
      const whole = choose(level + 1, [...chosen, row]);
      if (whole !== undefined) return whole;
    }
    return undefined;
  };
  return choose(0, []);
}

/**
 * Decides, from the checkpoint's root down, which hashes were sealed: a tile file counts only if it leads to the hash
 * above it, else what its children or entries lead to, if that does. Reports tiles that were changed or are missing.
 */
export class SealedTiles {
  readonly #folder: Folder;
  readonly #extent: Extent;
  readonly #findings: Findings;
  readonly #edge: readonly Buffer[] | undefined;
  readonly #changed = new Set<string>();
  readonly #missing: MissingTiles[] = [];
  readonly #latest = new Map<number, { index: number; tile: SealedTile }>();

  constructor(options: {
    folder: Folder;
    extent: Extent;
    findings: Findings;
    root: Buffer;
    /** Trees grown from the entries and from the tiles of level 0. */
    grown: readonly (Grown | undefined)[];
  }) {
    this.#folder = options.folder;
    this.#extent = options.extent;
    this.#findings = options.findings;
    this.#edge = resolveEdge(this.#edgeVersions(options.grown), options.root);
    for (let level = 0; level < topLevels(this.#extent.size); level += 1) this.#compareEdge(level);
  }

  /** Whether anything in the folder leads to the checkpoint's root. */
  get isProven(): boolean {
    return this.#edge !== undefined;
  }

  #edgeIndex(level: number): number {
    return Math.floor(this.#extent.size / tileHashesMax ** (level + 1));
  }

  #edgeVersions(grown: readonly (Grown | undefined)[]): Buffer[][] {
    const { size } = this.#extent;
    return Array.from({ length: topLevels(size) }, (_, level) => {
      const index = this.#edgeIndex(level);
      const length = widthOfTile(size, level, index) * hashBytes;
      if (length === 0) return [Buffer.alloc(0)];
      const rows = [
        readTile(this.#folder, size, { level, index }),
        ...grown.map((tree) => tree?.edge[level]),
      ];
      const fitting = rows.filter((row) => row?.length === length).filter((row) => row !== undefined);
      return fitting.filter((row, i) => fitting.findIndex((other) => other.equals(row)) === i);
    });
  }

  #compareEdge(level: number): void {
    const index = this.#edgeIndex(level);
    if (widthOfTile(this.#extent.size, level, index) === 0) return;
    const file = readTile(this.#folder, this.#extent.size, { level, index });
    const sealed = this.#edge?.[level];
    if (file === undefined || (sealed !== undefined && !file.equals(sealed))) this.#report({ level, index });
  }

  #report(place: TilePlace): void {
    const { size } = this.#extent;
    const span = tileHashesMax ** (place.level + 1);
    const path = pathOfTile(place.level, place.index, widthOfTile(size, place.level, place.index));
    const exists = this.#folder.read(path, tileHashesMax * hashBytes) !== undefined;
    const range = { from: place.index * span, to: Math.min(size, (place.index + 1) * span) - 1 };
    if (!exists) this.#noteMissing({ level: place.level, path, ...range });
    else if (!this.#changed.has(path)) this.#findings.add('tile.changed', { path, ...range });
    if (exists && this.#changed.size < findingsMax) this.#changed.add(path);
  }

  #noteMissing(lost: MissingTiles): void {
    const known = this.#missing.find(
      ({ level, from, to }) => level === lost.level && lost.from >= from && lost.from <= to + 1,
    );
    if (known !== undefined) known.to = Math.max(known.to, lost.to);
    else if (this.#missing.length < findingsMax) this.#missing.push(lost);
  }

  /** To be called once, when all tiles have been looked at. Joins neighbours: a cut log lacks thousands in a row. */
  reportMissing(): void {
    const sorted = this.#missing.toSorted((a, b) => a.level - b.level || a.from - b.from);
    for (const [i, { level, path, from, to }] of sorted.entries()) {
      const next = sorted[i + 1];
      if (next?.level === level && next.from === to + 1) Object.assign(next, { path, from });
      else this.#findings.add('tile.missing', { path, from, to });
    }
  }

  /** Going through tiles in order reads each once: only the latest of each level is remembered. */
  get(level: number, index: number): SealedTile {
    const latest = this.#latest.get(level);
    if (latest?.index === index) return latest.tile;
    const tile =
      index === this.#edgeIndex(level) ? this.#edgeTile(level, index) : this.#fullTile({ level, index });
    this.#latest.set(level, { index, tile });
    return tile;
  }

  #edgeTile(level: number, index: number): SealedTile {
    const sealed = this.#edge?.[level];
    if (sealed !== undefined) return { hashes: sealed, isProven: true };
    const file = readTile(this.#folder, this.#extent.size, { level, index });
    return file === undefined ? { isProven: false } : { hashes: file, isProven: false };
  }

  #fullTile(place: TilePlace): SealedTile {
    const file = readTile(this.#folder, this.#extent.size, place);
    const parent = this.get(place.level + 1, Math.floor(place.index / tileHashesMax));
    const at = (place.index % tileHashesMax) * hashBytes;
    const sealed = parent.isProven ? parent.hashes?.subarray(at, at + hashBytes) : undefined;
    const leads = (hashes: Buffer | undefined) =>
      sealed !== undefined && hashes !== undefined && foldHashes(hashes, 0, tileHashesMax).equals(sealed);
    if (file !== undefined && leads(file)) return { hashes: file, isProven: true };
    if (sealed !== undefined || file === undefined) this.#report(place);
    for (const source of ['tiles', 'entries'] as const) {
      const hashes = sealed === undefined ? undefined : this.#fromBelow(place, source);
      if (hashes !== undefined && leads(hashes)) return { hashes, isProven: true };
    }
    return file === undefined ? { isProven: false } : { hashes: file, isProven: false };
  }

  /** The hashes of a full tile, computed from level-0 tiles or from entries below it. */
  #fromBelow(place: TilePlace, source: 'tiles' | 'entries'): Buffer | undefined {
    const { level, index } = place;
    if (level === 0) return source === 'entries' ? this.#fromBundle(index) : undefined;
    const hashes = Buffer.alloc(tileHashesMax * hashBytes);
    for (let i = 0; i < tileHashesMax; i += 1) {
      const child = { level: level - 1, index: index * tileHashesMax + i };
      const isFile = child.level === 0 && source === 'tiles';
      const below = isFile
        ? readTile(this.#folder, this.#extent.size, child)
        : this.#fromBelow(child, source);
      if (below === undefined) return undefined;
      foldHashes(below, 0, tileHashesMax).copy(hashes, i * hashBytes);
    }
    return hashes;
  }

  #fromBundle(index: number): Buffer | undefined {
    const bytes = this.#folder.read(pathOfTile('entries', index, tileHashesMax), bundleBytesMax);
    const bundle = bytes === undefined ? undefined : hashBundle(bytes);
    return bundle?.isWhole === true && bundle.count === tileHashesMax
      ? Buffer.from(bundle.hashes)
      : undefined;
  }
}
