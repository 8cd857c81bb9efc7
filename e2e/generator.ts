import { randomBytes } from 'node:crypto';
import { codeOfAddress } from '../packages/kernel/src/access/factors.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const stepMs = 30_000;

/** A code generator in somebody's hand (RFC 6238). The server takes each code once, and half a minute either way. */
export class Generator {
  secret = Array.from(randomBytes(32), (byte) => base32[byte % 32]).join('');
  #last = 0;

  /** The code of this half minute, for taking the generator into use: the server then counts from now. */
  now(): string {
    return this.#codeOf(thisStep());
  }

  /** Called when the generator was taken into use. */
  taken(): void {
    this.#last = thisStep();
  }

  /** A code that was not used yet; waits for it where it lies more than half a minute ahead. */
  async next(): Promise<string> {
    const step = Math.max(this.#last + 1, thisStep());
    while (step > thisStep() + 1) await new Promise((resolve) => setTimeout(resolve, 200));
    this.#last = step;
    return this.#codeOf(step);
  }

  #codeOf(step: number): string {
    return codeOfAddress(`otpauth://totp/e2e?secret=${this.secret}`, new Date(step * stepMs));
  }
}

function thisStep(): number {
  return Math.floor(Date.now() / stepMs);
}
