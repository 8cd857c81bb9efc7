import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeWalls } from './isolation.ts';
import type { ProbedWalls } from './isolation.ts';
import { answerBytesMax, runChild, streamBytes } from './run-child.ts';
import type { ChildOutcome } from './run-child.ts';
import { readInSandbox } from './sandbox.ts';

const hostileWorker = path.join(import.meta.dirname, 'hostile-worker.ts');
const limits = { memoryMb: 128, timeMs: 30_000 };
const folder = mkdtempSync(path.join(os.tmpdir(), 'fengni-sandbox-'));
const outsideFile = path.join(folder, 'secret.txt');

let walls: ProbedWalls;

beforeAll(async () => {
  writeFileSync(outsideFile, 'secret', { mode: 0o644 });
  walls = await probeWalls();
});

afterAll(() => rmSync(folder, { recursive: true }));

interface Attempt {
  options?: unknown;
  file?: string | Uint8Array;
  timeMs?: number;
  fileBytesMax?: number;
  signal?: AbortSignal;
}

async function attempt(task: string, given: Attempt = {}): Promise<ChildOutcome> {
  return runChild({
    worker: hostileWorker,
    walls: walls.walls,
    task,
    options: given.options ?? {},
    openFile: () => streamBytes(Buffer.from(given.file ?? '')),
    fileBytesMax: given.fileBytesMax ?? 1024 * 1024,
    limits: { ...limits, timeMs: given.timeMs ?? limits.timeMs },
    signal: given.signal,
  });
}

test('a file and the options arrive, the answer comes back', async () => {
  const outcome = await attempt('echo', { file: '封泥', options: { deep: [1] } });
  expect(outcome).toEqual({ ok: true, value: { text: '封泥', options: { deep: [1] } } });
});

test('a process that never ends is killed at its time limit and the user is told the limit', async () => {
  const outcome = await attempt('spin', { timeMs: 1500 });
  expect(outcome).toMatchObject({ ok: false, code: 'timed-out', reason: 'time' });
  expect(outcome.ok ? '' : outcome.zh).toContain('1500');
});

test('a process that fills its heap dies and is reported as out of memory', async () => {
  expect(await attempt('eatHeap')).toMatchObject({ ok: false, code: 'out-of-memory', reason: 'memory' });
});

test('a process that fills memory outside its heap is stopped too', async ({ skip }) => {
  if (!walls.isolation.memory) skip('prlimit is not available here');
  expect(await attempt('eatBuffers')).toMatchObject({ ok: false, code: 'out-of-memory' });
});

test.each(['abort', 'throw', 'no such task', 'constructor'])(
  'a process that ends by %s has crashed',
  async (task) => {
    expect(await attempt(task)).toMatchObject({ ok: false, code: 'crashed', reason: 'died' });
  },
);

test.each(['leave', 'chatter', 'overlong', 'unknownReason'])(
  'output that is not ours (%s) is discarded',
  async (task) => {
    expect(await attempt(task)).toMatchObject({ ok: false, code: 'crashed', reason: 'foreign-answer' });
  },
);

test('what libraries print does not disturb the answer', async () => {
  expect(await attempt('print')).toEqual({ ok: true, value: 'said' });
});

test('nothing of the environment of the server reaches the process', async () => {
  process.env['DATABASE_URL'] = 'postgres://secret@localhost/fengni';
  try {
    expect(await attempt('environment')).toEqual({ ok: true, value: { TZ: 'UTC' } });
  } finally {
    delete process.env['DATABASE_URL'];
  }
});

test.each(['read', 'write'])('the process cannot %s a file that anybody may read', async (task) => {
  const outcome = await attempt(task, { options: { path: outsideFile } });
  expect(outcome).toEqual({ ok: true, value: 'ERR_ACCESS_DENIED' });
});

test.each(['spawn', 'thread'])('the process cannot start another (%s)', async (task) => {
  expect(await attempt(task)).toEqual({ ok: true, value: 'ERR_ACCESS_DENIED' });
});

test('the process cannot make code out of text', async () => {
  expect(await attempt('evaluate')).toMatchObject({ ok: true, value: expect.stringContaining('EvalError') });
});

test('the process cannot reach a service of this machine', async ({ skip }) => {
  if (!walls.isolation.network) skip('this system gives no network namespace');
  const server = net.createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  try {
    expect(await attempt('connect', { options: { port } })).toEqual({ ok: true, value: 'refused' });
  } finally {
    server.close();
  }
});

test('a file that turns out longer than allowed ends the process', async () => {
  const outcome = await attempt('echo', { file: new Uint8Array(2048), fileBytesMax: 1024 });
  expect(outcome).toMatchObject({ ok: false, code: 'too-large', reason: 'file-bytes' });
});

test('an aborted reading rejects with the reason of the abort', async () => {
  const controller = new AbortController();
  const reading = attempt('spin', { signal: controller.signal });
  controller.abort(new Error('the user left'));
  await expect(reading).rejects.toThrow('the user left');
});

test('a process that answers without end is killed at the limit of answers', async () => {
  const outcome = await attempt('flood', { options: { bytes: String(answerBytesMax + 1) } });
  expect(outcome).toMatchObject({ ok: false, code: 'too-large', reason: 'answer-bytes' });
});

test('bytes over the limit are refused before a process is started', async () => {
  const result = await readInSandbox({
    task: 'workbook',
    bytes: new Uint8Array(11),
    options: {},
    limits: { fileBytesMax: 10 },
    signal: AbortSignal.abort(new Error('a process was about to start')),
  });
  expect(result).toMatchObject({ ok: false, code: 'too-large', reason: 'file-bytes' });
});

test('the tasks of the tests cannot be asked for through the public door', async () => {
  const outcome = await runChild({
    worker: path.join(import.meta.dirname, 'worker.ts'),
    walls: walls.walls,
    task: 'echo',
    options: {},
    openFile: () => streamBytes(new Uint8Array()),
    fileBytesMax: 0,
    limits,
    signal: undefined,
  });
  expect(outcome).toMatchObject({ ok: false, code: 'crashed' });
});

test('where the system allows, the process is another user, without network, bounded in memory', ({
  skip,
}) => {
  expect(walls.isolation.permission).toBe(true);
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    skip('only root on Linux can put up every wall');
  expect(walls.isolation.network).toBe(walls.walls.network);
  expect(walls.isolation.user).toBe(walls.walls.user);
});
