import type { Registry } from '@fengni/kernel/command/registry';
import { createKeyRing } from '@fengni/kernel/keys/key-ring';
import { createSecretBox } from '@fengni/kernel/keys/secret-box';
import { createTestVault } from '@fengni/kernel/testkit/vault';
import type { Vault } from '@fengni/kernel/vault/vault';
import { generateSignerKey, verifierKeyOf } from '@fengni/seal/note';
import { composeRegistry } from '../composition.ts';

/** Root of the keys tests compose the program with. */
export const testRootKey = Buffer.alloc(32, 7);
export const testSetupCode = 'test-setup-code';

/** Signs what tests seal. */
export const testSigner = generateSignerKey({ name: 'fengni.test/log', kind: 'ed25519' });

/**
 * The whole program as `start` composes it, with keys and set-up code a test knows. `vault`: for tests that keep content;
 * otherwise one without a key store.
 */
export function composeTestRegistry(the: { readonly vault?: Vault } = {}): Registry {
  return composeRegistry({
    keys: createKeyRing(testRootKey, createSecretBox(testRootKey)),
    gate: { admits: (code) => code === testSetupCode },
    zone: 'Asia/Shanghai',
    address: () => 'http://127.0.0.1:8700',
    verifiers: [verifierKeyOf(testSigner)],
    signers: () => [testSigner],
    vault: the.vault ?? createTestVault(),
  });
}
