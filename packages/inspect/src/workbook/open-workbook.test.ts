import { expect, test } from 'vitest';
import { openWorkbook } from './open-workbook.ts';

const table = Buffer.from('编号,标题\n1,样例\n');

test('a table is read in a process of its own', async () => {
  const opened = await openWorkbook({ bytes: table });
  expect(opened).toMatchObject({ ok: true, value: { kind: 'csv' } });
});

test('bytes over the limit are refused before a process is started', async () => {
  const refused = await openWorkbook({
    bytes: new Uint8Array(11),
    limits: { fileBytesMax: 10 },
    signal: AbortSignal.abort(new Error('a process was about to start')),
  });
  expect(refused).toMatchObject({ ok: false, code: 'too-large', reason: 'file-bytes' });
  expect(refused.ok ? '' : refused.en).toContain('10 bytes');
});

test('the time it took too long for is told', async () => {
  const late = await openWorkbook({ bytes: table, limits: { timeMs: 1 } });
  expect(late).toMatchObject({ ok: false, code: 'timed-out', reason: 'time' });
  expect(late.ok ? '' : late.zh).toContain('1 毫秒');
});

test('an aborted reading rejects with the reason of the abort', async () => {
  const controller = new AbortController();
  const reading = openWorkbook({ bytes: table, signal: controller.signal });
  controller.abort(new Error('the user left'));
  await expect(reading).rejects.toThrow('the user left');
});

test('a path that is no file rejects', async () => {
  await expect(openWorkbook({ bytes: { path: import.meta.dirname } })).rejects.toThrow('is not a file');
});
