import { decodeBase64 } from './base64.ts';
import { SealError, invariant } from './errors.ts';
import { hashBytes } from './hash.ts';
import { parseNote, signNote, verifyNote } from './note.ts';
import type { Note, SignerKey, VerifierKey } from './note.ts';

/** C2SP tlog-checkpoint: the head of a log at one size. */
export interface Checkpoint {
  /** Which log: a schema-less URL without spaces or plus, such as `archive.example/log`. */
  readonly origin: string;
  readonly size: number;
  /** RFC 6962 root, 32 bytes. */
  readonly root: Buffer;
  /** Not recommended by the standard; Fengni writes none. */
  readonly extensions?: readonly string[];
}

/** The note text of a checkpoint, unsigned. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  const { origin, size, root, extensions = [] } = checkpoint;
  const lines = [origin, String(size), root.toString('base64'), ...extensions];
  const sound =
    Number.isSafeInteger(size) &&
    size >= 0 &&
    root.length === hashBytes &&
    lines.every((line) => line !== '' && !line.includes('\n'));
  invariant(sound, 'a checkpoint has an origin, a size from 0 up, a 32-byte root and no empty line');
  return `${lines.join('\n')}\n`;
}

/** Reads a note text as a checkpoint. Throws `checkpoint.malformed`. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...extensions] = text.endsWith('\n')
    ? text.slice(0, -1).split('\n')
    : [];
  const hash = decodeBase64(root);
  const sound =
    origin !== '' &&
    /^(0|[1-9]\d{0,15})$/.test(size) &&
    Number.isSafeInteger(Number(size)) &&
    hash?.length === hashBytes &&
    extensions.every((line) => line !== '');
  if (!sound || hash === undefined) throw new SealError('checkpoint.malformed');
  return { origin, size: Number(size), root: hash, extensions };
}

/** A signed checkpoint: Ed25519 always, in the national suite an SM2 line on the same text. Key names match the origin. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly SignerKey[]): string {
  invariant(
    signers.some(({ kind }) => kind === 'ed25519'),
    'tlog-tiles: a checkpoint carries an Ed25519 signature',
  );
  invariant(
    signers.every(({ name }) => name === checkpoint.origin),
    'the keys of a log bear the name of its origin',
  );
  return signNote(formatCheckpoint(checkpoint), signers);
}

export interface OpenedCheckpoint extends Checkpoint {
  readonly note: Note;
  readonly signedBy: readonly VerifierKey[];
}

/** Verifies and reads a signed checkpoint. Throws `note.*` and `checkpoint.malformed`. */
export function openCheckpoint(signed: string | Uint8Array, keys: readonly VerifierKey[]): OpenedCheckpoint {
  const note = parseNote(signed);
  const signedBy = verifyNote(note, keys);
  return { ...parseCheckpoint(note.text), note, signedBy };
}
