import { createHash } from 'node:crypto';
import type { LoadTx } from '@fengni/kernel/command/define';
import { type Command, defineCommand } from '@fengni/kernel/command/define';
import { type Tx, rowsFor } from '@fengni/kernel/db/tx';
import { owe } from '@fengni/kernel/obligation/owe';
import { commonPath } from '@fengni/kernel/org/rules';
import type { GradeCode } from '@fengni/kernel/org/tables';
import { IssueLetters } from './contract.ts';
import { lettersPolicy } from './policy.ts';
import { type LetterTask, fillLetter, taskLines } from './rules.ts';
import { db, refuse } from './store.ts';
import {
  type LetterItemRow,
  type LetterRow,
  type LetterTemplateRow,
  letterItems,
  letterTemplates,
  letters,
} from './tables.ts';

/** A person as letters name him: with unit, posts and the highest grade of his posts. */
export interface Signer {
  readonly id: string;
  readonly name: string;
  readonly staff_no: string | null;
  readonly unit_id: string;
  readonly unit: string;
  readonly path: string;
  readonly posts: string;
  readonly grade: GradeCode | null;
  readonly away: boolean;
}

const gradeWords: Readonly<Record<GradeCode, string>> = {
  CORE: '核心涉密人员',
  IMPORTANT: '重要涉密人员',
  GENERAL: '一般涉密人员',
};

const signerText = `select p.id, p.name, p.staff_no, p.unit_id, u.name as unit, u.path::text as path,
    coalesce((select string_agg(o.name, '、' order by h.started_on, o.name) from holding h join post o on o.id = h.post_id
      where h.person_id = p.id and (h.ended_on is null or h.ended_on >= house_today())), '') as posts,
    (select o.grade from holding h join post o on o.id = h.post_id
      where h.person_id = p.id and o.grade is not null and (h.ended_on is null or h.ended_on >= house_today())
      order by array_position(array['CORE', 'IMPORTANT', 'GENERAL'], o.grade) limit 1) as grade,
    p.left_on is not null or p.frozen_at is not null as away
  from person p join unit u on u.id = p.unit_id where p.id = any ($1)`;

