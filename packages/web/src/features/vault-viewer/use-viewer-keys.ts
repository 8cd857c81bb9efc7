import { useEffect } from 'react';
import { zoomBy, zoomFit } from './zoom.ts';

interface Keys {
  readonly at: number;
  readonly count: number;
  readonly goTo: (page: number) => void;
  readonly zoom: number;
  readonly setZoom: (zoom: number) => void;
}

/** Pages by PageUp, PageDown, Home and End, size by + and -, 0 for the width of the window. Not while something is typed. */
export function useViewerKeys({ at, count, goTo, zoom, setZoom }: Keys): void {
  useEffect(() => {
    const actions: Readonly<Record<string, () => void>> = {
      PageUp: () => goTo(at - 1),
      PageDown: () => goTo(at + 1),
      Home: () => goTo(1),
      End: () => goTo(count),
      '+': () => setZoom(zoomBy(zoom, 1)),
      '=': () => setZoom(zoomBy(zoom, 1)),
      '-': () => setZoom(zoomBy(zoom, -1)),
      '0': () => setZoom(zoomFit),
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const action = actions[event.key];
      if (action === undefined) return;
      event.preventDefault();
      action();
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  });
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [role="dialog"]') !== null;
}
