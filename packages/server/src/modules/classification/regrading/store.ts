import { type LoadTx, type Command } from '@fengni/kernel/command/define';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import type { OrgTables } from '@fengni/kernel/org/tables';
import type { RegisterRow, RegisterTables } from '@fengni/kernel/register/tables';
import { type CarrierRow, type CarriersTables, carriers } from '../../carriers/api.ts';
import type { SourcesTables } from '../sources/tables.ts';
import { regradingErrors } from './contract.ts';
import { type ChangeFault } from './rules.ts';
import {
  type RegradingItemRow,
  type RegradingRow,
  type RegradingTables,
  regradingItems,
  regradings,
} from './tables.ts';

export const db = tables<RegradingTables & SourcesTables & CarriersTables & OrgTables & RegisterTables>();
export const refuse = refuser(regradingErrors);

/** How the module's pages find the commands whose rules say what the caller can do. */
export type FindCommand = (name: string) => Command | undefined;

/** Carriers of one register, locked; several registers are several decisions. */
export async function lockCarriers(
  tx: LoadTx,
  carrierIds: readonly string[],
): Promise<{ carriers: Locked<CarrierRow>[]; unitPath: string; registerId: string }> {
  const locked = await tx.lockAll(carriers, carrierIds);
  const first = locked[0];
  if (first === undefined) throw new Refusal('not.found');
  if (locked.some((one) => one.register_id !== first.register_id)) throw refuse('regrading.register');
  return { carriers: locked, unitPath: first.unit_path, registerId: first.register_id };
}

/** A decision with the carriers it is about, locked. */
export async function lockRegrading(
  tx: LoadTx,
  regradingId: string,
): Promise<{
  regrading: Locked<RegradingRow>;
  items: Locked<RegradingItemRow>[];
  carriers: Locked<CarrierRow>[];
  unitPath: string;
}> {
  const regrading = await tx.lock(regradings, regradingId);
  const ids = await tx.read(
    db.selectFrom('regrading_item').select(['id', 'carrier_id']).where('regrading_id', '=', regrading.id),
  );
  const items = await tx.lockAll(
    regradingItems,
    ids.map((row) => row.id),
  );
  const locked = await tx.lockAll(
    carriers,
    ids.map((row) => row.carrier_id),
  );
  return {
    regrading,
    items,
    carriers: locked.toSorted((a, b) => a.number_sort.localeCompare(b.number_sort, 'en')),
    unitPath: regrading.unit_path,
  };
}

export async function isPending(tx: LoadTx, regradingId: string): Promise<boolean> {
  const rows = await tx.readSql<{ pending: boolean }>('select regrading_pending($1) as pending', [
    regradingId,
  ]);
  return rows[0]?.pending === true;
}

/** A fault of a change in the words of the carrier it is about. */
export function refuseChange(fault: ChangeFault, carrier: Pick<CarrierRow, 'number' | 'mark'>): Refusal {
  return refuse(fault, { number: carrier.number, mark: carrier.mark });
}

/** Ends what is owed about these things, by whoever's deed it was; null: by itself. */
export async function settleAbout(
  tx: Tx,
  the: {
    readonly kinds: readonly string[];
    readonly subjectIds: readonly string[];
    readonly byId: string | null;
  },
): Promise<void> {
  if (the.subjectIds.length === 0) return;
  const open = await tx.writeSql<{ id: string }>('select id from open_obligations_about($1, $2)', [
    the.kinds,
    the.subjectIds,
  ]);
  if (open.length === 0) return;
  const ids = open.map((row) => row.id);
  tx.grant(ids);
  await tx.writeSql(
    `update obligation set state = 'done', ended_at = $2, ended_by = $3 where id = any($1) and state = 'open'`,
    [ids, tx.now, the.byId],
  );
}

/** The register of a carrier in the caller's knowledge, which he need not handle. */
export async function readRegister(tx: Tx, registerId: string): Promise<RegisterRow> {
  tx.grant([registerId]);
  const [row] = await tx.writeSql<RegisterRow>('select * from register where id = $1', [registerId]);
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

/** Who in an office sees to a carrier: telegrams have their own clerk. */
export function clerkOf(carrier: Pick<CarrierRow, 'medium'>): 'cipher-clerk' | 'document-clerk' {
  return carrier.medium === 'telegram' ? 'cipher-clerk' : 'document-clerk';
}

/** The citation behind what is owed, where the pack that has it is the carrier's own. */
export function basisOf(carrier: Pick<CarrierRow, 'scheme'>, id: string): { readonly basis?: string } {
  return carrier.scheme === 'cn-state-secret' ? { basis: `cn-state-secret#${id}` } : {};
}
