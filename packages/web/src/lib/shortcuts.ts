import { useEffect } from 'react';

const sequenceMilliseconds = 1200;

/** Keys to actions: a single key (`/`, `?`) or two in sequence (`g h`). */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** True where keys are being typed into something. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** Follows key presses and tells which shortcut they make; kept apart from the page for testing. */
export function createKeyReader(now: () => number): (key: string, known: readonly string[]) => string | null {
  let first: { key: string; at: number } | null = null;
  return (key, known) => {
    const pair = first !== null && now() - first.at < sequenceMilliseconds ? `${first.key} ${key}` : null;
    first = { key, at: now() };
    if (pair !== null && known.includes(pair)) {
      first = null;
      return pair;
    }
    return known.includes(key) ? key : null;
  };
}

/** Listens for the page's shortcuts, except while something is being typed. */
export function useShortcuts(shortcuts: Shortcuts): void {
  useEffect(() => {
    const read = createKeyReader(() => performance.now());
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const hit = read(event.key, Object.keys(shortcuts));
      if (hit === null) return;
      event.preventDefault();
      shortcuts[hit]?.();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [shortcuts]);
}
