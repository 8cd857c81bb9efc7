import { monthsAfter } from '@fengni/schemes/term';
import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type HeldSource, type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { GradeCode } from '@fengni/kernel/org/tables';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import type { z } from 'zod';
import {
  JourneyCall,
  JourneyList,
  JourneyListQuery,
  type JourneyLineView,
  JourneyPage,
  type JourneyView,
  type TravelCheckView,
  type TravellerView,
} from './contract.ts';
import { readDocumentsOf } from './document-queries.ts';
import { keepsTravel, travelPolicy } from './policy.ts';
import { builtinProhibitions, checkTraveller, validityMonthsMin } from './rules.ts';
import { countCarried, db, readTermsOf } from './store.ts';
import type { JourneyRow } from './tables.ts';

type JoinedJourney = JourneyRow & {
  readonly leader: string;
  readonly unit: string;
  readonly travellers: string | number;
};

function selectJourneys() {
  return db
    .selectFrom('journey as j')
    .innerJoin('person as p', 'p.id', 'j.leader_id')
    .innerJoin('unit as u', 'u.id', 'j.unit_id')
    .selectAll('j')
    .select(['p.name as leader', 'u.name as unit'])
    .select((eb) =>
      eb
        .selectFrom('journey_traveller as t')
        .whereRef('t.journey_id', '=', 'j.id')
        .where('t.state', '=', 'listed')
        .select((count) => count.fn.countAll<string>().as('n'))
        .$asScalar()
        .$notNull()
        .as('travellers'),
    );
}

function presentJourney(row: JoinedJourney, today: string): JourneyLineView {
  const late =
    (row.state === 'approved' && row.from_on < today) || (row.state === 'away' && row.until_on < today);
  return {
    id: row.id,
    kind: row.kind,
    regions: [...row.regions],
    fromOn: row.from_on,
    untilOn: row.until_on,
    state: row.state,
    unit: row.unit,
    leaderId: row.leader_id,
    leader: row.leader,
    travellers: Number(row.travellers),
    late,
  };
}

/** A page of journeys, as filters and sort ask for it. */
export async function readJourneys(
  tx: LoadTx,
  input: z.output<typeof JourneyListQuery>,
  the: { readonly actor: Actor; readonly rowsMax: number },
) {
  let query = selectJourneys();
  if (input.state !== null) query = query.where('j.state', '=', input.state);
  if (input.kind !== null) query = query.where('j.kind', '=', input.kind);
  if (input.region !== null) query = query.where(sql<boolean>`${input.region} = any (j.regions)`);
  if (input.search !== '') {
    const part = `%${input.search.replaceAll(/[\\%_]/gu, (char) => `\\${char}`)}%`;
    query = query.where(
      sql<boolean>`exists (select from journey_traveller s join person n on n.id = s.person_id
        where s.journey_id = j.id and s.state = 'listed' and n.name ilike ${part})`,
    );
  }
  if (input.mine) {
    query = query.where(
      sql<boolean>`exists (select from journey_traveller s where s.journey_id = j.id and s.state = 'listed'
        and s.person_id = ${the.actor.personId})`,
    );
  }
  const key = input.sort === 'until' ? 'j.until_on' : 'j.from_on';
  const page = await readPage(tx, query, {
    keys: [key, 'j.id'],
    types: ['date', 'uuid'],
    direction: input.direction,
    after: input.after,
    rowsMax: the.rowsMax,
  });
  return { rows: page.rows.map((row) => presentJourney(row, tx.today)), next: page.next };
}

const list = defineQuery({
  name: 'travel.list',
  title: { zh: '出国（境）', en: 'Journeys abroad' },
  input: JourneyListQuery,
  output: JourneyList,
  rule: travelPolicy['travel.read'],
  run: (tx, { input, actor }) => readJourneys(tx, input, { actor, rowsMax: listRowsMax }),
});

interface FactsRow {
  readonly person_id: string;
  readonly grade: GradeCode | null;
  readonly cooling_until: string | null;
  readonly leaving_on: string | null;
  readonly unsigned: string;
  readonly undebriefed: string;
  readonly letter_state: string | null;
}

