// SEC-5: what a process that a hostile file has taken over can do
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { probeWalls } from '../sandbox/isolation.ts';
import type { ProbedWalls } from '../sandbox/isolation.ts';
import { gapsOf, runHostile } from './testing/run-hostile.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fengni-walls-'));
const outsideFile = path.join(folder, 'secret.txt');
let probed: ProbedWalls;

beforeAll(async () => {
  writeFileSync(outsideFile, 'secret', { mode: 0o644 });
  probed = await probeWalls();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function told(task: string, options: unknown = {}): Promise<unknown> {
  const { frames } = await runHostile(task, { options });
  const [frame] = frames;
  return frame?.type === 'answer' ? frame.value : gapsOf(frames);
}

test('filling memory outside its heap ends it', async ({ skip }) => {
  if (!probed.isolation.memory) skip('prlimit is not available here');
  const { frames, isAlive } = await runHostile('eatBuffers');
  // whether it can still say why depends on what memory is left for that
  expect(['out-of-memory', 'crashed']).toContain(gapsOf(frames)[0]);
  expect(isAlive).toBe(false);
});

test('nothing of the environment of the server reaches it', async () => {
  process.env['DATABASE_URL'] = 'postgres://secret@localhost/fengni';
  try {
    expect(await told('environment')).toEqual({ TZ: 'UTC' });
  } finally {
    delete process.env['DATABASE_URL'];
  }
});

test.each(['read', 'write'])('it cannot %s a file that anybody may read', async (task) => {
  expect(await told(task, { path: outsideFile })).toBe('ERR_ACCESS_DENIED');
});

test.each(['spawn', 'thread'])('it cannot start another process (%s)', async (task) => {
  expect(await told(task)).toBe('ERR_ACCESS_DENIED');
});

test('it cannot make code out of text', async () => {
  expect(await told('evaluate')).toContain('EvalError');
});

test('it cannot reach a service of this machine', async ({ skip }) => {
  if (!probed.isolation.network) skip('this system gives no network namespace');
  const server = net.createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? String(address.port) : '';
  try {
    expect(await told('connect', { port })).toBe('refused');
  } finally {
    server.close();
  }
});

test('where the system allows, it is another user, without network, bounded in memory', ({ skip }) => {
  expect(probed.isolation.permission).toBe(true);
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    skip('only root on Linux can put up every wall');
  expect(probed.isolation.network).toBe(probed.walls.network);
  expect(probed.isolation.user).toBe(probed.walls.user);
});
