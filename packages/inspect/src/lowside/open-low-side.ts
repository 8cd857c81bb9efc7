import { hash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { FieldFault, FieldReader } from '../copies/byte-fields.ts';
import { makeChaskeyKey } from '../copies/chaskey.ts';
import type { TextRange } from '../copies/copy-index.ts';
import { tokenise } from '../copies/tokenise.ts';
import type { Tokens } from '../copies/tokenise.ts';
import { CompressedSet } from './compressed-set.ts';
import { lowSideMagic, lowSideVersion } from './export-low-side.ts';
import { hashLowWindows, lowStretchRounds, lowWindowTokens, lowWinnowWindows } from './low-windows.ts';
import type { LowKeys } from './low-windows.ts';
import { LowSideRefused } from './low-side-refused.ts';

/** Tokens between windows that count together, and how many must: a passage of thirty characters has three at least. */
const togetherTokens = 40;
const windowsMinDefault = 3;

/** A place in a text that may stand in a protected document; the high side tells. */
export interface LowCandidate {
  range: TextRange;
  /** 8 bytes in hex each, with the place of its window. */
  windows: { hash: string; range: TextRange }[];
}

/** What the low side knows. */
export interface LowSide {
  publicWords: readonly string[];
  /** Share of strange windows the filter says yes to. */
  falsePositiveRate: number;
  /** Windows in the filter. */
  windows: number;
  find(text: string): LowCandidate[];
}

export interface LowSideOptions {
  /** Ed25519: the file must then carry a signature of that key. */
  verifyKey?: KeyObject;
  /** Windows close together that make a candidate; default 3. */
  windowsMin?: number;
}

const digestBytes = 32;

/** @throws LowSideRefused `damaged`, `bad-signature`, `unknown-version` */
export function openLowSide(bytes: Uint8Array, options: LowSideOptions = {}): LowSide {
  try {
    return parseLowSide(bytes, options);
  } catch (error) {
    if (error instanceof FieldFault) throw new LowSideRefused('damaged', error.message);
    throw error;
  }
}

function parseLowSide(bytes: Uint8Array, options: LowSideOptions): LowSide {
  const reader = new FieldReader(bytes);
  if (reader.text() !== lowSideMagic) throw new FieldFault('not such a file');
  const version = reader.u32();
  if (version !== lowSideVersion) throw new LowSideRefused('unknown-version', String(version));
  const parameters = [reader.varint(), reader.varint(), reader.varint()].join('.');
  if (parameters !== [lowWindowTokens, lowWinnowWindows, lowStretchRounds].join('.'))
    throw new LowSideRefused('unknown-version', parameters);
  const order = reader.bytes();
  const stretch = reader.bytes();
  if (order.byteLength !== 16) throw new FieldFault('key');
  const words = reader.varint();
  const publicWords: string[] = [];
  for (let i = 0; i < words; i += 1) publicWords.push(reader.text());
  const bits = reader.u8();
  if (bits !== 8 && bits !== 16) throw new FieldFault('bits of the filter');
  const count = reader.varint();
  const encoded = reader.bytes();
  checkDigest(bytes, reader, options.verifyKey);
  const set = CompressedSet.decode(encoded, bits, count);
  if (set === undefined) throw new FieldFault('filter');
  const keys: LowKeys = { order: makeChaskeyKey(order), stretch };
  const windowsMin = options.windowsMin ?? windowsMinDefault;
  return {
    publicWords,
    falsePositiveRate: 2 ** -bits,
    windows: count,
    find: (text) => findCandidates(text, keys, set, windowsMin),
  };
}

function checkDigest(bytes: Uint8Array, reader: FieldReader, verifyKey: KeyObject | undefined): void {
  const body = bytes.subarray(0, bytes.byteLength - reader.left);
  const signature = reader.bytes();
  if (reader.left !== digestBytes) throw new FieldFault('length');
  const digest = Buffer.from(bytes.subarray(bytes.byteLength - digestBytes));
  if (!hash('sha256', body, 'buffer').equals(digest)) throw new FieldFault('digest');
  if (verifyKey !== undefined && !verify(null, digest, verifyKey, signature))
    throw new LowSideRefused('bad-signature');
}

function findCandidates(text: string, keys: LowKeys, set: CompressedSet, windowsMin: number): LowCandidate[] {
  const tokens = tokenise(text);
  const hits = hashLowWindows(tokens, keys).filter(({ hash: window }) => set.has(window));
  const candidates: LowCandidate[] = [];
  let open: typeof hits = [];
  const close = (): void => {
    if (open.length >= windowsMin) candidates.push(describeCandidate(open, tokens));
    open = [];
  };
  for (const hit of hits) {
    const last = open.at(-1);
    if (last !== undefined && hit.at - last.at > togetherTokens) close();
    open.push(hit);
  }
  close();
  return candidates;
}

function describeCandidate(hits: readonly { at: number; hash: Buffer }[], tokens: Tokens): LowCandidate {
  const windows = hits.map(({ at, hash: window }) => ({
    hash: window.toString('hex'),
    range: { from: tokens.starts[at] ?? 0, to: tokens.ends[at + lowWindowTokens - 1] ?? 0 },
  }));
  return {
    range: { from: windows[0]?.range.from ?? 0, to: windows.at(-1)?.range.to ?? 0 },
    windows,
  };
}
