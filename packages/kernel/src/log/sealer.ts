import { signCheckpoint } from '@fengni/seal/checkpoint';
import { leafHash } from '@fengni/seal/hash';
import type { SignerKey } from '@fengni/seal/note';
import { type FrontierJson, type TreeNode, appendLeaves, frontierFromJson, frontierToJson, rootOf } from '@fengni/seal/tree';
import type { Kernel } from '../command/kernel.ts';
import { transact } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';

/** Entries sealed in one transaction at most. */
export const sealBatchMax = 2_000;
/** Only every eighth level of the tree is stored, in tiles of 256 hashes (C2SP tlog-tiles). */
const tileLevels = 8;
const tileWidth = 256;

export interface SealerOptions {
  /** Keys of the log: Ed25519 always, SM2 besides in the national suite. */
  readonly signers: readonly SignerKey[];
  /** An entry put into the database past the program was found. */
  readonly onForeign: (entryIds: readonly string[]) => void;
}

export interface Sealed {
  readonly entries: number;
  readonly size: number;
}

interface HeadRow {
  size: number;
  frontier: FrontierJson;
  origin: string;
}
interface PendingRow {
  seq: number;
  entry_id: string;
  mac: Buffer;
  leaf: Buffer;
}

/**
 * Seals what waits: locks the one head row, checks the MACs, appends, stores the head, commits, then signs
 * (DESIGN §5). Two servers take turns on the head row and so grow one tree.
 */
export async function sealPending(kernel: Kernel, options: SealerOptions): Promise<Sealed> {
  const sealer = { sessionHash: '', entryId: kernel.newId(), mode: 'read write', readAs: 'sealer', writeAs: 'sealer' } as const;
  const sealed = await transact(kernel, sealer, (tx) => appendPending(kernel, tx, options));
  if (sealed.foreign.length > 0) options.onForeign(sealed.foreign);
  await signHead(kernel, options.signers);
  return { entries: sealed.entries, size: sealed.size };
}

/** Makes the head of an empty log. The origin is the log's name in every checkpoint, for ever. */
export async function createHead(kernel: Kernel, origin: string): Promise<void> {
  const sealer = { sessionHash: '', entryId: kernel.newId(), mode: 'read write', readAs: 'sealer', writeAs: 'sealer' } as const;
  await transact(kernel, sealer, (tx) =>
    tx.writeSql(`insert into log_head (origin, root) values ($1, sha256('')) on conflict do nothing`, [origin]),
  );
}

async function appendPending(kernel: Kernel, tx: Tx, _options: SealerOptions) {
  const heads = await tx.writeSql<HeadRow>('select size, frontier, origin from log_head for update');
  const head = heads[0];
  if (head === undefined) return { entries: 0, size: 0, foreign: [] as string[] };
  const pending = await tx.writeSql<PendingRow>(
    `select p.seq, p.entry_id, p.mac, e.leaf from log_pending p join log_entry e on e.id = p.entry_id
     order by p.seq limit $1`,
    [sealBatchMax],
  );
  if (pending.length === 0) return { entries: 0, size: head.size, foreign: [] as string[] };
  const foreign = pending.filter((row) => !kernel.keys.checkEntry(row.leaf, row.mac)).map((row) => row.entry_id);
  const grown = appendLeaves(frontierFromJson(head.frontier), pending.map((row) => leafHash(row.leaf)));
  const ids = pending.map((row) => row.entry_id);
  await tx.writeSql(
    `update log_entry e set leaf_index = $2 + n.place - 1
     from unnest($1::uuid[]) with ordinality as n (id, place) where e.id = n.id and e.leaf_index is null`,
    [ids, head.size],
  );
  await storeTiles(tx, grown.completedNodes);
  await tx.writeSql('delete from log_pending where seq = any($1)', [pending.map((row) => row.seq)]);
  await tx.writeSql('update log_head set size = $1, frontier = $2, root = $3, sealed_at = $4', [
    grown.frontier.size,
    JSON.stringify(frontierToJson(grown.frontier)),
    rootOf(grown.frontier),
    tx.now,
  ]);
  if (foreign.length > 0) {
    await tx.writeSql(
      `insert into log_foreign (entry_id, leaf_index, found_at)
       select id, leaf_index, $2 from log_entry where id = any($1) on conflict do nothing`,
      [foreign, tx.now],
    );
  }
  return { entries: pending.length, size: grown.frontier.size, foreign };
}

/** Appends the completed nodes of stored levels to their tiles. */
async function storeTiles(tx: Tx, nodes: readonly TreeNode[]): Promise<void> {
  const tiles = new Map<string, { level: number; index: number; hashes: Buffer[] }>();
  for (const node of nodes) {
    if (node.level % tileLevels !== 0) continue;
    const level = node.level / tileLevels;
    const index = Math.floor(node.index / tileWidth);
    const tile = tiles.get(`${level}/${index}`) ?? { level, index, hashes: [] };
    tile.hashes.push(node.hash);
    tiles.set(`${level}/${index}`, tile);
  }
  const all = [...tiles.values()];
  await tx.writeSql(
    `insert into log_tile as t (level, tile_index, hashes)
     select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
     on conflict (level, tile_index) do update set hashes = t.hashes || excluded.hashes`,
    [all.map((tile) => tile.level), all.map((tile) => tile.index), all.map((tile) => Buffer.concat(tile.hashes))],
  );
}

/** Signs the stored head unless it is signed already: after the commit, so that no unsaved tree is ever signed. */
async function signHead(kernel: Kernel, signers: readonly SignerKey[]): Promise<void> {
  const sealer = { sessionHash: '', entryId: kernel.newId(), mode: 'read write', readAs: 'sealer', writeAs: 'sealer' } as const;
  await transact(kernel, sealer, async (tx) => {
    const rows = await tx.writeSql<{ origin: string; size: number; root: Buffer }>(
      `select origin, size, root from log_head h
       where not exists (select from log_checkpoint c where c.size = h.size)`,
    );
    const head = rows[0];
    if (head === undefined) return;
    const note = signCheckpoint({ origin: head.origin, size: head.size, root: head.root }, signers);
    await tx.writeSql('insert into log_checkpoint (size, note, signed_at) values ($1, $2, $3) on conflict do nothing', [
      head.size,
      note,
      tx.now,
    ]);
  });
}

/** Milliseconds between two looks for entries to seal: an entry is sealed within a second. */
const sealEveryMs = 250;

/** Keeps sealing until stopped. A failure is told and tried again; entries wait in the queue meanwhile. */
export function startSealer(kernel: Kernel, options: SealerOptions, onError: (error: unknown) => void): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      const { entries } = await sealPending(kernel, options);
      if (!stopped) schedule(entries === sealBatchMax ? 0 : sealEveryMs);
    } catch (error) {
      onError(error);
      if (!stopped) schedule(sealEveryMs * 8);
    }
  };
  const schedule = (ms: number): void => {
    timer = setTimeout(() => {
      running = turn();
    }, ms);
  };
  schedule(0);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
