import { decodeBase64 } from './base64.ts';
import { openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { SealError, invariant } from './errors.ts';
import { emptyRoot, hashBytes } from './hash.ts';
import { formatSignatureLine, parseNote, signEd25519, verifyEd25519 } from './note.ts';
import type { Note, SignerKey, VerifierKey } from './note.ts';
import { verifyConsistency } from './tree.ts';

/** tlog-witness: no more than 63 lines of consistency proof. */
export const consistencyProofHashesMax = 63;

/** tlog-cosignature, the Ed25519 message: header, time, and the whole text of the checkpoint. */
function cosignedMessage(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`);
}

export interface Cosignature {
  readonly key: VerifierKey;
  readonly time: Date;
}

/** The valid cosignatures of known witnesses. Throws `note.signature` when a known witness's line does not verify. */
export function verifyCosignatures(note: Note, witnesses: readonly VerifierKey[]): Cosignature[] {
  const found: Cosignature[] = [];
  for (const { name, keyId, signature } of note.signatures) {
    const key = witnesses.find(
      (known) => known.name === name && known.keyId === keyId && known.kind === 'cosignature',
    );
    if (key === undefined) continue;
    if (signature.length !== 8 + 64) throw new SealError('note.signature', name);
    const seconds = signature.readBigUInt64BE(0);
    const holds = verifyEd25519(cosignedMessage(note.text, seconds), key.publicKey, signature.subarray(8));
    // Beyond what a Date can hold the time says nothing; the standard's own limit is 2^63-1.
    if (!holds || seconds > 8_640_000_000_000n) throw new SealError('note.signature', name);
    found.push({ key, time: new Date(Number(seconds) * 1000) });
  }
  return found;
}

export interface CosignOptions {
  /** The keys of the log this witness follows. */
  readonly logKeys: readonly VerifierKey[];
  readonly origin?: string;
  /** The checkpoint this witness cosigned last, with its cosignature; absent the first time. */
  readonly previous?: string;
  /** RFC 6962 consistency proof from `previous` to the new checkpoint. */
  readonly proof?: readonly Buffer[];
  readonly time: Date;
}

function assertContinues(
  next: { size: number; root: Buffer; origin: string },
  previous: { size: number; root: Buffer; origin: string },
  proof: readonly Buffer[] | undefined,
): void {
  if (next.origin !== previous.origin) throw new SealError('cosign.origin');
  if (next.size < previous.size) throw new SealError('cosign.rollback');
  if (next.size === previous.size && !next.root.equals(previous.root)) throw new SealError('cosign.fork');
  const needsProof = next.size !== previous.size && previous.size !== 0;
  if (needsProof && proof === undefined) throw new SealError('cosign.proof');
  const steps = {
    oldSize: previous.size,
    oldRoot: previous.root,
    size: next.size,
    root: next.root,
    proof: proof ?? [],
  };
  if (!verifyConsistency(steps)) throw new SealError('cosign.fork');
}

/**
 * What a witness does (tlog-witness, by file): checks the log's signature and that the checkpoint continues the
 * one it signed last, then adds its timestamped line. The caller stores `note` as the new `previous` *before*
 * handing `line` out. Throws `note.*`, `checkpoint.malformed`, `cosign.*`.
 */
export function cosign(
  checkpoint: string,
  signer: SignerKey,
  options: CosignOptions,
): { line: string; note: string } {
  if (signer.kind !== 'cosignature') throw new SealError('key.kind');
  const next = openCheckpoint(checkpoint, options.logKeys);
  if (options.origin !== undefined && next.origin !== options.origin) throw new SealError('cosign.origin');
  if (next.size === 0 && !next.root.equals(emptyRoot())) throw new SealError('cosign.fork');
  if (options.previous !== undefined) {
    const previous = openCheckpoint(options.previous, options.logKeys);
    if (verifyCosignatures(previous.note, [signer]).length === 0) throw new SealError('cosign.previous');
    assertContinues(next, previous, options.proof);
  }
  const seconds = BigInt(Math.floor(options.time.getTime() / 1000));
  invariant(seconds > 0n, 'tlog-witness: a cosignature bears a time');
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64BE(seconds);
  const signature = Buffer.concat([stamp, signEd25519(cosignedMessage(next.note.text, seconds), signer)]);
  const line = formatSignatureLine({ name: signer.name, keyId: signer.keyId, signature });
  return { line, note: addCosignatures(checkpoint, [line]) };
}

/** Appends witness lines to a signed checkpoint, replacing older ones of the same name and key. */
export function addCosignatures(checkpoint: string, lines: readonly string[]): string {
  const { text, signatures } = parseNote(checkpoint);
  const added = lines.flatMap((line) => parseNote(`x\n\n${line}`).signatures);
  const kept = signatures.filter(
    (old) => !added.some(({ name, keyId }) => name === old.name && keyId === old.keyId),
  );
  return `${text}\n${[...kept, ...added].map(formatSignatureLine).join('')}`;
}

/** The body of tlog-witness `add-checkpoint`, carried as a file. */
export function formatWitnessRequest(request: {
  oldSize: number;
  proof: readonly Buffer[];
  checkpoint: string;
}): string {
  const lines = request.proof.map((hash) => `${hash.toString('base64')}\n`);
  return `old ${request.oldSize}\n${lines.join('')}\n${request.checkpoint}`;
}

/** Throws `cosign.proof` or what a malformed checkpoint throws. */
export function parseWitnessRequest(text: string): { oldSize: number; proof: Buffer[]; checkpoint: string } {
  const split = text.indexOf('\n\n');
  const [old = '', ...hashes] = text.slice(0, Math.max(split, 0)).split('\n');
  const [, size] = /^old (0|[1-9]\d{0,15})$/.exec(old) ?? [];
  const proof = hashes.map((line) => decodeBase64(line)).filter((hash) => hash?.length === hashBytes);
  const whole = proof.length === hashes.length && hashes.length <= consistencyProofHashesMax;
  if (size === undefined || !whole) throw new SealError('cosign.proof');
  const checkpoint = text.slice(split + 2);
  parseCheckpoint(parseNote(checkpoint).text);
  return { oldSize: Number(size), proof: proof.filter((hash) => hash !== undefined), checkpoint };
}
