import { alignPart, makeBlock, scoreMin } from './align.ts';
import type { QueryBlock } from './align.ts';
import { boilerplateHashes } from './boilerplate.ts';
import type { ChaskeyKey } from './chaskey.ts';
import type { CopyMatch, Overlap, TextRange } from './copy-index.ts';
import { readPart } from './document-record.ts';
import { gramTokens, hashGrams, windowGrams, winnow } from './fingerprint.ts';
import type { FingerprintSource, Postings } from './source.ts';
import { tokenise } from './tokenise.ts';
import type { Tokens } from './tokenise.ts';
import { rarityOf, weighByFrequency, weightMin } from './weights.ts';

/** Tokens compared at once, and how many of them the next block sees again, so that no passage is cut. */
const blockTokens = 1024;
const blockOverlap = 160;
/** Text normalised at once, UTF-16 units, and what the next piece sees again. */
const pieceUnits = 1024 * 1024;
const pieceOverlap = 1024;
/** Documents named for a fingerprint; commoner ones weigh least and lead to the first that have them. */
const postingsMax = 48;
/** Parts of documents looked at closely for a block, best first. */
const candidatesMax = 32;
/** Rarity of the fingerprints that a part must share to be looked at. */
const candidateRarityMin = 1;

/** Finds what was copied; owns the room it counts in, so one for each thread. */
export class CopyFinder {
  readonly #key: ChaskeyKey;
  readonly #boilerplate: ReadonlySet<number>;
  readonly #postings: Postings = { parts: new Uint32Array(postingsMax), count: 0, total: 0 };

  constructor(key: ChaskeyKey) {
    this.#key = key;
    this.#boilerplate = boilerplateHashes(key);
  }

  /** @throws CopyIndexRefused `damaged` */
  find(text: string, sources: readonly FingerprintSource[]): CopyMatch[] {
    const found = new Map<string, Gathered>();
    const look = new Look(sources, this.#boilerplate, this.#postings);
    for (let from = 0; from < text.length; from += pieceUnits - pieceOverlap) {
      const to = Math.min(text.length, from + pieceUnits);
      const tokens = tokenise(text, from, to);
      for (const block of this.#blocksOf(tokens)) gather(found, look.at(block));
      if (to === text.length) break;
    }
    return [...found.values()]
      .map((gathered) => describeMatch(gathered, text))
      .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  }

  *#blocksOf(tokens: Tokens): Generator<QueryBlock> {
    for (let from = 0; from + gramTokens <= tokens.count; from += blockTokens - blockOverlap) {
      const to = Math.min(tokens.count, from + blockTokens);
      const block = {
        count: to - from,
        values: tokens.values.subarray(from, to),
        starts: tokens.starts.subarray(from, to),
        ends: tokens.ends.subarray(from, to),
      };
      yield makeBlock(block, hashGrams(block, this.#key), this.#boilerplate);
      if (to === tokens.count) return;
    }
  }
}

interface Found {
  source: FingerprintSource;
  document: number;
  range: TextRange;
  score: number;
  overlaps: Overlap[];
}

/** One query over the sources as they are. */
class Look {
  readonly #sources: readonly FingerprintSource[];
  readonly #boilerplate: ReadonlySet<number>;
  readonly #postings: Postings;
  readonly #partCount: number;
  /** Weight shared with each part, for each source, zero between blocks. */
  readonly #shared: Float32Array[];

  constructor(sources: readonly FingerprintSource[], boilerplate: ReadonlySet<number>, postings: Postings) {
    this.#sources = sources;
    this.#boilerplate = boilerplate;
    this.#postings = postings;
    this.#partCount = sources.reduce((sum, source) => sum + source.partCount, 0);
    this.#shared = sources.map((source) => new Float32Array(source.partCount));
  }

  at(block: QueryBlock): Found[] {
    const weights = new Map<number, number>();
    const weightOf = (hash: number): number => {
      const known = weights.get(hash);
      if (known !== undefined) return known;
      const weight = this.#weigh(
        hash,
        this.#sources.reduce((sum, source) => sum + this.#count(source, hash), 0),
      );
      weights.set(hash, weight);
      return weight;
    };
    return this.#candidates(block, weights).flatMap(({ source, part }) => {
      const document = source.documentOf(part);
      const passages = alignPart(block, readPart(source.readPart(part)), weightOf);
      return passages.map((passage) => ({ source, document, ...passage }));
    });
  }

  #count(source: FingerprintSource, hash: number): number {
    source.lookUp(hash, this.#postings);
    return this.#postings.total;
  }

