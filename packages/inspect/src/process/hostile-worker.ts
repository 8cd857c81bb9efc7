// Answers as a worker taken over by a file could; started by the tests only. What it does is the name of the file, or of the task.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync, writeSync } from 'node:fs';
import net from 'node:net';
import { Worker } from 'node:worker_threads';
import { isRecord } from '../document/is-record.ts';
import { frameHead, frameTypes, jsonPayload, mixedPayload } from './wire.ts';
import { workerPipe } from './worker-pipe.ts';

const segmentOf = (text: string): unknown => ({
  path: [],
  segments: [{ text, place: { kind: 'body' } }],
});

const tell = (value: unknown): void =>
  workerPipe.write(frameTypes.answer, ...mixedPayload(value, new Uint8Array()));

function textOption(options: unknown, name: string): string {
  const value = isRecord(options) ? options[name] : undefined;
  if (typeof value !== 'string') throw new Error(`The test gives no ${name}.`);
  return value;
}

/** What came of trying something the walls should keep from it. */
function tellOutcome(attempt: () => unknown): void {
  try {
    attempt();
    tell('done');
  } catch (error) {
    tell(error instanceof Error && 'code' in error ? String(error.code) : String(error));
  }
}

async function connect(options: unknown): Promise<void> {
  const socket = net.connect({ host: '127.0.0.1', port: Number(textOption(options, 'port')) });
  const outcome = await new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'));
    socket.once('error', () => resolve('refused'));
  });
  socket.destroy();
  tell(outcome);
}

const behaviours: Record<string, (options: unknown) => void | Promise<void>> = {
  eatBuffers: () => {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(16 * 1024 * 1024, 1));
  },
  environment: () => tell(process.env),
  read: (options) => tellOutcome(() => readFileSync(textOption(options, 'path'))),
  write: (options) => tellOutcome(() => writeFileSync(textOption(options, 'path'), 'x')),
  spawn: () =>
    tellOutcome(() => {
      const { error } = spawnSync(process.execPath, ['--version']);
      if (error !== undefined) throw error;
    }),
  thread: () => tellOutcome(() => new Worker('0', { eval: true })),
  // oxlint-disable-next-line no-implied-eval -- that it is refused is what is tested
  evaluate: () => tellOutcome(() => new Function('return 1')),
  connect,
  spin: () => {
    for (;;) Math.sqrt(2);
  },
  eatHeap: () => {
    const kept: object[] = [];
    for (;;) kept.push({ filler: Array.from({ length: 1000 }, (_, place) => ({ place })) });
  },
  abort: () => process.abort(),
  leave: () => process.exit(0),
  throw: () => {
    throw new Error('out of luck');
  },
  chatter: () => void writeSync(1, 'hello, here is a library that talks'),
  longFrame: () => void writeSync(1, frameHead(frameTypes.segments, 0xffffffff)),
  unknownFrame: () => workerPipe.write(0x7f, Buffer.from('{}')),
  noJson: () => workerPipe.write(frameTypes.gap, Buffer.from('{"reason":')),
  unknownReason: () => workerPipe.write(frameTypes.gap, jsonPayload({ path: [], reason: '__proto__' })),
  unknownKind: () => workerPipe.write(frameTypes.kind, jsonPayload('exe')),
  longText: () => workerPipe.write(frameTypes.segments, jsonPayload(segmentOf('长'.repeat(1024 * 1024)))),
  wrongPlace: () =>
    workerPipe.write(
      frameTypes.segments,
      jsonPayload({ path: [], segments: [{ text: '', place: { kind: 'body', page: -1 } }] }),
    ),
  deepPath: () =>
    workerPipe.write(
      frameTypes.gap,
      jsonPayload({ path: Array.from({ length: 1000 }, () => 'a'), reason: 'damaged' }),
    ),
  windowBeyond: () => {
    const request = Buffer.alloc(12, 0xff);
    workerPipe.write(frameTypes.window, request);
  },
  flood: () => {
    for (;;) workerPipe.write(frameTypes.segments, jsonPayload(segmentOf('水'.repeat(60_000))));
  },
  flourishing: () => {
    workerPipe.write(frameTypes.kind, jsonPayload('text'));
    workerPipe.write(frameTypes.segments, jsonPayload(segmentOf('kept')));
    process.abort();
  },
  extra: () => {
    const segment = { text: 'kept', secret: 'dropped', place: { kind: 'body', secret: 'dropped' } };
    workerPipe.write(frameTypes.segments, jsonPayload({ path: [], segments: [segment] }));
  },
  noMixed: () => workerPipe.write(frameTypes.answer, Buffer.from([0, 0, 1, 0, 0x7b])),
  answers: () => {
    workerPipe.write(frameTypes.answer, ...mixedPayload({ first: true }, Buffer.from('kept')));
    for (;;) workerPipe.write(frameTypes.answer, ...mixedPayload({}, Buffer.alloc(64 * 1024)));
  },
  halfAnswer: () => {
    workerPipe.write(frameTypes.answer, ...mixedPayload({ first: true }, Buffer.from('kept')));
    process.abort();
  },
  good: () => undefined,
};

for (let frame = workerPipe.read(); frame !== undefined; frame = workerPipe.read()) {
  const request: unknown = JSON.parse(frame.payload.toString('utf8'));
  const name = isRecord(request) ? String(request['name'] ?? request['task']) : '';
  await behaviours[name]?.(isRecord(request) ? request['options'] : undefined);
  workerPipe.write(frameTypes.done, jsonPayload({ memoryBytes: 0 }));
}
