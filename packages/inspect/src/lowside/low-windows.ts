import { pbkdf2Sync } from 'node:crypto';
import { macWords } from '../copies/chaskey.ts';
import type { ChaskeyKey } from '../copies/chaskey.ts';
import { winnow } from '../copies/fingerprint.ts';
import { deriveChaskeyKey, deriveKey } from '../copies/keys.ts';
import type { Tokens } from '../copies/tokenise.ts';

/** Tokens to a window: shorter ones could be guessed word by word and never leave (NET-4). */
export const lowWindowTokens = 12;
/** Windows of which one is kept: any run of 12 + 6 - 1 = 17 tokens keeps one, 30 tokens keep three. */
export const lowWinnowWindows = 6;
/** Bytes kept of a window's hash before it goes into the filter. */
export const lowHashBytes = 8;
/** Rounds of PBKDF2 for each window that is kept; see `docs/inspect-guessing.md` for what they cost either side. */
export const lowStretchRounds = 16;

/** What the low side holds; neither gives the installation's key or the high side's fingerprints. */
export interface LowKeys {
  /** Decides which windows are kept. */
  order: ChaskeyKey;
  /** Makes the hashes. */
  stretch: Buffer;
}

export function deriveLowKeys(key: Uint8Array): LowKeys {
  return {
    order: deriveChaskeyKey(key, 'low-side/windows'),
    stretch: deriveKey(key, 'low-side/stretch'),
  };
}

/** A window that was kept: which tokens, and its hash. */
export interface LowWindow {
  /** Index of its first token. */
  at: number;
  hash: Buffer;
}

/** The winnowed windows of a text, hashed with key and cost; none for fewer than {@link lowWindowTokens} tokens. */
export function hashLowWindows(tokens: Tokens, keys: LowKeys): LowWindow[] {
  const windows = Math.max(0, tokens.count - lowWindowTokens + 1);
  const order = new Uint32Array(windows);
  const tag = new Uint32Array(4);
  for (let at = 0; at < windows; at += 1) {
    macWords(keys.order, { words: tokens.values, from: at, to: at + lowWindowTokens }, tag);
    order[at] = tag[0] ?? 0;
  }
  const message = Buffer.alloc(lowWindowTokens * 4);
  return Array.from(winnow(order, lowWinnowWindows), (at) => {
    for (let i = 0; i < lowWindowTokens; i += 1) message.writeUInt32LE(tokens.values[at + i] ?? 0, i * 4);
    return { at, hash: pbkdf2Sync(message, keys.stretch, lowStretchRounds, lowHashBytes, 'sha256') };
  });
}

/** The hashes alone, each once, in the order of the text: what the index keeps of a document for the export. */
export function packLowHashes(windows: readonly LowWindow[]): Buffer {
  return Buffer.concat([...new Map(windows.map(({ hash }) => [hash.toString('hex'), hash])).values()]);
}
