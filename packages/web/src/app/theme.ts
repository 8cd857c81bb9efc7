import { z } from 'zod';
import { keep, readKept } from '../lib/kept.ts';
import { createStore, useStore } from '../lib/store.ts';
import { type Tokens, darkTokens, lightTokens } from './tokens.ts';

export const ThemeMode = z.enum(['light', 'dark', 'system']);
export type ThemeMode = z.infer<typeof ThemeMode>;

const keptName = 'theme';
const darkQuery = '(prefers-color-scheme: dark)';
const modeStore = createStore<ThemeMode>('system');
const darkStore = createStore(false);

/** Follows the chosen theme and, where none is chosen, the system's. Called once, before the first page. */
export function startTheme(): void {
  modeStore.set(readKept('local', keptName, ThemeMode) ?? 'system');
  globalThis.matchMedia(darkQuery).addEventListener('change', applyTheme);
  applyTheme();
}

export function chooseTheme(mode: ThemeMode): void {
  modeStore.set(mode);
  keep('local', keptName, mode);
  applyTheme();
}

export function useThemeMode(): ThemeMode {
  return useStore(modeStore);
}

export function useDark(): boolean {
  return useStore(darkStore);
}

function applyTheme(): void {
  const mode = modeStore.get();
  const dark = mode === 'dark' || (mode === 'system' && globalThis.matchMedia(darkQuery).matches);
  const root = document.documentElement;
  for (const [name, value] of Object.entries(tokensOf(dark)))
    root.style.setProperty(`--${kebab(name)}`, String(value));
  root.style.setProperty('color-scheme', dark ? 'dark' : 'light');
  darkStore.set(dark);
}

export function tokensOf(dark: boolean): Tokens {
  return dark ? darkTokens : lightTokens;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
