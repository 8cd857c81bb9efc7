// BEY-9: excerpts of thirty characters and more
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CopyIndex } from './copy-index.ts';
import { createNearCopyDetector } from './near-copy-detector.ts';
import { openCopyIndex } from './open-copy-index.ts';
import { changeEveryTenth, makeText } from './testing/make-text.ts';
import { convertToTraditional } from './testing/traditional.ts';
import { tokenise } from './tokenise.ts';

const key = randomBytes(32);
const folders: string[] = [];
function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'fengni-copies-'));
  folders.push(folder);
  return folder;
}
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const documents = Array.from({ length: 60 }, (_, i) => makeText(i + 1, 700));
let shared: CopyIndex;
beforeAll(async () => {
  shared = await openCopyIndex(makeFolder(), { key, mode: 'write', syncEach: false });
  for (const [i, text] of documents.entries()) {
    await shared.add(`d${i}`, text);
    // Some on disk, some in memory.
    if (i === 40) await shared.compact();
  }
});
afterAll(() => shared.close());

/** Of so many tokens, with the place in the document. */
function passageOf(document: number, from: number, tokens: number): { text: string; from: number } {
  const text = documents[document] ?? '';
  const { starts, ends } = tokenise(text);
  const begin = starts[from] ?? 0;
  return { text: text.slice(begin, ends[from + tokens - 1]), from: begin };
}

const aPassage = fc.record({
  document: fc.nat({ max: documents.length - 1 }),
  from: fc.nat({ max: 500 }),
  tokens: fc.integer({ min: 60, max: 150 }),
  seed: fc.nat({ max: 1_000_000 }).map((n) => n + 1000),
});

function idsOf(text: string): string[] {
  return shared.query(text).map(({ id }) => id);
}

test('a passage of thirty characters is found, with its place in both', () => {
  fc.assert(
    fc.property(aPassage, ({ document, from, seed }) => {
      const passage = passageOf(document, from, 30);
      const before = `${makeText(seed, 200)}。`;
      const [match] = shared.query(`${before}${passage.text}。${makeText(seed + 1, 100)}`);
      expect(match?.id).toBe(`d${document}`);
      const [overlap] = match?.overlaps ?? [];
      const slack = 6;
      expect(Math.abs((overlap?.query.from ?? 0) - before.length)).toBeLessThanOrEqual(slack);
      expect(Math.abs((overlap?.protected.from ?? 0) - passage.from)).toBeLessThanOrEqual(slack);
      expect(overlap?.query.to).toBeGreaterThanOrEqual(before.length + passage.text.length - slack);
    }),
  );
});

test('so is one of sixty with every tenth character changed', () => {
  fc.assert(
    fc.property(aPassage, ({ document, from, tokens, seed }) => {
      const { text } = passageOf(document, from, tokens);
      expect(idsOf(makeText(seed, 120) + changeEveryTenth(text, seed))).toEqual([`d${document}`]);
    }),
  );
});

test('so is one in traditional script, in full width, with other breaks and marks', () => {
  fc.assert(
    fc.property(aPassage, ({ document, from, tokens, seed }) => {
      const { text } = passageOf(document, from, tokens);
      const turned = Array.from(text, (char, i) =>
        /\p{P}/u.test(char) ? '\r\n　' : convertToTraditional(char) + (i % 17 === seed % 17 ? '\n' : ''),
      );
      expect(idsOf(makeText(seed, 80) + turned.join(''))).toEqual([`d${document}`]);
    }),
  );
});

test('so are pieces of sixteen characters in another order', () => {
  fc.assert(
    fc.property(aPassage, fc.integer({ min: 1, max: 7 }), ({ document, from, seed }, turn) => {
      const pieces = Array.from({ length: 8 }, (_, i) => passageOf(document, from + i * 16, 16).text);
      const turned = [...pieces.slice(turn), ...pieces.slice(0, turn)].toReversed();
      expect(idsOf(makeText(seed, 80) + turned.join('。'))).toEqual([`d${document}`]);
    }),
  );
});

test('text that has nothing to do with the documents is not found', () => {
  fc.assert(
    fc.property(aPassage, ({ seed }) => {
      expect(idsOf(makeText(seed, 800))).toEqual([]);
    }),
  );
});

test('standing phrases and repetitions are no copy', async () => {
  const index = await openCopyIndex(makeFolder(), { key, mode: 'write' });
  const phrase =
    '各单位要坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻习近平总书记重要讲话和重要指示批示精神。';
  await index.add('a', `${phrase}${makeText(9, 300)}${'零'.repeat(80)}`);
  expect(index.query(makeText(77, 50) + phrase)).toEqual([]);
  expect(index.query('零'.repeat(200))).toEqual([]);
  await index.close();
});

