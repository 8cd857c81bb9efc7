import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runSeal } from './cli.ts';
import { formatWitnessRequest } from './cosignature.ts';
import { formatVerifierKey } from './note.ts';
import { encodeDisclosure, formatProof } from './proof.ts';
import { freshFolder, testEntry, testLog } from './testkit.ts';
import { consistencyProof, inclusionProof } from './tree.ts';

async function seal(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runSeal(argv, {
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
    now: () => new Date('2026-06-01T00:00:00.000Z'),
    env: { LANG: 'zh_CN.UTF-8' },
  });
  return { code, out: out.join(''), err: err.join('') };
}

const log = testLog(400);
const dir = await log.exportTo();
const room = dirname(freshFolder());
const inRoom = (name: string, text: string) => {
  writeFileSync(join(room, name), text);
  return join(room, name);
};
const keyFile = inRoom('log.pub', `${formatVerifierKey(log.signer)}\n`);

test('an intact export: 0, in Chinese, in English, as JSON', async () => {
  const chinese = await seal('verify', dir);
  expect(chinese).toMatchObject({ code: 0, err: '' });
  expect(chinese.out).toMatch(/^完好\n日志: archive\.example\/log\n条目: 400\n/);
  expect((await seal('verify', dir, '--lang', 'en', '--key', keyFile)).out).toMatch(/^intact\n/);
  const json = JSON.parse((await seal('verify', dir, '--format=json')).out);
  expect(json).toMatchObject({ verdict: 'intact', size: 400 });
});

test('since an old checkpoint: consistent, and rolled back', async () => {
  const old = inRoom('old', await log.checkpointAt(300));
  expect((await seal('verify', dir, '--since', old)).out).toContain('与旧检查点: 一致（前 300 条未变）');
  const longer = inRoom('longer', await testLog(500, { signer: log.signer }).checkpointAt(500));
  const rolled = await seal('verify', dir, '--since', longer, '--lang=en');
  expect(rolled.code).toBe(1);
  expect(rolled.out).toMatch(/^BROKEN\n[^]*rolled back/);
});

test('a broken export: 1; a missing one: 2; a missing key file: 2', async () => {
  const broken = await testLog(400).exportTo({
    checkpoint: await log.checkpointAt(400),
    verifierKeys: [log.signer],
    readLeaves: log.entries.with(7, testEntry(9999)),
  });
  expect((await seal('verify', broken)).code).toBe(1);
  expect((await seal('verify', freshFolder())).code).toBe(2);
  const noKey = await seal('verify', dir, '--key', '/nonexistent');
  expect(noKey.code).toBe(2);
  expect(noKey.err).toContain('读不了文件 /nonexistent（ENOENT）');
});

test.each([
  [[]],
  [['nonsense']],
  [['verify']],
  [['verify', 'a', 'b']],
  [['verify', 'a', '--nonsense']],
  [['verify', 'a', '--out', 'b']],
  [['verify', 'a', '--format', 'xml']],
  [['verify', 'a', '--lang', 'fr']],
  [['key', 'old', 'x']],
  [['key', 'new', 'x']],
  [['cosign', 'x']],
  [['proof', 'verify', 'x']],
])('%j is wrong usage: 3', async (argv) => {
  const { code, out, err } = await seal(...argv);
  expect({ code, out }).toEqual({ code: 3, out: '' });
  expect(err).not.toBe('');
});

test.each([
  ['--help'],
  ['verify --help'],
  ['cosign -h'],
  ['key new --help'],
  ['proof verify --help'],
  ['help'],
])('%s explains itself with exit codes', async (line) => {
  expect(await seal(...line.split(' '))).toMatchObject({
    code: 0,
    out: expect.stringContaining('退出码'),
    err: '',
  });
  expect((await seal(...line.split(' '), '--lang=en')).out).toContain('Exit codes');
});

test('a witness: key, first signature, next from the export, next from a request file, refusal of a fork', async () => {
  const signer = join(room, 'witness');
  expect((await seal('key', 'new', 'superior.example/w1', '--kind', 'witness', '--out', signer)).code).toBe(
    0,
  );
  expect(statSync(signer).mode & 0o777).toBe(0o600);
  expect((await seal('key', 'new', 'again', '--kind', 'witness', '--out', signer)).code).toBe(2);
  const state = join(room, 'state');
  const out = join(room, 'cosigned');
  const files = ['--signer', signer, '--key', keyFile, '--state', state, '--out', out];
  const first = inRoom('cp100', await log.checkpointAt(100));
  expect((await seal('cosign', first, ...files)).code).toBe(3);
  expect((await seal('cosign', first, ...files, '--first')).code).toBe(0);
  expect(readFileSync(state, 'utf8')).toBe(readFileSync(out, 'utf8'));

  const proof = await consistencyProof({ oldSize: 100, size: 300, readNode: log.readNode });
  const checkpoint = await log.checkpointAt(300);
  expect((await seal('cosign', inRoom('cp300', checkpoint), ...files)).err).toContain('缺少');
  const request = inRoom('request', formatWitnessRequest({ oldSize: 100, proof, checkpoint }));
  expect((await seal('cosign', request, ...files)).code).toBe(0);

  expect((await seal('cosign', dir, ...files)).code).toBe(0);
  const signed = inRoom('export-checkpoint', readFileSync(out, 'utf8'));
  expect(readFileSync(signed, 'utf8')).toContain('— superior.example/w1 ');

  const forked = testLog(450, {
    signer: log.signer,
    entries: [
      ...log.entries.with(5, testEntry(9999)),
      ...Array.from({ length: 50 }, (_, i) => testEntry(400 + i)),
    ],
  });
  const before = readFileSync(state, 'utf8');
  const refusal = await seal('cosign', await forked.exportTo(), ...files, '--lang=en');
  expect(refusal.code).toBe(1);
  expect(refusal.err).toContain('History was rewritten');
  const shorter = await seal('cosign', first, ...files);
  expect(shorter).toMatchObject({ code: 1, err: expect.stringContaining('回退') });
  expect(readFileSync(state, 'utf8')).toBe(before);
});

test('a proof file: proven with details, refused when changed', async () => {
  const path = await inclusionProof({ index: 7, size: 400, readNode: log.readNode });
  const extra = encodeDisclosure({ leaf: testEntry(7) });
  const text = formatProof({ index: 7, path, extra, checkpoint: await log.checkpointAt(400) });
  const good = await seal('proof', 'verify', inRoom('a.tlog-proof', text), '--key', keyFile);
  expect(good).toMatchObject({
    code: 0,
    out: expect.stringContaining('证明成立：archive.example/log 的第 7 条'),
  });
  const bad = inRoom('b.tlog-proof', text.replace('index 7', 'index 8'));
  expect(await seal('proof', 'verify', bad, '--key', keyFile)).toMatchObject({ code: 1, out: '' });
});

test('the program itself runs', () => {
  const program = fileURLToPath(new URL('../bin/seal.js', import.meta.url));
  const run = spawnSync(process.execPath, [program, 'verify', dir, '--lang', 'en'], { encoding: 'utf8' });
  expect({ status: run.status, stderr: run.stderr }).toEqual({ status: 0, stderr: '' });
  expect(run.stdout).toMatch(/^intact\n/);
});
