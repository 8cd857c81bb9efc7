import { RegisterList, type registerKinds } from '@fengni/server/modules/carriers/contract';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { keep, readKept } from '../../lib/kept.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { Choice } from '../../ui/form-field.tsx';
import type { Filter } from '../../ui/register-columns.ts';

type RegisterKind = (typeof registerKinds)[number];
export const carrierKinds: readonly RegisterKind[] = ['carrier', 'cipher'];
const keptName = 'register.last';

/** The registers the caller keeps, as choices; the one used last comes first in mind. */
export function useRegisters(kinds: readonly RegisterKind[] = carrierKinds) {
  const query = useQueryData({ name: 'register.list', input: {}, output: RegisterList });
  const rows = (query.data?.rows ?? []).filter((row) => kinds.includes(row.kind));
  const choices: Choice[] = rows.map((row) => ({
    value: row.id,
    label: t('keeping.register.of', { name: row.name, unit: row.unit }),
  }));
  const last = readKept('local', keptName, z.string());
  const first =
    choices.find((choice) => choice.value === last) ?? (choices.length === 1 ? choices[0] : undefined);
  return { ready: query.data !== undefined, error: query.error, choices, initial: first?.value ?? '' };
}

export function rememberRegister(registerId: string): void {
  keep('local', keptName, registerId);
}

export function registerFilter(choices: readonly Choice[]): Filter {
  return {
    key: 'register',
    label: t('keeping.register'),
    kind: 'select',
    all: t('keeping.register.all'),
    choices,
  };
}

/** The register filter of an address, as the queries want it. */
export function readRegister(text: string | undefined): string | null {
  const id = z.uuid().safeParse(text);
  return id.success ? id.data : null;
}
