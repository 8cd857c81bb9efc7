import type { LoadTx } from '@fengni/kernel/command/define';
import type { Actor } from '@fengni/kernel/access/actor';
import { type PendingRequest, readPending } from '@fengni/kernel/approval/requests';
import { invariant } from '@fengni/kernel/command/invariant';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked } from '@fengni/kernel/db/tx';
import type { OrgTables, PersonRow } from '@fengni/kernel/org/tables';
import type { CarriersTables } from '../carriers/api.ts';
import { visitErrors } from './contract.ts';
import { type SupplyState, type VisitState, supplyStateTitles, visitStateTitles } from './rules.ts';
import {
  type SupplyMatterRow,
  type SupplyRow,
  type VisitMatterRow,
  type VisitRow,
  type VisitsTables,
  supplies,
  supplyMatters,
  visitMatters,
  visits,
} from './tables.ts';

export const db = tables<VisitsTables & OrgTables & CarriersTables>();
export const refuse = refuser(visitErrors);

export interface VisitTarget {
  readonly visit: Locked<VisitRow>;
  readonly matter: Locked<VisitMatterRow>;
  readonly path: string;
  readonly persons: readonly string[];
  readonly pending: PendingRequest | null;
}

export function holdersOf(visit: Pick<VisitRow, 'host_id' | 'asked_by' | 'escort_ids'>): readonly string[] {
  return [visit.host_id, visit.asked_by, ...visit.escort_ids];
}

export async function lockVisit(tx: LoadTx, visitId: string): Promise<VisitTarget> {
  const [[visit], [matter]] = await tx.lockTogether<[VisitRow, VisitMatterRow]>([
    { of: visits, ids: [visitId] },
    { of: visitMatters, ids: [visitId] },
  ]);
  invariant(visit !== undefined && matter !== undefined, 'a locked visit is there');
  return {
    visit,
    matter,
    path: visit.unit_path,
    persons: holdersOf(visit),
    pending: await readPending(tx, { subjectId: visitId, commands: ['visit.submit'] }),
  };
}

/** The persons with these ids, all of them there. */
export async function readPersons(
  tx: LoadTx,
  ids: readonly string[],
): Promise<Pick<PersonRow, 'id' | 'name' | 'unit_id'>[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const rows = await tx.read(
    db.selectFrom('person').select(['id', 'name', 'unit_id']).where('id', 'in', wanted),
  );
  if (rows.length !== wanted.length) throw new Refusal('not.found');
  return rows;
}

const nextOfVisit: Readonly<Record<VisitState, { readonly zh: string; readonly en: string }>> = {
  draft: { zh: '请先送审。', en: 'Send it to review first.' },
  approved: { zh: '改变安排的，先退回修改。', en: 'To change the plan, take it back first.' },
  finished: { zh: '', en: '' },
  cancelled: { zh: '需要接待的，请重新登记。', en: 'Enter a new one if they come after all.' },
};
export function requireVisit({ visit }: Pick<VisitTarget, 'visit'>, ...states: readonly VisitState[]): void {
  if (!states.includes(visit.state))
    throw refuse('visit.state', { state: visitStateTitles[visit.state], next: nextOfVisit[visit.state] });
}

/** A plan under review is changed only after the request is withdrawn. */
export function requireNotPending({ pending }: Pick<VisitTarget, 'pending'>): void {
  if (pending !== null) throw refuse('visit.pending');
}

/** Asked for again while it waits; who decides, and the request decided again, come here too. */
export function isAskedTwice(
  { pending }: { readonly pending: PendingRequest | null },
  actor: Actor,
): boolean {
  return pending?.requesterId === actor.personId && actor.sessionKind !== 'approval';
}

export interface SupplyTarget {
  readonly supply: Locked<SupplyRow>;
  readonly matter: Locked<SupplyMatterRow>;
  readonly path: string;
  readonly persons: readonly string[];
  readonly pending: PendingRequest | null;
}

export async function lockSupply(tx: LoadTx, supplyId: string): Promise<SupplyTarget> {
  const [[supply], [matter]] = await tx.lockTogether<[SupplyRow, SupplyMatterRow]>([
    { of: supplies, ids: [supplyId] },
    { of: supplyMatters, ids: [supplyId] },
  ]);
  invariant(supply !== undefined && matter !== undefined, 'a locked supply is there');
  return {
    supply,
    matter,
    path: supply.unit_path,
    persons: [supply.giver_id, supply.asked_by],
    pending: await readPending(tx, { subjectId: supplyId, commands: ['supply.submit'] }),
  };
}

const nextOfSupply: Readonly<Record<SupplyState, { readonly zh: string; readonly en: string }>> = {
  draft: { zh: '请先送审。', en: 'Send it to review first.' },
  approved: { zh: '请登记提供，或取消。', en: 'Enter that it was given, or cancel it.' },
  given: { zh: '约定收回的，请登记收回。', en: 'Enter its return where one was agreed.' },
  returned: { zh: '', en: '' },
  cancelled: { zh: '', en: '' },
};
export function requireSupply(
  { supply }: Pick<SupplyTarget, 'supply'>,
  ...states: readonly SupplyState[]
): void {
  if (!states.includes(supply.state))
    throw refuse('supply.state', {
      state: supplyStateTitles[supply.state],
      next: nextOfSupply[supply.state],
    });
}
