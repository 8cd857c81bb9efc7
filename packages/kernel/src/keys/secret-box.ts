import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { invariant } from '../command/invariant.ts';
import { type KeyRing, subkey } from './key-ring.ts';

const nonceBytes = 12;
const tagBytes = 16;
const version = 1;

/** Seals small secrets with AES-256-GCM: version, nonce, tag, ciphertext. A changed box does not open. */
export function createSecretBox(root: Buffer): Pick<KeyRing, 'sealSecret' | 'openSecret'> {
  const key = subkey(root, 'secret-box');
  return {
    sealSecret(plain) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([Buffer.from([version]), nonce, cipher.getAuthTag(), sealed]);
    },
    openSecret(box) {
      invariant(
        box[0] === version && box.length > nonceBytes + tagBytes,
        'a sealed box is of a known version',
      );
      const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(1, 1 + nonceBytes));
      decipher.setAuthTag(box.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes));
      return Buffer.concat([decipher.update(box.subarray(1 + nonceBytes + tagBytes)), decipher.final()]);
    },
  };
}
