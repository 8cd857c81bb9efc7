import { addCosignatures } from '@fengni/seal/cosignature';
import { signCheckpoint } from '@fengni/seal/checkpoint';
import { leafHash } from '@fengni/seal/hash';
import { type SignerKey, formatSignatureLine, verifierKeyOf } from '@fengni/seal/note';
import {
  type Frontier,
  type TreeNode,
  appendLeaves,
  frontierToJson,
  rootAt,
  rootOf,
} from '@fengni/seal/tree';
import type { Kernel } from '../command/kernel.ts';
import { type TransactOptions, transact } from '../command/transact.ts';
import type { Tx } from '../db/tx.ts';
import { prunePending } from './prune.ts';
import { readerOfTx } from './reader.ts';
import {
  type HeadRow,
  firstKept,
  headSql,
  openOwnCheckpoint,
  peekCheckpoint,
  readNewestCheckpoint,
  storedNodes,
} from './tree-store.ts';
import { soundFrontier } from './verify-tiles.ts';
import { writeEntry } from './write-entry.ts';

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

/** The stored head is not the one this house sealed: sealing stops, since signing on would make a forgery ours. */
export class LogBrokenError extends Error {
  override readonly name = 'LogBrokenError';
}

interface PendingRow {
  seq: number;
  entry_id: string;
  mac: Buffer;
  leaf: Buffer | null;
  leaf_index: number | null;
}
interface EntryToSeal {
  readonly id: string;
  readonly leaf: Buffer;
}

/** The sealer reads and numbers in its own role; what it has to report it writes like everybody else. */
export function sealing(kernel: Kernel): TransactOptions {
  return {
    sessionHash: '',
    entryId: kernel.newId(),
    mode: 'read write',
    readAs: 'sealer',
    writeAs: 'writer',
  };
}

/**
 * Seals what waits: locks the one head row, checks the MACs, appends, stores the head, commits, then signs
 * (DESIGN §5). Two servers take turns on the head row and so grow one tree. Throws `LogBrokenError`.
 */
export async function sealPending(kernel: Kernel, options: SealerOptions): Promise<Sealed> {
  const { waits, prunes, size } = await transact(kernel, sealing(kernel), (tx) =>
    lookForWork(tx, options.signers),
  );
  const sealed = waits
    ? await transact(kernel, sealing(kernel), (tx) => appendPending(kernel, tx, options.signers))
    : { entries: 0, size, foreign: [] };
  if (sealed.foreign.length > 0) options.onForeign(sealed.foreign);
  if (waits) await transact(kernel, sealing(kernel), (tx) => signHead(tx, options.signers));
  if (prunes) await prunePending(kernel, options.signers);
  return { entries: sealed.entries, size: sealed.size };
}

/** Makes the head of an empty log. The origin is the log's name in every checkpoint, for ever. */
export async function createHead(kernel: Kernel, origin: string): Promise<void> {
  await transact(kernel, sealing(kernel), (tx) =>
    tx.readSql(`insert into log_head (origin, root) values ($1, sha256('')) on conflict do nothing`, [
      origin,
    ]),
  );
}

/** A look without a lock: an idle log costs one statement a turn and no write. */
async function lookForWork(
  tx: Tx,
  signers: readonly SignerKey[],
): Promise<{ waits: boolean; prunes: boolean; size: number }> {
  const rows = await tx.readSql<{ size: number; waits: boolean; prunes: boolean; note: string | null }>(
    `select h.size::float8 as size, c.note, exists (select from log_pruning where finished_at is null) as prunes,
       exists (select from log_pending) or exists (select from log_entry where leaf_index >= h.size) as waits
     from log_head h left join log_checkpoint c on c.size = h.size`,
  );
  const head = rows[0];
  if (head === undefined) return { waits: false, prunes: false, size: 0 };
  return { waits: head.waits || !isSignedByAll(head.note, signers), prunes: head.prunes, size: head.size };
}

/** Whether each of the keys has a line on the note. A key that came late signs once more. */
function isSignedByAll(note: string | null, signers: readonly SignerKey[]): boolean {
  const lines = note === null ? [] : (peekCheckpoint(note)?.note.signatures ?? []);
  return signers.every(({ name, keyId }) => lines.some((line) => line.name === name && line.keyId === keyId));
}

