import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { SetupGate } from '@fengni/kernel/access/begin-house';

/** A set-up code is good for an hour after the start that printed it. */
const setupMs = 3_600_000;
// no I, O, 0, 1: read off a screen it must be unmistakable
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const codeLetters = 16;

/** Never admits: the house is set up. */
export const closedGate: SetupGate = { admits: () => false };

/** A random set-up code and the gate that knows its hash, in memory only. */
export function createSetupGate(now: Date): { readonly code: string; readonly gate: SetupGate } {
  const code = Array.from({ length: codeLetters }, () => letters[randomInt(letters.length)]).join('');
  const kept = hashCode(code);
  const until = now.getTime() + setupMs;
  return {
    code: code.replace(/(.{4})(?=.)/g, '$1-'),
    gate: { admits: (given, at) => at.getTime() < until && timingSafeEqual(hashCode(given), kept) },
  };
}

function hashCode(code: string): Buffer {
  return createHash('sha256')
    .update(code.toUpperCase().replace(/[^A-Z0-9]/g, ''))
    .digest();
}
