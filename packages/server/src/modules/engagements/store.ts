import { dayAfter } from '@fengni/schemes/term';
import type { LoadTx } from '@fengni/kernel/command/define';
import { refuser, Refusal } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe } from '@fengni/kernel/obligation/owe';
import type { OrgTables, PersonRow } from '@fengni/kernel/org/tables';
import { people } from '@fengni/kernel/org/tables';
import { engagementErrors } from './contract.ts';
import {
  type EngagementKind,
  type EngagementState,
  type KindRule,
  engagementStateTitles,
  faultOfContract,
  kindRules,
} from './rules.ts';
import {
  type EngagementContractRow,
  type EngagementRow,
  type EngagementTables,
  engagements,
} from './tables.ts';

export const db = tables<EngagementTables & OrgTables>();
export const refuse = refuser(engagementErrors);

/** Days before the last one on which the sponsor is reminded. */
const remindDays = 14;

/** The rule of a kind in force: the house's own, else the program's. Whether a firm is needed is the kind's. */
export async function readRule(tx: LoadTx, kind: EngagementKind): Promise<KindRule> {
  const row = await tx.readOne(
    db.selectFrom('engagement_rule').selectAll().where('kind', '=', kind).where('ended_at', 'is', null),
  );
  const own = kindRules[kind];
  if (row === undefined) return own;
  return {
    ...own,
    clearedTo: row.cleared_to,
    duties: row.duties,
    keyPlaces: row.key_places,
    letter: row.letter,
    briefing: row.briefing,
    daysMax: row.days_max,
  };
}

/** A contract as the caller sees it, or null where none is named. */
export async function readContract(
  tx: LoadTx,
  contractId: string | null,
): Promise<EngagementContractRow | null> {
  if (contractId === null) return null;
  const row = await tx.readOne(db.selectFrom('engagement_contract').selectAll().where('id', '=', contractId));
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

export function requireContract(
  contract: EngagementContractRow | null,
  the: { readonly needed: boolean; readonly until: string },
): void {
  const fault = faultOfContract(contract, the);
  if (fault !== null) throw refuse(`engagement.contract.${fault}`, { until: contract?.until_on ?? '' });
}

export interface EngagementTarget {
  readonly engagement: Locked<EngagementRow>;
  readonly person: Locked<PersonRow> | null;
  readonly personId: string | null;
}

export async function lockEngagement(tx: LoadTx, engagementId: string): Promise<EngagementTarget> {
  const engagement = await tx.lock(engagements, engagementId);
  const { person_id: personId } = engagement;
  return { engagement, person: personId === null ? null : await tx.lock(people, personId), personId };
}

export function requireState(engagement: EngagementRow, ...states: readonly EngagementState[]): void {
  if (!states.includes(engagement.state))
    throw refuse('engagement.state', { state: engagementStateTitles[engagement.state] });
}

/** The unit of a sponsor who may sponsor: a member of staff who is here. */
export async function readSponsor(
  tx: LoadTx,
  the: { readonly sponsorId: string; readonly personId: string | null },
): Promise<{
  readonly sponsor: PersonRow;
  readonly unitId: string;
  readonly path: string;
  readonly fit: boolean;
}> {
  const sponsor = await tx.readOne(db.selectFrom('person').selectAll().where('id', '=', the.sponsorId));
  if (sponsor === undefined) throw new Refusal('not.found');
  const unit = await tx.readOne(db.selectFrom('unit').select('path').where('id', '=', sponsor.unit_id));
  const engaged = await tx.readOne(
    db
      .selectFrom('engagement')
      .select('id')
      .where('person_id', '=', sponsor.id)
      .where('state', 'in', ['proposed', 'running']),
  );
  const fit =
    sponsor.left_on === null &&
    sponsor.frozen_at === null &&
    engaged === undefined &&
    sponsor.id !== the.personId;
  return { sponsor, unitId: sponsor.unit_id, path: unit?.path ?? '', fit };
}

/** The sponsor owes a decision by the last day: prolong it, or see him off. */
export async function oweEnding(
  tx: Tx,
  engagement: Pick<EngagementRow, 'id' | 'name' | 'unit_path' | 'sponsor_id' | 'until_on'>,
): Promise<void> {
  await owe(tx, {
    kind: 'engagement.ending',
    unitPath: engagement.unit_path,
    personId: engagement.sponsor_id,
    subject: { table: 'engagement', id: engagement.id, number: engagement.name },
    period: engagement.until_on,
    dueOn: engagement.until_on,
    remindOn: dayAfter(engagement.until_on, -remindDays),
  });
}
/** Days after the last one by which everything is handed back. */
const handBackDays = 5;

export async function oweHandBack(
  tx: Tx,
  engagement: Pick<EngagementRow, 'id' | 'name' | 'unit_path'>,
  endedOn: string,
): Promise<void> {
  await owe(tx, {
    kind: 'engagement.handBack',
    unitPath: engagement.unit_path,
    duty: 'personnel',
    subject: { table: 'engagement', id: engagement.id, number: engagement.name },
    dueOn: dayAfter(endedOn, handBackDays),
  });
}
