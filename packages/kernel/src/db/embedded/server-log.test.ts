import { array, assert, infiniteStream, integer, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { createLineTail, logLineCharsMax, tailLinesMax } from './server-log.ts';

test('lines come out the same however the stream is cut', () => {
  const line = string({ maxLength: 20 }).map((text) => text.replaceAll('\n', ' '));
  assert(
    property(array(line, { maxLength: 60 }), infiniteStream(integer({ min: 1, max: 30 })), (lines, sizes) => {
      const seen: string[] = [];
      const tail = createLineTail((text) => seen.push(text));
      const whole = lines.map((text) => `${text}\n`).join('');
      for (let at = 0; at < whole.length;) {
        const size = Number(sizes.next().value);
        tail.push(whole.slice(at, at + size));
        at += size;
      }
      tail.end();
      expect(seen).toEqual(lines);
      expect(tail.text()).toBe(lines.slice(-tailLinesMax).join('\n'));
    }),
  );
});

test('a line without end is cut, and the last unfinished line is not lost', () => {
  const seen: string[] = [];
  const tail = createLineTail((text) => seen.push(text));
  tail.push('x'.repeat(logLineCharsMax + 1));
  tail.push('rest');
  tail.end();
  expect(seen).toEqual(['x'.repeat(logLineCharsMax), 'rest']);
});
