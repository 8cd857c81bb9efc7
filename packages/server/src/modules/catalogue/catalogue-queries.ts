import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import {
  type ItemView,
  CatalogueList,
  CatalogueListQuery,
  CatalogueMatch,
  CatalogueMatchQuery,
  CurrentItems,
  CurrentItemsQuery,
  matchRowsMax,
} from './contract.ts';
import { cataloguePolicy } from './policy.ts';
import { type CatalogueState, catalogueTitle, judgeItem } from './rules.ts';
import { colourOf, colourOfRank, holdsWords } from './scope-catalogues.ts';
import { db } from './store.ts';
import type { CatalogueItemRow } from './tables.ts';

const read = cataloguePolicy['catalogue.read'];

export function selectCatalogues() {
  return db
    .selectFrom('catalogue as c')
    .innerJoin('unit as u', 'u.id', 'c.unit_id')
    .selectAll('c')
    .select([
      'u.name as unit',
      sql<
        string | null
      >`case when c.state = 'draft' then (select approval_id from catalogue_pending(c.id)) end`.as(
        'approval_id',
      ),
      sql<
        string | null
      >`(select max(r.reviewed_on)::text from catalogue_review r where r.catalogue_id = c.id)`.as(
        'reviewed_on',
      ),
      sql<string>`to_char(c.begun_at at time zone current_setting('fengni.zone'), 'YYYY-MM-DD')`.as(
        'begun_on',
      ),
    ]);
}

interface NamedCatalogue {
  readonly id: string;
  readonly unit_id: string;
  readonly unit: string;
  readonly scheme: string;
  readonly version: number;
  readonly state: CatalogueState;
  readonly approval_id: string | null;
  readonly mark: string;
  readonly mark_scheme: string;
  readonly level_rank: number;
  readonly begun_on: string;
  readonly in_force_from: string | null;
  readonly superseded_on: string | null;
  readonly filed_on: string | null;
  readonly reviewed_on: string | null;
}

export function presentCatalogue(row: NamedCatalogue) {
  return {
    id: row.id,
    unitId: row.unit_id,
    unit: row.unit,
    scheme: row.scheme,
    version: row.version,
    state: row.state,
    approvalId: row.approval_id,
    mark: row.mark,
    colour: row.mark === '' ? null : colourOfRank(row.mark_scheme, row.level_rank),
    begunOn: row.begun_on,
    inForceFrom: row.in_force_from,
    supersededOn: row.superseded_on,
    filedOn: row.filed_on,
    reviewedOn: row.reviewed_on,
  };
}

