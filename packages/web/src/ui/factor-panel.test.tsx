import { ProveByCode } from '@fengni/kernel/access/contract';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { showLanguage } from '../lib/i18n.ts';
import type { Offer } from '../lib/security-key.ts';
import { FactorPanel } from './factor-panel.tsx';

beforeAll(() => showLanguage('zh'));
beforeEach(() => void vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true));
afterEach(() => vi.unstubAllGlobals());

const Sent = z.object({ input: z.unknown() });
const bytes = (text: string) => new TextEncoder().encode(text).buffer;
const key = {
  challenge: 'AAAA',
  rpId: 'localhost',
  timeout: 1000,
  allowCredentials: [{ id: 'AAAA', type: 'public-key' as const }],
  userVerification: 'discouraged' as const,
};

/** A browser whose key answers, or fails with this error; and a server that answers each command in turn. */
function stub(the: { fault?: DOMException; answers: readonly (readonly [number, unknown])[] }) {
  const sent: { name: string; input: unknown }[] = [];
  const left = [...the.answers];
  vi.stubGlobal('PublicKeyCredential', function PublicKeyCredential() {});
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const { input } = Sent.parse(JSON.parse(typeof init.body === 'string' ? init.body : ''));
    sent.push({ name: url.replace('/api/commands/', ''), input });
    const [status, body] = left.shift() ?? [500, {}];
    return Promise.resolve(new Response(JSON.stringify(body), { status }));
  });
  const get = vi.fn(async () => {
    if (the.fault !== undefined) throw the.fault;
    return {
      id: 'AAAA',
      rawId: bytes('id'),
      type: 'public-key',
      getClientExtensionResults: () => ({}),
      response: {
        authenticatorData: bytes('a'),
        clientDataJSON: bytes('c'),
        signature: bytes('s'),
        userHandle: null,
      },
    };
  });
  Object.defineProperty(navigator, 'credentials', { value: { get }, configurable: true });
  return { sent, get };
}

async function show(offer: Partial<Offer>) {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  const onDone = vi.fn();
  await act(async () => {
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <FactorPanel
          command="session.proveFactor"
          contract={ProveByCode}
          begin={{ name: 'session.beginProof', input: {} }}
          kinds={offer.kinds ?? ['webauthn', 'code-sheet']}
          submitLabel="验证"
          codeWhy="说明"
          onDone={onDone}
          onCancel={() => undefined}
        />
      </QueryClientProvider>,
    );
  });
  const press = async (name: string) => {
    const button = [...host.querySelectorAll('button')].find((one) => one.textContent?.includes(name));
    if (button === undefined) throw new Error(`no button ${name} in ${host.textContent}`);
    await act(async () => button.click());
  };
  return { host, onDone, press, leave: () => act(async () => root.unmount()) };
}

const offered = (more: Partial<Offer> = {}) =>
  [
    200,
    {
      kind: 'done',
      result: { offer: { kinds: ['webauthn', 'code-sheet'], key, keyHosts: [], ...more } },
      entryId: 'e',
    },
  ] as const;
const done = [200, { kind: 'done', result: {}, entryId: 'e' }] as const;
const refused = [
  401,
  { kind: 'refused', code: 'factor.failed', params: {}, text: '不对', entryId: 'e' },
] as const;

test('the key is asked first and by itself, with a new challenge each time', async () => {
  const { sent, get } = stub({ answers: [offered(), refused, offered(), done] });
  const panel = await show({});
  await vi.waitFor(() => expect(panel.host.textContent).toContain('不对'));
  expect(panel.onDone).not.toHaveBeenCalled();
  await panel.press('再次读取密钥');
  await vi.waitFor(() => expect(panel.onDone).toHaveBeenCalledOnce());
  expect(get).toHaveBeenCalledTimes(2);
  expect(sent.map(({ name }) => name)).toEqual([
    'session.beginProof',
    'session.proveFactor',
    'session.beginProof',
    'session.proveFactor',
  ]);
  expect(sent[1]?.input).toMatchObject({ assertion: { type: 'public-key' } });
  await panel.leave();
});

test('an untouched key leaves the code, where the account has one', async () => {
  stub({ answers: [offered()], fault: new DOMException('', 'NotAllowedError') });
  const panel = await show({});
  await vi.waitFor(() => expect(panel.host.textContent).toContain('没有触碰密钥'));
  await panel.press('改用验证码');
  expect(panel.host.querySelector('input')).not.toBeNull();
  await panel.leave();
});

test('keys of another address are not asked here, and the page says where they work', async () => {
  const { get } = stub({ answers: [offered({ key: null, keyHosts: ['fengni.example'] })] });
  const panel = await show({});
  await vi.waitFor(() => expect(panel.host.textContent).toContain('fengni.example'));
  expect(panel.host.querySelector('input')).not.toBeNull();
  expect(get).not.toHaveBeenCalled();
  await panel.leave();
});

test('without any key a code is asked, and the server nothing', async () => {
  const { sent } = stub({ answers: [] });
  const panel = await show({ kinds: ['totp'] });
  expect(panel.host.querySelector('input')).not.toBeNull();
  expect(sent).toEqual([]);
  await panel.leave();
});
