import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type StartedProgram, makeDataFolder, startProgram } from './testing.ts';

const Session = z.object({ house: z.unknown() });
let data: string;
beforeAll(async () => {
  data = await makeDataFolder();
});
afterAll(() => rm(path.dirname(data), { recursive: true, force: true }));

const start = (): StartedProgram => startProgram(['start', '--data', data, '--port', '0', '--no-web']);
const addressOf = async (program: StartedProgram): Promise<string> =>
  (await program.says(/^Address: (\S+)$/m))[1] ?? '';
const houseOf = async (address: string): Promise<unknown> => {
  const response = await fetch(`${address}/api/session`);
  return Session.parse(await response.json()).house;
};

test('first start, second start beside it, kill -9, start again, orderly stop', async () => {
  const first = start();
  const address = await addressOf(first);
  const [, setupCode] = await first.says(/^Set-up code .*: (\S+)$/m);
  expect(await houseOf(address)).toMatchObject({ state: 'empty' });
  expect((await stat(path.join(data, 'keys'))).mode & 0o777).toBe(0o700);

  const second = await start().finished;
  expect(second).toMatchObject({ code: 1, text: expect.stringContaining('is in use by process') });

  const begun = await fetch(`${address}/api/commands/house.begin`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({
      id: randomUUID(),
      input: {
        setupCode,
        house: { name: '示例厂', kind: 'company' },
        administrators: [
          { power: 'system', name: '甲一', login: 'jia' },
          { power: 'security', name: '乙二', login: 'yi' },
          { power: 'audit', name: '丙三', login: 'bing' },
        ],
      },
    }),
  });
  expect(begun.status).toBe(200);
  first.child.kill('SIGKILL');
  await first.finished;

  const again = start();
  // what was acknowledged before the kill is there
  expect(await houseOf(await addressOf(again))).toMatchObject({ state: 'activating', name: '示例厂' });
  again.child.kill('SIGINT');
  again.child.kill('SIGTERM');
  expect(await again.finished).toMatchObject({
    code: 0,
    text: expect.stringMatching(/Stopping[^]*Stopped\.\n$/),
  });
  await expect(stat(path.join(data, 'run.json'))).rejects.toThrow('ENOENT');
});

test('a house whose keys are gone gets no new ones, and a taken port is told at once', async () => {
  await rename(path.join(data, 'keys'), path.join(data, 'keys-away'));
  const keyless = await start().finished;
  expect(keyless).toMatchObject({
    code: 1,
    text: expect.stringContaining('are gone while the database is there'),
  });
  await rename(path.join(data, 'keys-away'), path.join(data, 'keys'));
  const taken = createServer();
  await new Promise<void>((resolve) => {
    taken.listen(0, '127.0.0.1', resolve);
  });
  const bound = taken.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const refused = await startProgram(['start', '--data', data, '--port', String(port), '--no-web']).finished;
  taken.close();
  expect(refused).toMatchObject({ code: 1, text: expect.stringMatching(/^Port \d+ is taken/) });
});

test('the program ends when its database dies, and says that nothing acknowledged is lost', async () => {
  const program = start();
  await addressOf(program);
  const pidFile = await readFile(path.join(data, 'db', 'cluster', 'postmaster.pid'), 'utf8');
  process.kill(Number(pidFile.split('\n')[0]), 'SIGKILL');
  const { code, text } = await program.finished;
  expect(code).toBe(1);
  expect(text).toContain('The database ended unexpectedly');
});

test('all faulty settings are told at once, and nothing is started', async () => {
  const { code, text } = await startProgram(['start'], {
    FENGNI_DATA: 'here',
    FENGNI_PORT: 'x',
    FENGNI_ZONE: 'y',
  }).finished;
  expect(code).toBe(2);
  expect(text).toMatch(/3 setting[^]*FENGNI_DATA[^]*FENGNI_PORT[^]*FENGNI_ZONE/);
});

test('wrong usage ends with 3 and shows what there is', async () => {
  const { code, text } = await startProgram(['start', '--nonsense']).finished;
  expect(code).toBe(3);
  expect(text).toContain('Usage: fengni start');
  const help = await startProgram(['--help']).finished;
  expect(help).toMatchObject({ code: 0, text: expect.stringContaining('Exit codes') });
});
