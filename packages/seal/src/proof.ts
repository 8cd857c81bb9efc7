import { decodeBase64 } from './base64.ts';
import { canonicalBytes, commitment, decodeLeaf } from './canonical.ts';
import type { JsonValue, Leaf } from './canonical.ts';
import { openCheckpoint } from './checkpoint.ts';
import type { OpenedCheckpoint } from './checkpoint.ts';
import { verifyCosignatures } from './cosignature.ts';
import type { Cosignature } from './cosignature.ts';
import { SealError, invariant } from './errors.ts';
import { hashBytes, leafHash } from './hash.ts';
import type { VerifierKey } from './note.ts';
import { verifyInclusion } from './tree.ts';

/** C2SP tlog-proof v1: one entry, its audit path, and the checkpoint that seals it, as one text file. */
export interface TlogProof {
  /** Opaque to the format; Fengni puts a `Disclosure` here. */
  readonly extra?: Buffer;
  readonly index: number;
  /** From the leaf's sibling up. */
  readonly path: readonly Buffer[];
  /** The signed checkpoint, verbatim. */
  readonly checkpoint: string;
}

/** The extra data of a Fengni proof: the entry and, if it is to be shown, what the entry commits to. */
export interface Disclosure {
  readonly leaf: Buffer;
  readonly opened?: { readonly salt: Buffer; readonly details: JsonValue };
}

const proofHeader = 'c2sp.org/tlog-proof@v1';
export const proofBytesMax = 4 * 1024 * 1024;
export const proofHashesMax = 63;

export function formatProof(proof: TlogProof): string {
  invariant(
    Number.isSafeInteger(proof.index) && proof.index >= 0,
    'a leaf index is a safe integer from 0 up',
  );
  const extra = proof.extra === undefined ? '' : `extra ${proof.extra.toString('base64')}\n`;
  const path = proof.path.map((hash) => `${hash.toString('base64')}\n`).join('');
  return `${proofHeader}\n${extra}index ${proof.index}\n${path}\n${proof.checkpoint}`;
}

/** Throws `proof.malformed`; says nothing of validity. */
export function parseProof(text: string): TlogProof {
  const split = text.indexOf('\n\n');
  if (text.length > proofBytesMax || split < 0) throw new SealError('proof.malformed');
  const [header, ...lines] = text.slice(0, split).split('\n');
  if (header !== proofHeader) throw new SealError('proof.malformed', 'header');
  const extra = lines[0]?.startsWith('extra ')
    ? decodeBase64((lines.shift() ?? '').slice('extra '.length))
    : null;
  const [, index] = /^index (0|[1-9]\d{0,15})$/.exec(lines.shift() ?? '') ?? [];
  if (extra === undefined || index === undefined || !Number.isSafeInteger(Number(index))) {
    throw new SealError('proof.malformed', 'extra or index');
  }
  const path = lines.map((line) => {
    const hash = decodeBase64(line);
    if (hash?.length !== hashBytes) throw new SealError('proof.malformed', 'path');
    return hash;
  });
  if (path.length > proofHashesMax) throw new SealError('proof.malformed', 'path');
  return {
    ...(extra === null ? {} : { extra }),
    index: Number(index),
    path,
    checkpoint: text.slice(split + 2),
  };
}

/** Canonical JSON: `{"details":…,"leaf":"base64","salt":"base64"}`, the first and last only if opened. */
export function encodeDisclosure(disclosure: Disclosure): Buffer {
  const leaf = disclosure.leaf.toString('base64');
  const { opened } = disclosure;
  return canonicalBytes(
    opened === undefined ? { leaf } : { leaf, salt: opened.salt.toString('base64'), details: opened.details },
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Values fresh from JSON.parse are JSON; this only tells the compiler. */
function isJson(value: unknown): value is JsonValue {
  return value !== undefined;
}

/** Throws `proof.malformed`. */
export function decodeDisclosure(extra: Buffer): Disclosure {
  let parsed: unknown;
  try {
    parsed = JSON.parse(extra.toString('utf8'));
  } catch {
    throw new SealError('proof.malformed', 'extra');
  }
  if (!isRecord(parsed) || typeof parsed['leaf'] !== 'string')
    throw new SealError('proof.malformed', 'extra');
  const leaf = decodeBase64(parsed['leaf']);
  if (leaf === undefined) throw new SealError('proof.malformed', 'extra');
  const { salt: saltText, details } = parsed;
  if (saltText === undefined && details === undefined) return { leaf };
  const salt = typeof saltText === 'string' ? decodeBase64(saltText) : undefined;
  if (salt?.length !== hashBytes || !isJson(details)) throw new SealError('proof.malformed', 'extra');
  return { leaf, opened: { salt, details } };
}

export interface VerifiedProof {
  readonly index: number;
  readonly leaf: Leaf;
  readonly checkpoint: OpenedCheckpoint;
  readonly cosignatures: readonly Cosignature[];
  /** Present when the file discloses details and they match the entry's commitment. */
  readonly details?: JsonValue;
}

/**
 * Verifies a proof off-line (tlog-proof, "Verifying a tlog proof"). `leaf` is for proofs without extra data.
 * Throws `proof.*`, `note.*`, `checkpoint.malformed`, `leaf.malformed`.
 */
export function verifyProof(
  text: string,
  options: { logKeys: readonly VerifierKey[]; witnesses?: readonly VerifierKey[]; leaf?: Buffer },
): VerifiedProof {
  const proof = parseProof(text);
  const disclosure = proof.extra === undefined ? undefined : decodeDisclosure(proof.extra);
  const bytes = options.leaf ?? disclosure?.leaf;
  if (bytes === undefined) throw new SealError('proof.malformed', 'no entry to prove');
  const checkpoint = openCheckpoint(proof.checkpoint, options.logKeys);
  const { size, root } = checkpoint;
  const holds = verifyInclusion({ index: proof.index, size, leaf: leafHash(bytes), proof: proof.path, root });
  if (!holds) throw new SealError('proof.mismatch');
  const leaf = decodeLeaf(bytes);
  const opened = disclosure?.opened;
  if (opened !== undefined && !commitment(opened.salt, opened.details).equals(leaf.commitment)) {
    throw new SealError('proof.details');
  }
  const cosignatures = verifyCosignatures(checkpoint.note, options.witnesses ?? []);
  const details = opened === undefined ? {} : { details: opened.details };
  return { index: proof.index, leaf, checkpoint, cosignatures, ...details };
}
