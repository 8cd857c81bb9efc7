import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { RefusedError, UnreachableError, fileUrl, readQuery, sendCommand } from './client.ts';
import { factorWait } from './factor-gate.ts';
import { showLanguage } from './i18n.ts';
import { presentError } from './present-error.ts';
import { onSignedOut, runCommand } from './run-command.ts';

interface Sent {
  readonly url: string;
  readonly body: unknown;
  readonly language: string | null;
}

/** Answers requests in order; a thrown error stands for a failing network. */
function answer(...answers: (Response | Error)[]): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : null;
    sent.push({ url, body, language: new Headers(init.headers).get('accept-language') });
    const next = answers.shift() ?? new TypeError('no answer left');
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  });
  return sent;
}
function json(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status });
}
const done = () => json(200, { kind: 'done', result: { n: 1 }, entryId: 'e1' });
const refused = (status: number, code: string) =>
  json(status, { kind: 'refused', code, params: {}, text: `words of ${code}`, entryId: 'e2' });

beforeAll(() => showLanguage('zh'));
afterEach(() => vi.unstubAllGlobals());

test('a command goes out with its id and the language of the page', async () => {
  const sent = answer(done());
  const outcome = await sendCommand('org.addPost', { name: 'x' }, 'id-1');
  expect(outcome).toEqual({ kind: 'done', result: { n: 1 }, entryId: 'e1' });
  expect(sent).toEqual([
    { url: '/api/commands/org.addPost', body: { id: 'id-1', input: { name: 'x' } }, language: 'zh-CN' },
  ]);
});

test('after a failure of the network the same id goes out again', async () => {
  const sent = answer(new TypeError('reset'), done());
  await sendCommand('org.addPost', {}, 'id-1');
  expect(sent.map((one) => one.body)).toEqual([
    { id: 'id-1', input: {} },
    { id: 'id-1', input: {} },
  ]);
});

test('an answer that is not the server’s counts as none', async () => {
  answer(new Response('<html>proxy</html>', { status: 502 }));
  await expect(readQuery('org.tree', {}, z.object({}))).rejects.toBeInstanceOf(UnreachableError);
});

test('a refusal carries the words for the user and is not sent again', async () => {
  const sent = answer(refused(409, 'org.code.taken'));
  const fault = await sendCommand('org.addUnit', {}, 'id-1').catch((caught: unknown) => caught);
  expect(fault).toBeInstanceOf(RefusedError);
  expect(presentError(fault)).toBe('words of org.code.taken');
  expect(sent).toHaveLength(1);
});

test('where the second factor is asked for, the same command goes on after the proof', async () => {
  const sent = answer(refused(401, 'second.factor.required'), done());
  const running = runCommand('account.invite', { login: 'a' }, 'id-7');
  await vi.waitFor(() => expect(factorWait.get()).not.toBeNull());
  factorWait.get()?.proved();
  expect((await running).kind).toBe('done');
  expect(sent.map((one) => one.body)).toEqual([
    { id: 'id-7', input: { login: 'a' } },
    { id: 'id-7', input: { login: 'a' } },
  ]);
  expect(factorWait.get()).toBeNull();
});

test('closing the factor dialog says nothing', async () => {
  answer(refused(401, 'second.factor.required'));
  const running = runCommand('account.invite', {}, 'id-8').catch((caught: unknown) => caught);
  await vi.waitFor(() => expect(factorWait.get()).not.toBeNull());
  factorWait.get()?.cancelled();
  expect(presentError(await running)).toBeNull();
});

test('a session that has ended leads to the sign-in page', async () => {
  answer(refused(401, 'signed.out'));
  const leave = vi.fn();
  onSignedOut(leave);
  await runCommand('org.addPost', {}).catch(() => undefined);
  expect(leave).toHaveBeenCalledOnce();
});

test('addresses of files escape their input', () => {
  expect(fileUrl('account.codeSheet', { factorId: 'a&b' })).toBe(
    '/api/files/account.codeSheet?input=%7B%22factorId%22%3A%22a%26b%22%7D',
  );
});
