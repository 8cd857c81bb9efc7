import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { readPage } from '@fengni/kernel/register/page';
import { addDays, parseLocalDate } from '@fengni/schemes/term';
import { sql } from 'kysely';
import { actionsFor, instantText } from '../regrading/lines.ts';
import { reviewDays } from '../regrading/rules.ts';
import { levelToken } from '../../carriers/api.ts';
import { type FindCommand, db } from '../regrading/store.ts';
import {
  type Manner,
  ReviewList,
  ReviewListQuery,
  SourcesGraph,
  SourcesGraphQuery,
  graphNodesMax,
} from './contract.ts';
import { sourcesPolicy } from './policy.ts';

const rowsMax = 50;

interface Edge {
  readonly id: string;
  readonly carrier_id: string;
  readonly source_id: string;
  readonly manner: Manner;
}

/**
 * All that the carrier rests on and that rests on it, as far as the caller sees every step of the way: row-level security
 * drops an edge with a hidden end, so that a picture has no hole.
 */
const reachedSql = `with recursive up (id) as (
    select $1::uuid union select e.source_id from up u join carrier_edge e on e.carrier_id = u.id),
  down (id) as (
    select $1::uuid union select e.carrier_id from down d join carrier_edge e on e.source_id = d.id)
  select id from (select id from up union select id from down) reached limit $2`;

const edgesSql = `select e.id, e.carrier_id, e.source_id, e.manner from carrier_edge e
  where e.carrier_id = any ($1) and e.source_id = any ($1) order by e.id`;

interface NodeRow {
  readonly id: string;
  readonly number: string;
  readonly title: string | null;
  readonly mark: string;
  readonly scheme: string;
  readonly level: string;
  readonly released_on: string | null;
  readonly origin: 'own' | 'received';
  readonly unit_path: string;
  readonly to_review: boolean;
}

async function readNodes(tx: LoadTx, ids: readonly string[]): Promise<NodeRow[]> {
  return tx.readSql<NodeRow>(
    `select c.id, c.number, m.title, c.mark, c.scheme, c.level, c.released_on::text, c.origin, c.unit_path,
       exists (select from derivation_review v where v.carrier_id = c.id and v.state = 'open') as to_review
     from carrier c left join carrier_matter m on m.id = c.id where c.id = any ($1) order by c.number_sort, c.id`,
    [ids],
  );
}

/** Sources elsewhere, which have words only: for who knows what rests on them. */
function readWords(tx: LoadTx, ids: readonly string[]) {
  return tx.readSql<{ id: string; carrier_id: string; manner: Manner; words: string }>(
    `select s.id, s.carrier_id, s.manner, w.words from carrier_source s join carrier_source_matter w on w.id = s.id
     where s.carrier_id = any ($1) and s.source_id is null and s.ended_at is null order by s.id limit $2`,
    [ids, graphNodesMax],
  );
}

function createGraph(find: FindCommand) {
  return defineQuery({
    name: 'sources.graph',
    title: { zh: '派生关系', en: 'Graph of derivation' },
    input: SourcesGraphQuery,
    output: SourcesGraph,
    rule: sourcesPolicy['sources.read'],
    async run(tx, { input, actor }) {
      const reached = await tx.readSql<{ id: string }>(reachedSql, [input.carrierId, graphNodesMax + 1]);
      const ids = reached.slice(0, graphNodesMax).map((row) => row.id);
      const nodes = await readNodes(tx, ids);
      const self = nodes.find((node) => node.id === input.carrierId);
      if (self === undefined) throw new Refusal('not.found');
      const edges = await tx.readSql<Edge>(edgesSql, [ids]);
      const words = await readWords(tx, ids);
      const unitPaths = new Map(nodes.map((node) => [node.id, node.unit_path]));
      const known = new Set(nodes.filter((node) => node.title !== null).map((node) => node.id));
      const mayDrop = (edgeId: string, carrierId: string) =>
        // an edge of an extract from before sources were recorded has no row of its own
        edgeId !== carrierId &&
        known.has(carrierId) &&
        actionsFor({ find, actor, unitPath: unitPaths.get(carrierId) ?? '' })('sources.drop')[0]?.allowed ===
          true;
      const act = actionsFor({ find, actor, unitPath: self.unit_path });
      const unknown = self.title === null ? { zh: '不在知悉范围内', en: 'outside your knowledge' } : null;
      return {
        nodes: [
          ...nodes.map((node) => ({
            id: node.id,
            number: node.number,
            title: node.title,
            mark: node.mark,
            levelToken: levelToken(node.scheme, node.level, node.mark),
            releasedOn: node.released_on,
            origin: node.origin,
            toReview: node.to_review,
          })),
          ...words.map((one) => ({
            id: one.id,
            number: null,
            title: one.words,
            mark: null,
            levelToken: null,
            releasedOn: null,
            origin: null,
            toReview: false,
          })),
        ],
        edges: [
          ...edges.map((edge) => ({
            id: edge.id,
            from: edge.source_id,
            to: edge.carrier_id,
            manner: edge.manner,
            mayDrop: mayDrop(edge.id, edge.carrier_id),
          })),
          ...words.map((one) => ({
            id: one.id,
            from: one.id,
            to: one.carrier_id,
            manner: one.manner,
            mayDrop: mayDrop(one.id, one.carrier_id),
          })),
        ],
        more: reached.length > graphNodesMax,
        actions: act('sources.add', unknown),
      };
    },
  });
}

