import { type ExportResult, writeExport } from '@fengni/seal/export';
import type { VerifierKey } from '@fengni/seal/note';
import type pg from 'pg';

const rowsAtOnce = 5_000;
const tileWidth = 256;
const hashBytes = 32;

/**
 * Writes the log as a C2SP tlog-tiles folder: the entries as they stand in the database now, the tiles as they were
 * sealed, under the newest checkpoint. Discloses nothing: leaves hold commitments only.
 */
export async function exportLog(
  client: pg.ClientBase,
  dir: string,
  verifierKeys: readonly VerifierKey[],
): Promise<ExportResult> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const { rows } = await client.query<{ note: string; size: number }>(
      'select note, size from log_checkpoint order by size desc limit 1',
    );
    const newest = rows[0];
    if (newest === undefined) throw new Error('nothing is sealed yet');
    return await writeExport(dir, {
      checkpoint: newest.note,
      verifierKeys,
      readLeaves: readLeaves(client, newest.size),
      leafHashes: readLeafHashes(client, newest.size),
    });
  } finally {
    await client.query('rollback');
  }
}

/** Entries as they stand in now; a missing one leaves an empty place, which the sealed tiles contradict. */
async function* readLeaves(client: pg.ClientBase, size: number): AsyncGenerator<Buffer> {
  let after = -1;
  while (after + 1 < size) {
    const { rows } = await client.query<{ leaf: Buffer; leaf_index: number }>(
      'select leaf, leaf_index from log_entry where leaf_index > $1 and leaf_index < $2 order by leaf_index limit $3',
      [after, size, rowsAtOnce],
    );
    for (const row of rows) {
      for (after += 1; after < row.leaf_index; after += 1) yield Buffer.alloc(0);
      yield row.leaf;
    }
    if (rows.length === rowsAtOnce) continue;
    for (after += 1; after < size; after += 1) yield Buffer.alloc(0);
  }
}

async function* readLeafHashes(client: pg.ClientBase, size: number): AsyncGenerator<Buffer> {
  let left = size;
  for (let tile = 0; left > 0; tile += 1) {
    const { rows } = await client.query<{ hashes: Buffer }>(
      'select hashes from log_tile where level = 0 and tile_index = $1',
      [tile],
    );
    const hashes = rows[0]?.hashes ?? Buffer.alloc(0);
    const count = Math.min(tileWidth, left, hashes.length / hashBytes);
    for (let i = 0; i < count; i += 1) yield hashes.subarray(i * hashBytes, (i + 1) * hashBytes);
    left -= tileWidth;
  }
}
