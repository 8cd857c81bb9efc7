import { hashBytes } from '../hash.ts';
import { diagnose } from './diagnose.ts';
import { EntryWatch, bundleBytesMax, hashBundle } from './entries.ts';
import { Folder, pathOfTile, tileHashesMax } from './folder.ts';
import { growTree, readTile, widthOfTile } from './grow.ts';
import type { Extent, Grown } from './grow.ts';
import { readPruned } from './pruned-statement.ts';
import type { Pruned } from './pruned-statement.ts';
import { Findings } from './report.ts';
import type { VerifyReport } from './report.ts';
import { checkSignatures, readKeyFiles } from './signers.ts';
import type { TrustedKey } from './signers.ts';
import { readHead, readSignedText, checkKey, signedTextBytesMax } from './signed-text.ts';
import type { Head } from './signed-text.ts';

/** 2^40 entries; a checkpoint may claim any size, so what it claims is bounded before it is believed. */
export const entriesCheckedMax = 2 ** 40;

export interface VerifyOptions {
  /** The export folder. */
  readonly dir: string;
  /** Contents of a key file got by other means than the export. */
  readonly keys?: Buffer;
  /** Contents of witness key files; each of these witnesses must have cosigned. */
  readonly witnesses?: readonly Buffer[];
  /** An older signed checkpoint of the log. */
  readonly since?: Buffer;
  /** For the age of cosignatures. */
  readonly now: Date;
}

interface Checked {
  readonly grown: Grown | undefined;
  readonly watch: EntryWatch;
  readonly isSound: boolean;
}

/** One pass over entries and tiles: everything recomputed from the entries and compared with what lies there. */
async function checkEntries(
  folder: Folder,
  extent: Extent,
  sizes: { oldSize: number; minimum: number },
): Promise<Checked> {
  const watch = new EntryWatch();
  let isSound = true;
  const grown = await growTree({
    folder,
    extent,
    ...sizes,
    hashesOf: (index, width) => {
      const bytes = folder.read(pathOfTile('entries', index, width), bundleBytesMax);
      const from = index * tileHashesMax;
      const bundle =
        bytes === undefined
          ? undefined
          : hashBundle(bytes, (data, start, end, place) => watch.see(data, start, end, from + place));
      if (bundle?.isWhole === true && bundle.count === width) return bundle.hashes;
      isSound = false;
      return readTile(folder, extent.size, { level: 0, index });
    },
    onTile: ({ level, index, hashes }) => {
      const path = pathOfTile(level, index, hashes.length / hashBytes);
      isSound &&= folder.read(path, tileHashesMax * hashBytes)?.equals(hashes) === true;
    },
  });
  return { grown, watch, isSound: isSound && grown !== undefined };
}

interface Old {
  readonly size: number;
  readonly root: Buffer;
}

function readOld(
  since: Buffer,
  site: { keys: readonly TrustedKey[]; head: Head; findings: Findings },
): Old | undefined {
  const { findings, head } = site;
  const signed = readSignedText(since);
  const old = signed === undefined ? undefined : readHead(signed.text);
  if (signed === undefined || old === undefined) {
    findings.add('since.unreadable', { why: 'not a checkpoint' });
    return undefined;
  }
  if (old.origin !== head.origin) findings.add('since.origin', { origin: old.origin });
  const states = site.keys.map((key) => checkKey(signed, key).state);
  const isKnown = states.length === 0 || states.includes('valid');
  if (!isKnown || states.includes('invalid')) findings.add('since.signature');
  if (old.size > head.size) findings.add('since.rollback', { old: old.size, size: head.size });
  return old;
}

/** Compares the old checkpoint with the root the present log has at that size. */
function compareOld(
  old: Old,
  site: { head: Head; extent: Extent; minimum: number; findings: Findings },
  trees: readonly (Grown | undefined)[],
): NonNullable<VerifyReport['since']> {
  const { head, extent, findings } = site;
  if (old.size > head.size) return { size: old.size, result: 'rolledBack' };
  const bound = trees.find((tree) => tree?.root.equals(head.root));
  const root = old.size === head.size ? head.root : bound?.oldRoot;
  if (root === undefined) {
    const isPruned = bound !== undefined && old.size < extent.base;
    findings.add(isPruned ? 'since.pruned' : 'since.unproven', { old: old.size, minimum: site.minimum });
    return { size: old.size, result: 'unproven' };
  }
  if (root.equals(old.root)) return { size: old.size, result: 'consistent' };
  findings.add('since.fork', { old: old.size });
  return { size: old.size, result: 'forked' };
}

/** Files past the end or before the pruned part, and files that have no place in the format. */
function lookForStrays(folder: Folder, extent: Extent, findings: Findings): void {
  const known = new Set(['checkpoint', 'key.pub', 'witness.pub', 'pruned', 'tile']);
  for (const name of folder.names('')) if (!known.has(name)) folder.noteStray(name);
  let leftover: string | undefined;
  for (const tile of folder.tiles('entries')) {
    const expected = widthOfTile(extent.size, 0, tile.index);
    if (tile.index * tileHashesMax < extent.base) leftover ??= tile.path;
    else if (tile.width > expected) findings.add('entry.beyond', { path: tile.path, size: extent.size });
    else if (tile.width !== expected) folder.noteStray(tile.path);
  }
  if (leftover !== undefined) findings.add('pruned.leftover', { path: leftover });
  for (const level of folder.names('tile')) {
    if (level === 'entries') continue;
    if (!/^(?:0|[1-9]\d?)$/.test(level)) {
      folder.noteStray(`tile/${level}`);
      continue;
    }
    for (const { index, width, path } of folder.tiles(Number(level))) {
      const isKept = (index + 1) * tileHashesMax ** (Number(level) + 1) > extent.base;
      if (!isKept || widthOfTile(extent.size, Number(level), index) !== width) folder.noteStray(path);
    }
  }
  folder.reportStrays();
}

