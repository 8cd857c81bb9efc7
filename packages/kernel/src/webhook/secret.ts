import type { KeyRing } from '../keys/key-ring.ts';

/**
 * The secret an address' messages are signed with: derived from the house's keys, so that neither database nor backup
 * holds it.
 */
export function webhookSecret(
  keys: KeyRing,
  address: { readonly id: string; readonly generation: number },
): string {
  const bytes = Buffer.from(keys.withhold(`webhook/${address.id}/${address.generation}`), 'hex');
  return `fws_${bytes.toString('base64url')}`;
}
