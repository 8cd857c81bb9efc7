import { createHash } from 'node:crypto';
import { canonicalText } from '@fengni/kernel/command/canonical';
import { type Query, defineCommand, defineQuery } from '@fengni/kernel/command/define';
import { refuse as refuseKernel } from '@fengni/kernel/command/refusal';
import { rowsFor } from '@fengni/kernel/db/tx';
import { units } from '@fengni/kernel/org/tables';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { sql } from 'kysely';
import { describeAction } from '../carriers/api.ts';
import {
  EndScopeCatalogue,
  ImportScopeCatalogue,
  ScopeItems,
  ScopeItemsQuery,
  ScopeList,
  ScopeListQuery,
  ScopePage,
  ScopePageQuery,
  catalogueErrors,
} from './contract.ts';
import { cataloguePolicy } from './policy.ts';
import { markFacts } from './rules.ts';
import { db, refuse, requireCleared, requireMark, requireScheme } from './store.ts';
import { type ScopeItemRow, scopeCatalogues, scopeItems } from './tables.ts';

/** Brings in a superior's scope catalogue, whole or not at all; the program has none of its own (FACTS P4). */
const importScope = defineCommand({
  name: 'scopeCatalogue.import',
  title: { zh: '导入保密事项范围', en: 'Import a scope catalogue' },
  input: ImportScopeCatalogue,
  rule: cataloguePolicy['scope-catalogue.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit, actor }) {
    requireScheme(input.scheme);
    requireMark(input.mark, { scheme: input.mark.scheme, name: input.title });
    requireCleared(actor, input.mark);
    if (input.inForceTo !== null && input.inForceTo < input.inForceFrom) throw refuse('scope.term');
    for (const { name, mark } of input.items) requireMark(mark, { scheme: input.scheme, name });
    const own = markFacts(input.mark);
    const row = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      scheme: input.scheme,
      title: input.title,
      issuing_body: input.issuingBody,
      document_no: input.documentNo,
      mark_scheme: own.scheme,
      level_rank: own.level_rank,
      mark: own.mark,
      in_force_from: input.inForceFrom,
      in_force_to: input.inForceTo,
      file_digest: input.fileDigest ?? createHash('sha256').update(canonicalText(input.items)).digest('hex'),
      imported_at: tx.now,
      imported_by: actor.personId,
    };
    const items = input.items.map((item, i): ScopeItemRow => ({
      id: tx.newId(),
      catalogue_id: row.id,
      place: i + 1,
      number: item.number,
      field: item.field,
      name: item.name,
      ...markFacts(item.mark),
      scope_text: item.scopeText,
      tier: item.tier,
    }));
    await tx.insertTogether(rowsFor(scopeCatalogues, [row]), rowsFor(scopeItems, items));
    return { subject: row.id, result: { scopeCatalogueId: row.id } };
  },
});

/** A superior's catalogue is replaced or repealed: from the day after, nothing new rests on it. */
const endScope = defineCommand({
  name: 'scopeCatalogue.end',
  title: { zh: '登记保密事项范围废止', en: 'Record the end of a scope catalogue' },
  input: EndScopeCatalogue,
  rule: cataloguePolicy['scope-catalogue.keep'],
  load: (tx, input) => tx.lock(scopeCatalogues, input.scopeCatalogueId),
  unitPath: (scope) => scope.unit_path,
  subjectId: (scope) => scope.id,
  async handle(tx, { input, target: scope }) {
    if (scope.in_force_to !== null && scope.in_force_to <= tx.today) throw refuse('scope.ended');
    if (input.lastDay < scope.in_force_from) throw refuse('scope.term');
    await tx.update(scopeCatalogues, scope, { in_force_to: input.lastDay });
    return { result: { scopeCatalogueId: scope.id, lastDay: input.lastDay } };
  },
});

export const scopeCommands = [importScope, endScope];

const isCurrent = sql<boolean>`(s.in_force_from <= house_today() and (s.in_force_to is null or s.in_force_to >= house_today()))`;

function selectScopes() {
  return db
    .selectFrom('scope_catalogue as s')
    .innerJoin('unit as u', 'u.id', 's.unit_id')
    .select([
      's.id',
      's.unit_id',
      's.unit_path',
      'u.name as unit',
      's.scheme',
      's.title',
      's.issuing_body',
      's.document_no',
      's.mark',
      's.mark_scheme',
      's.level_rank',
      's.in_force_from',
      's.in_force_to',
      isCurrent.as('current'),
      sql<number>`(select count(*)::int from scope_item i where i.catalogue_id = s.id)`.as('items'),
    ]);
}