test('a document of which all is copied is said to be, whatever its length', async () => {
  const index = await openCopyIndex(makeFolder(), { key, mode: 'write' });
  const long = makeText(31, 40_000);
  await index.add('long', long, { title: '样例' });
  const [match] = index.query(long);
  expect(match).toMatchObject({ id: 'long', meta: { title: '样例' } });
  expect(match?.shareOfDocument).toBeGreaterThan(0.99);
  expect(match?.shareOfQuery).toBeGreaterThan(0.99);
  expect(match?.confidence).toBeGreaterThan(0.99);
  const [middle] = index.query(long.slice(20_000, 20_040));
  expect(middle?.overlaps[0]?.protected.from).toBeGreaterThanOrEqual(20_000);
  await index.close();
});

test('what is removed is found no more, and after compaction nothing of it is on disk', async () => {
  const folder = makeFolder();
  const index = await openCopyIndex(folder, { key, mode: 'write' });
  const [first = '', second = ''] = documents;
  await index.add('keep', first);
  await index.compact();
  const without = readdirSync(folder).filter((name) => name.startsWith('segment'));
  const before = without.map((name) => readFileSync(path.join(folder, name)));
  await index.add('secret-id', second);
  await index.compact();
  expect(index.query(second)).toHaveLength(1);
  expect(await index.remove('secret-id')).toBe(true);
  expect(await index.remove('secret-id')).toBe(false);
  expect(index.query(second)).toEqual([]);
  await index.compact();
  const after = readdirSync(folder).filter((name) => name.startsWith('segment'));
  expect(after.map((name) => readFileSync(path.join(folder, name)))).toEqual(before);
  for (const name of readdirSync(folder))
    expect(readFileSync(path.join(folder, name)).includes('secret-id')).toBe(false);
  expect(index.state()).toMatchObject({ documents: 1, removedNotCompacted: 0, segments: 1 });
  await index.close();
});

test('adding under an id replaces what it had', async () => {
  const index = await openCopyIndex(makeFolder(), { key, mode: 'write' });
  const [first = '', second = ''] = documents;
  await index.add('x', first);
  await index.compact();
  await index.add('x', second);
  expect(index.query(first)).toEqual([]);
  expect(index.query(second).map(({ id }) => id)).toEqual(['x']);
  expect(index.list()).toHaveLength(1);
  await index.close();
});

test('a reader sees what a writer adds, removes and compacts; a second writer is refused', async () => {
  const folder = makeFolder();
  await expect(openCopyIndex(folder, { key, mode: 'read' })).rejects.toMatchObject({ code: 'absent' });
  const writer = await openCopyIndex(folder, { key, mode: 'write' });
  const reader = await openCopyIndex(folder, { key, mode: 'read' });
  const [first = '', second = ''] = documents;
  const seen = (): string[] =>
    reader
      .query(`${first}\n${second}`)
      .map(({ id }) => id)
      .toSorted();
  await writer.add('a', first);
  expect(seen()).toEqual(['a']);
  await writer.add('b', second);
  await writer.compact();
  expect(seen()).toEqual(['a', 'b']);
  await writer.remove('a');
  expect(seen()).toEqual(['b']);
  await writer.compact();
  expect(seen()).toEqual(['b']);
  await reader.verify();
  await expect(reader.add('c', first)).rejects.toMatchObject({ code: 'read-only' });
  await expect(openCopyIndex(folder, { key, mode: 'write' })).rejects.toMatchObject({ code: 'in-use' });
  await writer.close();
  await (await openCopyIndex(folder, { key, mode: 'write' })).close();
  await reader.close();
});

