import type { HeldSource, LoadTx } from '@fengni/kernel/command/define';
import { refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { owe, settle } from '@fengni/kernel/obligation/owe';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { dayAfter } from '@fengni/schemes/term';
import { invariant } from '@fengni/kernel/command/invariant';
import { travelErrors } from './contract.ts';
import { type JourneyState, builtinDebriefDays, builtinReturnDays, journeyStateTitles } from './rules.ts';
import {
  type JourneyRow,
  type JourneyTravellerRow,
  type TravelRuleRow,
  type TravelTables,
  journeyTravellers,
  journeys,
  travelDocuments,
} from './tables.ts';

export const db = tables<TravelTables & OrgTables>();
export const refuse = refuser(travelErrors);

export interface TravellerFacts {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  /** In service and not frozen. */
  readonly able: boolean;
}

/** People with the units they belong to now, in the order of the ids; unknown ones are left out. */
export async function readPeople(tx: LoadTx, ids: readonly string[]): Promise<TravellerFacts[]> {
  const rows = await tx.readSql<TravellerFacts>(
    `select p.id, p.name, u.path, p.frozen_at is null and p.left_on is null as able
     from person p join unit u on u.id = p.unit_id where p.id = any($1) order by p.name, p.id`,
    [ids],
  );
  return rows;
}

export interface JourneyTarget {
  readonly journey: Locked<JourneyRow>;
  readonly travellers: readonly JourneyTravellerRow[];
  readonly travellerIds: readonly string[];
  readonly people: readonly TravellerFacts[];
  readonly path: string;
}

/** A journey the caller sees, locked, with who travels. */
export async function lockJourney(tx: LoadTx, journeyId: string): Promise<JourneyTarget> {
  const journey = await tx.lock(journeys, journeyId);
  const travellers = await tx.read(
    db
      .selectFrom('journey_traveller')
      .selectAll()
      .where('journey_id', '=', journey.id)
      .where('state', '=', 'listed')
      .orderBy('id'),
  );
  const travellerIds = travellers.map((one) => one.person_id);
  const people = await readPeople(tx, travellerIds);
  return { journey, travellers, travellerIds, people, path: journey.unit_path };
}

export interface OneTraveller {
  readonly traveller: Locked<JourneyTravellerRow>;
  readonly journey: Locked<JourneyRow>;
  readonly person: TravellerFacts;
  readonly personId: string;
}

/** One traveller of a journey the caller sees. */
export async function lockTraveller(tx: LoadTx, travellerId: string): Promise<OneTraveller> {
  const traveller = await tx.lock(journeyTravellers, travellerId);
  const journey = await tx.lock(journeys, traveller.journey_id);
  const [person] = await readPeople(tx, [traveller.person_id]);
  invariant(person !== undefined, 'who travels is a person of the house');
  return { traveller, journey, person, personId: person.id };
}

/** Refuses what is done to a journey in another state. */
export function requireState(journey: JourneyRow, ...states: readonly JourneyState[]): void {
  if (!states.includes(journey.state))
    throw refuse('travel.state', { state: journeyStateTitles[journey.state] });
}

export interface TravelTerms {
  readonly rule: TravelRuleRow | null;
  readonly returnDays: number;
  readonly debriefDays: number;
}

function termsOf(rule: TravelRuleRow | undefined): TravelTerms {
  return {
    rule: rule ?? null,
    returnDays: rule?.return_days ?? builtinReturnDays,
    debriefDays: rule?.debrief_days ?? builtinDebriefDays,
  };
}

/** The list in force of the nearest unit above, with its terms. */
export async function readTermsFor(tx: LoadTx, unitPath: string): Promise<TravelTerms> {
  const [rule] = await tx.readSql<TravelRuleRow>(
    `select r.* from travel_rule r join unit u on u.id = r.unit_id
     where r.state = 'in-force' and $1::ltree <@ u.path order by nlevel(u.path) desc limit 1`,
    [unitPath],
  );
  return termsOf(rule);
}

/** The list a journey was approved under, with its terms; before, the one in force. */
export async function readTermsOf(tx: LoadTx, journey: JourneyRow): Promise<TravelTerms> {
  if (journey.state === 'draft') return readTermsFor(tx, journey.unit_path);
  if (journey.rule_id === null) return termsOf(undefined);
  return termsOf(
    await tx.readOne(db.selectFrom('travel_rule').selectAll().where('id', '=', journey.rule_id)),
  );
}

/** How many carriers and devices somebody holds: what must not go abroad with him. */
export async function countCarried(
  tx: LoadTx,
  sources: readonly HeldSource[],
  personId: string,
): Promise<number> {
  let count = 0;
  for (const source of sources.filter((one) => one.staysHere === true)) {
    const [row] = await tx.readSql<{ n: string }>(`select count(*) as n from (${source.sql}) held`, [
      personId,
    ]);
    count += Number(row?.n ?? 0);
  }
  return count;
}

/** The day by which the papers lent for a journey come back is counted from its end. */
export async function recallDocuments(
  tx: Tx,
  the: { readonly journeyId: string; readonly endsOn: string; readonly days: number; readonly byId: string },
): Promise<void> {
  const lent = await tx.writeSql<{ id: string }>('select id from documents_lent_for($1)', [the.journeyId]);
  const rows = await tx.lockNamed(
    travelDocuments,
    lent.map((row) => row.id),
  );
  const dueOn = dayAfter(the.endsOn, the.days);
  await tx.updateAll(travelDocuments, rows, { due_on: dueOn });
  for (const row of rows) {
    await settle(tx, {
      kind: 'travel.document',
      subjectId: row.id,
      outcome: 'cancelled',
      byId: the.byId,
    });
    const [holder] = await readPeople(tx, [row.person_id]);
    if (holder === undefined) continue;
    await oweDocument(tx, { id: row.id, number: row.number_masked, holder, dueOn });
  }
}

export async function oweDocument(
  tx: Tx,
  the: {
    readonly id: string;
    readonly number: string;
    readonly holder: TravellerFacts;
    readonly dueOn: string;
  },
): Promise<void> {
  await owe(tx, {
    kind: 'travel.document',
    unitPath: the.holder.path,
    personId: the.holder.id,
    subject: { table: 'travel_document', id: the.id, number: the.number },
    dueOn: the.dueOn,
  });
}
