import { useRef, useState } from 'react';
import { presentKeyFault } from './security-key.ts';

export interface KeyTouch<Input> {
  readonly start: (input: Input) => void;
  readonly busy: boolean;
  readonly fault: string | null;
}

/** Runs what a key is touched for, once at a time, and words what went wrong. */
export function useKeyTouch<Input>(run: (input: Input) => Promise<void>): KeyTouch<Input> {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  async function begin(input: Input) {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setFault(null);
    try {
      await run(input);
    } catch (caught) {
      setFault(presentKeyFault(caught));
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return { start: (input) => void begin(input), busy, fault };
}
