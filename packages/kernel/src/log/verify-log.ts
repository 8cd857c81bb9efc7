import { verifyCosignatures } from '@fengni/seal/cosignature';
import type { VerifierKey } from '@fengni/seal/note';
import { openPruned } from '@fengni/seal/pruned';
import { FindingList, type LogFinding, findingsMax } from './findings.ts';
import type { LogReader } from './reader.ts';
import { checkStrayRows } from './stray-rows.ts';
import {
  type CheckpointRow,
  type HeadRow,
  type OwnCheckpoint,
  firstKept,
  openOwnCheckpoint,
  readHead,
  storedNodes,
} from './tree-store.ts';
import { checkEntries } from './verify-entries.ts';
import { checkUpperTiles, rootOrUndefined, soundFrontier } from './verify-tiles.ts';

/** The sealer signs at once; a head unsigned for longer is a finding. */
const unsignedSecondsMax = 60;
const witnessedCheckpointsMax = 1_000;

export interface VerifyLogOptions {
  /** Keys each of which must have signed: Ed25519 always, SM2 besides in the national suite. */
  readonly verifiers: readonly VerifierKey[];
  /** Keys of the registered witnesses. */
  readonly witnesses: readonly VerifierKey[];
  readonly now: Date;
}

export interface LogReport {
  readonly verdict: 'intact' | 'broken';
  readonly size: number;
  /** Hex. */
  readonly root: string;
  readonly prunedBefore: number;
  readonly findings: readonly LogFinding[];
  /** All that were found; the list is cut at `findingsMax`. */
  readonly findingCount: number;
  readonly checkedAt: string;
  readonly witnessedAt: string | null;
}

/**
 * Checks the log in the running house, without an export: leaves, tiles, head, checkpoints, details, lists of written
 * rows, foreign entries. It streams; memory does not grow with the log. Who owns the database can deceive it by
 * rebuilding everything: against that stand export, `seal verify --since` and witnesses.
 */
export async function verifyLog(reader: LogReader, options: VerifyLogOptions): Promise<LogReport> {
  const findings = new FindingList();
  // before the head: checkpoints are never ahead of it
  const checkpoints = await readCheckpoints(reader);
  const head = await readHead(reader);
  const witnessedAt = checkpoints.reduce<Date | null>(
    (newest, { witnessed_at: at }) => (at !== null && (newest === null || at > newest) ? at : newest),
    null,
  );
  const facts = { checkedAt: options.now.toISOString(), witnessedAt: witnessedAt?.toISOString() ?? null };
  if (head === undefined) {
    if (checkpoints.length > 0 || (await hasEntries(reader))) findings.add('head.missing');
    return { ...facts, ...verdictOf(findings), size: 0, root: '', prunedBefore: 0 };
  }
  if (soundFrontier(head) === undefined) findings.add('head.changed', { size: head.size });
  const base = await checkPruning(reader, head, options, findings);
  const foreign = await readForeign(reader, findings);
  const size = Math.min(head.size, await storedExtent(reader));
  if (size < head.size) findings.add('log.cut', { size: head.size, have: size });
  const upper = await checkUpperTiles(reader, { head, size, findings });
  await checkEntries({ reader, size, base, upper, foreign, findings });
  await checkCheckpoints(reader, { head, base, checkpoints, options, findings });
  await checkOutside(reader, findings);
  await checkStrayRows(reader, findings);
  const after = await readHead(reader);
  // a pruning that ran meanwhile took away what was being checked
  if (after !== undefined && after.pruned_before > head.pruned_before) return verifyLog(reader, options);
  return {
    ...facts,
    ...verdictOf(findings),
    size: head.size,
    root: head.root.toString('hex'),
    prunedBefore: head.pruned_before,
  };
}

function verdictOf(findings: FindingList): Pick<LogReport, 'verdict' | 'findings' | 'findingCount'> {
  return {
    verdict: findings.count === 0 ? 'intact' : 'broken',
    findings: findings.list,
    findingCount: findings.count,
  };
}

/** How far entries and tiles reach: a head that claims more is not searched for what is nowhere. */
async function storedExtent(reader: LogReader): Promise<number> {
  const rows = await reader.rows<{ extent: number }>(
    `select greatest(
       (select max(leaf_index) + 1 from log_entry),
       (select tile_index * 256 + octet_length(hashes) / 32 from log_tile where level = 0 order by tile_index desc limit 1),
       (select pruned_before from log_head), 0)::float8 as extent`,
  );
  return rows[0]?.extent ?? 0;
}

async function hasEntries(reader: LogReader): Promise<boolean> {
  return (await reader.rows('select from log_entry limit 1')).length > 0;
}

