import { hashBytes } from '../hash.ts';
import { align, segmentsMax } from './align.ts';
import type { Segment } from './align.ts';
import { classifySegments } from './classify.ts';
import { bundleBytesMax, hashBundle } from './entries.ts';
import { tileHashesMax } from './folder.ts';
import type { Folder, FoundTile } from './folder.ts';
import { growTree, readTile } from './grow.ts';
import type { Extent, Grown } from './grow.ts';
import type { Findings } from './report.ts';
import { SealedTiles } from './sealed-tiles.ts';

interface Site {
  readonly folder: Folder;
  readonly extent: Extent;
  readonly findings: Findings;
}

/** Bundles that should be there and are, by index; of several widths the widest. */
function* presentBundles({ folder, extent }: Site): Generator<FoundTile> {
  const first = extent.base / tileHashesMax;
  const end = Math.ceil(extent.size / tileHashesMax);
  let best: FoundTile | undefined;
  for (const tile of folder.tiles('entries')) {
    if (tile.index < first || tile.index >= end) continue;
    if (best !== undefined && best.index !== tile.index) yield best;
    best = best?.index === tile.index && best.width > tile.width ? best : tile;
  }
  if (best !== undefined) yield best;
}

/** Bundles that follow one another without a gap. */
class EntryRun {
  readonly start: number;
  /** Where the run ends in the sealed log, and the bundle after it. Known once `hashes` is through. */
  end: number;
  next: FoundTile | undefined;
  readonly #first: FoundTile;
  readonly #bundles: Iterator<FoundTile>;
  readonly #site: Site;

  constructor(first: FoundTile, bundles: Iterator<FoundTile>, site: Site) {
    this.#first = first;
    this.#bundles = bundles;
    this.#site = site;
    this.start = first.index * tileHashesMax;
    this.end = site.extent.size;
  }

  #advance(): FoundTile | undefined {
    const next = this.#bundles.next();
    this.next = next.done === true ? undefined : next.value;
    return this.next;
  }

  *hashes(): Generator<string> {
    const { size } = this.#site.extent;
    let bundle: FoundTile | undefined = this.#first;
    for (let index = bundle.index; bundle?.index === index; index += 1) {
      const bytes = this.#site.folder.read(bundle.path, bundleBytesMax);
      const hashed = hashBundle(bytes ?? Buffer.alloc(0));
      const text = hashed.hashes.toString('latin1');
      for (let at = 0; at < text.length; at += hashBytes) yield text.slice(at, at + hashBytes);
      const { path } = bundle;
      bundle = this.#advance();
      if (bytes === undefined || !hashed.isWhole) {
        const from = Math.min(index * tileHashesMax + hashed.count, (index + 1) * tileHashesMax - 1);
        const to = Math.min((index + 1) * tileHashesMax, size) - 1;
        if (bytes !== undefined)
          this.#site.findings.add('bundle.malformed', { path, from, to: Math.max(from, to) });
        this.end = Math.min(size, from);
        return;
      }
      this.end = bundle === undefined ? size : (index + 1) * tileHashesMax;
    }
  }
}

function* sealedHashes(tiles: SealedTiles, start: number, size: number): Generator<string | undefined> {
  for (let at = start; at < size;) {
    const { hashes } = tiles.get(0, Math.floor(at / tileHashesMax));
    const text = hashes?.toString('latin1');
    const end = Math.min(size, (Math.floor(at / tileHashesMax) + 1) * tileHashesMax);
    for (; at < end; at += 1) {
      const offset = (at % tileHashesMax) * hashBytes;
      yield text?.slice(offset, offset + hashBytes);
    }
  }
}

function compareRuns(site: Site, tiles: SealedTiles): Segment[] {
  const { extent, findings } = site;
  const segments: Segment[] = [];
  const bundles = presentBundles(site);
  const opening = bundles.next();
  let first = opening.done === true ? undefined : opening.value;
  let covered = extent.base;
  if (first === undefined && extent.size > extent.base)
    findings.add('log.cut', { have: covered, size: extent.size });
  while (first !== undefined) {
    const from = first.index * tileHashesMax;
    if (from > covered) findings.add('bundle.missing', { from: covered, to: from - 1 });
    const run = new EntryRun(first, bundles, site);
    const sealed = sealedHashes(tiles, from, extent.size);
    for (const segment of align({ found: run.hashes(), sealed, start: from, end: () => run.end })) {
      segments.push(segment);
      if (segments.length < segmentsMax) continue;
      findings.add('differences.many', { most: segmentsMax, from: segment.at });
      return segments;
    }
    first = run.next;
    covered = Math.ceil(run.end / tileHashesMax) * tileHashesMax;
  }
  return segments;
}

/** Every tile above level 0 is seen on the way; those over entries that are gone are looked at here. */
function lookAtTiles({ extent }: Site, tiles: SealedTiles, present: number): void {
  const end = Math.min(Math.ceil(extent.size / tileHashesMax), present);
  for (let index = extent.base / tileHashesMax; index < end; index += 1) tiles.get(0, index);
}

function countTiles({ folder }: Site): number {
  let count = 0;
  for (const { index } of folder.tiles(0)) count = Math.max(count, index + 1);
  return count;
}

/**
 * Finds out what is wrong with an export that did not check out. Gives back the tree grown from the tiles of level 0,
 * for when the entries no longer lead to the root but the tiles do.
 */
export async function diagnose(
  site: Site,
  options: { root: Buffer; fromEntries?: Grown; oldSize: number },
): Promise<Grown | undefined> {
  const { folder, extent, findings } = site;
  const fromTiles = await growTree({
    folder,
    extent,
    hashesOf: (index) => readTile(folder, extent.size, { level: 0, index }),
    oldSize: options.oldSize,
  });
  const { root } = options;
  const tiles = new SealedTiles({ folder, extent, findings, root, grown: [options.fromEntries, fromTiles] });
  // A hole in the tiles must not make this walk a size that is only claimed.
  const isWalkable = countTiles(site) * tileHashesMax * 2 >= extent.size - extent.base;
  if (isWalkable) lookAtTiles(site, tiles, Math.ceil(extent.size / tileHashesMax));
  classifySegments(compareRuns(site, tiles), extent.size, findings);
  tiles.reportMissing();
  if (!tiles.isProven) {
    const found = fromTiles?.root ?? options.fromEntries?.root;
    if (found === undefined) findings.add('root.unproven');
    else findings.add('root.mismatch', { sealed: root.toString('hex'), found: found.toString('hex') });
  }
  return fromTiles;
}
