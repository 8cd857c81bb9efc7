import { decodeLeaf } from '@fengni/seal/canonical';
import { leafHash } from '@fengni/seal/hash';
import { tileWidth } from '@fengni/seal/tiles';
import { commitmentOfText, parseDetails } from './details.ts';
import { type FindingList, findingsMax } from './findings.ts';
import type { LogReader } from './reader.ts';
import { type RowsDigest, readRowsDigests } from './row-digest.ts';
import { hashBytes } from './tree-store.ts';
import { type UpperTree, readTile, span } from './verify-tiles.ts';

/** Details longer than this are read one at a time, so that memory stays bounded. */
const detailsAtOnceBytesMax = 65_536;

interface EntryRow {
  readonly id: string;
  readonly leaf: Buffer;
  readonly leaf_index: number;
  readonly recorded_at: Date;
  readonly has_detail: boolean;
  readonly salt: Buffer | null;
  readonly details: string | null;
  readonly account_id: string | null;
  readonly person_id: string | null;
  readonly command: string | null;
  readonly outcome: string | null;
  readonly subject_id: string | null;
  readonly detail_at: Date | null;
}

/** A place where the entry that stands there is not the one that was sealed there. */
interface Misplaced {
  readonly at: number;
  readonly sealed: string;
  readonly found: string | null;
}

export interface EntriesCheck {
  readonly reader: LogReader;
  /** Entries the head seals, or fewer in a log that was cut off. */
  readonly size: number;
  /** First entry that must be there: above 0 only in a pruned log. */
  readonly base: number;
  readonly upper: UpperTree;
  /** Ids of entries found to be foreign when they were sealed. */
  readonly foreign: ReadonlySet<string>;
  readonly findings: FindingList;
}

/**
 * Goes through all sealed entries, a tile at a time: each leaf against its hash, the tile against the tree above,
 * details against the leaf's commitment, columns and written rows against the details.
 */
export async function checkEntries(the: EntriesCheck): Promise<void> {
  const misplaced: Misplaced[] = [];
  for (let start = the.base; start < the.size; start += tileWidth) {
    const width = Math.min(tileWidth, the.size - start);
    const entries = await readEntries(the.reader, start, start + width);
    const inPlace = await checkTile(the, { start, width, entries, misplaced });
    await checkContents(the, inPlace);
  }
  reportMisplaced(misplaced, the.findings);
}

async function readEntries(reader: LogReader, from: number, to: number): Promise<Map<number, EntryRow>> {
  const rows = await reader.rows<EntryRow>(
    `select e.id, e.leaf, e.leaf_index::float8 as leaf_index, e.recorded_at, d.entry_id is not null as has_detail,
       d.salt, case when octet_length(d.details) <= $3 then d.details end as details,
       d.account_id, d.person_id, d.command, d.outcome, d.subject_id, d.recorded_at as detail_at
     from log_entry e left join log_detail d on d.entry_id = e.id
     where e.leaf_index >= $1 and e.leaf_index < $2 order by e.leaf_index`,
    [from, to, detailsAtOnceBytesMax],
  );
  return new Map(rows.map((row) => [row.leaf_index, row]));
}

/** Tells the entries that stand where they were sealed; the others are found misplaced. */
async function checkTile(
  the: EntriesCheck,
  tile: { start: number; width: number; entries: ReadonlyMap<number, EntryRow>; misplaced: Misplaced[] },
): Promise<EntryRow[]> {
  const { start, width, entries, misplaced } = tile;
  const index = start / tileWidth;
  const stored = await readTile(the.reader, 0, index);
  const hasTile = stored.length >= width * hashBytes;
  const found = Array.from({ length: width }, (_, i) => {
    const entry = entries.get(start + i);
    return entry === undefined ? null : leafHash(entry.leaf);
  });
  const sealed = Array.from({ length: width }, (_, i) =>
    hasTile ? stored.subarray(i * hashBytes, (i + 1) * hashBytes) : undefined,
  );
  const differs = found.some((hash, i) => hash === null || sealed[i]?.equals(hash) !== true);
  const whole = found.filter((hash) => hash !== null);
  const entriesFit = whole.length === width ? await the.upper.fits(index, whole) : false;
  const place = { level: 0, index, ...span(0, index, width) };
  if (!hasTile) the.findings.add('tile.missing', place);
  if (entriesFit === true) {
    // the entries lead to the head, so whatever differs is the tile
    if (hasTile && differs) the.findings.add('tile.changed', place);
    return [...entries.values()];
  }
  if (!differs && entriesFit === false)
    the.findings.add('entries.rewritten', { from: place.from, to: place.to });
  if (
    differs &&
    hasTile &&
    (await the.upper.fits(
      index,
      sealed.filter((hash) => hash !== undefined),
    )) === false
  ) {
    the.findings.add('tile.changed', place);
  }
  return found.flatMap((hash, i) => {
    const at = start + i;
    const entry = entries.get(at);
    const expected = sealed[i];
    if (entry !== undefined && hash !== null && expected?.equals(hash) === true) return [entry];
    if (misplaced.length < findingsMax) {
      misplaced.push({ at, sealed: expected?.toString('hex') ?? '', found: hash?.toString('hex') ?? null });
    }
    return [];
  });
}

