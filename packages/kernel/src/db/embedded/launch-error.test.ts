import { expect, test } from 'vitest';
import { LaunchError, launchErrorTexts } from './launch-error.ts';

const slotsOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

test.each(Object.entries(launchErrorTexts))('%s names the same facts in both languages', (_code, text) => {
  expect(new Set(slotsOf(text['zh-CN']))).toEqual(new Set(slotsOf(text.en)));
});

test('facts are put into both texts, and English is the message', () => {
  const error = LaunchError.of('data-folder-in-use', { path: '/data', pid: 42 });
  expect(error.text['zh-CN']).toBe(
    '数据文件夹 /data 正被进程 42 使用，不能同时启动第二个。请先停止那个进程，或使用已经在运行的服务。',
  );
  expect(error.message).toBe(error.text.en);
  expect(error.message).toContain('in use by process 42');
  expect(error.facts).toEqual({ path: '/data', pid: 42 });
});

test('text of a log is not searched for slots', () => {
  const error = LaunchError.of('exited-early', { how: 'exit 1', tail: 'FATAL: {how} {path}' });
  expect(error.message).toContain('FATAL: {how} {path}');
});
