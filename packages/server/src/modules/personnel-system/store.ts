import { createHash } from 'node:crypto';
import { canonicalText } from '@fengni/kernel/command/canonical';
import type { Json, LoadTx } from '@fengni/kernel/command/define';
import { toJson } from '@fengni/kernel/command/redact';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { type KnownPerson, type KnownUnit, Places } from './compare.ts';
import { type StaffRecord, personnelSystemErrors } from './contract.ts';
import type { PersonnelSystemTables } from './tables.ts';

export const db = tables<PersonnelSystemTables & OrgTables>();
export const refuse = refuser(personnelSystemErrors);
/** The house's setting: kinds of change that apply by themselves. */
export const automaticSetting = 'personnel-system.automatic';

export function digestOf(value: unknown): string {
  const json: Json = toJson(value);
  return createHash('sha256').update(canonicalText(json)).digest('hex');
}

/** What stands behind a comparison: a unit, by a token or by the caller's own duty over it (`hash` is ''). */
export interface Standpoint {
  readonly unitId: string;
  readonly hash: string;
}

export async function readPlaces(tx: LoadTx, { unitId, hash }: Standpoint): Promise<Places> {
  return new Places(await tx.readSql<KnownUnit>('select * from units_to_compare($1, $2)', [unitId, hash]));
}

export async function readKnown(
  tx: LoadTx,
  { unitId, hash }: Standpoint,
  the: { readonly records: readonly StaffRecord[]; readonly whole: boolean },
): Promise<KnownPerson[]> {
  return tx.readSql<KnownPerson>('select * from staff_to_compare($1, $2, $3, $4, $5)', [
    unitId,
    hash,
    the.records.map((record) => record.staffNo),
    the.records.flatMap((record) => record.name ?? []),
    the.whole,
  ]);
}

/** Inserts many rows, some thousands a statement. */
export async function inChunks<Row>(
  rows: readonly Row[],
  work: (chunk: readonly Row[]) => Promise<void>,
): Promise<void> {
  for (let at = 0; at < rows.length; at += chunkRows) await work(rows.slice(at, at + chunkRows));
}
const chunkRows = 5_000;