async function appendPending(kernel: Kernel, tx: Tx, signers: readonly SignerKey[]) {
  const heads = await tx.readSql<HeadRow>(`${headSql} for update`);
  const head = heads[0];
  if (head === undefined) return { entries: 0, size: 0, foreign: [] };
  const frontier = await trustedFrontier(tx, head, signers);
  const squatting = await freeSquatted(tx, head.size);
  const pending = await tx.readSql<PendingRow>(
    `select p.seq, p.entry_id, p.mac, e.leaf, e.leaf_index from log_pending p left join log_entry e on e.id = p.entry_id
     order by p.seq limit $1`,
    [sealBatchMax],
  );
  const waiting = pending.filter(
    (row): row is PendingRow & { leaf: Buffer } => row.leaf !== null && row.leaf_index === null,
  );
  const foreign = [
    ...waiting.filter((row) => !kernel.keys.checkEntry(row.leaf, row.mac)).map((row) => row.entry_id),
    ...squatting.map(({ id }) => id),
  ];
  const toSeal: EntryToSeal[] = [
    ...waiting.map((row) => ({ id: row.entry_id, leaf: row.leaf })),
    ...squatting,
  ];
  await tx.readSql('delete from log_pending where seq = any($1)', [pending.map((row) => row.seq)]);
  const size = await append(tx, frontier, toSeal);
  await raiseAlarm(kernel, tx, {
    foreign,
    // queued again by hand, or deleted before they were sealed
    replayed: pending.filter((row) => row.leaf_index !== null).map((row) => row.entry_id),
    lost: pending.filter((row) => row.leaf === null).map((row) => row.entry_id),
  });
  return { entries: toSeal.length, size, foreign };
}

/**
 * The frontier of the stored head, if the head is whole and continues the newest checkpoint, and that is ours.
 * Whoever can write to the database can still replace both by older ones: that is what witnesses are for.
 */
async function trustedFrontier(tx: Tx, head: HeadRow, signers: readonly SignerKey[]): Promise<Frontier> {
  const frontier = soundFrontier(head);
  if (frontier === undefined) throw new LogBrokenError('the head of the log contradicts itself');
  const reader = readerOfTx(tx);
  const newest = await readNewestCheckpoint(reader);
  if (newest === undefined) return frontier;
  // a checkpoint from before the national suite was chosen bears the Ed25519 line only
  const opened = openOwnCheckpoint(
    newest.note,
    signers.filter(({ kind }) => kind === 'ed25519').map(verifierKeyOf),
  );
  if (opened?.origin !== head.origin)
    throw new LogBrokenError('the newest checkpoint is not signed by this house');
  if (opened.size > head.size)
    throw new LogBrokenError('the head of the log lies before its newest checkpoint');
  const root = opened.size === head.size ? head.root : await rootBefore(tx, head, opened.size);
  if (root !== undefined && !root.equals(opened.root)) {
    throw new LogBrokenError('the head of the log does not continue its newest checkpoint');
  }
  return frontier;
}

/** Root at an earlier size: after a crash between commit and signing the newest checkpoint is behind the head. */
async function rootBefore(tx: Tx, head: HeadRow, size: number): Promise<Buffer | undefined> {
  if (size < firstKept(head.pruned_before)) return undefined;
  return rootAt(size, storedNodes(readerOfTx(tx), head.size));
}

/**
 * Entries that were put into the database with a number of their own choice. They lose it, or no entry could be sealed
 * any more; those nobody queued are sealed as foreign.
 */
async function freeSquatted(tx: Tx, size: number): Promise<EntryToSeal[]> {
  const rows = await tx.readSql<EntryToSeal & { queued: boolean }>(
    `update log_entry e set leaf_index = null where leaf_index >= $1
     returning id, leaf, exists (select from log_pending p where p.entry_id = e.id) as queued`,
    [size],
  );
  return rows.filter((row) => !row.queued).map(({ id, leaf }) => ({ id, leaf }));
}

