import type { Actor } from '@fengni/kernel/access/actor';
import {
  type Bilingual,
  type Command,
  type LoadTx,
  type Query,
  defineQuery,
} from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { levelOf } from '@fengni/schemes/packs';
import { sql } from 'kysely';
import { describeAction } from '../carriers/api.ts';
import { presentCatalogue, readPresentedItems, selectCatalogues } from './catalogue-queries.ts';
import { ThreePage, ThreeQuery, catalogueErrors } from './contract.ts';
import { cataloguePolicy } from './policy.ts';
import { type PlaceState, findGaps, stateScheme } from './rules.ts';
import { colourOf } from './scope-catalogues.ts';
import { db } from './store.ts';

type Find = (name: string) => Command | undefined;
interface PageUnit {
  readonly id: string;
  readonly name: string;
  readonly path: string;
}

/** Duties that keep the three determinations of a unit: where a caller has one, he begins there. */
const keeping = ['officer', 'classifier', 'leader-in-charge', 'first-responsible', 'unit-leader'];

async function findUnit(
  tx: LoadTx,
  the: { readonly unitId: string | null; readonly placeId: string | null; readonly actor: Actor },
): Promise<PageUnit> {
  const { placeId, actor } = the;
  const ofPlace =
    placeId === null
      ? undefined
      : await tx.readOne(db.selectFrom('key_place').select('unit_id').where('id', '=', placeId));
  if (placeId !== null && ofPlace === undefined) throw refuseKernel('not.found');
  const held = actor.duties
    .filter((one) => keeping.includes(one.duty))
    .toSorted((a, b) => a.unitPath.length - b.unitPath.length || (a.unitPath < b.unitPath ? -1 : 1))[0];
  const unitId = ofPlace?.unit_id ?? the.unitId ?? held?.unitId ?? actor.unitId;
  const unit = await tx.readOne(
    db.selectFrom('unit').select(['id', 'name', 'path']).where('id', '=', unitId),
  );
  if (unit === undefined) throw refuseKernel('not.found');
  return unit;
}

async function readList(tx: LoadTx, unit: PageUnit) {
  const row = await tx.readOne(
    selectCatalogues()
      .select(sql<boolean>`knows_catalogue(c.id)`.as('known'))
      .where('c.unit_id', '=', unit.id)
      .where('c.scheme', '=', stateScheme)
      .where('c.state', '=', 'in-force'),
  );
  if (row === undefined) return null;
  return { row, known: row.known, items: await readPresentedItems(tx, row.id) };
}

function selectPlaces() {
  return db
    .selectFrom('key_place as k')
    .innerJoin('key_place_matter as m', 'm.id', 'k.id')
    .innerJoin('unit as u', 'u.id', 'k.unit_id')
    .leftJoin('person as p', 'p.id', 'k.keeper_id')
    .leftJoin('post as t', 't.id', 'k.post_id')
    .selectAll('k')
    .select([
      'm.name',
      'm.place',
      'm.reason',
      'u.name as unit',
      'p.name as keeper',
      't.name as post',
      sql<
        string | null
      >`case when k.state in ('proposed', 'determined') then (select approval_id from catalogue_pending(k.id)) end`.as(
        'approval_id',
      ),
    ]);
}

const placeCommands: Readonly<Record<string, PlaceState>> = {
  'keyPlace.submit': 'proposed',
  'keyPlace.change': 'proposed',
  'keyPlace.drop': 'proposed',
  'keyPlace.recordConfirmation': 'determined',
  'keyPlace.nameKeeper': 'determined',
  'keyPlace.end': 'determined',
};

