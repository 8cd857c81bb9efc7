import { expect, test } from 'vitest';
import { describeBasis } from './basis.ts';

test('the rule behind a date names instrument and article, and how sure it is', () => {
  const basis = describeBasis('cn-state-secret#leak-report');
  expect(basis?.source.zh).toMatch(/保守国家秘密法.*第\d+条/);
  expect(basis?.source.en).toMatch(/art\. \d+/);
  expect(basis?.confidence).toBe('verified');
});

test('a house default says so', () => {
  expect(describeBasis('cn-state-secret#circulation-per-reader')).toMatchObject({
    source: { zh: '无公开依据，本单位默认' },
    confidence: 'unverified',
  });
});

test('what no pack knows has no basis', () => {
  expect(describeBasis('house#loan')).toBeNull();
  expect(describeBasis('cn-state-secret#nonsense')).toBeNull();
  expect(describeBasis('')).toBeNull();
});
