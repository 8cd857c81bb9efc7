import { describe, expect, test } from 'vitest';
import { runOfText } from '../assemble-runs.ts';
import { detectRun } from '../detect-run.ts';
import { identifierDetectors } from './identifiers.ts';

describe.each(identifierDetectors.map((detector) => [detector.id, detector] as const))(
  '%s',
  (_, detector) => {
    test.each(detector.examples.map((example) => [example.text, example] as const))(
      '%s',
      (text, { hits, why }) => {
        expect(detector.detect(runOfText(text)), why).toHaveLength(hits);
      },
    );

    test('has hits and misses', () => {
      expect(detector.examples.some(({ hits }) => hits > 0)).toBe(true);
      expect(detector.examples.some(({ hits }) => hits === 0)).toBe(true);
    });
  },
);

test('a span is told in units of the original', () => {
  const text = '电话：\u200b１３９\u200b１２３４５６７８。';
  const [hit] = detectRun(runOfText(text), identifierDetectors);
  expect(text.slice(hit?.from, hit?.to)).toBe('１３９\u200b１２３４５６７８');
});

test('a resident number is not also a bank card, an old number or a telephone', () => {
  const found = detectRun(runOfText('身份证 620102199003070018，手机 13912345678'), identifierDetectors);
  expect(found.map(({ detector }) => detector)).toEqual(['identifier.X01', 'identifier.X08']);
});
