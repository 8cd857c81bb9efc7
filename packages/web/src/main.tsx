import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config, number } from 'zod';
import { App } from './app/app.tsx';
import { startTheme } from './app/theme.ts';
import { firstLanguage, showLanguage } from './lib/i18n.ts';
import { keep, readKept } from './lib/kept.ts';
import './app/base.css';

// the content security policy forbids making functions from text, which zod would try first
config({ jitless: true });

// after an update of the program the old page's parts are gone from the server: a fresh page has the new ones
const reloadMillisecondsMin = 10_000;
globalThis.addEventListener('vite:preloadError', (event) => {
  const last = readKept('session', 'reloaded', number()) ?? 0;
  if (Date.now() - last < reloadMillisecondsMin) return;
  event.preventDefault();
  keep('session', 'reloaded', Date.now());
  globalThis.location.reload();
});

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
startTheme();
await showLanguage(firstLanguage());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
