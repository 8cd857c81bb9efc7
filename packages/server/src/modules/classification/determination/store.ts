import { errorText, refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { OrgTables } from '@fengni/kernel/org/tables';
import type { RegisterTables } from '@fengni/kernel/register/tables';
import type { CarriersTables } from '../../carriers/api.ts';
import { determinationErrors } from './contract.ts';
import type { DeterminationTables } from './tables.ts';

export const db = tables<DeterminationTables & CarriersTables & OrgTables & RegisterTables>();
export const refuse = refuser(determinationErrors);

/** A refusal's own words in both languages, for what a page says of a command that cannot run now. */
export function wordsOf(
  code: keyof typeof determinationErrors,
  params: Parameters<typeof errorText>[1] = {},
): { readonly zh: string; readonly en: string } {
  const entry = determinationErrors[code];
  return { zh: errorText(entry, params, 'zh'), en: errorText(entry, params, 'en') };
}
