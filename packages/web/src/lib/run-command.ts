import { askForFactor } from './factor-gate.ts';
import { type CommandOutcome, RefusedError, sendCommand } from './client.ts';

let leaveSignedOut: () => void = () => undefined;

/** What to do when the server no longer knows the session. */
export function onSignedOut(goToSignIn: () => void): void {
  leaveSignedOut = goToSignIn;
}

/** Goes to the sign-in page, keeping the address. */
export function leave(): void {
  leaveSignedOut();
}

/** Tells the program that the session has ended, where the error says so. */
export function noticeSignedOut(fault: unknown): void {
  if (fault instanceof RefusedError && fault.code === 'signed.out') leaveSignedOut();
}

export function newCommandId(): string {
  return globalThis.crypto.randomUUID();
}

/**
 * Runs one command to its end. Where the second factor is asked for again, the dialog opens and the same id and input
 * are sent once more. Throws `RefusedError`, `UnreachableError` or `CancelledError`.
 */
export async function runCommand(name: string, input: unknown, id = newCommandId()): Promise<CommandOutcome> {
  for (;;) {
    try {
      return await sendCommand(name, input, id);
    } catch (fault) {
      if (fault instanceof RefusedError && fault.code === 'second.factor.required') {
        await askForFactor();
        continue;
      }
      noticeSignedOut(fault);
      throw fault;
    }
  }
}
