import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { RefusedError } from '../lib/client.ts';
import { factorWait } from '../lib/factor-gate.ts';
import { useLanguage } from '../lib/i18n.ts';
import { paths } from '../lib/paths.ts';
import { onSignedOut } from '../lib/run-command.ts';
import { useStore } from '../lib/store.ts';
import { AntdTheme } from './antd-theme.tsx';
import { createAppRouter } from './router.tsx';

const readAttemptsMax = 2;

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // a refusal stays one; only a failing network is tried again
      retry: (count, fault) => !(fault instanceof RefusedError) && count < readAttemptsMax,
      staleTime: 5000,
    },
  },
});
const router = createAppRouter(queryClient);

onSignedOut(() => {
  const { pathname, href } = router.state.location;
  if (pathname === '/sign-in') return;
  // a fresh page: nothing the caller saw stays in this window's memory; drafts do, for him to go on with
  globalThis.location.assign(paths.signIn(href));
});

const FactorDialog = lazy(async () => ({ default: (await import('../ui/factor-dialog.tsx')).FactorDialog }));

/** The whole program; a change of language draws everything anew. */
export function App() {
  const language = useLanguage();
  const wait = useStore(factorWait);
  return (
    <QueryClientProvider client={queryClient}>
      <AntdTheme key={language}>
        <RouterProvider router={router} />
        {wait === null ? null : (
          <Suspense>
            <FactorDialog wait={wait} />
          </Suspense>
        )}
      </AntdTheme>
    </QueryClientProvider>
  );
}
