import type { CopyIndex } from '../copies/copy-index.ts';
import { lowHashBytes } from './low-windows.ts';
import type { LowCandidate } from './open-low-side.ts';

/** A protected document that has windows of a candidate. */
export interface Confirmation {
  id: string;
  /** Windows of the candidate that the document has. */
  windows: number;
  /** Of all the candidate's windows, 0 to 1. */
  share: number;
}

const windowsMinDefault = 2;

/**
 * Second stage, on the high side: which documents a candidate's windows are of, by whole hashes; none where the filter
 * was mistaken. Reads the hashes of all documents, 64 bytes for each 30 characters. Where the text itself may
 * go up, `index.query` tells more and finds changed copies as well.
 * @throws CopyIndexRefused `no-low-side`, `damaged`
 */
export function confirmCandidates(
  index: CopyIndex,
  candidates: readonly LowCandidate[],
  windowsMin = windowsMinDefault,
): Confirmation[][] {
  const wanted = candidates.map(({ windows }) => new Set(windows.map(({ hash }) => hash)));
  const firstWords = new Set(
    wanted.flatMap((hashes) => [...hashes].map((hash) => Buffer.from(hash, 'hex').readUInt32LE(0))),
  );
  const confirmed = candidates.map((): Confirmation[] => []);
  for (const { id, hashes } of index.lowHashes()) {
    const shared = sharedHashes(hashes, firstWords);
    if (shared.length === 0) continue;
    for (const [i, hashesWanted] of wanted.entries()) {
      const windows = shared.filter((hash) => hashesWanted.has(hash)).length;
      if (windows >= windowsMin) confirmed[i]?.push({ id, windows, share: windows / hashesWanted.size });
    }
  }
  return confirmed.map((found) => found.toSorted((a, b) => b.windows - a.windows || (a.id < b.id ? -1 : 1)));
}

/** In hex; the first word is compared before a string is made. */
function sharedHashes(hashes: Uint8Array, firstWords: ReadonlySet<number>): string[] {
  const bytes = Buffer.from(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  const shared: string[] = [];
  for (let at = 0; at + lowHashBytes <= bytes.byteLength; at += lowHashBytes)
    if (firstWords.has(bytes.readUInt32LE(at))) shared.push(bytes.toString('hex', at, at + lowHashBytes));
  return shared;
}
