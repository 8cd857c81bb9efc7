// Sign-in against an LDAP directory (issue 5), tried on a real OpenLDAP server.
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { type AddressInfo, type Socket, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Filter, FilterParser } from 'ldapts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOwnTls } from '../../keys/tls.ts';
import { filterFor, isFilter, openLdapSession } from './ldap.ts';
import {
  type Slapd,
  freePort,
  ldapBase,
  readerName,
  readerPassword,
  startSlapd,
  whyNoSlapd,
} from './testing/slapd.ts';
import { testLdap } from './test-steps.ts';
import { troubleOf } from './trouble.ts';

const absent = whyNoSlapd();
if (absent !== null) process.stdout.write(`Tests of LDAP are skipped: ${absent}\n`);

const people = [
  { uid: 'jia', password: 'jia-secret', staffNo: '1001' },
  { uid: 'yi', password: 'yi-secret', staffNo: '1002' },
  { uid: 'shared', password: 'a-secret' },
  { uid: 'shared', password: 'b-secret' },
];

let server: Slapd;
let otherCa: string;
beforeAll(async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'fengni-ca-'));
  await openOwnTls(folder, ['127.0.0.1'], new Date());
  otherCa = await readFile(path.join(folder, 'authority.crt'), 'utf8');
  await rm(folder, { recursive: true });
  if (absent === null) server = await startSlapd(people);
});
afterAll(async () => {
  if (absent === null) await server.stop();
});

function access(changes: Partial<Parameters<typeof openLdapSession>[0]> = {}) {
  return {
    url: server.ldaps,
    ca: server.ca,
    bindName: readerName,
    bindPassword: readerPassword,
    base: ldapBase,
    filter: '(&(objectClass=inetOrgPerson)(uid={login}))',
    staffNoAttribute: null,
    seconds: 5,
    ...changes,
  };
}

async function tryPassword(name: string, password: string, changes: Parameters<typeof access>[0] = {}) {
  const session = await openLdapSession(access(changes));
  try {
    const entry = await session.find({
      name,
      staffNo: changes.staffNoAttribute === undefined ? null : '1001',
    });
    return entry.dn === null ? entry.why : await session.isPassword(entry.dn, password);
  } finally {
    session.close();
  }
}

async function troubleWith(changes: Parameters<typeof access>[0]): Promise<string> {
  try {
    const session = await openLdapSession(access(changes));
    session.close();
    return 'none';
  } catch (error) {
    return troubleOf(error).detail.en;
  }
}

test.skipIf(absent !== null)(
  'by ldaps and by StartTLS, the right password opens and a wrong or empty one does not',
  async () => {
    for (const url of [server.ldaps, server.ldap]) {
      expect(await tryPassword('jia', 'jia-secret', { url })).toBe(true);
      expect(await tryPassword('jia', 'yi-secret', { url })).toBe(false);
      // this server, like many, answers an empty password with success (RFC 4513 §5.1.2)
      expect(await tryPassword('jia', '', { url })).toBe(false);
      expect(await tryPassword('jia', '\0', { url })).toBe(false);
    }
  },
);

test.skipIf(absent !== null)(
  'nobody, two of one name and a strange staff number are told apart and none is taken',
  async () => {
    expect(await tryPassword('bing', 'x')).toBe('none');
    expect(await tryPassword('shared', 'a-secret')).toBe('several');
    const staffNoAttribute = 'EmployeeNumber';
    expect(await tryPassword('jia', 'jia-secret', { staffNoAttribute })).toBe(true);
    expect(await tryPassword('yi', 'yi-secret', { staffNoAttribute })).toBe('staff-no');
  },
);

test.skipIf(absent !== null)('what is typed is a value of the filter and nothing else', async () => {
  for (const name of ['*', 'j*', 'jia)(uid=*', 'x)(|(uid=jia', '*)(objectClass=*', 'jia\0', '\\2a', 'ji\\61'])
    expect(await tryPassword(name, 'jia-secret')).toBe('none');
});

test('a filter holds any login as one value, and one that does not is no filter', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (login) => {
      expect(filterFor('(uid={login})', login).toString()).toBe(`(uid=${Filter.escape(login)})`);
      const both = filterFor('(&(objectClass=person)(uid={login}))', login);
      expect(both.toString()).toBe(
        FilterParser.parseString(`(&(objectClass=person)(uid=${Filter.escape(login)}))`).toString(),
      );
    }),
  );
  expect(isFilter('(&(objectClass=person)(|(uid={login})(mail={login}@example.org)))')).toBe(true);
  for (const bad of ['(uid={login}', '({login}=x)', '(&(uid={login})', '((uid={login}))', '(x{login}=*)'])
    expect([bad, isFilter(bad)]).toEqual([bad, false]);
});

