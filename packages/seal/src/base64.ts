/**
 * RFC 4648 §4 base64, strictly: alphabet, padding and zero trailing bits, so that one value has one
 * spelling and a changed character never goes unseen. Returns undefined for anything else.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
