const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const secretLength = 32;

/** A new secret for a code generator: 32 base32 characters, 160 bits (RFC 4226 section 4, R6). */
export function makeTotpSecret(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(secretLength));
  return Array.from(bytes, (byte) => alphabet.charAt(byte & 31)).join('');
}

/** Address a code generator reads from a QR code. */
export function totpAddress({
  secret,
  login,
  house,
}: {
  secret: string;
  login: string;
  house: string;
}): string {
  return `otpauth://totp/${encodeURIComponent(`${house}:${login}`)}?secret=${secret}&issuer=${encodeURIComponent(house)}`;
}

/** The secret in groups of four, for typing by hand. */
export function groupSecret(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ');
}
