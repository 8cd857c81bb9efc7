import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { sourceOf } from './byte-source.ts';
import { findMissing } from './find-missing.ts';

const ledger = readFileSync(path.join(import.meta.dirname, '../../fixtures/ledger.xls'));

test('a whole compound file lacks nothing, a cut one what its table has beyond its end', () => {
  expect(findMissing(sourceOf(ledger), 'xls')).toBeUndefined();
  for (let kept = 600; kept < ledger.length - 512; kept += 700)
    expect(findMissing(sourceOf(ledger.subarray(0, kept)), 'xls')).toBeGreaterThan(0);
});

test('a PDF without its end is cut, whatever its readers make of it', () => {
  const pdf = Buffer.from('%PDF-1.7\n1 0 obj\nendobj\nstartxref\n9\n%%EOF\n');
  expect(findMissing(sourceOf(pdf), 'pdf')).toBeUndefined();
  expect(findMissing(sourceOf(pdf.subarray(0, 24)), 'pdf')).toBe(0);
});

test('kinds that say nothing of their length lack nothing', () => {
  expect(findMissing(sourceOf(Buffer.from('text')), 'text')).toBeUndefined();
});
