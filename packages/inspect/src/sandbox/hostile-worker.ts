// Tasks that misbehave in every way a process taken over by a file could; started by the tests of the sandbox only.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { encodeAnswer, isRecord } from './frames.ts';
import { serveTask } from './serve-task.ts';

function spin(): never {
  for (;;) Math.sqrt(2);
}

function eatHeap(): never {
  const kept: object[] = [];
  for (;;) kept.push({ filler: Array.from({ length: 1000 }, (_, place) => ({ place })) });
}

function eatBuffers(): never {
  const kept: Buffer[] = [];
  for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
}

/** Writes to standard output what is no answer, and leaves as if all were well. */
function answerRaw(bytes: Uint8Array): never {
  let sent = 0;
  while (sent < bytes.length) sent += writeWhenReady(bytes.subarray(sent, sent + 16_384));
  process.exit(0);
}

/** The pipe does not block: a full one is tried again. */
function writeWhenReady(bytes: Uint8Array): number {
  try {
    return writeSync(1, bytes);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EAGAIN') return 0;
    throw error;
  }
}

function textOption(options: unknown, name: string): string {
  const value = isRecord(options) ? options[name] : undefined;
  if (typeof value !== 'string') throw new Error(`The test gives no ${name}.`);
  return value;
}

function outcomeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'done';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

async function connect(options: unknown): Promise<string> {
  const socket = net.connect({ host: '127.0.0.1', port: Number(textOption(options, 'port')) });
  return new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('error', () => resolve('refused'));
  });
}

await serveTask({
  echo: (file, options) => ({ text: Buffer.from(file).toString('utf8'), options }),
  spin,
  eatHeap,
  eatBuffers,
  abort: () => process.abort(),
  throw: () => {
    throw new Error('out of luck');
  },
  leave: () => process.exit(0),
  chatter: () => answerRaw(Buffer.from('{"ok":true,"value":1}')),
  overlong: () => answerRaw(Buffer.concat([encodeAnswer({ ok: true, value: 1 }), Buffer.from('!')])),
  flood: (_file, options) => answerRaw(Buffer.alloc(Number(textOption(options, 'bytes')))),
  unknownReason: () => answerRaw(encodeAnswer({ ok: false, reason: '__proto__', limit: undefined })),
  print: () => {
    // oxlint-disable-next-line no-console -- what libraries do
    console.log('a library talks');
    return 'said';
  },
  environment: () => process.env,
  read: (_file, options) => outcomeOf(() => readFileSync(textOption(options, 'path'))),
  write: (_file, options) => outcomeOf(() => writeFileSync(textOption(options, 'path'), 'x')),
  spawn: () =>
    outcomeOf(() => {
      const { error } = spawnSync(process.execPath, ['--version']);
      if (error !== undefined) throw error;
    }),
  thread: () => outcomeOf(() => new Worker('0', { eval: true })),
  // oxlint-disable-next-line no-implied-eval -- that it is refused is what is tested
  evaluate: () => outcomeOf(() => new Function('return 1')),
  connect: (_file, options) => connect(options),
});