const catalogueList = defineQuery({
  name: 'catalogue.list',
  title: { zh: '保密事项目录各版本', en: 'Versions of lists of matters' },
  input: CatalogueListQuery,
  output: CatalogueList,
  rule: read,
  async run(tx, { input }) {
    let query = selectCatalogues();
    if (input.unitId !== null) query = query.where('c.unit_id', '=', input.unitId);
    if (input.scheme !== null) query = query.where('c.scheme', '=', input.scheme);
    query =
      input.state === null
        ? query.where('c.state', '<>', 'dropped')
        : query.where('c.state', '=', input.state);
    const page = await readPage(tx, query, {
      keys: ['c.begun_at', 'c.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentCatalogue), next: page.next };
  },
});

/** Lines with their basis and owner in words; a scope item the caller may not know is not named. */
export function selectItems() {
  return db
    .selectFrom('catalogue_item as i')
    .leftJoin('scope_item as x', 'x.id', 'i.scope_item_id')
    .leftJoin('scope_catalogue as xc', 'xc.id', 'x.catalogue_id')
    .leftJoin('unit as ou', 'ou.id', 'i.owner_unit_id')
    .leftJoin('post as op', 'op.id', 'i.owner_post_id')
    .select([
      'i.id',
      'i.line_id',
      'i.number',
      'i.name',
      'i.scheme',
      'i.level',
      'i.level_rank',
      'i.validity',
      'i.mark',
      'i.scope_text',
      'i.scope_item_id',
      'i.basis',
      'i.owner_unit_id',
      'i.owner_post_id',
      'i.origin',
      'i.link',
      'x.number as scope_number',
      'x.name as scope_name',
      'x.level as scope_level',
      'x.validity as scope_validity',
      'xc.title as scope_title',
      'ou.name as owner_unit',
      'op.name as owner_post',
    ]);
}

export interface NamedItem extends Omit<CatalogueItemRow, 'catalogue_id' | 'place' | 'dropped'> {
  readonly scope_number: string | null;
  readonly scope_name: string | null;
  readonly scope_level: string | null;
  readonly scope_validity: CatalogueItemRow['validity'] | null;
  readonly scope_title: string | null;
  readonly owner_unit: string | null;
  readonly owner_post: string | null;
}

/** The citation of a scope item: 《范围》 第 n 项 matter. */
export function citeScope(scope: {
  readonly title: string | null;
  readonly number: string | null;
  readonly name: string | null;
}): string | null {
  if (scope.title === null || scope.name === null) return null;
  const number = scope.number === null || scope.number === '' ? '' : `${scope.number} `;
  return `《${scope.title.replaceAll(/[《》]/gu, '')}》${number}${scope.name}`;
}

export function presentItem(row: NamedItem): ItemView {
  const scopeItem = citeScope({ title: row.scope_title, number: row.scope_number, name: row.scope_name });
  const scope =
    row.scope_level === null || row.scope_validity === null
      ? null
      : { level: row.scope_level, validity: row.scope_validity };
  return {
    id: row.id,
    lineId: row.line_id,
    number: row.number,
    name: row.name,
    scheme: row.scheme,
    level: row.level,
    validity: row.validity,
    mark: row.mark,
    colour: colourOf(row.scheme, row.level),
    scopeText: row.scope_text,
    scopeItemId: row.scope_item_id,
    scopeItem,
    citation: row.basis,
    basis: [scopeItem ?? '', row.basis].filter((part) => part !== '').join('；'),
    ownerUnitId: row.owner_unit_id,
    ownerPostId: row.owner_post_id,
    owner: [row.owner_unit ?? '', row.owner_post ?? ''].filter((part) => part !== '').join(' '),
    origin: row.origin,
    link: row.link,
    warnings: judgeItem(
      {
        mark: { scheme: row.scheme, level: row.level, validity: row.validity },
        hasOwner: row.owner_unit_id !== null || row.owner_post_id !== null,
      },
      scope,
    ),
  };
}

export function readPresentedItems(tx: LoadTx, catalogueId: string): Promise<NamedItem[]> {
  return tx.read(
    selectItems().where('i.catalogue_id', '=', catalogueId).orderBy('i.place_key').orderBy('i.id'),
  );
}

const currentItems = defineQuery({
  name: 'catalogue.items',
  title: { zh: '现行保密事项', en: 'Matters in force' },
  input: CurrentItemsQuery,
  output: CurrentItems,
  rule: read,
  async run(tx, { input }) {
    let query = selectItems()
      .innerJoin('catalogue as c', 'c.id', 'i.catalogue_id')
      .innerJoin('unit as u', 'u.id', 'c.unit_id')
      .select(['c.id as catalogue', 'u.id as unit_id', 'u.name as unit'])
      .where('c.state', '=', 'in-force');
    if (input.unitId !== null) query = query.where('c.unit_id', '=', input.unitId);
    if (input.scheme !== null) query = query.where('i.scheme', '=', input.scheme);
    if (input.level !== null) query = query.where('i.level', '=', input.level);
    if (input.origin !== null) query = query.where('i.origin', '=', input.origin);
    if (input.words !== '')
      query = query.where(holdsWords(['i.name', 'i.number', 'i.scope_text', 'i.link'], input.words));
    const page = await readPage(tx, query, {
      keys: ['i.catalogue_id', 'i.place_key', 'i.id'],
      types: ['uuid', 'text', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax: listRowsMax,
    });
    const rows = page.rows.map((row) => {
      const { warnings: _warnings, ...item } = presentItem(row);
      return { ...item, catalogueId: row.catalogue, unitId: row.unit_id, unit: row.unit };
    });
    return { rows, next: page.next };
  },
});

interface MatchRow {
  readonly kind: 'item' | 'scope';
  readonly id: string;
  readonly shared: number;
  readonly number: string;
  readonly name: string;
  readonly scheme: string;
  readonly level: string;
  readonly validity: CatalogueItemRow['validity'];
  readonly mark: string;
  readonly scope_text: string;
  readonly citation: string;
  readonly list_scheme: string;
  readonly list_unit: string;
  readonly scope_title: string | null;
  readonly scope_number: string | null;
  readonly scope_name: string | null;
}

/** What a citation of a line of the unit's own list says: which list, which line, and what the line rests on. */
function citeItem(row: MatchRow): string {
  const scope = citeScope({ title: row.scope_title, number: row.scope_number, name: row.scope_name });
  const rests = [scope ?? '', row.citation].filter((part) => part !== '').join('；');
  const line = `${row.list_unit}《${catalogueTitle(row.list_scheme).zh}》${row.number} ${row.name}`.replace(
    '》 ',
    '》',
  );
  return rests === '' ? line : `${line}（${rests}）`;
}

const match = defineQuery({
  name: 'catalogue.match',
  title: { zh: '查找可引用的目录事项', en: 'Find items to rest a determination on' },
  input: CatalogueMatchQuery,
  output: CatalogueMatch,
  rule: read,
  async run(tx, { input }) {
    const rows = await tx.readSql<MatchRow>(
      `select m.kind, m.id, m.shared, i.number, i.name, i.scheme, i.level, i.validity, i.mark, i.scope_text,
         i.basis as citation, c.scheme as list_scheme, u.name as list_unit,
         xc.title as scope_title, x.number as scope_number, x.name as scope_name
       from match_catalogue($1, $2, $3, $4) m
       join catalogue_item i on m.kind = 'item' and i.id = m.id
       join catalogue c on c.id = i.catalogue_id join unit u on u.id = c.unit_id
       left join scope_item x on x.id = i.scope_item_id left join scope_catalogue xc on xc.id = x.catalogue_id
       union all
       select m.kind, m.id, m.shared, i.number, i.name, i.scheme, i.level, i.validity, i.mark, i.scope_text,
         '', i.scheme, '', c.title, i.number, i.name
       from match_catalogue($1, $2, $3, $4) m
       join scope_item i on m.kind = 'scope' and i.id = m.id join scope_catalogue c on c.id = i.catalogue_id`,
      [input.words, input.unitId, input.scheme ?? null, matchRowsMax],
    );
    const ranked = rows.toSorted(
      (a, b) =>
        b.shared - a.shared ||
        a.name.length - b.name.length ||
        a.kind.localeCompare(b.kind) ||
        a.id.localeCompare(b.id),
    );
    return {
      rows: ranked.map((row) => ({
        kind: row.kind,
        id: row.id,
        number: row.number,
        name: row.name,
        scheme: row.scheme,
        level: row.level,
        validity: row.validity,
        mark: row.mark,
        colour: colourOf(row.scheme, row.level),
        scopeText: row.scope_text,
        basis:
          row.kind === 'item'
            ? citeItem(row)
            : (citeScope({ title: row.scope_title, number: row.scope_number, name: row.scope_name }) ?? ''),
        shared: row.shared,
      })),
    };
  },
});

export const catalogueQueries: readonly Query[] = [catalogueList, currentItems, match];