  #weigh(hash: number, having: number): number {
    if (this.#boilerplate.has(hash)) return weightMin;
    return weighByFrequency(having, this.#partCount);
  }

  /** Parts that share most with the block; notes the weights it learns. */
  #candidates(
    block: QueryBlock,
    weights: Map<number, number>,
  ): { source: FingerprintSource; part: number }[] {
    const touched: { from: number; part: number }[] = [];
    const seen = new Set<number>();
    for (const at of winnow(block.grams, windowGrams)) {
      const hash = block.grams[at] ?? 0;
      if (seen.has(hash)) continue;
      seen.add(hash);
      const hits: { from: number; part: number }[] = [];
      let having = 0;
      for (const [from, source] of this.#sources.entries()) {
        source.lookUp(hash, this.#postings);
        having += this.#postings.total;
        for (let i = 0; i < this.#postings.count; i += 1)
          hits.push({ from, part: this.#postings.parts[i] ?? 0 });
      }
      const weight = this.#weigh(hash, having);
      weights.set(hash, weight);
      const rarity = rarityOf(weight);
      if (rarity > 0)
        for (const { from, part } of hits) {
          const shared = this.#shared[from];
          if (shared === undefined) continue;
          if (shared[part] === 0) touched.push({ from, part });
          shared[part] = (shared[part] ?? 0) + rarity;
        }
    }
    return this.#best(touched);
  }

  #best(touched: readonly { from: number; part: number }[]): { source: FingerprintSource; part: number }[] {
    const scored = touched.flatMap(({ from, part }) => {
      const shared = this.#shared[from];
      const source = this.#sources[from];
      const weight = shared?.[part] ?? 0;
      if (shared !== undefined) shared[part] = 0;
      return source === undefined || weight < candidateRarityMin ? [] : [{ source, part, weight }];
    });
    return scored.toSorted((a, b) => b.weight - a.weight).slice(0, candidatesMax);
  }
}

interface Gathered {
  source: FingerprintSource;
  document: number;
  passages: { range: TextRange; score: number }[];
  overlaps: Overlap[];
}

function gather(found: Map<string, Gathered>, passages: readonly Found[]): void {
  for (const { source, document, range, score, overlaps } of passages) {
    const { id } = source.headOf(document);
    const before = found.get(id) ?? { source, document, passages: [], overlaps: [] };
    found.set(id, before);
    before.passages.push({ range, score });
    before.overlaps.push(...overlaps);
  }
}

function describeMatch({ source, document, passages, overlaps }: Gathered, text: string): CopyMatch {
  const head = source.headOf(document);
  const joined = joinOverlaps(overlaps);
  const merged = joinPassages(passages);
  const score = merged.reduce((sum, passage) => sum + passage.score, 0);
  const inQuery = lengthOf(joined.map(({ query }) => query));
  const inDocument = lengthOf(joined.map((overlap) => overlap.protected));
  return {
    id: head.id,
    meta: head.meta,
    overlaps: joined,
    passages: merged.map(({ range }) => range),
    shareOfQuery: Math.min(1, inQuery / Math.max(1, text.trim().length)),
    shareOfDocument: Math.min(1, inDocument / Math.max(1, head.textUnits)),
    score,
    confidence: 1 - 0.5 * Math.exp(-(score - scoreMin) / (2 * scoreMin)),
  };
}

/** Overlaps seen twice, in blocks or parts that share some text, become one. */
function joinOverlaps(overlaps: readonly Overlap[]): Overlap[] {
  const joined: Overlap[] = [];
  const sorted = overlaps.toSorted((a, b) => a.query.from - b.query.from || b.query.to - a.query.to);
  for (const overlap of sorted) {
    const same = joined.findLast(
      (before) => doMeet(before.query, overlap.query) && doMeet(before.protected, overlap.protected),
    );
    if (same === undefined) joined.push({ query: { ...overlap.query }, protected: { ...overlap.protected } });
    else {
      widen(same.query, overlap.query);
      widen(same.protected, overlap.protected);
    }
  }
  return joined;
}

function joinPassages(
  passages: readonly { range: TextRange; score: number }[],
): { range: TextRange; score: number }[] {
  const joined: { range: TextRange; score: number }[] = [];
  for (const { range, score } of passages.toSorted((a, b) => a.range.from - b.range.from)) {
    const last = joined.at(-1);
    if (last === undefined || range.from >= last.range.to) joined.push({ range: { ...range }, score });
    else {
      // The same tokens do not count twice: what lies beyond the passage before adds its share.
      const beyond = Math.max(0, range.to - last.range.to) / Math.max(1, range.to - range.from);
      last.score = Math.max(last.score + score * beyond, score);
      widen(last.range, range);
    }
  }
  return joined;
}

function doMeet(a: TextRange, b: TextRange): boolean {
  return a.from < b.to && b.from < a.to;
}

function widen(range: TextRange, by: TextRange): void {
  range.from = Math.min(range.from, by.from);
  range.to = Math.max(range.to, by.to);
}

/** Units in any of the ranges. */
function lengthOf(ranges: readonly TextRange[]): number {
  let length = 0;
  let end = 0;
  for (const { from, to } of ranges.toSorted((a, b) => a.from - b.from)) {
    length += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length;
}
