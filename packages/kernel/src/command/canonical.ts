import { canonicalBytes } from '@fengni/seal/canonical';

/** Canonical JSON (RFC 8785) as text: what is hashed, compared and committed to. */
export function canonicalText(value: unknown): string {
  return canonicalBytes(value).toString('utf8');
}
