import { type Command, defineCommand } from '@fengni/kernel/command/define';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { units } from '@fengni/kernel/org/tables';
import { DraftTemplate, ReviseTemplate, TemplateCall } from './contract.ts';
import { lettersPolicy } from './policy.ts';
import { type LetterKind, type LetterTask, placeholders, unknownPlaceholders } from './rules.ts';
import { db, refuse } from './store.ts';
import { type LetterTemplateRow, letterTemplates } from './tables.ts';

function requireFillable(the: { body: string; items: readonly LetterTask[]; kind: LetterKind }): void {
  const unknown = unknownPlaceholders(the.body);
  if (unknown.length > 0) {
    throw refuse('letter.placeholder', {
      names: unknown.map((name) => `{${name}}`).join('、'),
      known: Object.keys(placeholders)
        .map((name) => `{${name}}`)
        .join('、'),
    });
  }
  // tasks may be given letter by letter; a place for them is all a template needs then
  if (the.kind === 'responsibility' && the.items.length === 0 && !the.body.includes('{任务}'))
    throw refuse('letter.tasks.missing');
}

async function nextVersion(tx: Tx, familyId: string): Promise<number> {
  const row = await tx.readOne(
    db
      .selectFrom('letter_template')
      .select((eb) => eb.fn.max('version').as('version'))
      .where('family_id', '=', familyId),
  );
  return (row?.version ?? 0) + 1;
}

const draft = defineCommand({
  name: 'letter.draftTemplate',
  title: { zh: '起草文书模板', en: 'Draft a template of letters' },
  input: DraftTemplate,
  rule: lettersPolicy['letter.template.keep'],
  load: (tx, input) => tx.lock(units, input.unitId),
  unitPath: (unit) => unit.path,
  async handle(tx, { input, target: unit }) {
    requireFillable(input);
    const id = tx.newId();
    await tx.insert(letterTemplates, {
      id,
      family_id: id,
      version: 1,
      unit_id: unit.id,
      unit_path: unit.path,
      kind: input.kind,
      occasion: input.occasion,
      name: input.name,
      body: input.body,
      items: input.items,
      valid_months: input.validMonths,
      state: 'draft',
      drafted_at: tx.now,
      issued_at: null,
      ended_at: null,
    });
    return { subject: id, result: { templateId: id } };
  },
});

const lockTemplate = (tx: Pick<Tx, 'lock'>, templateId: string) => tx.lock(letterTemplates, templateId);

/** A draft is changed in place; of a version that is out, a new one is drafted: letters keep the text they were issued with. */
const revise = defineCommand({
  name: 'letter.reviseTemplate',
  title: { zh: '修订文书模板', en: 'Revise a template of letters' },
  input: ReviseTemplate,
  rule: lettersPolicy['letter.template.keep'],
  load: (tx, input) => lockTemplate(tx, input.templateId),
  unitPath: (template) => template.unit_path,
  subjectId: (template) => template.id,
  async handle(tx, { input, target: template }) {
    requireFillable({ ...input, kind: template.kind });
    const fields = {
      name: input.name,
      body: input.body,
      items: input.items,
      valid_months: input.validMonths,
      drafted_at: tx.now,
    };
    if (template.state === 'draft') {
      await tx.update(letterTemplates, template, fields);
      return { result: { templateId: template.id } };
    }
    const standing = await tx.readOne(
      db
        .selectFrom('letter_template')
        .select('id')
        .where('family_id', '=', template.family_id)
        .where('state', '=', 'draft'),
    );
    if (standing !== undefined) throw refuse('letter.template.not.draft');
    const id = tx.newId();
    await tx.insert(letterTemplates, {
      ...template,
      ...fields,
      id,
      version: await nextVersion(tx, template.family_id),
      state: 'draft',
      issued_at: null,
      ended_at: null,
    });
    return { subject: id, result: { templateId: id } };
  },
});

interface Issue {
  readonly template: Locked<LetterTemplateRow>;
  readonly before: readonly Locked<LetterTemplateRow>[];
}

const issueTemplate = defineCommand({
  name: 'letter.issueTemplate',
  title: { zh: '发布文书模板', en: 'Put a template of letters in force' },
  input: TemplateCall,
  rule: lettersPolicy['letter.template.issue'],
  async load(tx, input): Promise<Issue> {
    const template = await lockTemplate(tx, input.templateId);
    const inForce = await tx.read(
      db
        .selectFrom('letter_template')
        .select('id')
        .where('family_id', '=', template.family_id)
        .where('state', '=', 'in-force'),
    );
    return {
      template,
      before: await tx.lockAll(
        letterTemplates,
        inForce.map((row) => row.id),
      ),
    };
  },
  unitPath: ({ template }) => template.unit_path,
  subjectId: ({ template }) => template.id,
  async handle(tx, { target: { template, before } }) {
    if (template.state !== 'draft') throw refuse('letter.template.not.draft');
    await tx.updateAll(letterTemplates, before, { state: 'ended', ended_at: tx.now });
    await tx.update(letterTemplates, template, { state: 'in-force', issued_at: tx.now });
    return { result: { version: template.version } };
  },
});

const endTemplate = defineCommand({
  name: 'letter.endTemplate',
  title: { zh: '停用文书模板', en: 'End a template of letters' },
  input: TemplateCall,
  rule: lettersPolicy['letter.template.issue'],
  load: (tx, input) => lockTemplate(tx, input.templateId),
  unitPath: (template) => template.unit_path,
  subjectId: (template) => template.id,
  async handle(tx, { target: template }) {
    if (template.state === 'ended') throw refuse('letter.template.not.in.force');
    await tx.update(letterTemplates, template, { state: 'ended', ended_at: tx.now });
    return {};
  },
});

export const templateCommands: readonly Command[] = [draft, revise, issueTemplate, endTemplate];
