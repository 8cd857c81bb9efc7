import { forgetDrafts } from './kept.ts';
import { paths } from './paths.ts';
import { presentError } from './present-error.ts';
import { runCommand } from './run-command.ts';
import { showToast } from './toasts.ts';

/** Ends the session and forgets what this window knows. */
export async function signOut(): Promise<void> {
  try {
    await runCommand('session.signOut', {});
    forgetDrafts();
    // a fresh page: nothing the caller saw stays in this window's memory
    globalThis.location.assign(paths.signIn());
  } catch (fault) {
    showToast({ kind: 'fault', text: presentError(fault) ?? '' });
  }
}

/**
 * Leaves a page nobody sits at. What was typed stays for who signs in again; the page goes even where the server cannot
 * be reached, for what it shows is to be seen by nobody.
 */
export async function signOutIdle(): Promise<void> {
  const { pathname, search } = globalThis.location;
  try {
    await runCommand('session.signOut', {});
  } finally {
    globalThis.location.assign(paths.signedOutIdle(`${pathname}${search}`));
  }
}
