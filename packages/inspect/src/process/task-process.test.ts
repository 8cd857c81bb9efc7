// CAR-11, SEC-5
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WindowedFile } from './open-file.ts';
import type { TaskFrame } from './run-task-on.ts';
import { runTask, TaskPool } from './task-process.ts';
import { gapsOf, runHostile, takeAll } from './testing/run-hostile.ts';

let folder = '';
let pool: TaskPool;

beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'fengni-tasks-'));
  pool = new TaskPool({ jobs: 2 });
});

afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

function bytesOf(frames: readonly TaskFrame[]): Buffer {
  return Buffer.concat(frames.flatMap((frame) => (frame.type === 'answer' ? [frame.bytes] : [])));
}

/** Bytes that differ at every place, longer than a window. */
const long = Buffer.from(Array.from({ length: 3 * 1024 * 1024 + 7 }, (_, place) => (place * 31) % 251));

test('a file comes back the same by path, by bytes and by windows that take a moment', async () => {
  const file = path.join(folder, 'a.bin');
  writeFileSync(file, long);
  const windows: WindowedFile = {
    length: long.length,
    read: async (offset, length) => {
      await Promise.resolve();
      return long.subarray(offset, offset + length);
    },
  };
  for (const bytes of [{ path: file }, long, windows]) {
    const frames = await takeAll(runTask(pool, { task: 'echo', bytes, options: { deep: [1] } }));
    expect(bytesOf(frames).equals(long)).toBe(true);
    expect(frames[0]).toMatchObject({ value: { at: 0, length: long.length, options: { deep: [1] } } });
  }
});

test('an empty file is a file, a missing one is a gap', async () => {
  expect(await takeAll(runTask(pool, { task: 'echo', bytes: new Uint8Array() }))).toEqual([]);
  const missing = await takeAll(runTask(pool, { task: 'echo', bytes: { path: path.join(folder, 'none') } }));
  expect(gapsOf(missing)).toEqual(['unreadable']);
});

test('a source that fails rejects, and the pool goes on', async () => {
  const failing: WindowedFile = {
    length: 10,
    read: async () => Promise.reject(new Error('the key store was locked')),
  };
  await expect(takeAll(runTask(pool, { task: 'echo', bytes: failing }))).rejects.toThrow(
    'the key store was locked',
  );
  const frames = await takeAll(runTask(pool, { task: 'echo', bytes: Buffer.from('封泥') }));
  expect(bytesOf(frames).toString()).toBe('封泥');
});

test('tasks beyond the number of processes wait and are each done whole', async () => {
  const texts = Array.from({ length: 8 }, (_, place) => `第 ${place} 件`);
  const all = await Promise.all(
    texts.map(async (text) => takeAll(runTask(pool, { task: 'echo', bytes: Buffer.from(text) }))),
  );
  expect(all.map((frames) => bytesOf(frames).toString())).toEqual(texts);
});

test('left in the middle or aborted, a task ends its process and the pool goes on', async () => {
  for await (const frame of runTask(pool, { task: 'echo', bytes: long })) if (frame.type === 'answer') break;
  const abort = new AbortController();
  const aborted = (async () => {
    for await (const frame of runTask(pool, { task: 'echo', bytes: long, signal: abort.signal }))
      if (frame.type === 'answer') abort.abort(new Error('the user left'));
  })();
  await expect(aborted).rejects.toThrow('the user left');
  const frames = await takeAll(runTask(pool, { task: 'echo', bytes: Buffer.from('well') }));
  expect(bytesOf(frames).toString()).toBe('well');
});

test.each([
  'abort',
  'leave',
  'throw',
  'chatter',
  'longFrame',
  'unknownFrame',
  'noJson',
  'unknownReason',
  'noMixed',
  'windowBeyond',
])('a process that misbehaves (%s) is ended and is a gap', async (task) => {
  const { frames, isAlive } = await runHostile(task);
  expect(gapsOf(frames)).toEqual(['crashed']);
  expect(isAlive).toBe(false);
});

test('a process that does not end, or fills its heap, is ended with the limit that was met', async () => {
  const spun = await runHostile('spin', { timeMs: 1000 });
  expect(spun.frames).toEqual([{ type: 'gap', gap: { path: [], reason: 'timed-out', limit: 1000 } }]);
  expect(gapsOf((await runHostile('eatHeap')).frames)).toEqual(['out-of-memory']);
});

test('answers without end are cut at the limit, and those before it are kept', async () => {
  const { frames, isAlive } = await runHostile('answers');
  expect(frames[0]).toMatchObject({ type: 'answer', value: { first: true } });
  expect(gapsOf(frames)).toEqual(['expands-too-much']);
  expect(isAlive).toBe(false);
});

test('what was given before a process died is kept', async () => {
  const { frames } = await runHostile('halfAnswer');
  expect(bytesOf(frames).toString()).toBe('kept');
  expect(gapsOf(frames)).toEqual(['crashed']);
});
