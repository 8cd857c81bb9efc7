import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type StartedProgram, makeDataFolder, startProgram } from './testing.ts';

/** Two cores may be busy with other tests. */
const startMsMax = 60_000;
let data: string;
let server: StartedProgram;
let address: string;
beforeAll(async () => {
  data = await makeDataFolder();
  server = startProgram(['start', '--data', data, '--port', '0', '--no-web']);
  address = (await server.says(/^Address: (\S+)$/m))[1] ?? '';
}, startMsMax);
afterAll(async () => {
  server.child.kill('SIGTERM');
  await server.finished;
  await rm(path.dirname(data), { recursive: true, force: true });
}, startMsMax);

const post = (name: string, input: unknown): Promise<Response> =>
  fetch(`${address}/api/commands/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ id: randomUUID(), input }),
  });
const run = (args: string[], input = '') => startProgram([...args, '--data', data], {}, input).finished;

/** Each step starts a program of its own. */
const programTestMsMax = 240_000;

test(
  "root's break-glass beside a running server: a new code that works, and an entry that stays",
  { timeout: programTestMsMax },
  async () => {
    const [, setupCode] = await server.says(/^Set-up code .*: (\S+)$/m);
    const administrators = [
      { power: 'system', name: '甲一', login: 'jia' },
      { power: 'security', name: '乙二', login: 'yi' },
      { power: 'audit', name: '丙三', login: 'bing' },
    ];
    const begun = await post('house.begin', {
      setupCode,
      house: { name: '示例厂', kind: 'company' },
      administrators,
    });
    expect(begun.status).toBe(200);

    const reset = ['admin', 'reset', 'audit', '--reason', '口令与验证码单均遗失'];
    expect(await run(reset, 'jia\n')).toMatchObject({
      code: 1,
      text: expect.stringContaining('nothing was changed'),
    });
    const done = await run(reset, 'bing\n');
    expect(done.code).toBe(0);
    const activationCode = /code: (\S+) \(good/.exec(done.text)?.[1] ?? '';
    const activated = await post('account.activate', {
      login: 'bing',
      activationCode,
      password: 'Kiefern und Birken 7',
      factor: { kind: 'code-sheet' },
    });
    expect(activated.status).toBe(200);
    expect(await run(['admin', 'list'])).toMatchObject({
      code: 0,
      text: expect.stringMatching(/audit\tbing\t丙三\tactive/),
    });
    expect(await run(['audit', 'rows'])).toMatchObject({
      code: 0,
      text: expect.stringMatching(/Checked 3 log entries .* 0 faults/),
    });

    const dir = path.join(path.dirname(data), 'export');
    expect(await run(['log', 'export', dir])).toMatchObject({ code: 0 });
    const verified = await startProgram(['seal', 'verify', dir]).finished;
    expect(verified).toMatchObject({ code: 0, text: expect.stringMatching(/intact/i) });
  },
);