export async function readSigners(tx: LoadTx, ids: readonly string[]): Promise<ReadonlyMap<string, Signer>> {
  const rows = await tx.readSql<Signer>(signerText, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

interface Ordered {
  readonly template: LetterTemplateRow;
  readonly year: number;
  readonly dueOn: string;
  readonly signer: Signer;
  readonly counter: Signer | null;
  readonly parentId: string | null;
  readonly items: readonly LetterTask[];
  readonly issuedBy: string | null;
}

/** What signatures name: the text with its tasks, so that neither changes unseen. */
export function digestLetter(body: string, items: readonly LetterTask[]): string {
  return createHash('sha256')
    .update(JSON.stringify([body, items.map((one) => [one.task, one.measure, one.target, one.countWord])]))
    .digest('hex');
}

function letterRows(
  tx: Pick<Tx, 'newId' | 'now'>,
  the: Ordered,
): { letter: LetterRow; items: LetterItemRow[] } {
  const { template, signer, counter, items } = the;
  const body = fillLetter(template.body, {
    name: signer.name,
    staffNo: signer.staff_no ?? '',
    unit: signer.unit,
    post: signer.posts,
    grade: signer.grade === null ? '' : gradeWords[signer.grade],
    year: String(the.year),
    counterUnit: counter?.unit ?? '',
    counter: counter?.name ?? '',
    items: taskLines(items),
    dueOn: the.dueOn,
  });
  const letter: LetterRow = {
    id: tx.newId(),
    template_id: template.id,
    kind: template.kind,
    occasion: template.occasion,
    unit_id: signer.unit_id,
    unit_path: signer.path,
    year: the.year,
    name: template.name,
    body,
    body_digest: digestLetter(body, items),
    signer_id: signer.id,
    counter_id: counter?.id ?? null,
    parent_id: the.parentId,
    state: 'open',
    due_on: the.dueOn,
    issued_at: tx.now,
    issued_by: the.issuedBy,
    completed_at: null,
    expires_on: null,
    void_reason: '',
  };
  const rows = items.map((one, position) => ({
    id: tx.newId(),
    letter_id: letter.id,
    unit_path: signer.path,
    position,
    task: one.task,
    measure: one.measure,
    target: one.target,
    count_word: one.countWord,
    done: 0,
    state: 'open' as const,
  }));
  return { letter, items: rows };
}

/** Adds letters with their tasks; each is owed by whoever is to sign it. */
export async function addLetters(tx: Tx, ordered: readonly Ordered[]): Promise<string[]> {
  const made = ordered.map((one) => letterRows(tx, one));
  await tx.insertTogether(
    rowsFor(
      letters,
      made.map((one) => one.letter),
    ),
    rowsFor(
      letterItems,
      made.flatMap((one) => one.items),
    ),
  );
  await owe(
    tx,
    ...made.flatMap(({ letter }) =>
      [letter.signer_id, letter.counter_id].flatMap((personId) =>
        personId === null
          ? []
          : [
              {
                kind: 'letter.sign',
                unitPath: letter.unit_path,
                personId,
                subject: { table: 'letter', id: letter.id, number: letter.name },
                dueOn: letter.due_on,
                period: String(letter.year),
              },
            ],
      ),
    ),
  );
  return made.map((one) => one.letter.id);
}

async function readTaken(
  tx: LoadTx,
  the: { templateId: string; year: number; ids: readonly string[] },
): Promise<ReadonlySet<string>> {
  const rows = await tx.read(
    db
      .selectFrom('letter')
      .select('signer_id')
      .where('template_id', '=', the.templateId)
      .where('year', '=', the.year)
      .where('state', '<>', 'void')
      .where('signer_id', 'in', [...the.ids]),
  );
  return new Set(rows.map((row) => row.signer_id));
}

/** Letters go out to be signed, each with its text as it stands now (ORG-3, ORG-4). */
export const issueLetters: Command = defineCommand({
  name: 'letter.issue',
  title: { zh: '发出责任书、承诺书', en: 'Issue letters to be signed' },
  input: IssueLetters,
  rule: lettersPolicy['letter.issue'],
  async load(tx, input) {
    const template = await tx.lock(letterTemplates, input.templateId);
    const signerIds = input.letters.map((one) => one.signerId);
    const people = await readSigners(tx, [
      ...new Set([...signerIds, ...input.letters.flatMap((one) => one.counterId ?? [])]),
    ]);
    const taken = await readTaken(tx, { templateId: template.id, year: input.year, ids: signerIds });
    const found = signerIds.flatMap((id) => people.get(id) ?? []);
    const path = found.length === 0 ? template.unit_path : commonPath(found.map((one) => one.path));
    return { template, people, taken, path };
  },
  unitPath: ({ path }) => path,
  subjectId: ({ template }) => template.id,
  async handle(tx, { input, target: { template, people, taken }, actor }) {
    if (template.state !== 'in-force') throw refuse('letter.template.not.in.force');
    if (input.dueOn < tx.today) throw refuse('letter.due.past');
    const named = new Set<string>();
    const ordered: Ordered[] = [];
    for (const one of input.letters) {
      const signer = requirePerson(people, one.signerId);
      if (taken.has(signer.id) || named.has(signer.id))
        throw refuse('letter.signer.twice', { name: signer.name });
      named.add(signer.id);
      const counter = template.kind === 'commitment' ? null : counterOf(people, one.counterId, signer);
      const items = one.items ?? template.items;
      if (template.kind === 'responsibility' && items.length === 0) throw refuse('letter.tasks.missing');
      const parentId = counter === null ? null : await parentOf(tx, counter.id, input.year);
      ordered.push({
        template,
        year: input.year,
        dueOn: input.dueOn,
        signer,
        counter,
        parentId,
        items,
        issuedBy: actor.personId,
      });
    }
    const letterIds = await addLetters(tx, ordered);
    return { result: { letterIds } };
  },
});

function requirePerson(people: ReadonlyMap<string, Signer>, id: string): Signer {
  const person = people.get(id);
  if (person === undefined || person.away) throw refuse('letter.person.left', { name: person?.name ?? '' });
  return person;
}

function counterOf(people: ReadonlyMap<string, Signer>, id: string | null, signer: Signer): Signer {
  if (id === null || id === signer.id) throw refuse('letter.counter', { name: signer.name });
  return requirePerson(people, id);
}

/** The upper side's own letter of the year: the next link up, whether or not the caller sees it. */
async function parentOf(tx: Tx, counterId: string, year: number): Promise<string | null> {
  const rows = await tx.writeSql<{ id: string | null }>('select responsibility_letter_of($1, $2) as id', [
    counterId,
    year,
  ]);
  return rows[0]?.id ?? null;
}
