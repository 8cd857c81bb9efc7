import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import { type LoadTx, type Query, defineQuery } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import { listRowsMax, readPage } from '@fengni/kernel/register/page';
import { daysBetween, parseLocalDate } from '@fengni/schemes/term';
import { sql } from 'kysely';
import type { z } from 'zod';
import {
  LetterCall,
  LetterList,
  LetterListQuery,
  type LetterLineView,
  LetterPage,
  LetterProposal,
  LetterTasks,
  LetterTree,
  LetterTreeQuery,
  ProposeLetters,
  TemplateCall,
  TemplateList,
  TemplateListQuery,
  TemplatePage,
} from './contract.ts';
import { lettersPolicy } from './policy.ts';
import type { LetterState } from './rules.ts';
import { partToSign } from './sign.ts';
import { db } from './store.ts';
import type { LetterRow, LetterSignatureRow, LetterTemplateRow } from './tables.ts';

type ReadLetter = LetterRow & {
  readonly unit: string;
  readonly signer: string;
  readonly counter: string | null;
  readonly items_met: number;
  readonly items: number;
};

function selectLetters() {
  return db
    .selectFrom('letter as l')
    .innerJoin('unit as u', 'u.id', 'l.unit_id')
    .innerJoin('person as s', 's.id', 'l.signer_id')
    .leftJoin('person as c', 'c.id', 'l.counter_id')
    .selectAll('l')
    .select(['u.name as unit', 's.name as signer', 'c.name as counter'])
    .select([
      sql<number>`(select count(*)::int from letter_item i where i.letter_id = l.id)`.as('items'),
      sql<number>`(select count(*)::int from letter_item i where i.letter_id = l.id and i.state = 'met')`.as(
        'items_met',
      ),
    ]);
}

function daysLate(row: Pick<LetterRow, 'state' | 'due_on'>, today: string): number {
  if (row.state !== 'open' && row.state !== 'signed') return 0;
  const [due, now] = [parseLocalDate(row.due_on), parseLocalDate(today)];
  return due === null || now === null ? 0 : Math.max(0, daysBetween(due, now));
}

function presentLetter(row: ReadLetter, today: string): LetterLineView {
  return {
    id: row.id,
    kind: row.kind,
    occasion: row.occasion,
    name: row.name,
    year: row.year,
    unit: row.unit,
    unitId: row.unit_id,
    signer: row.signer,
    signerId: row.signer_id,
    counter: row.counter,
    state: row.state,
    dueOn: row.due_on,
    daysLate: daysLate(row, today),
    completedAt: row.completed_at?.toISOString() ?? null,
    expiresOn: row.expires_on,
    itemsMet: row.items_met,
    items: row.items,
  };
}