test.skipIf(absent !== null)('each trouble of the connection says what it is', async () => {
  expect(await troubleWith({ url: `ldaps://127.0.0.1:${await freePort()}` })).toContain(
    'nothing serves this port',
  );
  expect(await troubleWith({ ca: otherCa })).toContain('not of the authority given');
  expect(await troubleWith({ url: server.ldap, ca: otherCa })).toContain('not of the authority given');
  expect(await troubleWith({ bindPassword: 'wrong' })).toContain('reader’s name or password');
  // TLS expected where plain LDAP is spoken
  expect(await troubleWith({ url: server.ldap.replace('ldap:', 'ldaps:') })).not.toBe('none');
});

test.skipIf(absent !== null)(
  'a certificate of the right authority for another host is not taken',
  async () => {
    const elsewhere = await startSlapd(people, { host: 'elsewhere.example' });
    for (const url of [elsewhere.ldaps, elsewhere.ldap])
      expect(await troubleWith({ url, ca: elsewhere.ca })).toContain('does not bear this host name');
    await elsewhere.stop();
  },
);

async function stepsOf(changes: Parameters<typeof access>[0], login?: string) {
  return (await testLdap(access(changes), login)).map(({ title, ok }) => [title.en.split(' ')[0], ok]);
}

test.skipIf(absent !== null)('a test goes step by step and stops at the first that fails', async () => {
  expect(await stepsOf({})).toEqual([
    ['Connect,', true],
    ['Sign', true],
    ['Search', true],
  ]);
  expect(await stepsOf({}, 'jia')).toEqual([
    ['Connect,', true],
    ['Sign', true],
    ['Search', true],
    ['Find', true],
  ]);
  expect(await stepsOf({}, 'bing')).toEqual([
    ['Connect,', true],
    ['Sign', true],
    ['Search', true],
    ['Find', false],
  ]);
  expect(await stepsOf({ base: 'dc=elsewhere' })).toEqual([
    ['Connect,', true],
    ['Sign', true],
    ['Search', false],
  ]);
  expect(await stepsOf({ bindPassword: 'wrong' })).toEqual([
    ['Connect,', true],
    ['Sign', false],
  ]);
  expect(await stepsOf({ ca: otherCa })).toEqual([['Connect,', false]]);
});

test.skipIf(absent !== null)('a directory without StartTLS is told no password', async () => {
  const bare = await startSlapd(people, { tls: false });
  expect(await troubleWith({ url: bare.ldap })).toContain('did not agree to encryption');
  await bare.stop();
});

/** Somebody between: answers StartTLS with these bytes and keeps what he hears. */
async function listenBetween(answer: Buffer, thenHangUp = false) {
  const heard: Buffer[] = [];
  const sockets = new Set<Socket>();
  const between = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('data', (bytes: Buffer) => {
      heard.push(bytes);
      if (heard.length === 1) socket.write(answer, () => (thenHangUp ? socket.destroy() : undefined));
    });
  });
  between.listen(0, '127.0.0.1');
  await once(between, 'listening');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = between.address() as AddressInfo;
  return {
    url: `ldap://127.0.0.1:${port}`,
    heard: () => Buffer.concat(heard).toString('latin1'),
    connections: () => sockets.size,
    async close() {
      for (const socket of sockets) socket.destroy();
      between.close();
      await once(between, 'close');
    },
  };
}
const consent = Buffer.from('300c02010178070a010004000400', 'hex');
const refusal = Buffer.from('300c02010178070a010204000400', 'hex');
const forgedBind = Buffer.from('300c02010261070a010004000400', 'hex');

test('who strips StartTLS, or adds words of his own in the clear, hears no password', async () => {
  const ca = otherCa;
  const cases = [
    { answer: refusal, hangUp: false },
    { answer: Buffer.concat([consent, forgedBind]), hangUp: false },
    { answer: Buffer.concat([consent, forgedBind.subarray(0, 9)]), hangUp: false },
    { answer: forgedBind, hangUp: false },
    { answer: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'), hangUp: false },
    { answer: consent, hangUp: true },
    // consents and then goes on in the clear
    { answer: consent, hangUp: false },
  ];
  for (const { answer, hangUp } of cases) {
    const between = await listenBetween(answer, hangUp);
    const wanted = {
      url: between.url,
      ca,
      bindName: readerName,
      bindPassword: readerPassword,
      base: ldapBase,
      filter: '(uid={login})',
      staffNoAttribute: null,
      seconds: 1,
    };
    await expect(openLdapSession(wanted)).rejects.toThrow();
    expect(between.heard()).not.toContain(readerPassword);
    expect(between.connections()).toBe(1);
    await between.close();
  }
});