function openFolder(dir: string, findings: Findings): Folder | undefined {
  try {
    return new Folder(dir, findings);
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    findings.add('folder.missing', { why });
    return undefined;
  }
}

/** Opens `checkpoint` and says what cannot be read of it. */
function readCheckpoint(folder: Folder, findings: Findings) {
  const bytes = folder.read('checkpoint', signedTextBytesMax);
  const signed = bytes === undefined ? undefined : readSignedText(bytes);
  const head = signed === undefined ? undefined : readHead(signed.text);
  if (bytes === undefined) findings.add('checkpoint.missing');
  else if (signed === undefined || head === undefined) findings.add('checkpoint.malformed');
  return signed === undefined || head === undefined ? undefined : { signed, head };
}

/** Checks the pruned part against its statement. */
function comparePruned(
  pruned: Pruned,
  site: { grown: Grown | undefined; root: Buffer; findings: Findings },
): void {
  const { grown, root, findings } = site;
  const { minimum, time } = pruned;
  findings.add('pruned.stated', { minimum, time });
  if (grown?.root.equals(root) === true && grown.minimumRoot?.equals(pruned.root) !== true) {
    findings.add('pruned.root', { minimum });
  }
}

/**
 * Checks an export from its files alone. Never throws for what the files hold; memory is bounded by a tile a level
 * plus 16 to 32 bytes an entry to find repeated ids.
 */
export async function verifyExport(options: VerifyOptions): Promise<VerifyReport> {
  const findings = new Findings();
  const nothing = { keys: [], cosigners: [] };
  const folder = openFolder(options.dir, findings);
  const opened = folder === undefined ? undefined : readCheckpoint(folder, findings);
  if (folder === undefined || opened === undefined) {
    return { ...nothing, verdict: findings.verdict(), findings: findings.list };
  }
  const { signed, head } = opened;
  const given = { ...(options.keys && { keys: options.keys }), witnesses: options.witnesses ?? [] };
  const { logKeys, witnessKeys } = readKeyFiles(folder, given, findings);
  const cosigners = checkSignatures({ signed, head, logKeys, witnessKeys, now: options.now, findings });
  const facts = {
    origin: head.origin,
    size: head.size,
    root: head.root.toString('hex'),
    keys: logKeys.map(({ name, keyId, kind, source }) => ({ name, keyId, kind, source })),
    cosigners,
  };
  if (head.size > entriesCheckedMax) {
    findings.add('checkpoint.size', { size: head.size, most: entriesCheckedMax });
    return { ...facts, verdict: findings.verdict(), findings: findings.list };
  }
  const body = await checkBody({
    folder,
    head,
    logKeys,
    findings,
    ...(options.since && { since: options.since }),
  });
  return { ...facts, ...body, verdict: findings.verdict(), findings: findings.list };
}

async function checkBody(site: {
  folder: Folder;
  head: Head;
  logKeys: readonly TrustedKey[];
  findings: Findings;
  since?: Buffer;
}): Promise<Pick<VerifyReport, 'firstEntry' | 'lastEntryTime' | 'since'>> {
  const { folder, head, logKeys, findings } = site;
  const pruned = readPruned(folder, { head, keys: logKeys, findings });
  const minimum = pruned?.minimum ?? 0;
  const extent: Extent = { base: Math.floor(minimum / tileHashesMax) * tileHashesMax, size: head.size };
  const old = site.since === undefined ? undefined : readOld(site.since, { keys: logKeys, head, findings });
  const sizes = { oldSize: old?.size ?? -1, minimum: pruned === undefined ? -1 : minimum };
  const { grown, watch, isSound } = await checkEntries(folder, extent, sizes);
  const trees: (Grown | undefined)[] = [grown];
  if (isSound && grown?.root.equals(head.root) === true) {
    watch.reportDuplicates(folder, extent, findings);
  } else {
    const { root } = head;
    const source = { root, oldSize: sizes.oldSize, ...(grown && { fromEntries: grown }) };
    trees.push(await diagnose({ folder, extent, findings }, source));
    // Whatever made the pass fail must have a name; if the diagnosis found none, the root still does not fit.
    if (!findings.has('broken') && !findings.has('unreadable')) {
      findings.add('root.mismatch', {
        sealed: root.toString('hex'),
        found: grown?.root.toString('hex') ?? '-',
      });
    }
  }
  watch.report(findings);
  if (pruned !== undefined) comparePruned(pruned, { grown, root: head.root, findings });
  const since = old === undefined ? undefined : compareOld(old, { head, extent, minimum, findings }, trees);
  lookForStrays(folder, extent, findings);
  return {
    firstEntry: extent.base,
    ...(watch.lastTime === undefined ? {} : { lastEntryTime: watch.lastTime }),
    ...(since === undefined ? {} : { since }),
  };
}
