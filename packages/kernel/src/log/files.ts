import { type JsonValue, decodeLeaf } from '@fengni/seal/canonical';
import { formatWitnessRequest } from '@fengni/seal/cosignature';
import { encodeDisclosure, formatProof } from '@fengni/seal/proof';
import { type ReadNode, consistencyProof, inclusionProof } from '@fengni/seal/tree';
import { z } from 'zod';
import { defineFile } from '../command/define.ts';
import { refuser, refuse as refuseKernel } from '../command/refusal.ts';
import { CheckpointFile, ProofFile, logErrors } from './contract.ts';
import { logPolicy } from './policy.ts';
import { lastCosigned } from './prune-command.ts';
import { type LogReader, readerOfTx } from './reader.ts';
import { TileMissingError, readHead, readNewestCheckpoint, storedNodes } from './tree-store.ts';
import { readWitnesses } from './witnesses.ts';

const refuse = refuser(logErrors);
const textType = 'text/plain; charset=utf-8';

/** The newest checkpoint and the nodes of its tree; later entries do not change them. */
export async function readSignedTree(reader: LogReader): Promise<{
  readonly checkpoint: string;
  readonly size: number;
  readonly prunedBefore: number;
  readonly readNode: ReadNode;
}> {
  const newest = await readNewestCheckpoint(reader);
  const head = await readHead(reader);
  if (newest === undefined || head === undefined) throw refuse('log.unsigned');
  return {
    checkpoint: newest.note,
    size: newest.size,
    prunedBefore: head.pruned_before,
    readNode: storedNodes(reader, newest.size),
  };
}

export const checkpointFile = defineFile({
  name: 'log.checkpoint',
  title: { zh: '日志检查点', en: 'Checkpoint of the log' },
  input: CheckpointFile,
  rule: logPolicy['log.export'],
  async make(tx, { input }) {
    const reader = readerOfTx(tx);
    const tree = await readSignedTree(reader);
    const request = async (): Promise<string> => {
      const oldSize = await lastCosignedBy(reader, input.witness);
      const proof = await unlessPruned(
        tree.prunedBefore,
        consistencyProof({ oldSize, size: tree.size, readNode: tree.readNode }),
      );
      return formatWitnessRequest({ oldSize, proof, checkpoint: tree.checkpoint });
    };
    const text = input.form === 'checkpoint' ? tree.checkpoint : await request();
    return { fileName: `log-${input.form}-${tree.size}.txt`, mediaType: textType, bytes: Buffer.from(text) };
  },
});

async function lastCosignedBy(reader: LogReader, witness: string | undefined): Promise<number> {
  const keys = await readWitnesses(reader);
  const wanted = witness === undefined ? keys : keys.filter(({ name }) => name === witness);
  return lastCosigned(reader, (line) =>
    wanted.some(({ name, keyId }) => line.name === name && line.keyId === keyId),
  );
}

export async function unlessPruned<T>(minimum: number, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof TileMissingError && minimum > 0) throw refuse('log.pruned.away', { minimum });
    throw error;
  }
}

interface ProvenRow {
  readonly leaf: Buffer;
  readonly leaf_index: number | null;
  readonly salt: Buffer;
  readonly details: string;
}

export const proofFile = defineFile({
  name: 'log.proof',
  title: { zh: '单条证明', en: 'Proof of one entry' },
  input: ProofFile,
  rule: logPolicy['log.export'],
  secondFactor: true,
  async make(tx, { input }) {
    const reader = readerOfTx(tx);
    const rows = await reader.rows<ProvenRow>(
      `select e.leaf, e.leaf_index::float8 as leaf_index, d.salt, d.details
       from log_entry e join log_detail d on d.entry_id = e.id where e.id = $1`,
      [input.entryId],
    );
    const entry = rows[0];
    if (entry === undefined) throw refuseKernel('not.found');
    const tree = await readSignedTree(reader);
    const { leaf_index: index, leaf } = entry;
    if (index === null || index >= tree.size) throw refuse('log.entry.unsealed');
    const path = await unlessPruned(
      tree.prunedBefore,
      inclusionProof({ index, size: tree.size, readNode: tree.readNode }),
    );
    const opened = input.disclose ? { opened: { salt: entry.salt, details: parseJson(entry.details) } } : {};
    const text = formatProof({
      index,
      path,
      checkpoint: tree.checkpoint,
      extra: encodeDisclosure({ leaf, ...opened }),
    });
    return {
      fileName: `${decodeLeaf(leaf).id}.tlog-proof`,
      mediaType: textType,
      bytes: Buffer.from(text),
      subject: input.entryId,
    };
  },
});

/** Details as they were canonicalised; the parse is lossless by RFC 8785. */
export function parseJson(text: string): JsonValue {
  return z.json().parse(JSON.parse(text));
}
