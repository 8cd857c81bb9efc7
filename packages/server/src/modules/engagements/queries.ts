import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type HeldSource, type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import type { z } from 'zod';
import { readLetterState } from '../letters/api.ts';
import {
  EngagementCall,
  type EngagementFilter,
  EngagementList,
  EngagementListQuery,
  type EngagementLineView,
  EngagementPage,
  FirmList,
  FirmListQuery,
  RuleList,
  RulesQuery,
} from './contract.ts';
import { engagementsPolicy } from './policy.ts';
import { engagementKinds, kindRules } from './rules.ts';
import { countHeldOf } from './running.ts';
import { db, readRule } from './store.ts';
import type { EngagementRow } from './tables.ts';

/** Engagements with the names of sponsor, unit and firm, as the caller sees them. */
export function selectEngagements() {
  return db
    .selectFrom('engagement as e')
    .innerJoin('person as s', 's.id', 'e.sponsor_id')
    .innerJoin('unit as u', 'u.id', 'e.unit_id')
    .leftJoin('engagement_contract as c', 'c.id', 'e.contract_id')
    .leftJoin('engagement_firm as f', 'f.id', 'c.firm_id')
    .selectAll('e')
    .select(['s.name as sponsor', 'u.name as unit', 'f.name as firm']);
}
type Line = EngagementRow & {
  readonly sponsor: string;
  readonly unit: string;
  readonly firm: string | null;
};

export function presentEngagement(row: Line): EngagementLineView {
  return {
    id: row.id,
    personId: row.person_id,
    name: row.name,
    kind: row.kind,
    firm: row.firm ?? '',
    sponsorId: row.sponsor_id,
    sponsor: row.sponsor,
    unit: row.unit,
    fromOn: row.from_on,
    untilOn: row.until_on,
    clearedTo: row.cleared_to,
    state: row.state,
    handedBack: row.handed_back_at !== null,
  };
}

const sortKeys = {
  from: { keys: ['e.from_on', 'e.id'], types: ['date', 'uuid'] },
  until: { keys: ['e.until_on', 'e.id'], types: ['date', 'uuid'] },
  name: { keys: ['e.name', 'e.id'], types: ['text', 'uuid'] },
} as const;