async function readPlaces(
  tx: LoadTx,
  the: { readonly unit: PageUnit; readonly actor: Actor; readonly find: Find },
) {
  const rows = await tx.read(
    selectPlaces()
      .where(sql<boolean>`k.unit_path <@ ${the.unit.path}::ltree`)
      .where('k.state', '<>', 'dropped')
      .orderBy(sql`k.state = 'ended'`)
      .orderBy('u.name')
      .orderBy('k.ordinal')
      .orderBy('k.id')
      .limit(300),
  );
  return rows.map((row) => {
    const obstacle = (state: PlaceState): Bilingual | null => {
      if (row.state !== state) return catalogueErrors['key-place.state'];
      return row.approval_id === null ? null : catalogueErrors['catalogue.pending'];
    };
    return {
      id: row.id,
      unitId: row.unit_id,
      unit: row.unit,
      ordinal: row.ordinal,
      kind: row.kind,
      name: row.name,
      place: row.place,
      reason: row.reason,
      level: row.level,
      levelWords: levelOf(stateScheme, row.level)?.[the.actor.language] ?? row.level,
      colour: colourOf(stateScheme, row.level),
      levelRank: row.level_rank,
      keeperId: row.keeper_id,
      keeper: row.keeper ?? '',
      postId: row.post_id,
      post: row.post ?? '',
      state: row.state,
      approvalId: row.approval_id,
      determinedOn: row.determined_on,
      confirmedOn: row.confirmed_on,
      confirmedBy: row.confirmed_by,
      confirmedNo: row.confirmed_no,
      endedOn: row.ended_on,
      actions: Object.entries(placeCommands).flatMap(([name, state]) => {
        const command = the.find(name);
        return command === undefined
          ? []
          : [
              describeAction({
                command,
                actor: the.actor,
                unitPath: row.unit_path,
                obstacle: obstacle(state),
              }),
            ];
      }),
    };
  });
}

interface PostHolder {
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly grade: 'CORE' | 'IMPORTANT' | 'GENERAL';
  readonly person_id: string | null;
  readonly person: string | null;
}

async function readGradedPosts(tx: LoadTx, unit: PageUnit) {
  const rows = await tx.readSql<PostHolder>(
    `select t.id, u.name as unit, t.name, t.grade, p.id as person_id, p.name as person
     from post t join unit u on u.id = t.unit_id
     left join holding h on h.post_id = t.id and (h.ended_on is null or h.ended_on >= house_today())
     left join person p on p.id = h.person_id
     where u.path <@ $1::ltree and t.grade is not null and (t.ended_on is null or t.ended_on >= house_today())
     order by array_position(array['CORE', 'IMPORTANT', 'GENERAL'], t.grade), u.name, t.name, t.id, p.name limit 1000`,
    [unit.path],
  );
  const posts = new Map<string, { row: PostHolder; holders: { personId: string; name: string }[] }>();
  for (const row of rows) {
    const post = posts.get(row.id) ?? { row, holders: [] };
    if (row.person_id !== null) post.holders.push({ personId: row.person_id, name: row.person ?? '' });
    posts.set(row.id, post);
  }
  return [...posts.values()].map(({ row, holders }) => ({
    id: row.id,
    unit: row.unit,
    name: row.name,
    grade: row.grade,
    holders,
  }));
}

/** Matters, key places, posts and people of a unit beside one another, with what does not fit (CLS-2). */
export function createThreeQuery(find: Find): Query {
  return defineQuery({
    name: 'catalogue.three',
    title: { zh: '三项确定', en: 'The three determinations' },
    input: ThreeQuery,
    output: ThreePage,
    rule: cataloguePolicy['catalogue.read'],
    async run(tx, { input, actor }) {
      const unit = await findUnit(tx, { ...input, actor });
      const list = await readList(tx, unit);
      const places = await readPlaces(tx, { unit, actor, find });
      const posts = await readGradedPosts(tx, unit);
      const gaps = findGaps({
        today: tx.today,
        list:
          list === null
            ? null
            : {
                known: list.known,
                filedOn: list.row.filed_on,
                inForceFrom: list.row.in_force_from ?? tx.today,
                reviewedOn: list.row.reviewed_on,
                ownRanks: list.items.filter((item) => item.origin === 'own').map((item) => item.level_rank),
              },
        places: places
          .filter((place) => place.state === 'determined')
          .map((place) => ({
            id: place.id,
            name: place.name,
            levelRank: place.levelRank,
            hasKeeper: place.keeperId !== null || place.postId !== null,
            confirmed: place.confirmedOn !== null,
          })),
        posts: posts.map((post) => ({ ...post, holders: post.holders.length })),
      });
      const begins = ['catalogue.begin', 'keyPlace.propose'].flatMap((name) => find(name) ?? []);
      return {
        unitId: unit.id,
        unit: unit.name,
        list:
          list === null
            ? null
            : {
                ...presentCatalogue(list.row),
                known: list.known,
                items: list.items.map((item) => ({
                  id: item.id,
                  number: item.number,
                  name: item.name,
                  mark: item.mark,
                  colour: colourOf(item.scheme, item.level),
                  origin: item.origin,
                })),
              },
        places: places.map(({ levelRank: _levelRank, ...place }) => place),
        posts,
        gaps,
        actions: begins.map((command) =>
          describeAction({ command, actor, unitPath: unit.path, obstacle: null }),
        ),
      };
    },
  });
}
