import { decodeBase64 } from './base64.ts';
import { SealError, invariant } from './errors.ts';
import { hashBytes } from './hash.ts';
import { parseNote, signNote, verifyNote } from './note.ts';
import type { SignerKey, VerifierKey } from './note.ts';

/**
 * The statement that retention removed a log's oldest entries. tlog-tiles defines the minimum index but leaves
 * open where it stands; here it is a note of its own, signed by the log's keys, in the file `pruned`. Its second
 * line is not a number, so it can never be read as a checkpoint.
 */
export interface PrunedStatement {
  readonly origin: string;
  /** Entries below may be gone; all from here on are there. */
  readonly minimum: number;
  /** Root of the tree of the first `minimum` entries: what was removed is still committed to. */
  readonly root: Buffer;
  readonly time: Date;
}

const prunedHeader = 'fengni/pruned/v1';

export function signPruned(statement: PrunedStatement, signers: readonly SignerKey[]): string {
  const { origin, minimum, root, time } = statement;
  invariant(
    Number.isSafeInteger(minimum) && minimum >= 0 && root.length === hashBytes,
    'a minimum index with its root',
  );
  const lines = [
    prunedHeader,
    `origin ${origin}`,
    `minimum ${minimum}`,
    `root ${root.toString('base64')}`,
    `time ${time.toISOString()}`,
  ];
  return signNote(`${lines.join('\n')}\n`, signers);
}

/** Throws `note.*`; `note.malformed` also for a note that is not such a statement. */
export function openPruned(signed: string, keys: readonly VerifierKey[]): PrunedStatement {
  const note = parseNote(signed);
  verifyNote(note, keys);
  const pattern = /^fengni\/pruned\/v1\norigin (.+)\nminimum (0|[1-9]\d{0,15})\nroot (\S+)\ntime (\S+)\n$/u;
  const [, origin = '', minimum = '', root = '', time = ''] = pattern.exec(note.text) ?? [];
  const hash = decodeBase64(root);
  const when = new Date(time);
  if (origin === '' || hash?.length !== hashBytes || Number.isNaN(when.getTime())) {
    throw new SealError('note.malformed', 'not a pruning statement');
  }
  return { origin, minimum: Number(minimum), root: hash, time: when };
}
