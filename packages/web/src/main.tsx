import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { config } from 'zod';
import { App } from './app/app.tsx';
import { startTheme } from './app/theme.ts';
import { firstLanguage, showLanguage } from './lib/i18n.ts';
import './app/base.css';

// the content security policy forbids making functions from text, which zod would try first
config({ jitless: true });

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
startTheme();
await showLanguage(firstLanguage());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
