import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDataFolder, startProgram } from './testing.ts';

let data: string;
let folder: string;
beforeAll(async () => {
  data = await makeDataFolder();
  folder = path.dirname(data);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => startProgram(args).finished;

/** Each step starts a program of its own. */
const programTestMsMax = 240_000;

test(
  'backed up beside a running server, restored onto an empty machine, served only when confirmed',
  { timeout: programTestMsMax },
  async () => {
    const server = startProgram(['start', '--data', data, '--port', '0', '--no-web']);
    const [, address = ''] = await server.says(/^Address: (\S+)$/m);
    await fetch(`${address}/api/session`);

    const keyFile = path.join(folder, 'backup.key');
    expect(await run('backup-key', keyFile)).toMatchObject({ code: 0 });
    expect(await run('backup-key', keyFile)).toMatchObject({
      code: 1,
      text: expect.stringContaining('is not overwritten'),
    });
    const backups = path.join(folder, 'backups');
    const made = await run('backup', backups, '--recipient', `${keyFile}.pub`, '--data', data);
    expect(made).toMatchObject({ code: 0, text: expect.stringMatching(/Backed up .* tables/) });
    server.child.kill('SIGTERM');
    expect(await server.finished).toMatchObject({ code: 0 });

    const [name = ''] = await readdir(backups);
    const backup = path.join(backups, name);
    const other = path.join(folder, 'other');
    const bare = await run('restore', backup, '--key', keyFile, '--data', other);
    expect(bare).toMatchObject({ code: 1, text: expect.stringContaining('There are no keys') });
    await mkdir(other, { mode: 0o711 });
    await cp(path.join(data, 'keys'), path.join(other, 'keys'), { recursive: true });
    const restored = await run('restore', backup, '--key', keyFile, '--data', other);
    expect(restored).toMatchObject({
      code: 0,
      text: expect.stringMatching(/Restored the backup[^]*begins epoch 1[^]*restore --confirm/),
    });
    const refused = await run('start', '--data', other, '--port', '0', '--no-web');
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('have not confirmed') });
    const again = await run('restore', backup, '--key', keyFile, '--data', other);
    expect(again).toMatchObject({ code: 1, text: expect.stringContaining('not empty') });
    const unproven = await startProgram(
      ['restore', '--confirm', '--data', other],
      {},
      'a\nb\n123456\nc\nd\n123456\n',
    ).finished;
    expect(unproven).toMatchObject({ code: 1, text: expect.stringMatching(/wrong|not valid/) });
  },
);

test('a command of the command line never makes a house', { timeout: programTestMsMax }, async () => {
  const nowhere = path.join(folder, 'nowhere');
  for (const args of [
    ['doctor'],
    ['admin', 'list'],
    ['audit', 'rows'],
    ['backup', folder, '--passphrase-file', '/etc/hostname'],
    ['log', 'export', path.join(folder, 'x')],
  ]) {
    expect(await run(...args, '--data', nowhere)).toMatchObject({
      code: 1,
      text: expect.stringContaining('There is no house'),
    });
  }
  expect(await readdir(folder)).not.toContain('nowhere');
});
