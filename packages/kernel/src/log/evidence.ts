import { inclusionProof } from '@fengni/seal/tree';
import type { LoadTx } from '../command/define.ts';
import { refuser, refuse as refuseKernel } from '../command/refusal.ts';
import type { Table } from '../db/table.ts';
import { logErrors } from './contract.ts';
import { readSignedTree, unlessPruned } from './files.ts';
import { readerOfTx } from './reader.ts';
import { type WrittenRow, readRowsOf } from './row-digest.ts';

const refuse = refuser(logErrors);
/** Entries one proof can be asked for; beyond that the log itself is exported. */
export const evidenceEntriesMax = 1_000;

/** One entry with all that proves it. */
export interface EntryEvidence {
  readonly entryId: string;
  readonly leafIndex: number;
  readonly leaf: Buffer;
  readonly salt: Buffer;
  /** Canonical JSON, as committed to. */
  readonly details: string;
  readonly rows: readonly WrittenRow[];
  /** Audit path in the tree of the checkpoint. */
  readonly path: readonly Buffer[];
}
export interface Evidence {
  /** The newest signed checkpoint; all audit paths lead to it. */
  readonly checkpoint: string;
  readonly entries: readonly EntryEvidence[];
  /** Entries asked for that the caller may not have, or that are gone: there is no telling which. */
  readonly absent: readonly string[];
}

/**
 * Entries as evidence, for whoever handles what they wrote. The database decides: it opens an entry to the auditor, and
 * to a caller who handles the registers of *all* rows the entry wrote in a table opened by `open_evidence`
 * (migration 0007). Holding a copy is not enough, since an entry's details may name other copies and persons.
 * Refuses `not.found` where none is open, `register.export.limit`, `log.entry.unsealed`, `log.unsigned`, `log.pruned.away`.
 */
export async function readEvidence(tx: LoadTx, entryIds: readonly string[]): Promise<Evidence> {
  const wanted = [...new Set(entryIds)];
  if (wanted.length > evidenceEntriesMax)
    throw refuseKernel('register.export.limit', { max: evidenceEntriesMax });
  const reader = readerOfTx(tx);
  const found = await reader.rows<
    Omit<EntryEvidence, 'rows' | 'path' | 'leafIndex'> & { leafIndex: number | null }
  >(
    `select e.id as "entryId", e.leaf_index::float8 as "leafIndex", e.leaf, d.salt, d.details
     from log_entry e join log_detail d on d.entry_id = e.id where e.id = any($1) order by e.leaf_index`,
    [wanted],
  );
  // unknown, forbidden and pruned read alike
  if (found.length === 0) throw refuseKernel('not.found');
  const tree = await readSignedTree(reader);
  const rowsOf = await readRowsOf(
    reader,
    found.map(({ entryId }) => entryId),
  );
  const entries: EntryEvidence[] = [];
  for (const { leafIndex, ...entry } of found) {
    if (leafIndex === null || leafIndex >= tree.size) throw refuse('log.entry.unsealed');
    const proof = inclusionProof({ index: leafIndex, size: tree.size, readNode: tree.readNode });
    entries.push({
      ...entry,
      leafIndex,
      rows: rowsOf.get(entry.entryId) ?? [],
      path: await unlessPruned(tree.prunedBefore, proof),
    });
  }
  const seen = new Set(entries.map(({ entryId }) => entryId));
  return { checkpoint: tree.checkpoint, entries, absent: wanted.filter((id) => !seen.has(id)) };
}

/** A register row exactly as PostgreSQL wrote it when the log hashed it. */
export interface RowImage {
  readonly table: string;
  readonly rowId: string;
  /** `jsonb_strip_nulls(to_jsonb(row))::text`; its SHA-256 is the hash the log keeps. */
  readonly image: string;
}

/** The rows with these ids that the caller sees, as the log hashes them. */
export async function readRowImages<Row extends { id: string }>(
  tx: LoadTx,
  of: Table<Row>,
  ids: readonly string[],
): Promise<RowImage[]> {
  const rows = await tx.readSql<{ id: string; image: string }>(
    `select id, jsonb_strip_nulls(to_jsonb(t))::text as image from ${of.name} t where id = any($1)`,
    [ids],
  );
  return rows.map(({ id, image }) => ({ table: of.name, rowId: id, image }));
}