const list = defineQuery({
  name: 'letter.list',
  title: { zh: '责任书、承诺书', en: 'Letters' },
  input: LetterListQuery,
  output: LetterList,
  rule: lettersPolicy['letter.read'],
  async run(tx, { input, actor }) {
    const { year, kind, state, unitId, mine, late, search, after } = input;
    let query = selectLetters();
    if (year !== null) query = query.where('l.year', '=', year);
    if (kind !== null) query = query.where('l.kind', '=', kind);
    if (state !== null) query = query.where('l.state', '=', state);
    if (late) query = query.where('l.state', 'in', ['open', 'signed']).where('l.due_on', '<', tx.today);
    if (mine) {
      query = query.where((where) =>
        where.or([where('l.signer_id', '=', actor.personId), where('l.counter_id', '=', actor.personId)]),
      );
    }
    if (unitId !== null)
      query = query.where(sql<boolean>`l.unit_path <@ (select path from unit where id = ${unitId})`);
    if (search !== '')
      query = query.where(
        sql<boolean>`strpos(lower(s.name), lower(${search}::text)) > 0 or strpos(lower(l.name), lower(${search}::text)) > 0`,
      );
    const page = await readPage(tx, query, {
      keys: ['l.issued_at', 'l.id'],
      types: ['timestamptz', 'uuid'],
      after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map((row) => presentLetter(row, tx.today)), next: page.next };
  },
});

async function readTasks(tx: LoadTx, letterId: string) {
  const items = await tx.read(
    db.selectFrom('letter_item').selectAll().where('letter_id', '=', letterId).orderBy('position'),
  );
  const checks = await tx.read(
    db
      .selectFrom('letter_item_check as k')
      .innerJoin('letter_item as i', 'i.id', 'k.item_id')
      .innerJoin('person as p', 'p.id', 'k.checked_by')
      .select(['k.item_id', 'k.done', 'k.state', 'k.note', 'k.checked_at', 'p.name as by'])
      .where('i.letter_id', '=', letterId)
      .orderBy('k.checked_at', 'desc')
      .limit(500),
  );
  return items.map((item) => ({
    id: item.id,
    task: item.task,
    measure: item.measure,
    target: item.target,
    countWord: item.count_word,
    done: item.done,
    state: item.state,
    checks: checks
      .filter((check) => check.item_id === item.id)
      .map((check) => ({
        at: check.checked_at.toISOString(),
        by: check.by,
        done: check.done,
        state: check.state,
        note: check.note,
      })),
  }));
}

type NamedSignature = LetterSignatureRow & { readonly person: string; readonly entered: string };

export function readSignatures(tx: LoadTx, letterId: string): Promise<NamedSignature[]> {
  return tx.read(
    db
      .selectFrom('letter_signature as g')
      .innerJoin('person as p', 'p.id', 'g.person_id')
      .innerJoin('person as e', 'e.id', 'g.entered_by')
      .selectAll('g')
      .select(['p.name as person', 'e.name as entered'])
      .where('g.letter_id', '=', letterId)
      .orderBy('g.signed_at'),
  );
}

interface ChainRow {
  readonly letter_id: string;
  readonly name: string;
  readonly unit: string;
  readonly signer: string;
  readonly counter: string | null;
  readonly state: LetterState;
}

/** A letter in the caller's sight, or `not.found`. */
export async function readLetter(tx: LoadTx, letterId: string): Promise<ReadLetter> {
  const row = await tx.readOne(selectLetters().where('l.id', '=', letterId));
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

function mayDo(permission: keyof typeof lettersPolicy, actor: Actor, unitPath: string): boolean {
  return decide(lettersPolicy[permission], actor, undefined, unitPath).ok;
}

const open = defineQuery({
  name: 'letter.open',
  title: { zh: '查看文书', en: 'Open a letter' },
  input: LetterCall,
  output: LetterPage,
  rule: lettersPolicy['letter.read'],
  async run(tx, { input, actor }) {
    const row = await readLetter(tx, input.letterId);
    const signatures = await readSignatures(tx, row.id);
    const chain = await tx.readSql<ChainRow>(
      'select letter_id, name, unit, signer, counter, state from letter_chain($1)',
      [row.id],
    );
    const waits = row.state === 'open' || row.state === 'signed';
    return {
      ...presentLetter(row, tx.today),
      body: row.body,
      digest: row.body_digest,
      counterId: row.counter_id,
      voidReason: row.void_reason,
      tasks: await readTasks(tx, row.id),
      signatures: signatures.map((one) => ({
        part: one.part,
        person: one.person,
        signed: one.signed,
        at: one.signed_at.toISOString(),
        enteredBy: one.entered,
        scanId: one.scan_id,
        note: one.note,
      })),
      chain: chain.map(({ letter_id, ...link }) => ({ letterId: letter_id, ...link })),
      mySign: partToSign(row, actor.personId, new Set(signatures.map((one) => one.part))),
      mayEnter: waits && mayDo('letter.enter', actor, row.unit_path),
      mayVoid: row.state !== 'void' && mayDo('letter.void', actor, row.unit_path),
      mayCheck: row.state === 'complete' && mayDo('letter.check', actor, row.unit_path),
    };
  },
});

type ReadTemplate = LetterTemplateRow & { readonly unit: string; readonly letters: number };
function selectTemplates() {
  return (
    db
      .selectFrom('letter_template as t')
      .innerJoin('unit as u', 'u.id', 't.unit_id')
      .selectAll('t')
      .select('u.name as unit')
      // only letters in the caller's sight count
      .select(sql<number>`(select count(*)::int from letter l where l.template_id = t.id)`.as('letters'))
  );
}
function presentTemplate(row: ReadTemplate) {
  return {
    id: row.id,
    familyId: row.family_id,
    version: row.version,
    unit: row.unit,
    unitId: row.unit_id,
    kind: row.kind,
    occasion: row.occasion,
    name: row.name,
    state: row.state,
    validMonths: row.valid_months,
    issuedAt: row.issued_at?.toISOString() ?? null,
    letters: row.letters,
  };
}

const templates = defineQuery({
  name: 'letter.templates',
  title: { zh: '文书模板', en: 'Templates of letters' },
  input: TemplateListQuery,
  output: TemplateList,
  rule: lettersPolicy['letter.read'],
  async run(tx, { input }) {
    let query = selectTemplates();
    if (input.state !== null) query = query.where('t.state', '=', input.state);
    if (input.kind !== null) query = query.where('t.kind', '=', input.kind);
    const page = await readPage(tx, query, {
      keys: ['t.drafted_at', 't.id'],
      types: ['timestamptz', 'uuid'],
      after: input.after,
      rowsMax: listRowsMax,
    });
    return { rows: page.rows.map(presentTemplate), next: page.next };
  },
});

const template = defineQuery({
  name: 'letter.template',
  title: { zh: '查看文书模板', en: 'Open a template of letters' },
  input: TemplateCall,
  output: TemplatePage,
  rule: lettersPolicy['letter.read'],
  async run(tx, { input, actor }) {
    const row = await tx.readOne(selectTemplates().where('t.id', '=', input.templateId));
    if (row === undefined) throw new Refusal('not.found');
    return {
      ...presentTemplate(row),
      body: row.body,
      items: LetterTasks.parse(row.items),
      mayKeep: mayDo('letter.template.keep', actor, row.unit_path),
      mayIssue: mayDo('letter.template.issue', actor, row.unit_path),
    };
  },
});

/**
 * Whom a unit signs with: for responsibility the first responsible persons of the units right below and the heads of its
 * departments, for commitments its own people.
 */
const proposeText = `
  with asked as (select id, path from unit where id = $1)
  select p.id, p.name, u.name as unit, w.role,
    exists (select from letter l where l.template_id = $2 and l.signer_id = p.id and l.year = $3 and l.state <> 'void') as has
  from asked, lateral (
    select d.person_id, d.duty as role from duty d join unit v on v.id = d.unit_id
      where $4 = 'responsibility' and v.parent_id = asked.id and d.duty in ('first-responsible', 'unit-leader')
        and d.deputy_of is null and d.started_on <= house_today() and (d.ended_on is null or d.ended_on >= house_today())
    union
    select q.id, '' from person q where $4 = 'commitment' and q.unit_id = asked.id) w
  join person p on p.id = w.person_id and p.left_on is null and p.frozen_at is null
  join unit u on u.id = p.unit_id
  order by u.position, u.name, p.name, p.id limit 500`;

const propose = defineQuery({
  name: 'letter.propose',
  title: { zh: '应签人员', en: 'Who is to sign' },
  input: ProposeLetters,
  output: LetterProposal,
  rule: lettersPolicy['letter.issue'],
  async run(tx, { input }) {
    const row = await tx.readOne(selectTemplates().where('t.id', '=', input.templateId));
    if (row === undefined) throw new Refusal('not.found');
    const people = await tx.readSql<z.input<typeof LetterProposal>['people'][number]>(proposeText, [
      input.unitId,
      row.id,
      input.year,
      row.kind,
    ]);
    const heads = await tx.readSql<{ id: string; name: string }>(
      `select p.id, p.name from duty d join person p on p.id = d.person_id
       where d.unit_id = $1 and d.duty = 'first-responsible' and d.deputy_of is null and d.started_on <= house_today()
         and (d.ended_on is null or d.ended_on >= house_today()) order by d.started_on limit 1`,
      [input.unitId],
    );
    return { counter: heads[0] ?? null, people };
  },
});

const treeText = `
  select u.id, u.parent_id, u.name, count(l.id)::int as issued,
    count(l.id) filter (where l.state = 'complete')::int as complete,
    count(l.id) filter (where l.state in ('open', 'signed') and l.due_on < house_today())::int as late,
    coalesce(jsonb_agg(jsonb_build_object('letterId', l.id, 'person', p.name, 'state', l.state) order by p.name)
      filter (where l.state in ('open', 'signed')), '[]') as unsigned
  from unit u left join letter l on l.unit_id = u.id and l.year = $1 and l.kind = $2 and l.state <> 'void'
    left join person p on p.id = l.signer_id
  where oversees_letters(u.path) and (u.ended_on is null or u.ended_on >= house_today())
  group by u.id order by u.path`;

/** Who has not signed, unit by unit, over what the caller looks after. */
const tree = defineQuery({
  name: 'letter.tree',
  title: { zh: '签订情况', en: 'Who has signed' },
  input: LetterTreeQuery,
  output: LetterTree,
  rule: lettersPolicy['letter.read'],
  async run(tx, { input }) {
    const rows = await tx.readSql<
      Omit<z.input<typeof LetterTree>['units'][number], 'parentId'> & { parent_id: string | null }
    >(treeText, [input.year, input.kind]);
    return { units: rows.map(({ parent_id, ...unit }) => ({ ...unit, parentId: parent_id })) };
  },
});

export const letterQueries: readonly Query[] = [list, open, templates, template, propose, tree];