interface ScopeLineRow {
  readonly id: string;
  readonly unit_id: string;
  readonly unit: string;
  readonly scheme: string;
  readonly title: string;
  readonly issuing_body: string;
  readonly document_no: string;
  readonly mark: string;
  readonly mark_scheme: string;
  readonly level_rank: number;
  readonly in_force_from: string;
  readonly in_force_to: string | null;
  readonly current: boolean;
  readonly items: number;
}

function presentScope(row: ScopeLineRow) {
  return {
    id: row.id,
    unitId: row.unit_id,
    unit: row.unit,
    scheme: row.scheme,
    title: row.title,
    issuingBody: row.issuing_body,
    documentNo: row.document_no,
    mark: row.mark,
    colour: colourOfRank(row.mark_scheme, row.level_rank),
    inForceFrom: row.in_force_from,
    inForceTo: row.in_force_to,
    current: row.current,
    items: row.items,
  };
}

export function colourOf(scheme: string, level: string): string | null {
  return levelOf(scheme, level)?.colour ?? null;
}

export function colourOfRank(scheme: string, rank: number): string | null {
  return builtinPacks.get(scheme)?.levels.find((level) => level.rank === rank)?.colour ?? null;
}

const scopeList = defineQuery({
  name: 'scopeCatalogue.list',
  title: { zh: '保密事项范围', en: 'Scope catalogues' },
  input: ScopeListQuery,
  output: ScopeList,
  rule: cataloguePolicy['catalogue.read'],
  async run(tx, { input }) {
    const query = input.current ? selectScopes().where(isCurrent) : selectScopes();
    const page = await readPage(tx, query, {
      keys: ['s.in_force_from', 's.id'],
      types: ['date', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentScope), next: page.next };
  },
});

const scopeOpen = defineQuery({
  name: 'scopeCatalogue.open',
  title: { zh: '查看保密事项范围', en: 'Open a scope catalogue' },
  input: ScopePageQuery,
  output: ScopePage,
  rule: cataloguePolicy['catalogue.read'],
  async run(tx, { input, actor }) {
    const row = await tx.readOne(
      selectScopes()
        .innerJoin('person as p', 'p.id', 's.imported_by')
        .select(['p.name as imported_by', 's.imported_at'])
        .where('s.id', '=', input.scopeCatalogueId),
    );
    if (row === undefined) throw refuseKernel('not.found');
    const ended = row.in_force_to !== null && row.in_force_to <= tx.today;
    const { zh, en } = catalogueErrors['scope.ended'];
    return {
      ...presentScope(row),
      importedBy: row.imported_by,
      importedAt: row.imported_at.toISOString(),
      actions: [
        describeAction({
          command: endScope,
          actor,
          unitPath: row.unit_path,
          obstacle: ended ? { zh, en } : null,
        }),
      ],
    };
  },
});

const scopeItemList = defineQuery({
  name: 'scopeCatalogue.items',
  title: { zh: '保密事项范围条目', en: 'Items of scope catalogues' },
  input: ScopeItemsQuery,
  output: ScopeItems,
  rule: cataloguePolicy['catalogue.read'],
  async run(tx, { input }) {
    let query = db
      .selectFrom('scope_item as i')
      .innerJoin('scope_catalogue as s', 's.id', 'i.catalogue_id')
      .select([
        'i.id',
        'i.number',
        'i.field',
        'i.name',
        'i.scheme',
        'i.level',
        'i.validity',
        'i.mark',
        'i.scope_text',
        'i.tier',
        's.title as catalogue',
      ]);
    query =
      input.scopeCatalogueId === null
        ? query.where(isCurrent)
        : query.where('s.id', '=', input.scopeCatalogueId);
    if (input.scheme !== null) query = query.where('i.scheme', '=', input.scheme);
    if (input.words !== '') query = query.where(holdsWords(['i.name', 'i.number', 'i.field'], input.words));
    const page = await readPage(tx, query, {
      keys: ['i.catalogue_id', 'i.place_key', 'i.id'],
      types: ['uuid', 'text', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax: listRowsMax,
    });
    return {
      rows: page.rows.map((row) => ({
        id: row.id,
        number: row.number,
        field: row.field,
        name: row.name,
        level: row.level,
        validity: row.validity,
        mark: row.mark,
        colour: colourOf(row.scheme, row.level),
        scopeText: row.scope_text,
        tier: row.tier,
        catalogue: row.catalogue,
      })),
      next: page.next,
    };
  },
});

/** Rows one of whose columns holds the words, whatever their punctuation and width. */
export function holdsWords(columns: readonly string[], words: string) {
  const places = columns.map(
    (column) => sql<boolean>`position(plain_words(${words}) in plain_words(${sql.ref(column)})) > 0`,
  );
  return sql<boolean>`(${sql.join(places, sql` or `)})`;
}

export const scopeQueries: Query[] = [scopeList, scopeOpen, scopeItemList];
