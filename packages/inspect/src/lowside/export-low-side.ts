import { hash, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { FieldWriter } from '../copies/byte-fields.ts';
import type { CopyIndex } from '../copies/copy-index.ts';
import { deriveKey, sealText } from '../copies/keys.ts';
import { tokenise } from '../copies/tokenise.ts';
import { CompressedSet } from './compressed-set.ts';
import { lowHashBytes, lowStretchRounds, lowWindowTokens, lowWinnowWindows } from './low-windows.ts';
import { LowSideRefused } from './low-side-refused.ts';

export const lowSideMagic = 'FNGLOWSD';
export const lowSideVersion = 1;
/** Fewer characters to a window are refused, whatever is asked for (NET-4). */
export const lowWindowTokensMin = 12;

export interface LowSideExportOptions {
  /** The installation's key. What goes down are keys derived from it, from which it cannot be had. */
  key: Uint8Array;
  /** Words that may be known: matched on the low side in clear. */
  publicWords: readonly string[];
  /** Words that may not: the export is refused when one of them is among the public words. They are not written. */
  catalogueWords: Iterable<string>;
  /** The filter says yes to one strange window in 2^bits: 8 (1/256) by default, 16 for fewer questions to the high side. */
  falsePositiveBits?: 8 | 16;
  /** Tokens to a window; the index keeps those of 12. */
  windowTokens?: number;
  /** Ed25519; without it the file carries a digest only. */
  signKey?: KeyObject;
}

/**
 * The file for the low side: public words in clear and a filter over keyed, stretched, winnowed hashes of windows of
 * twelve characters. No catalogue word, no id, no fingerprint of the index, and no order of the windows.
 * @throws LowSideRefused `catalogue-word`, `window-too-short`
 * @throws CopyIndexRefused `no-low-side`, `damaged`
 */
export function exportLowSide(index: CopyIndex, options: LowSideExportOptions): Buffer {
  const windowTokens = options.windowTokens ?? lowWindowTokens;
  if (windowTokens < lowWindowTokensMin)
    throw new LowSideRefused('window-too-short', String(lowWindowTokensMin));
  refuseCatalogueWords(options);
  const bits = options.falsePositiveBits ?? 8;
  const set = CompressedSet.of(collectHashes(index), bits);
  const body = new FieldWriter(1024 * 1024)
    .text(lowSideMagic)
    .u32(lowSideVersion)
    .varint(lowWindowTokens)
    .varint(lowWinnowWindows)
    .varint(lowStretchRounds)
    .bytes(deriveKey(options.key, 'low-side/windows', 16))
    .bytes(deriveKey(options.key, 'low-side/stretch'))
    .varint(options.publicWords.length);
  for (const word of options.publicWords) body.text(word);
  body.u8(bits).varint(set.count).bytes(set.encode());
  const bytes = body.finish();
  const digest = hash('sha256', bytes, 'buffer');
  const signature = options.signKey === undefined ? Buffer.alloc(0) : sign(null, digest, options.signKey);
  return Buffer.concat([bytes, new FieldWriter().bytes(signature).finish(), digest]);
}

/** Compared as the high side compares: in whatever width, case or script. */
function refuseCatalogueWords({ key, publicWords, catalogueWords }: LowSideExportOptions): void {
  const wordKey = deriveKey(key, 'low-side/words');
  const seal = (word: string): string => sealText(wordKey, tokenise(word).values.join(' '));
  const known = new Set(publicWords.map(seal));
  let found = 0;
  for (const word of catalogueWords) if (known.has(seal(word))) found += 1;
  if (found > 0) throw new LowSideRefused('catalogue-word', String(found));
}

/** Windows that more documents have are of standing phrases: they would only raise questions. */
const commonDocuments = 8;
const commonShare = 0.01;
/** Kept windows on either side of a common one that go with it: at the edges of a phrase, chance decides which are kept. */
const commonEdge = 2;

/** Hashes of all documents, each once, without those of standing phrases. */
function collectHashes(index: CopyIndex): Uint8Array {
  const documents = [...index.lowHashes()].map(({ hashes }) => readWords(hashes));
  const common = findCommon(documents);
  const kept: bigint[] = [];
  for (const words of documents) {
    const isCommon = Array.from(words, (word) => common.has(word));
    for (const [i, word] of words.entries())
      if (!isCommon.slice(Math.max(0, i - commonEdge), i + commonEdge + 1).includes(true)) kept.push(word);
  }
  const sorted = BigUint64Array.from(kept).toSorted();
  const bytes = Buffer.alloc(sorted.length * lowHashBytes);
  let end = 0;
  for (const [i, word] of sorted.entries())
    if (i === 0 || word !== sorted[i - 1]) end = bytes.writeBigUInt64LE(word, end);
  return bytes.subarray(0, end);
}

function readWords(hashes: Uint8Array): BigUint64Array {
  const bytes = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return BigUint64Array.from({ length: bytes.byteLength / lowHashBytes }, (_, i) =>
    bytes.readBigUInt64LE(i * lowHashBytes),
  );
}

/** A document has each hash once, so a hash is in as many documents as it is there. */
function findCommon(documents: readonly BigUint64Array[]): ReadonlySet<bigint> {
  const all = new BigUint64Array(documents.reduce((sum, words) => sum + words.length, 0));
  let filled = 0;
  for (const words of documents) {
    all.set(words, filled);
    filled += words.length;
  }
  all.sort();
  const least = Math.max(commonDocuments, documents.length * commonShare);
  const common = new Set<bigint>();
  for (let from = 0, to = 0; from < all.length; from = to) {
    while (to < all.length && all[to] === all[from]) to += 1;
    if (to - from > least) common.add(all[from] ?? 0n);
  }
  return common;
}
