import type { ChaskeyKey } from '@fengni/inspect/chaskey';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { gramKeyFrom } from './grams.ts';

/** Key of the search's grams: of the server's keys, which the database and its backups do not hold. */
export function gramKeyOf(keys: Pick<KeyRing, 'withhold'>): ChaskeyKey {
  return gramKeyFrom(keys.withhold('vault/search-grams/v1'));
}
