import { AddPost } from '@fengni/kernel/org/contract';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { showLanguage } from '../lib/i18n.ts';
import { FormShell } from './form-shell.tsx';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
beforeAll(() => showLanguage('zh'));
afterEach(() => sessionStorage.clear());

async function show(onDone: () => void) {
  const host = document.createElement('div');
  document.body.append(host);
  const root = createRoot(host);
  await act(async () => {
    root.render(
      <QueryClientProvider client={new QueryClient()}>
        <FormShell
          label="岗位"
          contract={AddPost}
          command="org.addPost"
          fixed={{ unitId: '00000000-0000-4000-8000-000000000001' }}
          draft="post"
          submitLabel="新设"
          onDone={onDone}
          fields={[{ name: 'name', label: '名称', kind: 'text' }]}
        />
      </QueryClientProvider>,
    );
  });
  return { host, root };
}

async function type(host: HTMLElement, text: string) {
  const input = host.querySelector('input');
  await act(async () => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text);
    input?.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
async function submit(host: HTMLElement) {
  await act(async () => host.querySelector('form')?.requestSubmit());
}

test('a fault stands at its field, a draft survives, a right form is sent and its draft is gone', async () => {
  const bodies: unknown[] = [];
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    bodies.push(JSON.parse(typeof init.body === 'string' ? init.body : ''));
    return Promise.resolve(new Response(JSON.stringify({ kind: 'done', result: {}, entryId: 'e' })));
  });
  const onDone = vi.fn();
  const first = await show(onDone);
  await submit(first.host);
  const input = first.host.querySelector('input');
  expect(input?.getAttribute('aria-invalid')).toBe('true');
  expect(
    first.host.querySelector(`[id="${input?.getAttribute('aria-describedby') ?? ''}"]`)?.textContent,
  ).toBe('请填写。');
  expect(bodies).toEqual([]);
  await type(first.host, '档案岗');
  await act(async () => first.root.unmount());

  const second = await show(onDone);
  expect(second.host.querySelector('input')?.value).toBe('档案岗');
  await submit(second.host);
  await vi.waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  expect(bodies).toMatchObject([{ input: { name: '档案岗', grade: null } }]);
  expect(sessionStorage.length).toBe(0);
  await act(async () => second.root.unmount());
});
