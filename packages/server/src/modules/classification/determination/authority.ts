import { dutyTitles } from '@fengni/kernel/org/contract';
import { type LoadTx, defineCommand, defineQuery } from '@fengni/kernel/command/define';
import { units } from '@fengni/kernel/org/tables';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { z } from 'zod';
import { AddAuthority, AuthorityList, Candidates, CandidatesQuery, EndAuthority } from './contract.ts';
import { determinationPolicy } from './policy.ts';
import {
  type DeterminationKind,
  decidersOf,
  isAuthorised,
  needsAuthority,
  reviewDuties,
  statutoryLevels,
} from './rules.ts';
import { db, refuse } from './store.ts';
import { type AuthorityRow, authorities } from './tables.ts';

function checkAuthority(input: z.output<typeof AddAuthority>): void {
  const pack = builtinPacks.get(input.scheme);
  if (pack === undefined || !needsAuthority(pack)) throw refuse('authority.scheme');
  const within =
    input.kind === 'statutory' ? statutoryLevels(pack, input.rule) : pack.levels.map((level) => level.code);
  if (input.levels.some((level) => !within.includes(level))) throw refuse('authority.levels');
  if (input.kind === 'granted' && (input.grantor === '' || input.grantNo === ''))
    throw refuse('authority.grant');
  if (input.endsOn !== null && input.endsOn < input.startsOn) throw refuse('authority.dates');
}

/** A body's authority to classify: statutory by its rank, or granted in writing (保守国家秘密法 art. 17; 实施条例 art. 16). */
const addAuthority = defineCommand({
  name: 'authority.add',
  title: { zh: '登记定密权', en: 'Record an authority to classify' },
  input: AddAuthority,
  rule: determinationPolicy['authority.keep'],
  secondFactor: true,
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit, actor }) {
    checkAuthority(input);
    const row: AuthorityRow = {
      id: tx.newId(),
      unit_id: unit.id,
      unit_path: unit.path,
      scheme: input.scheme,
      kind: input.kind,
      rule: input.rule,
      levels: [...new Set(input.levels)],
      grantor: input.grantor,
      grant_no: input.grantNo,
      matters: input.matters,
      starts_on: input.startsOn,
      ends_on: input.endsOn,
      entered_at: tx.now,
      entered_by: actor.personId,
      ended_on: null,
      end_reason: '',
    };
    await tx.insert(authorities, row);
    return { subject: row.id, result: { authorityId: row.id } };
  },
});

const endAuthority = defineCommand({
  name: 'authority.end',
  title: { zh: '终止定密权', en: 'End an authority to classify' },
  input: EndAuthority,
  rule: determinationPolicy['authority.keep'],
  secondFactor: true,
  load: (tx, input) => tx.lock(authorities, input.authorityId),
  unitPath: (row) => row.unit_path,
  subjectId: (row) => row.id,
  async handle(tx, { input, target: row }) {
    if (row.ended_on !== null) throw refuse('authority.ended');
    if (input.endedOn < row.starts_on) throw refuse('authority.dates');
    await tx.update(authorities, row, { ended_on: input.endedOn, end_reason: input.reason });
    return {};
  },
});

/** Whether the body a unit belongs to may set a level today, and what it is called. */
export async function readAuthority(
  tx: LoadTx,
  the: { readonly unitPath: string; readonly scheme: string; readonly level: string },
): Promise<{ readonly body: string; readonly needed: boolean; readonly authorised: boolean }> {
  const pack = builtinPacks.get(the.scheme);
  const rows = await tx.readSql<{ name: string; authorities: AuthorityRow[] | null }>(
    `select u.name, (select jsonb_agg(to_jsonb(a)) from classification_authority a
       where a.scheme = $2 and a.unit_path @> $1::ltree and a.unit_path <@ u.path) as authorities
     from unit u where u.id = body_of($1::ltree)`,
    [the.unitPath, the.scheme],
  );
  const needed = pack !== undefined && needsAuthority(pack);
  const held = (rows[0]?.authorities ?? []).map((row) => ({
    scheme: row.scheme,
    levels: row.levels,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    endedOn: row.ended_on,
  }));
  return {
    body: rows[0]?.name ?? '',
    needed,
    authorised: !needed || isAuthorised(held, { scheme: the.scheme, level: the.level, on: tx.today }),
  };
}

export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly duty: string;
  readonly unit: string;
  readonly deputyFor: string | null;
}

/** Who holds one of these duties over a unit, bound by scheme and level where the duty is, and is cleared for the level. */
export async function readCandidates(
  tx: LoadTx,
  the: {
    readonly unitPath: string;
    readonly scheme: string;
    readonly rank: number;
    readonly duties: readonly string[];
  },
): Promise<readonly Candidate[]> {
  const rows = await tx.readSql<{
    person_id: string;
    name: string;
    duty: string;
    unit: string;
    deputy_for: string | null;
  }>('select * from classification_persons($1::ltree, $2, $3, $4)', [
    the.unitPath,
    the.scheme,
    the.rank,
    the.duties,
  ]);
  return rows.map((row) => ({
    id: row.person_id,
    name: row.name,
    duty: row.duty,
    unit: row.unit,
    deputyFor: row.deputy_for,
  }));
}

