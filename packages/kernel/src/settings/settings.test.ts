import { expect, test } from 'vitest';
import { isLoopback, languageOf, readSettings } from './settings.ts';

const read = (env: Record<string, string>, more: { isRoot?: boolean; files?: string[] } = {}) =>
  readSettings({
    env,
    isRoot: more.isRoot ?? false,
    home: '/home/jia',
    fileExists: (file) => more.files?.includes(file) ?? false,
  });

test('nothing given: loopback, port 8700, embedded database, folder by who starts it', () => {
  expect(read({})).toEqual({
    ok: true,
    settings: {
      dataDir: '/home/jia/.local/share/fengni',
      host: '127.0.0.1',
      port: 8700,
      databaseUrl: null,
      ownerUrl: null,
      zone: 'Asia/Shanghai',
      tls: { kind: 'none' },
      clientCaFile: null,
      origin: null,
      demo: false,
      office: true,
    },
  });
  expect(read({}, { isRoot: true })).toMatchObject({ settings: { dataDir: '/var/lib/fengni' } });
  expect(read({ FENGNI_DEMO: '1' }, { isRoot: true })).toMatchObject({
    settings: { dataDir: '/var/lib/fengni-demo', demo: true },
  });
  expect(read({ FENGNI_PORT: '', FENGNI_ZONE: ' ' })).toMatchObject({
    settings: { port: 8700, zone: 'Asia/Shanghai' },
  });
});

test('every fault is told at once, in both languages', () => {
  const result = read({
    FENGNI_DATA: 'relative/folder',
    FENGNI_HOST: 'not a host',
    FENGNI_PORT: '70000',
    DATABASE_URL: 'mysql://user:geheim@db/x',
    FENGNI_OWNER_URL: 'nonsense',
    FENGNI_ZONE: 'Mars/Olympus',
    FENGNI_TLS_CERT: '/missing.crt',
    FENGNI_TLS_CLIENT_CA: '/missing-ca.crt',
    FENGNI_ORIGIN: 'https://fengni.example/path',
    FENGNI_DEMO: 'maybe',
    FENGNI_LANG: 'fr',
  });
  if (result.ok) throw new Error('expected faults');
  expect(result.faults.map(({ name, code }) => `${name} ${code}`)).toEqual([
    'FENGNI_DEMO flag',
    'FENGNI_DATA folder',
    'FENGNI_HOST host',
    'FENGNI_PORT port',
    'DATABASE_URL database-url',
    'FENGNI_OWNER_URL database-url',
    'FENGNI_ZONE zone',
    'FENGNI_TLS_CERT file',
    'FENGNI_TLS_CLIENT_CA file',
    'FENGNI_ORIGIN origin',
    'FENGNI_LANG language',
    'FENGNI_TLS_KEY tls-pair',
  ]);
  for (const fault of result.faults) {
    expect(fault.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(fault.zh + fault.en).not.toMatch(/geheim|\{/);
  }
});

test('an address other than this machine is served with TLS only', () => {
  expect(read({ FENGNI_HOST: '192.0.2.10' })).toMatchObject({ settings: { tls: { kind: 'own' } } });
  const files = ['/c.pem', '/k.pem'];
  const given = { FENGNI_HOST: '0.0.0.0', FENGNI_TLS_CERT: '/c.pem', FENGNI_TLS_KEY: '/k.pem' };
  expect(read(given, { files })).toMatchObject({
    settings: { tls: { kind: 'given', certFile: '/c.pem', keyFile: '/k.pem' } },
  });
  expect(read({ FENGNI_TLS_CLIENT_CA: '/c.pem' }, { files })).toMatchObject({
    faults: [{ code: 'client-ca-without-tls' }],
  });
});

test('a demo stays on this machine and on its own database', () => {
  const result = read({
    FENGNI_DEMO: 'yes',
    FENGNI_HOST: '192.0.2.10',
    DATABASE_URL: 'postgresql://db.example/x',
  });
  expect(result).toMatchObject({ faults: [{ code: 'demo-host' }, { code: 'demo-database' }] });
});

test('an origin is scheme, host and port', () => {
  expect(read({ FENGNI_ORIGIN: 'https://fengni.example:8443/' })).toMatchObject({
    settings: { origin: 'https://fengni.example:8443' },
  });
});

test('the language follows FENGNI_LANG, then the system; Chinese where it says nothing', () => {
  expect(languageOf({ FENGNI_LANG: 'en', LANG: 'zh_CN.UTF-8' })).toBe('en');
  expect(languageOf({ LANG: 'en_GB.UTF-8' })).toBe('en');
  expect(languageOf({ LANG: 'C.UTF-8' })).toBe('zh');
  expect(languageOf({})).toBe('zh');
});

test.each(['127.0.0.1', '::1', 'localhost'])('%s does not leave the machine', (host) => {
  expect(isLoopback(host)).toBe(true);
  expect(isLoopback('192.0.2.1')).toBe(false);
});
