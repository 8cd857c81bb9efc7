import { expect, test } from 'vitest';
import { readLines } from './send-ledger.ts';

function streamOf(...parts: readonly string[]): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(parts.join('\u0000'));
  const chunks: Uint8Array[] = [];
  let from = 0;
  for (let i = 0; i <= bytes.length; i += 1) {
    if (i < bytes.length && bytes[i] !== 0) continue;
    chunks.push(bytes.slice(from, i));
    from = i + 1;
  }
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

test('lines are whole however the answer is cut into chunks', async () => {
  const lines: string[] = [];
  for await (const line of readLines(streamOf('{"a"', ':1}\n{"b":2', '}\n\n', '{"c":3}'))) lines.push(line);
  expect(lines).toEqual(['{"a":1}', '{"b":2}', '{"c":3}']);
});

test('a character cut in two is put together', async () => {
  const bytes = new TextEncoder().encode('密\n');
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes.slice(0, 1));
      controller.enqueue(bytes.slice(1));
      controller.close();
    },
  });
  const lines: string[] = [];
  for await (const line of readLines(body)) lines.push(line);
  expect(lines).toEqual(['密']);
});
