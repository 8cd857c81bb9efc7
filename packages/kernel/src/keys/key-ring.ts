import { createHmac, timingSafeEqual } from 'node:crypto';

/** Keys the running server holds and the database does not. */
export interface KeyRing {
  /** MAC of a log entry for the sealer: a row put into the log by hand has none. */
  readonly macEntry: (leaf: Buffer) => Buffer;
  readonly checkEntry: (leaf: Buffer, mac: Buffer) => boolean;
  /** What the log says instead of a value of the know tier: it commits, and cannot be guessed from a dictionary. */
  readonly withhold: (canonical: string) => string;
  /** Token of the session under which a parked command is decided and run; never stored. */
  readonly approvalToken: (approvalId: string) => string;
  /** Seals small secrets (second factors) at rest. */
  readonly sealSecret: (plain: Buffer) => Buffer;
  readonly openSecret: (sealed: Buffer) => Buffer;
}

/** Subkeys by purpose from one 32-byte root (HMAC as a PRF, NIST SP 800-108 in spirit). */
export function subkey(root: Buffer, purpose: string): Buffer {
  return createHmac('sha256', root).update(`fengni/${purpose}/v1`).digest();
}

export function createKeyRing(root: Buffer, box: Pick<KeyRing, 'sealSecret' | 'openSecret'>): KeyRing {
  const entryKey = subkey(root, 'log-entry-mac');
  const withholdKey = subkey(root, 'log-withhold');
  const approvalKey = subkey(root, 'approval-session');
  const macEntry = (leaf: Buffer) => createHmac('sha256', entryKey).update(leaf).digest();
  return {
    macEntry,
    checkEntry: (leaf, mac) => mac.length === 32 && timingSafeEqual(macEntry(leaf), mac),
    withhold: (canonical) => createHmac('sha256', withholdKey).update(canonical).digest('hex'),
    approvalToken: (approvalId) => createHmac('sha256', approvalKey).update(approvalId).digest('base64url'),
    sealSecret: box.sealSecret,
    openSecret: box.openSecret,
  };
}
