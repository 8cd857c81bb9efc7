import { type Command, type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { readPage } from '@fengni/kernel/register/page';
import { builtinPacks } from '@fengni/schemes/packs';
import { sql } from 'kysely';
import type { z } from 'zod';
import { nextAction } from '../../carriers/api.ts';
import {
  CarrierBasis,
  CarrierBasisQuery,
  DeterminationList,
  DeterminationListQuery,
  DeterminationPage,
  DeterminationQuery,
} from './contract.ts';
import { determinationActions } from './determination-actions.ts';
import {
  type NamedDetermination,
  presentDetermination,
  readRequests,
  selectDeterminations,
} from './lines.ts';
import { markOf } from './marks.ts';
import { readMatterView } from './matter-view.ts';
import { determinationPolicy } from './policy.ts';
import { db } from './store.ts';

type ListInput = z.output<typeof DeterminationListQuery>;

function filterBox(input: ListInput, me: string) {
  const query = selectDeterminations();
  switch (input.box) {
    case 'mine':
      return query.where('d.drafted_by', '=', me).where('d.state', '<>', 'dropped');
    case 'to-decide':
      return query
        .where('d.state', '=', 'draft')
        .where('d.drafted_by', '<>', me)
        .where(
          sql<boolean>`exists (select from approval a where a.subject_id = d.id and a.state = 'pending'
            and a.command = 'determination.submit')`,
        );
    case 'provisional':
      return query.where('d.state', '=', 'provisional');
    case 'decided':
      return query.where('d.state', 'in', ['decided', 'released']);
    default:
      return input.box satisfies never;
  }
}

function filterLines(input: ListInput, me: string) {
  let query = filterBox(input, me);
  if (input.scheme !== null) query = query.where('d.scheme', '=', input.scheme);
  if (input.level !== null) query = query.where('d.level', '=', input.level);
  if (input.kind !== null) query = query.where('d.kind', '=', input.kind);
  if (input.search !== '') {
    const words = `%${input.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) => eb.or([eb('m.title', 'ilike', words), eb('d.number', 'ilike', words)]));
  }
  return query;
}

const list = defineQuery({
  name: 'determination.list',
  title: { zh: '定密登记', en: 'Register of determinations' },
  input: DeterminationListQuery,
  output: DeterminationList,
  rule: determinationPolicy['determination.read'],
  async run(tx, { input, actor }) {
    const drafted = input.box === 'mine' || input.box === 'to-decide';
    const page = await readPage(tx, filterLines(input, actor.personId), {
      keys: [drafted ? 'd.drafted_at' : 'd.decided_at', 'd.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: input.limit,
    });
    const open = page.rows.filter((row) => row.state === 'draft').map((row) => row.id);
    const requests = await readRequests(tx, open);
    return { rows: page.rows.map((row) => presentDetermination(row, requests.get(row.id))), next: page.next };
  },
});

/** The determination a carrier's mark rests on: shown to who knows the determination, nothing to anybody else. */
const carrierBasis = defineQuery({
  name: 'determination.ofCarrier',
  title: { zh: '载体的定密依据', en: 'Basis of a carrier’s mark' },
  input: CarrierBasisQuery,
  output: CarrierBasis,
  rule: determinationPolicy['determination.read'],
  async run(tx, { input }) {
    const row = await tx.readOne(
      db
        .selectFrom('carrier as c')
        .innerJoin('determination as d', 'd.id', 'c.determination_id')
        .innerJoin('determination_matter as m', 'm.id', 'd.id')
        .leftJoin('person as p', 'p.id', 'd.decided_by')
        .select(['d.id', 'd.number', 'd.kind', 'd.mark', 'd.decided_at'])
        .select(['m.citation', 'm.condition', 'p.name as decider'])
        .where('c.id', '=', input.carrierId),
    );
    if (row === undefined) return { determination: null };
    return {
      determination: {
        id: row.id,
        number: row.number,
        kind: row.kind,
        mark: row.mark,
        citation: row.citation,
        condition: row.condition,
        decidedBy: row.decider ?? '',
        decidedOn: row.decided_at?.toISOString() ?? '',
      },
    };
  },
});

async function readHead(tx: LoadTx, id: string) {
  const row = await tx.readOne(
    selectDeterminations()
      .leftJoin('person as r', 'r.id', 'd.reviewer_id')
      .leftJoin('person as c', 'c.id', 'd.decider_id')
      .select(['r.name as reviewer', 'c.name as named_decider'])
      .where('d.id', '=', id),
  );
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

function readCarriers(tx: LoadTx, determinationId: string) {
  return tx.read(
    db
      .selectFrom('carrier')
      .select(['id', 'number', 'mark', 'state'])
      .where('determination_id', '=', determinationId)
      .orderBy('registered_at')
      .orderBy('id')
      .limit(carriersShownMax),
  );
}
const carriersShownMax = 100;

/** Level of the rank that protects now. */
function protectedLevel(row: NamedDetermination): string {
  if (row.protected_rank === row.level_rank) return row.level;
  const levels = builtinPacks.get(row.scheme)?.levels ?? [];
  return levels.find((level) => level.rank === row.protected_rank)?.code ?? row.level;
}

/** Queries about determinations; `find` gives the commands whose rules say what the caller can do. */
export function createDeterminationQueries(find: (name: string) => Command | undefined): Query[] {
  const open = defineQuery({
    name: 'determination.open',
    title: { zh: '查看定密', en: 'Open a determination' },
    input: DeterminationQuery,
    output: DeterminationPage,
    rule: determinationPolicy['determination.read'],
    async run(tx, { input, actor }) {
      const row = await readHead(tx, input.determinationId);
      const request = (await readRequests(tx, [row.id])).get(row.id);
      const matter = await readMatterView(tx, row);
      const carriers = await readCarriers(tx, row.id);
      const actions = determinationActions({ find, actor, row, request, knows: matter !== null });
      return {
        ...presentDetermination(row, request),
        unitId: row.unit_id,
        markValue: markOf(row),
        reviewerId: row.reviewer_id,
        reviewer: row.reviewer,
        deciderId: row.decider_id,
        decider: row.named_decider,
        draftedAt: row.drafted_at.toISOString(),
        decidedAt: row.decided_at?.toISOString() ?? null,
        proposedMark: row.proposed_mark,
        protectedLevel: protectedLevel(row),
        reportDueOn: row.report_due_on,
        reportedOn: row.reported_on,
        answerDueOn: row.answer_due_on,
        answeredOn: row.answered_on,
        answer: row.answer,
        approvalId: request?.approval_id ?? null,
        lastDecision:
          request?.person == null
            ? null
            : { person: request.person, verdict: request.verdict ?? '', words: request.words ?? '' },
        matter,
        carriers,
        // to question it is possible, and never what comes next
        next: nextAction(actions.filter((action) => !action.command.startsWith('classification.'))),
        actions,
      };
    },
  });
  return [list, open, carrierBasis];
}
