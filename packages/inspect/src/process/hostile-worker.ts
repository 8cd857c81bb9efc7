// Answers as a worker taken over by a file could; started by the tests only. What it does is the name of the file, or of the task.
import { writeSync } from 'node:fs';
import { isRecord } from '../sandbox/frames.ts';
import { frameHead, frameTypes, jsonPayload, mixedPayload } from './wire.ts';
import { workerPipe } from './worker-pipe.ts';

const segmentOf = (text: string): unknown => ({
  path: [],
  segments: [{ text, place: { kind: 'body' } }],
});

const behaviours: Record<string, () => void> = {
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
  behaviours[name]?.();
  workerPipe.write(frameTypes.done, jsonPayload({ memoryBytes: 0 }));
}
