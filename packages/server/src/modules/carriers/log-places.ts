import type { LoadTx } from '@fengni/kernel/command/define';
import type { LoggedEntry } from '../../print/blocks.ts';
import type { PrintedCheckpoint } from '../../print/custody.ts';

interface SealedRow {
  readonly entry_id: string;
  readonly leaf_index: number | null;
  readonly origin: string;
  readonly size: number;
  readonly root: Buffer;
}

/** Where entries stand in the log, and the newest head they were looked up under; for what the caller may print. */
export async function readLogPlaces(
  tx: LoadTx,
  entryIds: readonly string[],
): Promise<{
  readonly placeOf: (entryId: string) => LoggedEntry;
  readonly checkpoint: PrintedCheckpoint;
}> {
  const rows = await tx.readSql<SealedRow>(
    'select entry_id, leaf_index, origin, size, root from sealed_places($1)',
    [[...new Set(entryIds)]],
  );
  const indexOf = new Map(rows.map((row) => [row.entry_id, row.leaf_index]));
  const [head] = rows;
  return {
    placeOf(entryId) {
      const number = indexOf.get(entryId) ?? null;
      return number === null ? { unsealedId: entryId } : { number };
    },
    checkpoint: {
      origin: head?.origin ?? '',
      size: head?.size ?? 0,
      root: head?.root.toString('base64') ?? '',
    },
  };
}
