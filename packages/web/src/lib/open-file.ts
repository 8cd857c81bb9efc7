import { fileUrl, readAddress } from './client.ts';
import { askForFactor } from './factor-gate.ts';
import { presentError } from './present-error.ts';
import { SessionState } from './session.ts';
import { showToast } from './toasts.ts';

/**
 * Opens a printed form in a new tab. Some ask for the second factor again; a tab cannot, so it is asked for here,
 * before the tab opens.
 */
export async function openFile(
  name: string,
  input: unknown,
  options: { readonly factor: boolean },
): Promise<void> {
  try {
    if (options.factor) await proveFreshFactor();
    globalThis.open(fileUrl(name, input), '_blank', 'noopener');
  } catch (fault) {
    const text = presentError(fault);
    if (text !== null) showToast({ kind: 'fault', text });
  }
}

/** Asks for the second factor where it was not shown just now. */
export async function proveFreshFactor(): Promise<void> {
  const session = await readAddress('/api/session', SessionState);
  if (session.signedIn && !session.actor.factorFresh) await askForFactor();
}