interface TravellerRow {
  readonly id: string;
  readonly person_id: string;
  readonly person: string;
  readonly unit: string;
  readonly path: string;
  readonly letter_id: string | null;
  readonly acknowledged_at: Date | null;
  readonly acknowledged: 'screen' | 'paper' | null;
  readonly scan_id: string | null;
  readonly cleared_at: Date | null;
  readonly kept_out: number;
  readonly debriefed_on: string | null;
}

/** Who travels, each with what the caller may know of him: a companion is a name and how far he has come. */
export async function readTravellers(
  tx: LoadTx,
  the: { readonly journey: JourneyRow; readonly actor: Actor; readonly sources: readonly HeldSource[] },
): Promise<TravellerView[]> {
  const { journey } = the;
  const rows = await tx.readSql<TravellerRow>(
    `select t.id, t.person_id, p.name as person, u.name as unit, u.path, t.letter_id, t.acknowledged_at, t.acknowledged,
       t.scan_id, t.cleared_at, t.kept_out, t.debriefed_on
     from journey_traveller t join person p on p.id = t.person_id join unit u on u.id = p.unit_id
     where t.journey_id = $1 and t.state = 'listed' order by t.person_id <> $2, p.name, t.id`,
    [journey.id, journey.leader_id],
  );
  const facts = await tx.readSql<FactsRow>('select * from travel_facts($1)', [journey.id]);
  const documents = await readDocumentsOf(
    tx,
    rows.map((row) => row.person_id),
  );
  const debriefs = await readDebriefs(tx, journey.id);
  // an open review is seen by who may know of it, and never by whom it is about
  const reviewed = await tx.readSql<{ person_id: string }>(
    `select person_id from person_review where person_id = any($1) and person_id <> $2 and state = 'open'`,
    [rows.map((row) => row.person_id), the.actor.personId],
  );
  const views: TravellerView[] = [];
  for (const row of rows) {
    const fact = facts.find((one) => one.person_id === row.person_id);
    const own = documents.filter((one) => one.personId === row.person_id);
    views.push({
      id: row.id,
      personId: row.person_id,
      person: row.person,
      unit: row.unit,
      leads: row.person_id === journey.leader_id,
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      acknowledged: row.acknowledged,
      scanId: fact === undefined ? null : row.scan_id,
      clearedAt: row.cleared_at?.toISOString() ?? null,
      keptOut: fact === undefined ? 0 : row.kept_out,
      debriefedOn: row.debriefed_on,
      letter:
        row.letter_id === null || fact === undefined || fact.letter_state === null
          ? null
          : { id: row.letter_id, state: fact.letter_state },
      checks:
        fact === undefined
          ? null
          : await checksOf(tx, {
              journey,
              fact,
              documents: own,
              sources: the.sources,
              reviewOpen: reviewed.some((one) => one.person_id === row.person_id),
            }),
      documents: own,
      mine: row.person_id === the.actor.personId,
      mayConfirm: decide(travelPolicy['travel.confirm'], the.actor, { personId: row.person_id }, row.path).ok,
      debrief: debriefs.get(row.person_id) ?? null,
    });
  }
  return views;
}

async function checksOf(
  tx: LoadTx,
  the: {
    readonly journey: JourneyRow;
    readonly fact: FactsRow;
    readonly documents: TravellerView['documents'];
    readonly sources: readonly HeldSource[];
    readonly reviewOpen: boolean;
  },
): Promise<TravelCheckView[]> {
  const { journey, fact } = the;
  return checkTraveller(
    {
      grade: fact.grade,
      coolingUntil: fact.cooling_until,
      leavingOn: fact.leaving_on,
      unsigned: Number(fact.unsigned),
      undebriefed: Number(fact.undebriefed),
      held: await countCarried(tx, the.sources, fact.person_id),
      reviewOpen: the.reviewOpen,
      documents: the.documents.map((one) => ({
        kind: one.kind,
        state: one.state,
        validUntil: one.validUntil,
        here: one.journeyId === journey.id,
      })),
    },
    {
      kind: journey.kind,
      regions: journey.regions,
      untilOn: journey.until_on,
      validUntilMin: monthsAfter(journey.until_on, validityMonthsMin),
    },
  );
}

