import { type KeyObject, createHmac, createSecretKey } from 'node:crypto';
import type { TextRun } from './detector.ts';
import type { Finding, Hit } from './finding.ts';
import { formOptions } from './forms.ts';
import { normalise } from './normalise.ts';
import { segmentAt } from './assemble-runs.ts';

/** Units of context shown on each side of a hit. */
export const excerptUnitsMax = 12;
/** A longer hit is shown as so many blocks. */
const blocksMax = 24;
const digestBytes = 16;
const block = '▇';

/**
 * Makes a hit fit to be shown and kept: the hit and every other hit near it masked in full, a digest under the
 * installation's key. A hit that reaches over several segments is placed in the first.
 */
export function sealFinding(hit: Hit, run: TextRun, key: Uint8Array, others: readonly Hit[] = []): Finding {
  const { detector, family, confidence, citation, facts } = hit;
  const at = segmentAt(run, hit.from);
  if (at === undefined) throw new Error('a hit lies outside its run');
  const { segment, start } = at;
  const from = Math.max(0, hit.from - start);
  return {
    detector,
    family,
    place: segment.place,
    from,
    to: Math.max(from, Math.min(hit.to - start, segment.text.length)),
    hidden: segment.hidden !== undefined,
    excerpt: excerptOf(hit, run.text, others),
    digest: digestOf(run.text.slice(hit.from, hit.to), key),
    confidence,
    citation,
    facts,
  };
}

/** Seals the hits of a run, each masking all others. */
export function sealFindings(hits: readonly Hit[], run: TextRun, key: Uint8Array): Finding[] {
  const sorted = hits.toSorted((a, b) => a.from - b.from);
  const reach = Math.max(0, ...hits.map(({ from, to }) => to - from)) + excerptUnitsMax;
  let first = 0;
  return sorted.map((hit) => {
    while ((sorted[first]?.from ?? 0) < hit.from - reach) first += 1;
    let last = first;
    while (last < sorted.length && (sorted[last]?.from ?? 0) < hit.to + excerptUnitsMax) last += 1;
    return sealFinding(hit, run, key, sorted.slice(first, last));
  });
}

const keys = new WeakMap<Uint8Array, KeyObject>();

/** Making the object costs more than a digest does. */
function keyObjectOf(key: Uint8Array): KeyObject {
  const known = keys.get(key) ?? createSecretKey(key);
  keys.set(key, known);
  return known;
}

/** HMAC-SHA-256 of the folded words, so that another spelling of the same gives the same digest. */
function digestOf(words: string, key: Uint8Array): string {
  const folded = normalise(words, formOptions.words).text;
  return createHmac('sha256', keyObjectOf(key))
    .update(folded)
    .digest()
    .subarray(0, digestBytes)
    .toString('hex');
}

function excerptOf(hit: Hit, text: string, others: readonly Hit[]): string {
  const from = wholeSigns(text, Math.max(0, hit.from - excerptUnitsMax));
  const to = wholeSigns(text, Math.min(text.length, hit.to + excerptUnitsMax));
  const masked = Array.from(text.slice(from, hit.from) + text.slice(hit.to, to), () => false);
  const before = hit.from - from;
  for (const other of others) {
    for (let at = Math.max(other.from, from); at < Math.min(other.to, to); at += 1) {
      if (at < hit.from) masked[at - from] = true;
      else if (at >= hit.to) masked[at - hit.to + before] = true;
    }
  }
  const show = (words: string, offset: number): string =>
    Array.from({ length: words.length }, (_, at) => {
      const sign = words.charAt(at);
      if (masked[offset + at] === true) return block;
      return /\s/u.test(sign) ? ' ' : sign;
    }).join('');
  const blocks = block.repeat(Math.min(blocksMax, hit.to - hit.from));
  return show(text.slice(from, hit.from), 0) + blocks + show(text.slice(hit.to, to), before);
}

/** The place itself, or the one after it where it would cut a surrogate pair. */
function wholeSigns(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit < 0xe000 ? at + 1 : at;
}
