import { RegisterList } from '@fengni/server/modules/carriers/contract';
import { builtinPacks } from '@fengni/schemes/packs';
import { pick } from '../../lib/i18n.ts';
import { holdsDuty, type SessionActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { Choice } from '../../ui/form-field.tsx';
import type { z } from 'zod';

export type RegisterLine = z.output<typeof RegisterList>['rows'][number];

/** The registers the caller handles that hold carriers. */
export function useCarrierRegisters(): {
  readonly registers: readonly RegisterLine[];
  readonly loaded: boolean;
} {
  const list = useQueryData({ name: 'register.list', input: {}, output: RegisterList });
  const registers = (list.data?.rows ?? []).filter((row) => row.kind !== 'paper-bag');
  return { registers, loaded: list.data !== undefined };
}

/** Every level of every scheme, the highest of each first; the value is `scheme/level`. */
export function levelChoices(): Choice[] {
  return [...builtinPacks.values()].flatMap((pack) =>
    pack.levels
      .toSorted((a, b) => b.rank - a.rank)
      .map((level) => ({ value: `${pack.id}/${level.code}`, label: pick(level.chip) })),
  );
}

/** Scheme and level of a choice of `levelChoices`. */
export function readLevelChoice(value: string): {
  readonly scheme: string | null;
  readonly level: string | null;
} {
  const [scheme = '', level = ''] = value.split('/');
  return { scheme: scheme === '' ? null : scheme, level: level === '' ? null : level };
}

/** Duties that keep a register of carriers; the server decides again for the unit in question. */
export function keepsCarriers(actor: SessionActor): boolean {
  return holdsDuty(actor, 'officer', 'document-clerk', 'cipher-clerk');
}
export function opensRegisters(actor: SessionActor): boolean {
  return holdsDuty(actor, 'officer') || actor.power === 'security';
}
export function importsLedgers(actor: SessionActor): boolean {
  return holdsDuty(actor, 'officer', 'document-clerk');
}
export function exportsLedgers(actor: SessionActor): boolean {
  return holdsDuty(actor, 'officer', 'document-clerk', 'leader-in-charge', 'inspector');
}
export function provesCustody(actor: SessionActor): boolean {
  return holdsDuty(actor, 'officer', 'document-clerk', 'cipher-clerk', 'leader-in-charge', 'inspector');
}