/** Numbers entries, appends them to the tree and stores the head. Returns the new size. */
async function append(tx: Tx, frontier: Frontier, entries: readonly EntryToSeal[]): Promise<number> {
  if (entries.length === 0) return frontier.size;
  const grown = appendLeaves(
    frontier,
    entries.map(({ leaf }) => leafHash(leaf)),
  );
  await tx.readSql(
    `update log_entry e set leaf_index = $2 + n.place - 1
     from unnest($1::uuid[]) with ordinality as n (id, place) where e.id = n.id`,
    [entries.map(({ id }) => id), frontier.size],
  );
  await storeTiles(tx, grown.completedNodes);
  await tx.readSql('update log_head set size = $1, frontier = $2, root = $3, sealed_at = $4', [
    grown.frontier.size,
    JSON.stringify(frontierToJson(grown.frontier)),
    rootOf(grown.frontier),
    tx.now,
  ]);
  return grown.frontier.size;
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
  await tx.readSql(
    `insert into log_tile as t (level, tile_index, hashes)
     select * from unnest($1::smallint[], $2::bigint[], $3::bytea[])
     on conflict (level, tile_index) do update set hashes = t.hashes || excluded.hashes`,
    [
      all.map((tile) => tile.level),
      all.map((tile) => tile.index),
      all.map((tile) => Buffer.concat(tile.hashes)),
    ],
  );
}

interface Intruders {
  readonly foreign: readonly string[];
  readonly replayed: readonly string[];
  readonly lost: readonly string[];
}

/** Lists foreign entries, and says so in an entry of the log: a list can be wiped, what is sealed cannot. */
async function raiseAlarm(kernel: Kernel, tx: Tx, found: Intruders): Promise<void> {
  if (found.foreign.length + found.replayed.length + found.lost.length === 0) return;
  await tx.readSql(
    `insert into log_foreign (entry_id, leaf_index, found_at)
     select id, leaf_index, $2 from log_entry where id = any($1) on conflict do nothing`,
    [found.foreign, tx.now],
  );
  await writeEntry(tx, kernel.keys, {
    actor: null,
    terminal: '',
    command: 'log.foreign',
    commandId: null,
    outcome: 'done',
    input: {},
    result: { foreign: found.foreign, replayed: found.replayed, lost: found.lost },
  });
}

/** Signs the stored head unless every key has: after the commit, so that no unsaved tree is ever signed. */
async function signHead(tx: Tx, signers: readonly SignerKey[]): Promise<void> {
  // no lock: a head that grows meanwhile is signed by whoever grew it
  const head = (await tx.readSql<HeadRow>(headSql))[0];
  if (head === undefined) return;
  const rows = await tx.readSql<{ note: string }>('select note from log_checkpoint where size = $1', [
    head.size,
  ]);
  const before = rows[0]?.note ?? null;
  if (isSignedByAll(before, signers)) return;
  await trustedFrontier(tx, head, signers);
  const signed = signCheckpoint({ origin: head.origin, size: head.size, root: head.root }, signers);
  await tx.readSql(
    `insert into log_checkpoint as c (size, note, signed_at) values ($1, $2, $3)
     on conflict (size) do update set note = excluded.note`,
    [head.size, withOtherLines(signed, before), tx.now],
  );
  // one a day is kept besides the newest and the witnessed; the others follow from the tiles
  await tx.readSql(
    `delete from log_checkpoint where size < $1 and witnessed_at is null
       and (signed_at at time zone 'UTC')::date = ($2 at time zone 'UTC')::date`,
    [head.size, tx.now],
  );
}

/** Lines of witnesses stay on a checkpoint that is signed anew. */
function withOtherLines(signed: string, before: string | null): string {
  const ours = peekCheckpoint(signed)?.note.signatures ?? [];
  const others = before === null ? [] : (peekCheckpoint(before)?.note.signatures ?? []);
  const kept = others.filter(
    (line) => !ours.some((own) => own.name === line.name && own.keyId === line.keyId),
  );
  return addCosignatures(signed, kept.map(formatSignatureLine));
}

/** Milliseconds between two looks for entries to seal: an entry is sealed within a second. */
const sealEveryMs = 250;

/** Keeps sealing until stopped. A failure is told and tried again; entries wait in the queue meanwhile. */
export function startSealer(
  kernel: Kernel,
  options: SealerOptions,
  onError: (error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const turn = async (): Promise<void> => {
    try {
      const { entries } = await sealPending(kernel, options);
      if (!stopped) schedule(entries >= sealBatchMax ? 0 : sealEveryMs);
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
