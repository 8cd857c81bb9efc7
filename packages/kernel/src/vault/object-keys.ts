import { randomBytes } from 'node:crypto';
import { refuseVault } from './errors.ts';
import type { KeyStore } from './key-store.ts';
import type { LevelKeyVersion } from './key-store-state.ts';
import { type SuiteName, deriveKey, keyBytes, suiteNamed } from './suites.ts';
import type { VaultObjectRow } from './tables.ts';

/** What of a row says which keys open it. */
export type KeyedRow = Pick<
  VaultObjectRow,
  'id' | 'suite' | 'state' | 'level_key' | 'key_version' | 'wrapped_key'
>;
/** The columns that name and hold a wrapped key. */
export type WrappedKey = Pick<VaultObjectRow, 'level_key' | 'key_version'> & { wrapped_key: string };

export function newObjectKey(): Buffer {
  return randomBytes(keyBytes);
}

function placeOfWrap(id: string, name: string, version: number): Buffer {
  return Buffer.from(`fengni-vault wrapped key ${id} ${name} ${version}`, 'utf8');
}

/** An object's key wrapped under its level's newest key and its share. Refuses where the store is locked or the share gone. */
export async function wrapKey(
  store: KeyStore,
  object: { readonly id: string; readonly suite: SuiteName },
  the: { readonly levelKey: string; readonly key: Buffer },
): Promise<WrappedKey> {
  const level = await store.levelKey(the.levelKey);
  const place = placeOfWrap(object.id, the.levelKey, level.version);
  const wrapped = wrapper(store, object, level).seal(the.key, place);
  return {
    level_key: the.levelKey,
    key_version: level.version,
    wrapped_key: wrapped.toString('base64url'),
  };
}

/** The key of an object. Refuses where store, share or row do not have it. */
export function unwrapKey(store: KeyStore, row: KeyedRow): Buffer {
  const { state } = store;
  if (row.state === 'destroying' || row.wrapped_key === null) throw refuseVault('vault.destroyed');
  const level = state.levelKeys.get(row.level_key)?.find((one) => one.version === row.key_version);
  if (level === undefined) throw refuseVault('vault.key.missing');
  const place = placeOfWrap(row.id, row.level_key, row.key_version);
  const key = wrapper(store, row, level).open(Buffer.from(row.wrapped_key, 'base64url'), place);
  if (key === null) throw refuseVault('vault.damaged', {}, 'the wrapped key does not open');
  return key;
}

function wrapper(
  store: KeyStore,
  object: { readonly id: string; readonly suite: SuiteName },
  level: LevelKeyVersion,
) {
  const suite = suiteNamed(object.suite);
  return suite.sealer(
    deriveKey(suite, {
      key: level.key,
      salt: shareOf(store, object.id),
      purpose: `fengni-vault/wrap/v1/${object.id}`,
    }),
  );
}

function shareOf(store: KeyStore, id: string): Buffer {
  const share = store.state.shares.get(id);
  if (share !== undefined) return share.key;
  throw refuseVault(store.state.tombstones.has(id) ? 'vault.destroyed' : 'vault.key.missing');
}
