import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeRandom } from '../../scripts/mutate-bytes.ts';
import { CopyIndexRefused } from './copy-index.ts';
import { openCopyIndex } from './open-copy-index.ts';
import { makeText } from './testing/make-text.ts';

const key = Buffer.alloc(32, 5);
const root = mkdtempSync(path.join(tmpdir(), 'fengni-damage-'));
const intact = path.join(root, 'intact');
const texts = Array.from({ length: 12 }, (_, i) => makeText(100 + i, 260));
afterAll(() => rmSync(root, { recursive: true, force: true }));

beforeAll(async () => {
  const index = await openCopyIndex(intact, { key, mode: 'write', syncEach: false });
  // A sentence that all have, so that there are lists; some documents in the segment, some in the journal.
  const common = makeText(7, 60);
  for (const [i, text] of texts.slice(0, 9).entries()) await index.add(`d${i}`, text + common);
  await index.remove('d2');
  await index.compact();
  for (const [i, text] of texts.slice(9).entries()) await index.add(`d${9 + i}`, text + common);
  await index.remove('d3');
  await index.close();
});

/** Opens and asks; every answer, or the refusal. */
async function ask(folder: string): Promise<string> {
  try {
    const index = await openCopyIndex(folder, { key, mode: 'read' });
    try {
      const answers = texts.map((text) => index.query(text).map(({ id, overlaps }) => [id, overlaps]));
      await index.verify();
      return JSON.stringify(answers);
    } finally {
      await index.close();
    }
  } catch (error) {
    if (error instanceof CopyIndexRefused) return error.code;
    throw error;
  }
}

test('a byte changed anywhere is told, or changes no answer', async () => {
  const sound = await ask(intact);
  expect(JSON.parse(sound)).toHaveLength(texts.length);
  const random = makeRandom(11);
  const told = new Map<string, number>();
  const names = readdirSync(intact).filter((name) => name !== 'writer.lock');
  for (let round = 0; round < 240; round += 1) {
    const name = names[round % names.length] ?? '';
    const folder = path.join(root, 'changed');
    rmSync(folder, { recursive: true, force: true });
    cpSync(intact, folder, { recursive: true });
    const file = path.join(folder, name);
    const bytes = readFileSync(file);
    if (bytes.length === 0) continue;
    for (let count = 1 + random(3); count > 0; count -= 1) {
      const at = random(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random(8));
    }
    writeFileSync(file, bytes);
    const answer = await ask(folder);
    if (answer !== sound) {
      expect(['damaged', 'unknown-version', 'wrong-key']).toContain(answer);
      told.set(name, (told.get(name) ?? 0) + 1);
    }
  }
  expect([...told.keys()].toSorted()).toEqual(names.toSorted());
});

test('a file cut short, emptied or lost is told; a journal cut short loses its end only', async () => {
  const sound = await ask(intact);
  for (const name of readdirSync(intact))
    for (const keep of [0, 0.3, 0.9]) {
      const folder = path.join(root, 'cut');
      rmSync(folder, { recursive: true, force: true });
      cpSync(intact, folder, { recursive: true });
      const file = path.join(folder, name);
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.subarray(0, Math.floor(bytes.length * keep)));
      const answer = await ask(folder);
      expect(answer).not.toBe(sound);
      if (!name.startsWith('journal')) expect(answer).toBe('damaged');
      rmSync(file);
      if (name !== 'index.manifest') expect(await ask(folder)).toBe('damaged');
    }
});
