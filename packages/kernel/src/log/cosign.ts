import { openCheckpoint } from '@fengni/seal/checkpoint';
import { type Cosignature, addCosignatures, verifyCosignatures } from '@fengni/seal/cosignature';
import { type NoteSignature, type VerifierKey, formatSignatureLine } from '@fengni/seal/note';
import { rootAt } from '@fengni/seal/tree';
import { settings } from '../access/tables.ts';
import { type Command, type LoadTx, defineCommand } from '../command/define.ts';
import { refuser } from '../command/refusal.ts';
import { AddWitness, CosignLog, logErrors } from './contract.ts';
import { logPolicy } from './policy.ts';
import { readerOfTx } from './reader.ts';
import { type OwnCheckpoint, TileMissingError, peekCheckpoint, readHead, storedNodes } from './tree-store.ts';
import {
  parseWitnessKey,
  parseWitnesses,
  readWitnesses,
  witnessesMax,
  witnessesSetting,
} from './witnesses.ts';

const refuse = refuser(logErrors);
/** Clocks of witness and house may differ by this much. */
const clockMinutesMax = 5;

interface Witnessed {
  readonly size: number;
  /** The checkpoint with every line known of it. */
  readonly note: string;
  readonly cosignatures: readonly Cosignature[];
}

export function createWitnessCommands(verifiers: readonly VerifierKey[]): Command[] {
  const cosignLog = defineCommand({
    name: 'log.cosign',
    title: { zh: '录入见证', en: 'Take in a cosignature' },
    input: CosignLog,
    rule: logPolicy['log.witness'],
    secondFactor: true,
    load: (tx, input) => readWitnessed(tx, input.checkpoint, verifiers),
    async handle(tx, { target }) {
      const { size, note, cosignatures } = target;
      const times = cosignatures.map(({ time }) => time.getTime());
      const witnessedAt = new Date(Math.max(...times));
      const witnesses = cosignatures.map(({ key }) => key.name);
      await tx.writeSql('select keep_cosigned($1, $2, $3, $4, $5)', [
        size,
        note,
        tx.now,
        witnessedAt,
        witnesses.join(', '),
      ]);
      return { result: { size, witnesses, witnessedAt: witnessedAt.toISOString() } };
    },
  });
  return [cosignLog, addWitness];
}

/** Checks what a witness gave back: ours, of this very history, and signed by whom we know. */
async function readWitnessed(
  tx: LoadTx,
  text: string,
  verifiers: readonly VerifierKey[],
): Promise<Witnessed> {
  const reader = readerOfTx(tx);
  const checkpoint = peekCheckpoint(text);
  if (checkpoint === undefined) throw refuse('log.cosign.malformed');
  const head = await readHead(reader);
  if (head === undefined || checkpoint.origin !== head.origin || !isOurs(text, verifiers))
    throw refuse('log.cosign.foreign');
  const cosignatures = cosignaturesOn(checkpoint, await readWitnesses(reader));
  if (cosignatures.length === 0) throw refuse('log.cosign.unknown');
  const latest = tx.now.getTime() + clockMinutesMax * 60_000;
  const early = cosignatures.find(({ time }) => time.getTime() > latest);
  if (early !== undefined) throw refuse('log.cosign.future', { time: early.time.toISOString() });
  const { size, root } = checkpoint;
  if (size > head.size) throw refuse('log.cosign.ahead', { size, have: head.size });
  if (!(await rootNow(size)).equals(root)) throw refuse('log.cosign.fork', { size });
  const kept = await reader.rows<{ note: string }>('select note from log_checkpoint where size = $1', [size]);
  const before = kept[0]?.note;
  const known =
    before !== undefined && peekCheckpoint(before)?.note.text === checkpoint.note.text ? before : text;
  const lines = checkpoint.note.signatures.filter((line) =>
    cosignatures.some((one) => isLineOf(line, one.key)),
  );
  return { size, note: addCosignatures(known, lines.map(formatSignatureLine)), cosignatures };

  async function rootNow(at: number): Promise<Buffer> {
    if (head === undefined || at === head.size) return head?.root ?? Buffer.alloc(0);
    try {
      return await rootAt(at, storedNodes(reader, head.size));
    } catch (error) {
      if (error instanceof TileMissingError) throw refuse('log.pruned.away', { minimum: head.pruned_before });
      throw error;
    }
  }
}

function isOurs(text: string, verifiers: readonly VerifierKey[]): boolean {
  try {
    return openCheckpoint(text, verifiers).signedBy.some(({ kind }) => kind === 'ed25519');
  } catch {
    return false;
  }
}

function cosignaturesOn(checkpoint: OwnCheckpoint, witnesses: readonly VerifierKey[]): Cosignature[] {
  try {
    return verifyCosignatures(checkpoint.note, witnesses);
  } catch {
    throw refuse('log.cosign.signature');
  }
}

function isLineOf(line: NoteSignature, key: VerifierKey): boolean {
  return line.name === key.name && line.keyId === key.keyId;
}

const addWitness = defineCommand({
  name: 'log.addWitness',
  title: { zh: '登记见证人', en: 'Register a witness' },
  input: AddWitness,
  rule: logPolicy['log.witness'],
  secondFactor: true,
  async load(tx) {
    const rows = await tx.readSql<{ id: string }>('select id from setting where name = $1', [
      witnessesSetting,
    ]);
    const found = rows[0];
    return found === undefined ? null : tx.lock(settings, found.id);
  },
  async handle(tx, { input, target }) {
    const key = parseWitnessKey(input.key);
    if (key === undefined) throw refuse('log.witness.malformed');
    const known = parseWitnesses(target?.value);
    if (known.includes(input.key)) throw refuse('log.witness.known');
    if (known.length >= witnessesMax) throw refuse('log.witness.many', { max: witnessesMax });
    const value = [...known, input.key];
    if (target === null) await tx.insert(settings, { id: tx.newId(), name: witnessesSetting, value });
    else await tx.update(settings, target, { value });
    return { result: { witness: key.name } };
  },
});