/** The newest checkpoint and all that were witnessed, newest first. */
function readCheckpoints(reader: LogReader): Promise<CheckpointRow[]> {
  return reader.rows<CheckpointRow>(
    `select size::float8 as size, note, witnessed_at from log_checkpoint
     where witnessed_at is not null or size = (select max(size) from log_checkpoint)
     order by log_checkpoint.size desc limit $1`,
    [witnessedCheckpointsMax],
  );
}

/** First entry that must be there. A pruning without its signed statement is not believed. */
async function checkPruning(
  reader: LogReader,
  head: HeadRow,
  options: VerifyLogOptions,
  findings: FindingList,
): Promise<number> {
  const { pruned_before: minimum } = head;
  if (minimum === 0) return 0;
  const rows = await reader.rows<{ statement: string | null }>(
    'select statement from log_pruning where minimum = $1',
    [minimum],
  );
  const root = await rootOrUndefined(minimum, storedNodes(reader, head.size));
  const stated = openStatement(rows[0]?.statement ?? '', options.verifiers);
  const holds =
    stated?.origin === head.origin && stated.minimum === minimum && root?.equals(stated.root) === true;
  if (holds) return firstKept(minimum);
  findings.add('pruned.statement', { minimum });
  return 0;
}

function openStatement(statement: string, verifiers: readonly VerifierKey[]) {
  try {
    return openPruned(statement, verifiers);
  } catch {
    return undefined;
  }
}

async function readForeign(reader: LogReader, findings: FindingList): Promise<ReadonlySet<string>> {
  const rows = await reader.rows<{ entry_id: string; leaf_index: number }>(
    'select entry_id, leaf_index::float8 as leaf_index from log_foreign order by log_foreign.leaf_index',
  );
  for (const row of rows) findings.add('entry.foreign', { at: row.leaf_index });
  return new Set(rows.map((row) => row.entry_id));
}

async function checkCheckpoints(
  reader: LogReader,
  the: {
    head: HeadRow;
    base: number;
    checkpoints: readonly CheckpointRow[];
    options: VerifyLogOptions;
    findings: FindingList;
  },
): Promise<void> {
  const { head, checkpoints, options, findings } = the;
  const newest = checkpoints[0]?.size ?? -1;
  const unsignedFor = options.now.getTime() - (head.sealed_at?.getTime() ?? options.now.getTime());
  if (newest < head.size && unsignedFor > unsignedSecondsMax * 1000)
    findings.add('head.unsigned', { size: head.size });
  const readNode = storedNodes(reader, head.size);
  for (const row of checkpoints) {
    const { size } = row;
    const opened = openOwnCheckpoint(row.note, options.verifiers);
    if (opened?.size !== size || opened.origin !== head.origin) {
      findings.add('checkpoint.signature', { size });
      continue;
    }
    if (row.witnessed_at !== null && !isWitnessed(opened, options.witnesses))
      findings.add('witness.signature', { size });
    if (size > head.size) {
      findings.add('checkpoint.rollback', { size, have: head.size });
      continue;
    }
    const root = size === head.size ? head.root : await rootOrUndefined(size, readNode);
    if (root !== undefined && !root.equals(opened.root)) findings.add('checkpoint.mismatch', { size });
  }
}

function isWitnessed(opened: OwnCheckpoint, witnesses: readonly VerifierKey[]): boolean {
  try {
    return verifyCosignatures(opened.note, witnesses).length > 0;
  } catch {
    return false;
  }
}

/** What stands beside the tree. Each statement sees head and entries at one instant. */
async function checkOutside(reader: LogReader, findings: FindingList): Promise<void> {
  const inserted = await reader.rows<{ id: string; at: number }>(
    `select id, leaf_index::float8 as at from log_entry
     where leaf_index >= (select size from log_head)
        or leaf_index < (select max(minimum) from log_pruning where finished_at is not null)
     order by leaf_index limit $1`,
    [findingsMax],
  );
  for (const { id, at } of inserted) findings.add('entry.inserted', { entry: id, at });
  const unqueued = await reader.rows<{ id: string }>(
    `select id from log_entry e where leaf_index is null
       and not exists (select from log_pending p where p.entry_id = e.id) limit $1`,
    [findingsMax],
  );
  for (const { id } of unqueued) findings.add('entry.unqueued', { entry: id });
  const lost = await reader.rows<{ id: string }>(
    `select entry_id as id from log_pending p where not exists (select from log_entry e where e.id = p.entry_id) limit $1`,
    [findingsMax],
  );
  for (const { id } of lost) findings.add('pending.lost', { entry: id });
  const stray = await reader.rows<{ entry_id: string; command: string; recorded_at: Date }>(
    `select entry_id, command, recorded_at from log_detail d
     where not exists (select from log_entry e where e.id = d.entry_id) order by recorded_at limit $1`,
    [findingsMax],
  );
  for (const { entry_id: entry, command, recorded_at: at } of stray) {
    findings.add('detail.stray', { entry, command, time: at.toISOString() });
  }
}
