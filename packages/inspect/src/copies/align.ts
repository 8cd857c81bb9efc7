import { gramTokens } from './fingerprint.ts';
import type { PartPlaces } from './document-record.ts';
import type { Overlap, TextRange } from './copy-index.ts';
import type { Tokens } from './tokenise.ts';
import { weightMin } from './weights.ts';

/** Each token costs this; one that is in the document counts its weight, 0.4 to 1. */
const gapCost = weightMin;
/**
 * Least evidence of a passage. Thirty tokens copied word for word have at least 26 in fingerprints: 15.6, less where words
 * are common. Sixty with every tenth changed have at least 42 of 60: 22.5. A title or phrase of 17 tokens stays below.
 */
export const scoreMin = 11;
/** Fingerprints of a passage that differ: a repeated phrase or a row of zeros is no evidence. */
const distinctMin = 3;
/** Between fingerprints of one chain: tokens apart, and tokens put in or left out. */
const chainGapTokens = 24;
const chainShiftTokens = 3;
/** Chains looked back at for each fingerprint. */
const openChainsMax = 24;
/**
 * What a token counts that stands in a chain between two fingerprints so near: one that was changed. Less than a copied
 * one, more than one that is somewhere else.
 */
const changedWeight = 0.25;
const changedTokensMax = 8;
/** What a fingerprint alone, in no chain, counts for: words stand alone by chance. */
const loneWeight = 0.4;
/** Places of a repeated fingerprint that are tried. */
const repeatsMax = 8;

/** A block of the query with its fingerprints at every token. */
export interface QueryBlock {
  tokens: Tokens;
  grams: Uint32Array;
  /** The first place of each fingerprint in the block, and from each place the next of the same, or -1. */
  first: ReadonlyMap<number, number>;
  next: Int32Array;
  /** 1 for tokens of a standing phrase, which count for nothing whatever stands beside them. */
  standing: Uint8Array;
}

export function makeBlock(tokens: Tokens, grams: Uint32Array, boilerplate: ReadonlySet<number>): QueryBlock {
  const standing = new Uint8Array(tokens.count);
  for (const [at, hash] of grams.entries()) if (boilerplate.has(hash)) standing.fill(1, at, at + gramTokens);
  const first = new Map<number, number>();
  const next = new Int32Array(grams.length).fill(-1);
  for (let at = grams.length - 1; at >= 0; at -= 1) {
    const hash = grams[at] ?? 0;
    next[at] = first.get(hash) ?? -1;
    first.set(hash, at);
  }
  return { tokens, grams, first, next, standing };
}

/** Copied tokens on one diagonal, allowing for some put in and some left out. */
interface Chain {
  /** Tokens of the query and entries of the part, in the order of the query. */
  at: number[];
  entries: number[];
  shift: number;
}

/** A passage of the query that is in the document. */
export interface AlignedPassage {
  range: TextRange;
  score: number;
  overlaps: Overlap[];
}

/**
 * Passages of the block that stand in the part of a document.
 * @param weightOf 0.4 for fingerprints that many documents have, to 1
 */
export function alignPart(
  block: QueryBlock,
  part: { hashes: Uint32Array; readPlaces: () => PartPlaces },
  weightOf: (hash: number) => number,
): AlignedPassage[] {
  const chains = findChains(block, part);
  if (chains.length === 0) return [];
  // Most parts fail even if all they share were rare: then nobody needs to look up how rare it is.
  if (findDense(weighTokens(block, chains, () => 1)).length === 0) return [];
  return findDense(weighTokens(block, chains, weightOf))
    .filter((span) => countDistinct(block, chains, span) >= distinctMin)
    .map((span) => describePassage(block, part.readPlaces(), chains, span));
}

/** None where fewer fingerprints are shared than any passage needs. */
function findChains(block: QueryBlock, part: { hashes: Uint32Array; readPlaces: () => PartPlaces }): Chain[] {
  const pairs: { at: number; entry: number }[] = [];
  for (const [entry, hash] of part.hashes.entries()) {
    let at = block.first.get(hash) ?? -1;
    for (let repeat = 0; at >= 0 && repeat < repeatsMax; repeat += 1) {
      pairs.push({ at, entry });
      at = block.next[at] ?? -1;
    }
  }
  if (pairs.length < distinctMin) return [];
  const places = part.readPlaces();
  pairs.sort((a, b) => a.at - b.at || a.entry - b.entry);
  const chains: Chain[] = [];
  for (const { at, entry } of pairs) {
    const place = places.at[entry] ?? 0;
    const chain = bestChain(chains, at, place - at);
    if (chain === undefined) chains.push({ at: [at], entries: [entry], shift: place - at });
    else if (entry > (chain.entries.at(-1) ?? -1)) {
      chain.at.push(at);
      chain.entries.push(entry);
      chain.shift = place - at;
    }
  }
  return chains;
}

