import { dayAfter } from '@fengni/schemes/term';
import { invariant } from '@fengni/kernel/command/invariant';
import type { Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import { people, units } from '@fengni/kernel/org/tables';
import { applyLines } from './apply.ts';
import { type Difference, compareStaff } from './compare.ts';
import type { Found, StaffRecord } from './contract.ts';
import { type DifferenceKind, decideDays } from './rules.ts';
import { type Standpoint, digestOf, inChunks, readKnown, readPlaces, refuse } from './store.ts';
import {
  type PersonnelDeliveryRow,
  type PersonnelDifferenceRow,
  personnelDeliveries,
  personnelDifferences,
} from './tables.ts';

/** Staff numbers named in a refusal at most. */
const namedMax = 10;

export interface TakenDelivery {
  /** Null where nothing differed and nothing was to be recorded. */
  readonly deliveryId: string | null;
  readonly people: number;
  readonly found: Found;
}

interface Taking {
  readonly standpoint: Standpoint;
  readonly source: 'api' | 'sheet';
  readonly tokenId: string | null;
  readonly byId: string | null;
  /** Null: one person was put; only a difference is recorded. */
  readonly reference: string | null;
  readonly whole: boolean;
  readonly records: readonly StaffRecord[];
}

export function digestOfDelivery(whole: boolean, records: readonly StaffRecord[]): string {
  const sorted = records.toSorted((a, b) => (a.staffNo < b.staffNo ? -1 : 1));
  return digestOf({ whole, people: sorted });
}

export function refuseTwice(records: readonly StaffRecord[]): void {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { staffNo } of records) (seen.has(staffNo) ? twice : seen).add(staffNo);
  if (twice.size > 0)
    throw refuse('personnel-system.twice', { staffNos: [...twice].slice(0, namedMax).join('、') });
}

/**
 * Compares a delivery with the house and stages what differs. What stood open of the same people and is not so any more is
 * superseded; what stands open or was left already is not listed twice. So the same content again changes nothing.
 */
export async function takeDelivery(tx: Tx, the: Taking): Promise<TakenDelivery> {
  const { standpoint, records, whole } = the;
  refuseTwice(records);
  // two deliveries of one unit take turns
  const [unit] = await tx.lockNamed(units, [standpoint.unitId]);
  invariant(unit !== undefined, 'a delivery is of a unit');
  const places = await readPlaces(tx, standpoint);
  const staffNos = records.map((record) => record.staffNo);
  const known = await readKnown(tx, standpoint, the);
  const differences = compareStaff({ records, whole, known, places, within: unit.path }).map((one) => ({
    ...one,
    digest: digestOf({
      kind: one.kind,
      staffNo: one.staffNo,
      name: one.name,
      person: one.personId,
      trouble: one.trouble,
      facts: one.facts,
    }),
  }));
  const standing = await tx.readSql<{
    id: string;
    delivery_id: string;
    staff_no: string;
    digest: string;
    state: string;
  }>('select * from differences_to_compare($1, $2, $3)', [
    standpoint.unitId,
    standpoint.hash,
    whole ? null : staffNos,
  ]);
  const stands = new Set(standing.map((row) => row.digest));
  const now = new Set(differences.map((one) => one.digest));
  const told = new Set(staffNos);
  const over = standing.filter((row) => (whole || told.has(row.staff_no)) && !now.has(row.digest));
  const fresh = differences.filter((one) => !stands.has(one.digest));
  const automatic = await readAutomatic(tx, standpoint);
  const appliesAlone = (one: Difference) => one.trouble === null && automatic.has(one.kind);
  const alone = fresh.filter(appliesAlone);
  const found: Found = {
    ...countKinds(differences),
    troubled: differences.filter((one) => one.trouble !== null).length,
    applied: alone.length,
    standing: differences.length - fresh.length,
  };
  await supersede(tx, over);
  if (the.reference === null && fresh.length === 0)
    return { deliveryId: null, people: records.length, found };

  const delivery: PersonnelDeliveryRow = {
    id: tx.newId(),
    reference: the.reference ?? `put:${tx.entryId}`,
    source: the.source,
    token_id: the.tokenId,
    unit_id: unit.id,
    unit_path: unit.path,
    whole,
    digest: digestOfDelivery(whole, records),
    people: records.length,
    found,
    received_at: tx.now,
    by_id: the.byId,
  };
  await tx.insert(personnelDeliveries, delivery);
  const rows = fresh.map((one): PersonnelDifferenceRow => ({
    id: tx.newId(),
    delivery_id: delivery.id,
    unit_path: one.unitPath,
    kind: one.kind,
    staff_no: one.staffNo,
    name: one.name,
    person_id: one.personId,
    trouble: one.trouble,
    facts: one.facts,
    digest: one.digest,
    state: appliesAlone(one) ? 'applied' : 'open',
    made_at: tx.now,
    decided_at: appliesAlone(one) ? tx.now : null,
    decided_by: null,
  }));
  await inChunks(rows, (chunk) => tx.insert(personnelDifferences, ...chunk));
  const applied = rows.filter((row) => row.state === 'applied');
  if (applied.length > 0) {
    const locked = await tx.lockNamed(
      people,
      applied.flatMap((row) => row.person_id ?? []),
    );
    const persons = new Map(locked.map((row) => [row.id, row]));
    await applyLines(tx, applied, { standpoint, places, persons });
  }
  if (rows.length > applied.length) {
    const subject = { table: 'personnel_delivery', id: delivery.id, number: delivery.reference };
    await owe(tx, {
      kind: 'personnel-system.decide',
      unitPath: unit.path,
      duty: 'personnel',
      subject,
      dueOn: dayAfter(tx.today, decideDays),
    });
  }
  return { deliveryId: delivery.id, people: records.length, found };
}

async function readAutomatic(tx: Tx, { unitId, hash }: Standpoint): Promise<ReadonlySet<DifferenceKind>> {
  const rows = await tx.readSql<{ kinds: DifferenceKind[] }>('select applies_by_itself($1, $2) as kinds', [
    unitId,
    hash,
  ]);
  return new Set(rows[0]?.kinds ?? []);
}

async function supersede(
  tx: Tx,
  over: readonly { readonly id: string; readonly delivery_id: string; readonly state: string }[],
): Promise<void> {
  if (over.length === 0) return;
  const rows = await tx.lockNamed(
    personnelDifferences,
    over.map((row) => row.id),
  );
  const open = rows.filter((row) => row.state === 'open');
  await tx.updateAll(personnelDifferences, rows, { state: 'superseded' });
  await settleDeliveries(tx, { deliveryIds: open.map((row) => row.delivery_id), byId: null });
}

/** Ends what is owed for deliveries that have nothing left to decide. */
export async function settleDeliveries(
  tx: Tx,
  the: { readonly deliveryIds: readonly string[]; readonly byId: string | null },
): Promise<void> {
  const ids = [...new Set(the.deliveryIds)];
  if (ids.length === 0) return;
  const left = await tx.writeSql<{ id: string }>('select id from deliveries_undecided($1)', [ids]);
  const undecided = new Set(left.map((row) => row.id));
  for (const subjectId of ids.filter((id) => !undecided.has(id)))
    await settle(tx, { kind: 'personnel-system.decide', subjectId, byId: the.byId });
}

function countKinds(differences: readonly Difference[]) {
  const counts = { new: 0, renamed: 0, moved: 0, posts: 0, gone: 0 };
  for (const one of differences) counts[one.kind] += 1;
  return counts;
}
