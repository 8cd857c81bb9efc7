import { createHmac, timingSafeEqual } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { InspectFault, systemCode } from './inspect-fault.ts';
import type { Report } from './report.ts';

/**
 * What is kept of a report, fit to be kept: findings go without their excerpts, so that the cache holds no text of any
 * file.
 */
export type CachedInspection = Pick<
  Report,
  'kind' | 'verdict' | 'reasons' | 'findings' | 'uninspected' | 'notListed' | 'segments' | 'parts'
>;

/** What is known of a file's content from an earlier run; kept in one file of JSON lines. */
export interface InspectionCache {
  get(id: string): Promise<CachedInspection | undefined>;
  put(id: string, inspection: CachedInspection): Promise<void>;
  close(): Promise<void>;
}

interface CacheOptions {
  file: string;
  /** Of policy, terms, index and program: what was found under another is of no use. */
  engine: string;
  /** The installation's key: lines are bound to it, so that nobody without it can make a file pass. */
  key: Uint8Array;
}

const format = 'fengni-inspection-cache';
const version = 1;
/** A longer line is skipped; the writer makes none. */
const lineBytesMax = 8 * 1024 ** 2;
const windowBytes = 1024 ** 2;

/** Names a file's content, under the name it goes by (which detectors see), without telling either. */
export function cacheId(key: Uint8Array, content: { sha256: string; name: string }): string {
  return mac(key, `id\n${content.sha256}\n${content.name}`).slice(0, 32);
}

/**
 * Opens or begins a cache. A file made under another engine begins anew; one that is no cache is left alone and refused.
 * A last line that was cut off by a crash is dropped, a line that was altered is not believed.
 */
export async function openCache({ file, engine, key }: CacheOptions): Promise<InspectionCache> {
  let handle: FileHandle;
  try {
    handle = await open(file, 'a+', 0o600);
    await handle.chmod(0o600);
  } catch (error) {
    throw new InspectFault('cannot-write', { path: file, detail: systemCode(error) });
  }
  try {
    const head = `${JSON.stringify({ format, version, engine, mac: mac(key, `head\n${engine}`) })}\n`;
    const lines = await readPlaces(handle, { file, head });
    return new LineCache(handle, lines, key);
  } catch (error) {
    await handle.close();
    throw error;
  }
}

interface LinePlace {
  offset: number;
  bytes: number;
}

async function readPlaces(
  handle: FileHandle,
  { file, head }: { file: string; head: string },
): Promise<Map<string, LinePlace>> {
  const places = new Map<string, LinePlace>();
  let end = 0;
  let first = true;
  for await (const { offset, line } of readLines(handle)) {
    if (first) {
      const text = line.toString('utf8');
      if (!text.startsWith(`{"format":"${format}"`)) throw new InspectFault('cache-foreign', { path: file });
      if (`${text}\n` !== head) break;
      first = false;
    } else {
      const id = /^\{"id":"([0-9a-f]{32})"/.exec(line.toString('latin1', 0, 48))?.[1];
      if (id !== undefined) places.set(id, { offset, bytes: line.length });
    }
    end = offset + line.length + 1;
  }
  const { size } = await handle.stat();
  if (first && size > 0 && end === 0) await refuseForeign(handle, { file, size });
  if (size !== end) await handle.truncate(end);
  if (end === 0) await handle.appendFile(head);
  return places;
}

/** A file without a line end that does not even begin as a cache is somebody else's. */
async function refuseForeign(
  handle: FileHandle,
  { file, size }: { file: string; size: number },
): Promise<void> {
  const wanted = `{"format":"${format}"`;
  const start = Buffer.alloc(Math.min(size, wanted.length));
  await handle.read(start, 0, start.length, 0);
  if (!wanted.startsWith(start.toString('latin1'))) throw new InspectFault('cache-foreign', { path: file });
}

async function* readLines(handle: FileHandle): AsyncGenerator<{ offset: number; line: Buffer }> {
  let held = Buffer.alloc(0);
  let offset = 0;
  const window = Buffer.alloc(windowBytes);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(window, 0, windowBytes, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    held = Buffer.concat([held, window.subarray(0, bytesRead)]);
    for (let cut = held.indexOf(10); cut >= 0; cut = held.indexOf(10)) {
      yield { offset, line: held.subarray(0, cut) };
      offset += cut + 1;
      held = held.subarray(cut + 1);
    }
    if (held.length > lineBytesMax) return;
  }
}

class LineCache implements InspectionCache {
  readonly #handle: FileHandle;
  readonly #places: Map<string, LinePlace>;
  readonly #key: Uint8Array;
  readonly #written = new Set<string>();

  constructor(handle: FileHandle, places: Map<string, LinePlace>, key: Uint8Array) {
    this.#handle = handle;
    this.#places = places;
    this.#key = key;
  }

  async get(id: string): Promise<CachedInspection | undefined> {
    const place = this.#places.get(id);
    if (place === undefined) return undefined;
    const line = Buffer.alloc(place.bytes);
    const { bytesRead } = await this.#handle.read(line, 0, place.bytes, place.offset);
    return bytesRead === place.bytes ? this.#parse(id, line.toString('utf8')) : undefined;
  }

  #parse(id: string, line: string): CachedInspection | undefined {
    const match = /^\{"id":"[0-9a-f]{32}","mac":"([0-9a-f]{64})","inspection":(.*)\}$/su.exec(line);
    const [given, json] = [match?.[1], match?.[2]];
    if (given === undefined || json === undefined) return undefined;
    const wanted = mac(this.#key, `line\n${id}\n${json}`);
    if (!timingSafeEqual(Buffer.from(given), Buffer.from(wanted))) return undefined;
    // The code of authentication says that this program wrote it.
    const inspection: CachedInspection = JSON.parse(json);
    return inspection;
  }

  async put(id: string, inspection: CachedInspection): Promise<void> {
    if (this.#places.has(id) || this.#written.has(id)) return;
    const json = JSON.stringify(withoutText(inspection));
    const line = `{"id":"${id}","mac":"${mac(this.#key, `line\n${id}\n${json}`)}","inspection":${json}}\n`;
    if (Buffer.byteLength(line) > lineBytesMax) return;
    this.#written.add(id);
    // one write of a whole line to a file opened for appending: other runs put theirs before or after
    await this.#handle.appendFile(line);
  }

  async close(): Promise<void> {
    try {
      await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
  }
}

function withoutText(inspection: CachedInspection): CachedInspection {
  return { ...inspection, findings: inspection.findings.map((finding) => ({ ...finding, excerpt: '' })) };
}

function mac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(`fengni-inspection-cache\n${text}`).digest('hex');
}