function bestChain(chains: readonly Chain[], at: number, shift: number): Chain | undefined {
  let best: Chain | undefined;
  let least = chainShiftTokens + 1;
  for (let i = chains.length - 1; i >= Math.max(0, chains.length - openChainsMax); i -= 1) {
    const chain = chains[i];
    if (chain === undefined || at - (chain.at.at(-1) ?? 0) > chainGapTokens) continue;
    const difference = Math.abs(chain.shift - shift);
    if (difference >= least) continue;
    least = difference;
    best = chain;
  }
  return best;
}

/**
 * What each token of the block counts: the best fingerprint over it, at least what is usual in its chain. A common phrase
 * within a rare sentence was copied with it and counts like the rest; a rare word that happens to stand beside a common
 * phrase does not make that one rare.
 */
function weighTokens(
  block: QueryBlock,
  chains: readonly Chain[],
  weightOf: (hash: number) => number,
): Float32Array {
  const weights = new Float32Array(block.tokens.count);
  for (const chain of chains) {
    const found = chain.at.map((at) => weightOf(block.grams[at] ?? 0));
    const usual = found.toSorted((a, b) => a - b)[found.length >> 1] ?? 0;
    const share = found.length > 1 ? 1 : loneWeight;
    for (const [i, at] of chain.at.entries()) {
      const weight = share * Math.max(usual, found[i] ?? 0);
      for (let token = at; token < at + gramTokens; token += 1)
        if ((weights[token] ?? 0) < weight) weights[token] = weight;
    }
    weighChanged(weights, chain);
  }
  for (const [token, weight] of weights.entries())
    if (weight > weightMin && block.standing[token] === 1) weights[token] = weightMin;
  return weights;
}

function weighChanged(weights: Float32Array, { at }: Chain): void {
  for (let i = 1; i < at.length; i += 1) {
    const from = (at[i - 1] ?? 0) + gramTokens;
    const to = at[i] ?? 0;
    if (to - from > changedTokensMax) continue;
    for (let token = from; token < to; token += 1)
      weights[token] = Math.max(changedWeight, weights[token] ?? 0);
  }
}

interface Span {
  from: number;
  to: number;
  score: number;
}

/** Stretches of tokens whose weights, less the cost of each token, add up to {@link scoreMin}; each as far as it gains. */
function findDense(weights: Float32Array): Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  let sum = 0;
  for (const [token, weight] of weights.entries()) {
    sum += weight - gapCost;
    if (sum <= 0 || (open !== undefined && sum < open.score - scoreMin)) {
      if (open !== undefined) spans.push(open);
      open = undefined;
      sum = 0;
      continue;
    }
    open ??= { from: token, to: token, score: 0 };
    if (sum > open.score) {
      open.score = sum;
      open.to = token + 1;
    }
  }
  if (open !== undefined) spans.push(open);
  return spans.filter(({ score }) => score >= scoreMin);
}

function countDistinct(block: QueryBlock, chains: readonly Chain[], span: Span): number {
  const seen = new Set<number>();
  for (const chain of chains)
    for (const at of chain.at)
      if (at >= span.from && at + gramTokens <= span.to) seen.add(block.grams[at] ?? 0);
  return seen.size;
}

function describePassage(
  block: QueryBlock,
  places: PartPlaces,
  chains: readonly Chain[],
  span: Span,
): AlignedPassage {
  const { starts, ends } = block.tokens;
  const overlaps: Overlap[] = [];
  for (const { at, entries } of chains) {
    const inside = at.flatMap((token, i) => (token >= span.from && token < span.to ? [i] : []));
    const first = inside[0];
    const last = inside.at(-1);
    if (first === undefined || last === undefined || at.length === 1) continue;
    overlaps.push({
      query: {
        from: starts[at[first] ?? 0] ?? 0,
        to: ends[(at[last] ?? 0) + gramTokens - 1] ?? 0,
      },
      protected: {
        from: places.starts[entries[first] ?? 0] ?? 0,
        to: places.ends[entries[last] ?? 0] ?? 0,
      },
    });
  }
  return {
    range: { from: starts[span.from] ?? 0, to: ends[span.to - 1] ?? 0 },
    score: span.score,
    overlaps,
  };
}
