import { type Tx, rowsFor } from '@fengni/kernel/db/tx';
import type { Manner } from './contract.ts';
import { carrierSourceMatters, carrierSources } from './tables.ts';

/** What a new carrier rests on: a carrier here, or the words that name a source elsewhere. */
export interface NewSource {
  readonly sourceId: string | null;
  readonly words?: string;
  readonly manner: Manner;
}

/**
 * Records what a carrier rests on. Whoever calls it has decided that the caller may know both ends; sources of one
 * carrier are given together.
 */
export async function addSources(
  tx: Tx,
  the: {
    readonly carrier: { readonly id: string; readonly register_id: string };
    readonly byId: string;
    readonly sources: readonly NewSource[];
  },
): Promise<string[]> {
  const rows = the.sources.map((source) => ({
    words: source.words ?? '',
    row: {
      id: tx.newId(),
      carrier_id: the.carrier.id,
      register_id: the.carrier.register_id,
      source_id: source.sourceId,
      manner: source.manner,
      added_at: tx.now,
      added_by: the.byId,
      ended_at: null,
    },
  }));
  await tx.insertTogether(
    rowsFor(
      carrierSources,
      rows.map(({ row }) => row),
    ),
    rowsFor(
      carrierSourceMatters,
      rows.flatMap(({ row, words }) => (row.source_id === null ? [{ id: row.id, words }] : [])),
    ),
  );
  return rows.map(({ row }) => row.id);
}