interface ReviewRow {
  readonly id: string;
  readonly carrier_id: string;
  readonly number: string;
  readonly title: string | null;
  readonly mark: string;
  readonly scheme: string;
  readonly level: string;
  readonly unit_path: string;
  readonly made_at: string;
  readonly made_on: string;
  readonly source_id: string | null;
  readonly source_number: string | null;
  readonly source_mark: string | null;
  readonly source_former: string | null;
  readonly kind: string | null;
  readonly origin: 'own' | 'received';
}

// the source is told of only where the caller sees it: the joins are under row-level security
const reviewColumns = `v.id, v.carrier_id, c.number, m.title, c.mark, c.scheme, c.level, c.unit_path, c.origin, v.made_at,
  (v.made_at at time zone current_setting('fengni.zone'))::date::text as made_on,
  s.id as source_id, s.number as source_number, s.mark as source_mark, s.former_mark as source_former, r.kind`;

function createReviews(find: FindCommand) {
  return defineQuery({
    name: 'derivation.reviews',
    title: { zh: '派生件复核', en: 'Carriers to review' },
    input: ReviewListQuery,
    output: ReviewList,
    rule: sourcesPolicy['sources.read'],
    async run(tx, { input, actor }) {
      const query = db
        .selectFrom('derivation_review as v')
        .innerJoin('carrier as c', 'c.id', 'v.carrier_id')
        .leftJoin('carrier_matter as m', 'm.id', 'c.id')
        .leftJoin('carrier as s', 's.id', 'v.source_id')
        .leftJoin('regrading as r', (join) =>
          join.onRef('r.id', '=', 'v.regrading_id').on('s.id', 'is not', null),
        )
        .select(
          sql<ReviewRow>`row_to_json((select line from (select ${sql.raw(reviewColumns)}) line))`.as('line'),
        )
        .where('v.state', '=', 'open')
        .where(
          sql<boolean>`(v.register_id = any ((select handled_registers())::uuid[]) or v.carrier_id in
            (select k.carrier_id from carrier_knower k where k.person_id = (select acting_person())))`,
        );
      const page = await readPage(tx, query, {
        keys: ['v.made_at', 'v.id'],
        types: ['timestamptz', 'uuid'],
        direction: 'asc',
        after: input.after,
        rowsMax,
      });
      return {
        rows: page.rows.map(({ line: row }) => {
          const act = actionsFor({ find, actor, unitPath: row.unit_path });
          const unknown = row.title === null ? { zh: '不在知悉范围内', en: 'outside your knowledge' } : null;
          const notOwn =
            row.origin === 'own' ? null : { zh: '收文由原定密单位变更', en: 'changed by its originator' };
          const made = parseLocalDate(row.made_on);
          return {
            id: row.id,
            carrierId: row.carrier_id,
            number: row.number,
            title: row.title,
            mark: row.mark,
            levelToken: levelToken(row.scheme, row.level, row.mark),
            source:
              row.source_id === null || row.source_number === null || row.source_mark === null
                ? null
                : {
                    id: row.source_id,
                    number: row.source_number,
                    mark: row.source_mark,
                    formerMark: row.source_former,
                    kind: row.kind ?? '',
                  },
            madeAt: instantText(row.made_at),
            dueOn: made === null ? row.made_on : addDays(made, reviewDays),
            actions: [...act('derivation.keep', unknown), ...act('regrading.propose', unknown ?? notOwn)],
          };
        }),
        next: page.next,
      };
    },
  });
}

/** Queries about derivation; `find` gives the commands whose rules say what the caller can do. */
export function createSourcesQueries(find: FindCommand): Query[] {
  return [createGraph(find), createReviews(find)];
}
