import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { extractionLimits } from '../document/extraction.ts';
import type { ExtractionEvent } from './events.ts';
import { openFile } from './open-file.ts';
import { readDocument } from './read-document.ts';
import type { DocumentEvent } from './read-document.ts';
import { ReadingPool } from './reading-pool.ts';
import { WorkerProcess } from './worker-process.ts';

let folder = '';
let pool: ReadingPool;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'fengni-reading-'));
  pool = new ReadingPool({ jobs: 2 });
});

afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

async function takeAll<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
  const all: Event[] = [];
  for await (const event of events) all.push(event);
  return all;
}

function textOf(events: readonly (ExtractionEvent | DocumentEvent)[]): string {
  return events
    .flatMap((event) => (event.type === 'segments' ? event.segments : []))
    .map(({ text }) => text)
    .join('');
}

function gapsOf(events: readonly (ExtractionEvent | DocumentEvent)[]): string[] {
  return events.flatMap((event) => (event.type === 'gap' ? [event.gap.reason] : []));
}

test('a file is read by its path and by its bytes alike, and the last event is done', async () => {
  const bytes = Buffer.from('本件所载内容仅供测试。\n第二行。\n');
  const file = path.join(folder, 'a.txt');
  writeFileSync(file, bytes);
  const byPath = await takeAll(pool.inspect({ path: file }));
  const byBytes = await takeAll(pool.inspect(bytes));
  expect(textOf(byPath)).toBe(bytes.toString());
  expect(byBytes).toEqual(byPath);
  expect(byPath.at(0)).toEqual({ type: 'kind', kind: 'text' });
  expect(byPath.at(-1)).toEqual({ type: 'done', kind: 'text', bytes: bytes.length });
});

test('what cannot be opened, and what is no file, is a gap', async () => {
  const missing = await takeAll(pool.inspect({ path: path.join(folder, 'none') }));
  expect(gapsOf(missing)).toEqual(['unreadable']);
  expect(gapsOf(await takeAll(pool.inspect({ path: folder })))).toEqual(['special-file']);
  expect(missing.at(-1)).toMatchObject({ type: 'done', kind: 'unknown' });
});

test('many files at once are each read whole, with fewer processes than files', async () => {
  const texts = Array.from({ length: 20 }, (_, place) => `第 ${place} 件`.repeat(2000));
  const read = await Promise.all(texts.map(async (text) => takeAll(pool.inspect(Buffer.from(text)))));
  expect(read.map((events) => withoutOverlaps(events))).toEqual(texts);
});

function withoutOverlaps(events: readonly ExtractionEvent[]): string {
  return events
    .flatMap((event) => (event.type === 'segments' ? event.segments : []))
    .map(({ text, overlap = 0 }) => text.slice(overlap))
    .join('');
}

test('leaving a file in the middle and aborting leave the pool in order', async () => {
  const long = Buffer.from('一行文字\n'.repeat(500_000));
  for await (const event of pool.inspect(long)) if (event.type === 'segments') break;
  const abort = new AbortController();
  const reading = (async () => {
    for await (const event of pool.inspect(long, { signal: abort.signal }))
      if (event.type === 'segments') abort.abort(new Error('enough'));
  })();
  await expect(reading).rejects.toThrow('enough');
  expect(textOf(await takeAll(pool.inspect(Buffer.from('还在'))))).toBe('还在');
});

test('a closed pool reads no more', async () => {
  const other = new ReadingPool({ jobs: 1 });
  await other.close();
  await expect(takeAll(other.inspect(Buffer.from('x')))).rejects.toThrow('closed');
});

const hostile = path.join(import.meta.dirname, 'hostile-worker.ts');

async function readHostile(
  behaviour: string,
  timeMs = 20_000,
): Promise<{ events: DocumentEvent[]; isAlive: boolean }> {
  const worker = await WorkerProcess.start({ program: hostile, memoryMb: 128, addons: false });
  const file = await openFile(new Uint8Array(10));
  if (typeof file === 'string') throw new Error(file);
  const events = await takeAll(
    readDocument(worker, file, {
      name: behaviour,
      options: { ocr: 'never', passwords: [] },
      limits: { ...extractionLimits, textUnitsMax: 1_000_000 },
      timeMs,
    }),
  );
  const { isAlive } = worker;
  await worker.close();
  return { events, isAlive };
}

test.each([
  ['spin', 'timed-out', 300],
  ['eatHeap', 'out-of-memory', 60_000],
  ['abort', 'crashed', 20_000],
  ['leave', 'crashed', 20_000],
  ['throw', 'crashed', 20_000],
  ['chatter', 'crashed', 20_000],
  ['longFrame', 'crashed', 20_000],
  ['unknownFrame', 'crashed', 20_000],
  ['noJson', 'crashed', 20_000],
  ['unknownReason', 'crashed', 20_000],
  ['unknownKind', 'crashed', 20_000],
  ['longText', 'crashed', 20_000],
  ['wrongPlace', 'crashed', 20_000],
  ['deepPath', 'crashed', 20_000],
  ['windowBeyond', 'crashed', 20_000],
  ['flood', 'crashed', 60_000],
])('a worker that does %s is ended: %s', async (behaviour, reason, timeMs) => {
  const { events, isAlive } = await readHostile(behaviour, timeMs);
  expect(gapsOf(events).at(-1)).toBe(reason);
  expect(isAlive).toBe(false);
});

test('what was found before the worker died is kept', async () => {
  const { events } = await readHostile('flourishing');
  expect(events).toEqual([
    { type: 'kind', kind: 'text' },
    { type: 'segments', segments: [{ text: 'kept', place: { path: [], kind: 'body' } }] },
    { type: 'gap', gap: { path: [], reason: 'crashed' } },
  ]);
});

test('nothing a worker adds of its own gets through', async () => {
  const { events, isAlive } = await readHostile('extra');
  expect(JSON.stringify(events)).not.toContain('dropped');
  expect(textOf(events)).toBe('kept');
  expect(isAlive).toBe(true);
});
