import { verifyCosignatures } from '@fengni/seal/cosignature';
import { type ExportOptions, type ExportResult, writeExport } from '@fengni/seal/export';
import { leafHash } from '@fengni/seal/hash';
import { type VerifierKey, parseNote } from '@fengni/seal/note';
import { tileWidth } from '@fengni/seal/tiles';
import type pg from 'pg';
import { type LogReader, withSnapshot } from './reader.ts';
import { firstKept, hashBytes, readHead, readNewestCheckpoint, storedNodes } from './tree-store.ts';
import { readTile } from './verify-tiles.ts';
import { readWitnesses } from './witnesses.ts';

const rowsAtOnce = 5_000;

/**
 * Writes the log as a C2SP tlog-tiles folder: the entries as they stand in the database now, the tiles as they were
 * sealed, under the newest checkpoint. Discloses nothing: leaves hold commitments only. Throws what `writeExport` does,
 * `note.unsigned` for a checkpoint that is not signed by these keys among it.
 * @param verifierKeys the log's keys, each of which must have signed: those of the house's suite (`keysOfSuite`).
 */
export async function exportLog(
  client: pg.ClientBase,
  dir: string,
  verifierKeys: readonly VerifierKey[],
): Promise<ExportResult> {
  return withSnapshot(client, async (reader) => {
    const newest = await readNewestCheckpoint(reader);
    const head = await readHead(reader);
    if (newest === undefined || head === undefined) throw new Error('nothing is sealed yet');
    const store = new StoredEntries(reader, { base: firstKept(head.pruned_before), size: newest.size });
    return writeExport(dir, {
      checkpoint: newest.note,
      verifierKeys,
      witnessKeys: cosignersOf(newest.note, await readWitnesses(reader)),
      readLeaves: store.leaves(),
      leafHashes: store.sealedHashes(),
      ...(await readPruned(reader, head.pruned_before, newest.size)),
    });
  });
}

function cosignersOf(note: string, witnesses: readonly VerifierKey[]): VerifierKey[] {
  return verifyCosignatures(parseNote(note), witnesses).map(({ key }) => key);
}

async function readPruned(
  reader: LogReader,
  prunedBefore: number,
  size: number,
): Promise<Pick<ExportOptions, 'prunedBefore'>> {
  if (prunedBefore === 0) return {};
  const rows = await reader.rows<{ statement: string | null }>(
    'select statement from log_pruning where minimum = $1',
    [prunedBefore],
  );
  const statement = rows[0]?.statement ?? null;
  if (statement === null) throw new Error('the log claims to be pruned, without a signed statement');
  return { prunedBefore: { statement, readNode: storedNodes(reader, size) } };
}

/** Entries and their sealed hashes, read in step. */
class StoredEntries {
  readonly #reader: LogReader;
  readonly #base: number;
  readonly #size: number;
  /** The entry handed out last: its own hash stands in where a tile is gone, so that the export shows what is left. */
  #last: Buffer = Buffer.alloc(0);

  constructor(reader: LogReader, range: { readonly base: number; readonly size: number }) {
    this.#reader = reader;
    this.#base = range.base;
    this.#size = range.size;
  }

  /** Entries as they stand in now; a missing one leaves an empty place, which the sealed tiles contradict. */
  async *leaves(): AsyncGenerator<Buffer> {
    for await (const leaf of this.#stored()) {
      this.#last = leaf;
      yield leaf;
    }
  }

  async *#stored(): AsyncGenerator<Buffer> {
    let next = this.#base;
    while (next < this.#size) {
      const rows = await this.#reader.rows<{ leaf: Buffer; at: number }>(
        `select leaf, leaf_index::float8 as at from log_entry where leaf_index >= $1 and leaf_index < $2
         order by leaf_index limit $3`,
        [next, this.#size, rowsAtOnce],
      );
      for (const { leaf, at } of rows) {
        for (; next < at; next += 1) yield Buffer.alloc(0);
        yield leaf;
        next += 1;
      }
      if (rows.length === rowsAtOnce) continue;
      for (; next < this.#size; next += 1) yield Buffer.alloc(0);
    }
  }

  async *sealedHashes(): AsyncGenerator<Buffer> {
    for (let start = this.#base; start < this.#size; start += tileWidth) {
      const tile = await readTile(this.#reader, 0, start / tileWidth);
      for (let i = 0; i < Math.min(tileWidth, this.#size - start); i += 1) {
        const sealed = tile.subarray(i * hashBytes, (i + 1) * hashBytes);
        yield sealed.length === hashBytes ? sealed : leafHash(this.#last);
      }
    }
  }
}