function reportMisplaced(misplaced: readonly Misplaced[], findings: FindingList): void {
  const placeOf = new Map(misplaced.map(({ at, sealed }) => [sealed, at]));
  for (const { at, found } of misplaced) {
    const from = found === null ? undefined : placeOf.get(found);
    if (found === null) findings.add('entry.dropped', { at });
    else if (from === undefined) findings.add('entry.changed', { at });
    else findings.add('entry.moved', { at, from });
  }
}

async function checkContents(the: EntriesCheck, entries: readonly EntryRow[]): Promise<void> {
  const own = entries.filter(({ id }) => !the.foreign.has(id));
  const digestOf = await readRowsDigests(
    the.reader,
    own.map(({ id }) => id),
  );
  for (const entry of own) {
    const code = await contentFault(the.reader, entry, digestOf(entry.id));
    if (code !== null) the.findings.add(code, { at: entry.leaf_index });
  }
  for (const entry of own) {
    if (entry.command === 'log.foreign') await checkAlarm(the, entry);
  }
}

type ContentFault = 'entry.columns' | 'detail.missing' | 'detail.changed' | 'detail.columns' | 'rows.changed';

async function contentFault(
  reader: LogReader,
  entry: EntryRow,
  rows: RowsDigest,
): Promise<ContentFault | null> {
  const leaf = decodeLeafOrNull(entry.leaf);
  if (leaf === null || leaf.id !== entry.id || leaf.time !== entry.recorded_at.toISOString())
    return 'entry.columns';
  if (!entry.has_detail || entry.salt === null) return 'detail.missing';
  const text = entry.details ?? (await readDetails(reader, entry.id));
  const details = parseDetails(text);
  if (!commitmentOfText(entry.salt, text).equals(leaf.commitment) || details === undefined)
    return 'detail.changed';
  const columnsHold =
    details.entry === entry.id &&
    details.at === entry.detail_at?.toISOString() &&
    (details.actor?.account ?? null) === entry.account_id &&
    (details.actor?.person ?? null) === entry.person_id &&
    details.command === entry.command &&
    details.outcome === entry.outcome &&
    details.subject === entry.subject_id;
  if (!columnsHold) return 'detail.columns';
  return details.rows.count === rows.count && details.rows.digest === rows.digest ? null : 'rows.changed';
}

function decodeLeafOrNull(leaf: Buffer) {
  try {
    return decodeLeaf(leaf);
  } catch {
    return null;
  }
}

async function readDetails(reader: LogReader, entryId: string): Promise<string> {
  const rows = await reader.rows<{ details: string }>('select details from log_detail where entry_id = $1', [
    entryId,
  ]);
  return rows[0]?.details ?? '';
}

/** The sealer's alarm about foreign entries is itself sealed: wiping the list of them does not help. */
async function checkAlarm(the: EntriesCheck, entry: EntryRow): Promise<void> {
  const text = entry.details ?? (await readDetails(the.reader, entry.id));
  const reported: unknown = parseDetails(text)?.['result'];
  for (const id of foreignIn(reported)) {
    if (!the.foreign.has(id)) the.findings.add('alarm.removed', { at: entry.leaf_index, entry: id });
  }
}

function foreignIn(result: unknown): string[] {
  if (typeof result !== 'object' || result === null) return [];
  const listed: unknown = Reflect.get(result, 'foreign');
  return Array.isArray(listed) ? listed.filter((id) => typeof id === 'string') : [];
}
