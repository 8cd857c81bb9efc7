import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { type LabelledText, scoreTexts } from './labelled.ts';

const Line = z.strictObject({
  text: z.string().min(1),
  expect: z.record(z.string(), z.int().min(1)),
  note: z.string().optional(),
});

function readTexts(): LabelledText[] {
  const file = path.resolve(import.meta.dirname, '../../fixtures/labelled-texts.jsonl');
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => {
      const { text, expect: wanted, note } = Line.parse(JSON.parse(line));
      return { text, expect: wanted, ...(note === undefined ? {} : { note }) };
    });
}

test('the labelled texts are many, different, and a third of them hold nothing', () => {
  const texts = readTexts();
  expect(texts.length).toBeGreaterThanOrEqual(300);
  expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
  expect(texts.filter(({ expect: wanted }) => Object.keys(wanted).length === 0).length * 3).toBeGreaterThan(
    texts.length,
  );
});

test('every detector hits what it must and nothing else', () => {
  const { scores, faults } = scoreTexts(readTexts());
  expect(faults).toEqual([]);
  const silent = [...scores].filter(([, { found }]) => found === 0).map(([id]) => id);
  expect(silent).toEqual([]);
});