/** Reviewers and deciders of a kind of determination, and whether the body may decide it at all. */
export async function readDeciders(
  tx: LoadTx,
  the: {
    readonly unitPath: string;
    readonly kind: DeterminationKind;
    readonly scheme: string;
    readonly level: string;
  },
) {
  const rank = levelOf(the.scheme, the.level)?.rank ?? 0;
  const { unitPath, scheme } = the;
  const authority = await readAuthority(tx, the);
  const reviewers = await readCandidates(tx, { unitPath, scheme, rank, duties: reviewDuties });
  const deciders = await readCandidates(tx, { unitPath, scheme, rank, duties: decidersOf(the.kind) });
  const bound = the.kind === 'original' && !authority.authorised;
  return { ...authority, reviewers, deciders: bound ? [] : deciders };
}

const listAuthority = defineQuery({
  name: 'authority.list',
  title: { zh: '定密权与定密责任人', en: 'Authority to classify' },
  input: z.object({}),
  output: AuthorityList,
  rule: determinationPolicy['authority.read'],
  async run(tx) {
    const rows = await tx.read(
      db
        .selectFrom('classification_authority as a')
        .innerJoin('unit as u', 'u.id', 'a.unit_id')
        .selectAll('a')
        .select('u.name as unit')
        .orderBy('u.path')
        .orderBy('a.starts_on', 'desc')
        .limit(authorityRowsMax),
    );
    const classifiers = await tx.readSql<ClassifierRow>(
      `select d.person_id as "personId", p.name as person, d.duty, u.name as unit, d.scheme, d.level_rank as "levelRank",
         d.ended_on as "endsOn", f.name as "deputyFor"
       from duty d join person p on p.id = d.person_id join unit u on u.id = d.unit_id
       left join duty o on o.id = d.deputy_of left join person f on f.id = o.person_id
       where d.duty in ('classifier', 'first-responsible') and p.frozen_at is null
         and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())
       order by u.path, d.duty desc, p.name limit $1`,
      [authorityRowsMax],
    );
    return { rows: rows.map((row) => presentAuthority(row, tx.today)), classifiers };
  },
});

const authorityRowsMax = 1_000;
interface ClassifierRow {
  personId: string;
  person: string;
  duty: string;
  unit: string;
  scheme: string | null;
  levelRank: number | null;
  endsOn: string | null;
  deputyFor: string | null;
}

function presentAuthority(row: AuthorityRow & { unit: string }, today: string) {
  const begun = row.starts_on <= today && (row.ends_on === null || row.ends_on >= today);
  return {
    id: row.id,
    unitId: row.unit_id,
    unit: row.unit,
    scheme: row.scheme,
    kind: row.kind,
    rule: row.rule,
    levels: row.levels,
    grantor: row.grantor,
    grantNo: row.grant_no,
    matters: row.matters,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    endedOn: row.ended_on,
    inForce: begun && (row.ended_on === null || row.ended_on > today),
  };
}

const candidates = defineQuery({
  name: 'determination.candidates',
  title: { zh: '可审核和决定的人员', en: 'Who can review and decide' },
  input: CandidatesQuery,
  output: Candidates,
  rule: determinationPolicy['determination.read'],
  async run(tx, { input, actor }) {
    const unit = await tx.readOne(db.selectFrom('unit').select(['path']).where('id', '=', input.unitId));
    if (unit === undefined)
      return { body: '', authorised: false, authorityNeeded: false, reviewers: [], deciders: [] };
    const found = await readDeciders(tx, { ...input, unitPath: unit.path });
    const others = (list: readonly Candidate[]) => list.filter((one) => one.id !== actor.personId);
    return {
      body: found.body,
      authorised: found.authorised,
      authorityNeeded: found.needed,
      reviewers: [...others(found.reviewers)],
      deciders: [...others(found.deciders)],
    };
  },
});

/** Names of candidates for a refusal; where there is none, the duties that would do. */
export function namesOr(
  list: readonly Candidate[],
  duties: readonly (keyof typeof dutyTitles)[],
): { readonly zh: string; readonly en: string } {
  if (list.length > 0) {
    const names = list.map((one) => `${one.name}（${one.unit}）`).join('、');
    return { zh: names, en: names };
  }
  return {
    zh: `无人（须为${duties.map((one) => dutyTitles[one].zh).join('、')}，并具备相应涉密等级）`,
    en: `nobody (it takes a cleared ${duties.map((one) => dutyTitles[one].en).join(' or ')})`,
  };
}

export const authorityCommands = [addAuthority, endAuthority];
export const authorityQueries = [listAuthority, candidates];
