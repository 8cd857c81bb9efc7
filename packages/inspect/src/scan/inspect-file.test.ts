import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtinPolicies } from '../policy/policy.ts';
import type { ExtractionEvent } from '../process/events.ts';
import { createEngine } from './engine.ts';
import { inspectBytes, inspectFile } from './inspect-file.ts';
import type { DocumentReader } from './inspect-file.ts';

const policy = builtinPolicies.get('publication');
if (policy === undefined) throw new Error('no policy');
const engine = createEngine({ policy, key: Buffer.alloc(32, 5) });

/** A reader that tells what it is told to; reading processes have tests of their own. */
function readerOf(
  events: readonly ExtractionEvent[],
  onRead: () => Promise<void> = async () => undefined,
): DocumentReader {
  return {
    async *inspect() {
      await onRead();
      yield* events;
    },
  };
}

function segment(text: string, more: Partial<{ path: string[]; sheet: string }> = {}): ExtractionEvent {
  const { path: inner = [], ...rest } = more;
  return { type: 'segments', segments: [{ text, place: { path: inner, kind: 'body', ...rest } }] };
}

let root = '';
let file = '';

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'fengni-file-'));
  file = path.join(root, 'a.txt');
  await writeFile(file, 'content');
});
afterEach(async () => rm(root, { recursive: true, force: true }));

const done: ExtractionEvent = { type: 'done', kind: 'text', bytes: 7 };

test('a file that changes while it is read is said to have changed', async () => {
  const still = await inspectFile(readerOf([segment('一'), done]), file, engine);
  expect(still).toMatchObject({ verdict: 'pass', uninspected: [], bytes: 7 });
  const changing = readerOf([segment('一'), done], async () => writeFile(file, 'other content'));
  const changed = await inspectFile(changing, file, engine);
  expect(changed.uninspected).toEqual([expect.objectContaining({ reason: 'changed' })]);
  expect(changed.verdict).toBe('review');
});

test('a file that is gone, or no file, is unreadable', async () => {
  for (const gone of [path.join(root, 'gone'), root]) {
    expect(await inspectFile(readerOf([]), gone, engine)).toMatchObject({
      sha256: null,
      uninspected: [expect.objectContaining({ reason: 'unreadable' })],
    });
  }
});

test('gaps of one part for one reason are told once, with their number', async () => {
  const gap: ExtractionEvent = {
    type: 'gap',
    gap: { path: ['b.docx'], reason: 'picture-not-read', bytes: 10 },
  };
  const other: ExtractionEvent = { type: 'gap', gap: { path: [], reason: 'picture-not-read', bytes: 5 } };
  const { uninspected } = await inspectFile(readerOf([gap, gap, other, gap, done]), file, engine);
  expect(uninspected).toEqual([
    expect.objectContaining({ path: ['b.docx'], count: 3, bytes: 30 }),
    expect.objectContaining({ path: [], bytes: 5 }),
  ]);
});

test('names of entries and sheets are masked where they hold what is found', async () => {
  const secret = '11010519491231002X';
  const inner = segment(`身份证号 ${secret}`, {
    path: [`名单 身份证${secret}.xlsx`],
    sheet: `身份证号${secret}`,
  });
  const report = await inspectFile(readerOf([inner, done]), file, engine);
  expect(report.findings.length).toBeGreaterThan(0);
  expect(JSON.stringify(report)).not.toContain(secret);
});

test('bytes in memory are inspected as a file is, under the name they come with', async () => {
  const given = { bytes: Buffer.from('content'), name: 'a.txt' };
  const reader = readerOf([segment('机密★10年'), done]);
  const [onDisk, inMemory] = [
    await inspectFile(reader, file, engine),
    await inspectBytes(reader, given, engine),
  ];
  expect({ ...inMemory, path: '' }).toEqual({ ...onDisk, path: '' });
  expect(inMemory).toMatchObject({ path: 'a.txt', verdict: 'block' });
});

test('a stop is passed on', async () => {
  const signal = AbortSignal.abort(new Error('stopped'));
  await expect(inspectFile(readerOf([done]), file, engine, { signal })).rejects.toThrow('stopped');
});