/** The engagements a filter names, as the caller sees them. */
export async function readEngagements(
  tx: LoadTx,
  the: {
    readonly filter: z.output<typeof EngagementFilter>;
    readonly actor: Actor;
    readonly after: string | null;
    readonly rowsMax: number;
  },
) {
  const { filter } = the;
  let query = selectEngagements();
  if (filter.state !== null) query = query.where('e.state', '=', filter.state);
  if (filter.kind !== null) query = query.where('e.kind', '=', filter.kind);
  if (filter.mine) query = query.where('e.sponsor_id', '=', the.actor.personId);
  if (filter.search !== '') {
    const like = `%${filter.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    query = query.where((where) =>
      where.or([
        where('e.name', 'ilike', like),
        where('s.name', 'ilike', like),
        where('f.name', 'ilike', like),
      ]),
    );
  }
  return readPage(tx, query, {
    ...sortKeys[filter.sort],
    direction: filter.direction,
    after: the.after,
    rowsMax: the.rowsMax,
  });
}

const list = defineQuery({
  name: 'engagement.list',
  title: { zh: '非在编人员', en: 'People who are not staff' },
  input: EngagementListQuery,
  output: EngagementList,
  rule: engagementsPolicy['engagement.read'],
  async run(tx, { input, actor }) {
    const page = await readEngagements(tx, {
      filter: input,
      actor,
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentEngagement), next: page.next };
  },
});

async function readAreas(tx: LoadTx, engagementId: string) {
  const rows = await tx.read(
    db
      .selectFrom('engagement_area as a')
      .innerJoin('key_place as k', 'k.id', 'a.key_place_id')
      .innerJoin('key_place_matter as m', 'm.id', 'k.id')
      .innerJoin('unit as u', 'u.id', 'k.unit_id')
      .select(['a.id', 'm.name as place', 'u.name as unit', 'a.escorted', 'a.allowed_at', 'a.closed_at'])
      .where('a.engagement_id', '=', engagementId)
      .orderBy('a.allowed_at', 'desc'),
  );
  return rows.map(({ allowed_at, closed_at, ...row }) => ({
    ...row,
    allowedAt: allowed_at.toISOString(),
    closedAt: closed_at?.toISOString() ?? null,
  }));
}

/** Places a form can offer at once. */
const placesMax = 200;

function readPlaces(tx: LoadTx) {
  return tx.read(
    db
      .selectFrom('key_place as k')
      .innerJoin('key_place_matter as m', 'm.id', 'k.id')
      .innerJoin('unit as u', 'u.id', 'k.unit_id')
      .select(['k.id', 'm.name', 'u.name as unit'])
      .where('k.state', '=', 'determined')
      .orderBy('u.name')
      .orderBy('k.ordinal')
      .limit(placesMax),
  );
}

function createOpen(sources: () => readonly HeldSource[]): Query {
  return defineQuery({
    name: 'engagement.open',
    title: { zh: '查看非在编人员', en: 'Open an engagement' },
    input: EngagementCall,
    output: EngagementPage,
    rule: engagementsPolicy['engagement.read'],
    async run(tx, { input, actor }): Promise<z.input<typeof EngagementPage>> {
      const row = await tx.readOne(
        selectEngagements()
          .innerJoin('engagement_matter as m', 'm.id', 'e.id')
          .innerJoin('person as b', 'b.id', 'e.proposed_by')
          .leftJoin('person as p', 'p.id', 'e.person_id')
          .select(['m.purpose', 'm.briefing', 'm.end_reason', 'b.name as proposer', 'p.frozen_at'])
          .select(['c.number as contract_number', 'c.until_on as contract_until'])
          .where('e.id', '=', input.engagementId),
      );
      if (row === undefined) throw new Refusal('not.found');
      const mayKeep = decide(
        engagementsPolicy['engagement.keep'],
        actor,
        { personId: row.person_id },
        row.unit_path,
      ).ok;
      const pending = await tx.readSql<{ id: string; command: string }>(
        `select id, command from approval where subject_id = $1 and state = 'pending' order by created_at`,
        [row.id],
      );
      const held =
        row.person_id !== null && row.state === 'ended' && row.handed_back_at === null
          ? await countHeldOf(tx, sources(), row.person_id)
          : [];
      return {
        ...presentEngagement(row),
        purpose: row.purpose,
        duties: [...row.duties],
        keyPlaces: row.key_places,
        contract:
          row.contract_id === null || row.contract_number === null || row.contract_until === null
            ? null
            : { id: row.contract_id, number: row.contract_number, untilOn: row.contract_until },
        proposedAt: row.proposed_at.toISOString(),
        proposedBy: row.proposer,
        begunAt: row.begun_at?.toISOString() ?? null,
        needsLetter: row.needs_letter,
        letter: await readLetterState(tx, row.letter_id),
        needsBriefing: row.needs_briefing,
        briefedOn: row.briefed_on,
        briefing: row.briefing,
        endedOn: row.ended_on,
        endReason: row.end_reason,
        handedBackAt: row.handed_back_at?.toISOString() ?? null,
        frozen: row.frozen_at !== null,
        areas: await readAreas(tx, row.id),
        places: mayKeep && row.key_places !== 'never' ? await readPlaces(tx) : [],
        held: held.map(({ source, count }) => ({
          id: source.id,
          title: source.title,
          advice: source.advice,
          count,
        })),
        pending,
        mayKeep,
      };
    },
  });
}

const firms = defineQuery({
  name: 'engagement.firms',
  title: { zh: '服务单位', en: 'Firms' },
  input: FirmListQuery,
  output: FirmList,
  rule: engagementsPolicy['engagement.read'],
  async run(tx, { input, actor }) {
    let query = db
      .selectFrom('engagement_firm as f')
      .innerJoin('unit as u', 'u.id', 'f.unit_id')
      .selectAll('f')
      .select('u.name as unit');
    if (input.search !== '') {
      const like = `%${input.search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
      query = query.where((where) =>
        where.or([where('f.name', 'ilike', like), where('f.code', 'ilike', like)]),
      );
    }
    const page = await readPage(tx, query, {
      keys: ['f.added_at', 'f.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    const contracts = await readContracts(
      tx,
      page.rows.map((row) => row.id),
    );
    return {
      rows: page.rows.map((row) => ({
        id: row.id,
        name: row.name,
        code: row.code,
        contact: row.contact,
        unit: row.unit,
        contracts: contracts.filter((contract) => contract.firmId === row.id),
        mayKeep: decide(engagementsPolicy['engagement.firm.keep'], actor, null, row.unit_path).ok,
      })),
      next: page.next,
    };
  },
});

async function readContracts(tx: LoadTx, firmIds: readonly string[]) {
  if (firmIds.length === 0) return [];
  const rows = await tx.read(
    db
      .selectFrom('engagement_contract as c')
      .innerJoin('engagement_contract_matter as m', 'm.id', 'c.id')
      .selectAll('c')
      .select(['m.subject', 'm.duties'])
      .select((one) =>
        one
          .selectFrom('engagement as e')
          .select(({ fn }) => fn.countAll<string>().as('n'))
          .whereRef('e.contract_id', '=', 'c.id')
          .where('e.state', '=', 'running')
          .as('people'),
      )
      .where('c.firm_id', 'in', [...firmIds])
      .orderBy('c.until_on', 'desc'),
  );
  return rows.map((row) => ({
    id: row.id,
    firmId: row.firm_id,
    number: row.number,
    fromOn: row.from_on,
    untilOn: row.until_on,
    agreementOn: row.agreement_on,
    ended: row.ended_at !== null,
    subject: row.subject,
    duties: row.duties,
    people: Number(row.people ?? 0),
  }));
}

const rules = defineQuery({
  name: 'engagement.rules',
  title: { zh: '非在编人员规则', en: 'Rules for who is not staff' },
  input: RulesQuery,
  output: RuleList,
  rule: engagementsPolicy['engagement.read'],
  async run(tx, { actor }) {
    const own = await tx.read(
      db.selectFrom('engagement_rule').select(['kind', 'decided_at']).where('ended_at', 'is', null),
    );
    const rows = [];
    for (const kind of engagementKinds) {
      const rule = await readRule(tx, kind);
      const decided = own.find((one) => one.kind === kind);
      rows.push({
        kind,
        clearedTo: rule.clearedTo,
        duties: [...rule.duties],
        keyPlaces: rule.keyPlaces,
        letter: rule.letter,
        briefing: rule.briefing,
        daysMax: rule.daysMax,
        firm: rule.firm,
        source: kindRules[kind].source,
        decidedAt: decided?.decided_at.toISOString() ?? null,
      });
    }
    return { rows, mayAsk: decide(engagementsPolicy['engagement.rule'], actor, null, null).ok };
  },
});

export function createEngagementQueries(sources: () => readonly HeldSource[]): readonly Query[] {
  return [list, createOpen(sources), firms, rules];
}
