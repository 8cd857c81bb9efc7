import { idleMinutesMax } from '@fengni/kernel/access/contract';

/** Minutes before that at which it says so. */
export const idleWarningMinutes = 2;

let touchedAt = Date.now();

/** Whole seconds since somebody last used keyboard, mouse or finger on this page. */
export function idleSeconds(now = Date.now()): number {
  return Math.max(0, Math.floor((now - touchedAt) / 1000));
}

const touches = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/** Watches for touches and calls back when the page was left alone for too long. Returns how to stop. */
export function watchIdle(the: {
  readonly onWarning: () => void;
  readonly onIdle: () => void;
  readonly everyMilliseconds?: number;
}): () => void {
  let warned = false;
  const touched = (): void => {
    touchedAt = Date.now();
    warned = false;
  };
  touched();
  for (const name of touches) globalThis.addEventListener(name, touched, { passive: true, capture: true });
  const timer = setInterval(() => {
    const minutes = idleSeconds() / 60;
    if (minutes >= idleMinutesMax) the.onIdle();
    else if (minutes >= idleMinutesMax - idleWarningMinutes && !warned) {
      warned = true;
      the.onWarning();
    }
  }, the.everyMilliseconds ?? 10_000);
  return () => {
    clearInterval(timer);
    for (const name of touches) globalThis.removeEventListener(name, touched, { capture: true });
  };
}
