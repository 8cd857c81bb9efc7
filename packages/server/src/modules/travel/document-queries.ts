import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { sql } from 'kysely';
import type { z } from 'zod';
import {
  DocumentCall,
  DocumentList,
  DocumentListQuery,
  DocumentMoves,
  type DocumentView,
  OverseasList,
  OverseasListQuery,
  TravelRules,
} from './contract.ts';
import { travelPolicy } from './policy.ts';
import { builtinProhibitions } from './rules.ts';
import { db } from './store.ts';
import type { TravelDocumentRow } from './tables.ts';

export function selectDocuments() {
  return db
    .selectFrom('travel_document as d')
    .innerJoin('person as p', 'p.id', 'd.person_id')
    .innerJoin('unit as u', 'u.id', 'p.unit_id')
    .selectAll('d')
    .select(['p.name as person', 'u.name as unit']);
}

export function presentDocument(
  row: TravelDocumentRow & { readonly person: string; readonly unit: string },
  today: string,
): DocumentView {
  return {
    id: row.id,
    personId: row.person_id,
    person: row.person,
    unit: row.unit,
    kind: row.kind,
    number: row.number_masked,
    validUntil: row.valid_until,
    state: row.state,
    expired: row.valid_until < today,
    place: row.place,
    journeyId: row.journey_id,
    dueOn: row.due_on,
  };
}

/** Papers of these people, as far as the caller answers for them. */
export async function readDocumentsOf(tx: LoadTx, personIds: readonly string[]): Promise<DocumentView[]> {
  const rows = await tx.read(
    selectDocuments()
      .where('d.person_id', 'in', [...personIds])
      .orderBy('d.valid_until', 'desc')
      .orderBy('d.id'),
  );
  return rows.map((row) => presentDocument(row, tx.today));
}

export async function readDocuments(tx: LoadTx, input: z.output<typeof DocumentListQuery>, rowsMax: number) {
  let query = selectDocuments();
  if (input.personId !== null) query = query.where('d.person_id', '=', input.personId);
  if (input.kind !== null) query = query.where('d.kind', '=', input.kind);
  if (input.state !== null) query = query.where('d.state', '=', input.state);
  if (input.expired) query = query.where('d.valid_until', '<', tx.today);
  if (input.search !== '') {
    const part = `%${input.search.replaceAll(/[\\%_]/gu, (char) => `\\${char}`)}%`;
    query = query.where(sql<boolean>`p.name ilike ${part}`);
  }
  const page = await readPage(tx, query, {
    keys: ['d.valid_until', 'd.id'],
    types: ['date', 'uuid'],
    direction: 'asc',
    after: input.after,
    rowsMax,
  });
  return { rows: page.rows.map((row) => presentDocument(row, tx.today)), next: page.next };
}

const documents = defineQuery({
  name: 'travel.documents',
  title: { zh: '出入境证件', en: 'Travel documents' },
  input: DocumentListQuery,
  output: DocumentList,
  rule: travelPolicy['travel.read'],
  run: (tx, { input }) => readDocuments(tx, input, listRowsMax),
});

/** Moves of one paper at most: some decades of journeys. */
const movesMax = 200;

const moves = defineQuery({
  name: 'travel.documentMoves',
  title: { zh: '出入境证件收发记录', en: 'Moves of a travel document' },
  input: DocumentCall,
  output: DocumentMoves,
  rule: travelPolicy['travel.read'],
  async run(tx, { input }) {
    const document = await tx.readOne(
      db.selectFrom('travel_document').select('id').where('id', '=', input.documentId),
    );
    if (document === undefined) throw new Refusal('not.found');
    const rows = await tx.read(
      db
        .selectFrom('travel_document_move as m')
        .innerJoin('travel_document_move_matter as r', 'r.id', 'm.id')
        .innerJoin('person as p', 'p.id', 'm.by_id')
        .select(['m.id', 'm.kind', 'm.moved_at', 'm.journey_id as journeyId', 'p.name as by', 'r.reason'])
        .where('m.document_id', '=', document.id)
        .orderBy('m.moved_at', 'desc')
        .limit(movesMax),
    );
    return {
      rows: rows.map(({ moved_at, ...row }) => ({ ...row, at: moved_at.toISOString() })),
    };
  },
});

const rules = defineQuery({
  name: 'travel.rules',
  title: { zh: '出境保密须知', en: 'What must not be done abroad' },
  input: DocumentListQuery.pick({}),
  output: TravelRules,
  rule: travelPolicy['travel.read'],
  async run(tx) {
    const rows = await tx.read(
      db
        .selectFrom('travel_rule as r')
        .innerJoin('unit as u', 'u.id', 'r.unit_id')
        .selectAll('r')
        .select('u.name as unit')
        .orderBy('u.path')
        .orderBy('r.version', 'desc')
        .limit(listRowsMax),
    );
    return {
      rows: rows.map((row) => ({
        id: row.id,
        unitId: row.unit_id,
        unit: row.unit,
        version: row.version,
        items: [...row.items],
        returnDays: row.return_days,
        debriefDays: row.debrief_days,
        state: row.state,
        issuedAt: row.issued_at?.toISOString() ?? null,
      })),
      builtin: [...builtinProhibitions],
    };
  },
});

const overseas = defineQuery({
  name: 'travel.overseas',
  title: { zh: '境外机构', en: 'Units abroad' },
  input: OverseasListQuery,
  output: OverseasList,
  rule: travelPolicy['travel.read'],
  async run(tx, { input, actor }) {
    const query = db
      .selectFrom('overseas_unit as o')
      .innerJoin('unit as u', 'u.id', 'o.unit_id')
      .innerJoin('person as p', 'p.id', 'o.responsible_id')
      .selectAll('o')
      .select(['u.name as unit', 'p.name as responsible'])
      .where('o.ended_on', input.ended ? 'is not' : 'is', null);
    const page = await readPage(tx, query, {
      keys: ['u.name', 'o.id'],
      types: ['text', 'uuid'],
      direction: 'asc',
      after: input.after,
      rowsMax: listRowsMax,
    });
    const reports = await tx.read(
      db
        .selectFrom('overseas_report as r')
        .innerJoin('overseas_report_matter as m', 'm.id', 'r.id')
        .innerJoin('person as p', 'p.id', 'r.filed_by')
        .select(['r.id', 'r.overseas_id', 'r.year', 'r.filed_at', 'p.name as by', 'm.words'])
        .where('r.overseas_id', 'in', [...page.rows.map((row) => row.id), noId])
        .orderBy('r.year', 'desc'),
    );
    return {
      rows: page.rows.map((row) => ({
        id: row.id,
        unitId: row.unit_id,
        unit: row.unit,
        region: row.region,
        responsibleId: row.responsible_id,
        responsible: row.responsible,
        sinceOn: row.since_on,
        endedOn: row.ended_on,
        reports: reports
          .filter((one) => one.overseas_id === row.id)
          .map(({ id, year, filed_at, by, words }) => ({
            id,
            year,
            filedAt: filed_at.toISOString(),
            by,
            words,
          })),
        mayReport: decide(
          travelPolicy['overseas.report'],
          actor,
          { responsibleId: row.responsible_id, path: row.unit_path },
          row.unit_path,
        ).ok,
      })),
      next: page.next,
    };
  },
});

/** Keeps a list of ids from being empty, which is no SQL. */
const noId = '00000000-0000-0000-0000-000000000000';

export const documentQueries: readonly Query[] = [documents, moves, rules, overseas];
