import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zh } from './zh.ts';

const source = join(import.meta.dirname, '..');

/** The program's own code: neither the texts themselves nor tests. */
function readCode(): string {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file) && !file.startsWith('texts'))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
}

function holes(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)/g)].map((match) => match[1] ?? ''))].toSorted();
}

const entries: readonly (readonly [string, string])[] = Object.entries(zh);
const english: Readonly<Record<string, string>> = en;

test('both languages have the same keys', () => {
  expect(Object.keys(en).toSorted()).toEqual(Object.keys(zh).toSorted());
});

test('no text is empty, and both languages name the same facts', () => {
  const wrong = entries.filter(([key, text]) => {
    const other = english[key] ?? '';
    return text === '' || other === '' || holes(text).join() !== holes(other).join();
  });
  expect(wrong).toEqual([]);
});

test('every text is used', () => {
  const code = readCode();
  expect(Object.keys(zh).filter((key) => !code.includes(`'${key}'`))).toEqual([]);
});

test('every key asked for by t() exists', () => {
  const asked = [...readCode().matchAll(/\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1] ?? '');
  expect(asked.length).toBeGreaterThan(100);
  expect(asked.filter((key) => !(key in zh))).toEqual([]);
});

test('Chinese is written as an official writes: no exclamation, no 您, full-width punctuation after characters', () => {
  const odd = entries.filter(([, text]) => /[!！您]/.test(text) || /[\u4e00-\u9fff][,;?]/.test(text));
  expect(odd).toEqual([]);
});