async function readDebriefs(
  tx: LoadTx,
  journeyId: string,
): Promise<ReadonlyMap<string, NonNullable<TravellerView['debrief']>>> {
  const rows = await tx.read(
    db
      .selectFrom('journey_debrief as d')
      .innerJoin('journey_debrief_matter as m', 'm.id', 'd.id')
      .innerJoin('person as p', 'p.id', 'd.by_id')
      .selectAll('d')
      .select(['m.note', 'p.name as by'])
      .where('d.journey_id', '=', journeyId),
  );
  return new Map(
    rows.map((row) => [
      row.person_id,
      {
        heldOn: row.held_on,
        by: row.by,
        findings: [...row.findings],
        note: row.note,
        incident: row.incident_id !== null,
      },
    ]),
  );
}

/** A journey with its matter, as far as the caller sees it. */
export async function readJourney(tx: LoadTx, journeyId: string) {
  const row = await tx.readOne(
    selectJourneys()
      .innerJoin('journey_matter as m', 'm.id', 'j.id')
      .innerJoin('person as a', 'a.id', 'j.applied_by')
      .select([
        'm.purpose',
        'm.funding',
        'm.contacts',
        'm.invitation',
        'm.return_note as returnNote',
        'm.cancel_reason as cancelReason',
        'a.name as applicant',
      ])
      .where('j.id', '=', journeyId),
  );
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

function createOpen(sources: () => readonly HeldSource[]): Query {
  return defineQuery({
    name: 'travel.open',
    title: { zh: '查看出国（境）行程', en: 'Open a journey abroad' },
    input: JourneyCall,
    output: JourneyPage,
    rule: travelPolicy['travel.read'],
    async run(tx, { input, actor }): Promise<JourneyView> {
      const row = await readJourney(tx, input.journeyId);
      const terms = await readTermsOf(tx, row);
      const travellers = await readTravellers(tx, { journey: row, actor, sources: sources() });
      const calls = await tx.read(
        db
          .selectFrom('journey_contact as c')
          .innerJoin('journey_contact_matter as m', 'm.id', 'c.id')
          .innerJoin('person as p', 'p.id', 'c.by_id')
          .select(['c.id', 'c.contacted_on as contactedOn', 'p.name as by', 'm.note'])
          .where('c.journey_id', '=', row.id)
          .orderBy('c.contacted_on'),
      );
      const pending = await tx.readSql<{ id: string; command: string }>(
        `select id, command from approval where subject_id = $1 and state = 'pending' order by created_at`,
        [row.id],
      );
      const [papers] = await tx.readSql<{ n: string }>('select papers_out($1) as n', [row.id]);
      const target = {
        path: row.unit_path,
        travellerIds: travellers.map((one) => one.personId),
      };
      return {
        ...presentJourney(row, tx.today),
        applicant: row.applicant,
        purpose: row.purpose,
        funding: row.funding,
        contacts: row.contacts,
        invitation: row.invitation,
        returnNote: row.returnNote,
        cancelReason: row.cancelReason,
        departedOn: row.departed_on,
        returnedOn: row.returned_on,
        travellers,
        prohibitions:
          terms.rule === null
            ? [...builtinProhibitions]
            : terms.rule.items.map((item) => ({ zh: item, en: item })),
        ruleVersion: terms.rule?.version ?? null,
        returnDays: terms.returnDays,
        debriefDays: terms.debriefDays,
        calls,
        papersOut: Number(papers?.n ?? 0),
        pending,
        mayRun: decide(travelPolicy['travel.apply'], actor, target, row.unit_path).ok,
        mayKeep: keepsTravel(actor, row.unit_path),
        mayReport: decide(travelPolicy['travel.report'], actor, target, row.unit_path).ok,
      };
    },
  });
}

export function createJourneyQueries(sources: () => readonly HeldSource[]): readonly Query[] {
  return [list, createOpen(sources)];
}
