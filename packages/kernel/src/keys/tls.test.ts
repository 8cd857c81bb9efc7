import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOwnTls } from './tls.ts';

let folder: string;
const now = new Date();
beforeAll(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'fengni-tls-')), 'tls');
});
afterAll(() => rm(path.dirname(folder), { recursive: true }));

test('a terminal that installed the authority trusts the server under its names', async () => {
  const files = await openOwnTls(folder, ['127.0.0.1', 'localhost'], now);
  const ca = await readFile(files.authorityFile ?? '', 'utf8');
  expect(files.fingerprint).toBe(new X509Certificate(ca).fingerprint256);
  const server = createServer({ cert: files.cert, key: files.key });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const authorized = await new Promise<boolean>((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ca }, () => {
      resolve(socket.authorized);
      socket.end();
    });
    socket.once('error', reject);
  });
  server.close();
  expect(authorized).toBe(true);
});

test('the authority stays; the server certificate is renewed for new names and before its end', async () => {
  const first = await openOwnTls(folder, ['127.0.0.1', 'localhost'], now);
  const same = await openOwnTls(folder, ['localhost'], now);
  expect(same.cert).toBe(first.cert);
  const named = await openOwnTls(folder, ['localhost', 'archive.example'], now);
  expect(named.cert).not.toBe(first.cert);
  expect(new X509Certificate(named.cert).checkHost('archive.example')).toBe('archive.example');
  const later = await openOwnTls(folder, ['localhost'], new Date(now.getTime() + 380 * 86_400_000));
  expect(later.cert).not.toBe(named.cert);
  expect(later.fingerprint).toBe(first.fingerprint);
});
