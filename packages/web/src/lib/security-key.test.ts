import { beforeAll, expect, test } from 'vitest';
import { CancelledError } from './client.ts';
import { showLanguage } from './i18n.ts';
import { type PageAddress, presentKeyFault, whyNoKey } from './security-key.ts';

beforeAll(() => showLanguage('zh'));

function at(address: string, hasKeys = true): PageAddress {
  const { protocol, hostname, port } = new URL(address);
  return { protocol, hostname, port, hasKeys };
}

test.each(['https://fengni.example', 'https://fengni:8700', 'http://localhost:8700', 'http://a.localhost'])(
  'keys are offered at %s',
  (address) => {
    expect(whyNoKey(at(address))).toBeNull();
  },
);

test.each([
  ['http://127.0.0.1:8700', 'http://localhost:8700'],
  ['https://[::1]', 'https://localhost'],
  ['https://192.0.2.10:8700', '主机名'],
  ['https://[2001:db8::1]', '主机名'],
  ['http://fengni.example', 'https'],
])('at %s the reason names what to do', (address, words) => {
  expect(whyNoKey(at(address))).toContain(words);
});

test('a browser without keys is told so', () => {
  expect(whyNoKey(at('https://fengni.example', false))).toContain('浏览器');
});

test('who turned back is told nothing, who did not touch the key what to do', () => {
  expect(presentKeyFault(new CancelledError())).toBeNull();
  expect(presentKeyFault(new DOMException('', 'AbortError'))).toBeNull();
  expect(presentKeyFault(new DOMException('', 'NotAllowedError'))).toContain('没有触碰');
  expect(presentKeyFault(new DOMException('', 'InvalidStateError'))).toContain('已登记');
  expect(presentKeyFault(new DOMException('', 'UnknownError'))).toContain('拔下重插');
});
