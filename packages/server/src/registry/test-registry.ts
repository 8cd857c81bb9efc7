import type { Registry } from '@fengni/kernel/command/registry';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { generateSignerKey, verifierKeyOf } from '@fengni/seal/note';
import { composeRegistry } from '../composition.ts';

/** Root of the keys tests compose the program with. */
export const testRootKey = Buffer.alloc(32, 7);
export const testSetupCode = 'test-setup-code';

/** Signs what tests seal. */
export const testSigner = generateSignerKey({ name: 'fengni.test/log', kind: 'ed25519' });

/** The whole program as `start` composes it, with keys and set-up code a test knows. */
export function composeTestRegistry(): Registry {
  return composeRegistry({
    keys: createKeyRing(testRootKey, createSecretBox(testRootKey)),
    gate: { admits: (code) => code === testSetupCode },
    zone: 'Asia/Shanghai',
    address: () => 'http://127.0.0.1:8700',
    verifiers: [verifierKeyOf(testSigner)],
  });
}