test('any order of additions, removals and compactions ends in the same answers as a list would give', async () => {
  const step = fc.record({
    act: fc.constantFrom('add', 'add', 'add', 'remove', 'compact', 'reopen'),
    id: fc.nat({ max: 4 }),
    text: fc.nat({ max: 9 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const folder = makeFolder();
      let index = await openCopyIndex(folder, { key, mode: 'write', lowSide: false, syncEach: false });
      const kept = new Map<string, number>();
      for (const { act, id, text } of steps) {
        if (act === 'compact') await index.compact();
        else if (act === 'reopen') {
          await index.close();
          index = await openCopyIndex(folder, { key, mode: 'write', syncEach: false });
        } else if (act === 'remove') {
          expect(await index.remove(`${id}`)).toBe(kept.delete(`${id}`));
        } else {
          await index.add(`${id}`, (documents[text] ?? '').slice(0, 120));
          kept.set(`${id}`, text);
        }
      }
      for (let text = 0; text < 10; text += 1) {
        const wanted = [...kept].filter(([, of]) => of === text).map(([id]) => id);
        const found = index.query((documents[text] ?? '').slice(20, 90)).map(({ id }) => id);
        expect(found.toSorted()).toEqual(wanted.toSorted());
      }
      expect(index.list().map(({ id }) => id)).toEqual([...kept.keys()].toSorted());
      await index.verify();
      await index.close();
    }),
    { numRuns: 25 },
  );
});

test('what was acknowledged is there after a crash, and a record cut off is not', async () => {
  const folder = makeFolder();
  const [first = '', second = ''] = documents;
  const index = await openCopyIndex(folder, { key, mode: 'write' });
  await index.add('a', first);
  await index.add('b', second);
  const journal = readdirSync(folder).find((name) => name.startsWith('journal')) ?? '';
  const bytes = readFileSync(path.join(folder, journal));
  await index.close();
  // As a crash leaves it: the last record half written, a draft and a segment that no manifest names.
  writeFileSync(path.join(folder, journal), bytes.subarray(0, bytes.length - 20));
  writeFileSync(path.join(folder, 'index.manifest.draft'), 'half');
  writeFileSync(path.join(folder, 'segment-999'), 'half');
  const again = await openCopyIndex(folder, { key, mode: 'write' });
  expect(again.list().map(({ id }) => id)).toEqual(['a']);
  expect(readdirSync(folder)).not.toContain('segment-999');
  await again.add('c', second);
  await again.close();
  const last = await openCopyIndex(folder, { key, mode: 'read' });
  expect(last.list().map(({ id }) => id)).toEqual(['a', 'c']);
  await last.close();
});

test('a lock left by a process that is no more is taken over', async () => {
  const folder = makeFolder();
  await (await openCopyIndex(folder, { key, mode: 'write' })).close();
  const { hostname } = await import('node:os');
  writeFileSync(path.join(folder, 'writer.lock'), `${hostname()} 4194304 1`);
  await (await openCopyIndex(folder, { key, mode: 'write' })).close();
});

test('another key, a short key, a short text and a bad id are refused with the reason in both languages', async () => {
  const folder = makeFolder();
  const index = await openCopyIndex(folder, { key, mode: 'write' });
  await expect(index.add('a', '太短')).rejects.toMatchObject({ code: 'text-too-short' });
  await expect(index.add('', makeText(1, 50))).rejects.toMatchObject({ code: 'bad-id' });
  await expect(index.add('a\n', makeText(1, 50))).rejects.toMatchObject({ code: 'bad-id' });
  await expect(index.add('a', makeText(1, 50), { n: Number.NaN })).rejects.toMatchObject({ code: 'bad-id' });
  await index.close();
  const wrong = openCopyIndex(folder, { key: randomBytes(32), mode: 'read' });
  await expect(wrong).rejects.toMatchObject({
    code: 'wrong-key',
    texts: { zh: expect.stringContaining('密钥'), en: expect.stringContaining('key') },
  });
  await expect(openCopyIndex(folder, { key: randomBytes(16), mode: 'read' })).rejects.toMatchObject({
    code: 'weak-key',
  });
});

test('no file of the index holds the text', async () => {
  const folder = makeFolder();
  const index = await openCopyIndex(folder, { key, mode: 'write' });
  const text = makeText(3, 200);
  await index.add('a', text);
  await index.compact();
  await index.add('b', makeText(4, 200));
  const files = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)));
  for (const encoding of ['utf8', 'utf16le'] as const)
    for (let at = 0; at < 40; at += 1)
      for (const file of files)
        expect(file.includes(Buffer.from(text.slice(at, at + 3), encoding))).toBe(false);
  await index.close();
});

test('the detector names the document and the passage', () => {
  const { text } = passageOf(3, 100, 40);
  const before = makeText(4321, 60);
  const hits = createNearCopyDetector(shared).detect({
    text: `${before}\n${text}`,
    segments: [],
    starts: [],
    isFirst: true,
    fileName: '',
  });
  expect(hits).toHaveLength(1);
  expect(hits[0]).toMatchObject({ family: 'near-copy', facts: { document: 'd3' } });
  expect(hits[0]?.from).toBeGreaterThanOrEqual(before.length - 4);
});
