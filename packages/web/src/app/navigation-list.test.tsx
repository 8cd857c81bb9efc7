import { RouterProvider, createMemoryHistory, createRootRoute, createRouter } from '@tanstack/react-router';
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { showLanguage } from '../lib/i18n.ts';
import { NavigationList } from './navigation-list.tsx';
import { navigation } from './navigation.ts';

vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
beforeAll(() => showLanguage('zh'));
afterEach(() => localStorage.clear());

const counts = { due: 3, forMySignature: 0 };

async function show(pathname: string): Promise<HTMLElement> {
  const host = document.createElement('div');
  const root = createRoot(host);
  const rootRoute = createRootRoute({
    component: () => <NavigationList entries={navigation} pathname={pathname} counts={counts} />,
  });
  const history = createMemoryHistory({ initialEntries: [pathname] });
  await act(async () => {
    root.render(<RouterProvider router={createRouter({ routeTree: rootRoute, history })} />);
  });
  return host;
}

test('a folded group stays folded in this browser, and where one is stays in sight', async () => {
  const first = await show('/letters');
  const heading = [...first.querySelectorAll('button')].find((one) => one.textContent === '载体管理');
  expect(heading?.getAttribute('aria-expanded')).toBe('true');
  expect(first.querySelector('[href="/destruction"]')).not.toBeNull();
  await act(async () => heading?.click());
  expect(heading?.getAttribute('aria-expanded')).toBe('false');
  expect(first.querySelector('[href="/destruction"]')).toBeNull();
  expect((await show('/letters')).querySelector('[href="/destruction"]')).toBeNull();
  expect((await show('/destruction')).querySelector('[href="/destruction"]')).not.toBeNull();
});
