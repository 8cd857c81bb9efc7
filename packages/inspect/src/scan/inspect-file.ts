import { createHash } from 'node:crypto';
import path from 'node:path';
import type { ExtractionOptions } from '../document/extraction.ts';
import type { GapReason } from '../document/gaps.ts';
import type { ExtractionEvent } from '../process/events.ts';
import type { ReadingPool } from '../process/reading-pool.ts';
import { cacheId } from './cache.ts';
import type { InspectionCache } from './cache.ts';
import type { Engine } from './engine.ts';
import { decodeFileName, showSafely } from './file-name.ts';
import { inspectEvents } from './inspect-events.ts';
import type { Inspected } from './inspect-events.ts';
import { openFile } from './open-file.ts';
import type { OpenFile } from './open-file.ts';
import type { Report } from './report.ts';
import { reportUnopened } from './report-unopened.ts';

/** What of a pool is used here. */
export type DocumentReader = Pick<ReadingPool, 'inspect'>;

export interface InspectFileOptions {
  /** How pictures are read and which passwords are tried. */
  reading?: Partial<ExtractionOptions>;
  cache?: InspectionCache;
  signal?: AbortSignal;
}

/** A file to inspect: its path, as bytes where the name need not be UTF-8, and how it is shown. */
export type FileToScan = string | { readonly file: Buffer; readonly shown: string };

/** What another run may give otherwise: such an inspection is not kept. */
const passing: ReadonlySet<GapReason> = new Set([
  'timed-out',
  'out-of-memory',
  'crashed',
  'unreadable',
  'changed',
]);

/**
 * Inspects one file, with all files within it, in the pool's processes: `{ path, kind, bytes, sha256, verdict, findings[],
 * uninspected[], … }`. Whatever the file is or does becomes part of the report. Rejects only with the signal's reason, or
 * when no reading process can be started.
 */
export async function inspectFile(
  reader: DocumentReader,
  file: FileToScan,
  engine: Engine,
  options: InspectFileOptions = {},
): Promise<Report> {
  const target = typeof file === 'string' ? { file: Buffer.from(file), shown: file } : file;
  const shown = showSafely(target.shown);
  let opened: OpenFile;
  try {
    opened = await openFile(target.file, options.signal);
  } catch {
    options.signal?.throwIfAborted();
    return reportUnopened(shown, 'unreadable', engine, { kind: 'unknown' });
  }
  try {
    const { bytes, sha256 } = opened;
    const about = { path: shown, bytes, sha256 };
    const name = decodeFileName(Buffer.from(path.basename(target.file.toString('latin1')), 'latin1'));
    const id = cacheId(engine.key, { sha256, name });
    const known = await options.cache?.get(id);
    if (known !== undefined) return { ...about, ...known, cached: true };
    const inspected = await inspectEvents(readOpened(reader, { opened, name }, options), name, engine);
    const report = { ...about, ...inspected, cached: false };
    if (options.cache !== undefined && isLasting(inspected)) await options.cache.put(id, report);
    return report;
  } finally {
    await opened.close();
  }
}

/**
 * Inspects a file that is in memory, such as an upload at a gateway, as {@link inspectFile} does one on disk. `name` is
 * what the sender calls it; it is inspected, too.
 */
export async function inspectBytes(
  reader: DocumentReader,
  { bytes, name }: { bytes: Uint8Array; name: string },
  engine: Engine,
  { cache, reading, signal }: InspectFileOptions = {},
): Promise<Report> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const about = { path: showSafely(name), bytes: bytes.byteLength, sha256 };
  const id = cacheId(engine.key, { sha256, name });
  const known = await cache?.get(id);
  if (known !== undefined) return { ...about, ...known, cached: true };
  const events = reader.inspect(bytes, {
    name,
    ...(reading === undefined ? {} : { options: reading }),
    ...(signal === undefined ? {} : { signal }),
  });
  const inspected = await inspectEvents(events, name, engine);
  const report = { ...about, ...inspected, cached: false };
  if (cache !== undefined && isLasting(inspected)) await cache.put(id, report);
  return report;
}

function isLasting({ uninspected }: Inspected): boolean {
  return !uninspected.some(({ reason }) => passing.has(reason));
}

async function* readOpened(
  reader: DocumentReader,
  { opened, name }: { opened: OpenFile; name: string },
  { reading, signal }: InspectFileOptions,
): AsyncGenerator<ExtractionEvent> {
  const request = {
    name,
    ...(reading === undefined ? {} : { options: reading }),
    ...(signal === undefined ? {} : { signal }),
  };
  for await (const event of reader.inspect({ path: opened.path }, request)) {
    // `done` is the last event of the pool, not of the inspection: the file is looked at once more.
    if (event.type === 'done' && !(await opened.isUnchanged()))
      yield { type: 'gap', gap: { path: [], reason: 'changed' } };
    yield event;
  }
}
