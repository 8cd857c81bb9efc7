import {
  DraftTemplate,
  ReviseTemplate,
  TemplatePage as Contract,
} from '@fengni/server/modules/letters/contract';
import { placeholders } from '@fengni/server/modules/letters/rules';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { FormShell } from '../../ui/form-shell.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { kindChoices, kindWords, occasionChoices, occasionWords } from './letter-words.ts';
import { templateStateWords } from './template-words.ts';
import { tasksField } from './tasks-input.tsx';
import './letters.css';

type Template = z.output<typeof Contract>;
type Act = 'issue' | 'end';

function textFields(): readonly FieldSpec[] {
  return [
    { name: 'name', label: t('letter.name'), kind: 'text' },
    {
      name: 'body',
      label: t('letter.text'),
      kind: 'custom',
      why: t('letter.body.why', {
        names: Object.keys(placeholders)
          .map((name) => `{${name}}`)
          .join(' '),
      }),
      control: ({ id, value, onChange, ...rest }) => (
        <textarea
          id={id}
          className="native-field letter-text"
          rows={16}
          aria-invalid={rest['aria-invalid']}
          aria-describedby={rest['aria-describedby']}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.target.value)}
        />
      ),
    },
    tasksField(),
    {
      name: 'validMonths',
      label: t('letter.valid'),
      kind: 'number',
      optional: 'null',
      why: t('letter.valid.why'),
    },
  ];
}

/** Drafts a template from nothing. */
export function NewLetterTemplatePage() {
  const router = useRouter();
  return (
    <PageFrame
      title={t('letter.template.new')}
      crumbs={[
        { label: t('nav.letters'), to: paths.letters() },
        { label: t('letter.templates'), to: paths.letterTemplates() },
        { label: t('letter.template.new') },
      ]}
    >
      <Card title={t('letter.template')}>
        <FormShell
          label={t('letter.template.new')}
          contract={DraftTemplate}
          command="letter.draftTemplate"
          draft="letter.template"
          initial={{ kind: 'responsibility', occasion: 'yearly', items: [] }}
          submitLabel={t('letter.template.save')}
          doneText={t('letter.template.saved')}
          onDone={(result) => {
            const id = result['templateId'];
            router.history.push(typeof id === 'string' ? paths.letterTemplate(id) : paths.letterTemplates());
          }}
          onCancel={() => router.history.back()}
          fields={[
            { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('letter.template.unit.why') },
            { name: 'kind', label: t('letter.kind'), kind: 'radio', choices: kindChoices() },
            { name: 'occasion', label: t('letter.occasion'), kind: 'select', choices: occasionChoices() },
            ...textFields(),
          ]}
        />
      </Card>
    </PageFrame>
  );
}

/** One version of a template: changed while it is a draft, revised into the next version afterwards. */
export function LetterTemplatePage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'letter.template', input: { templateId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded key={data.id} template={data} />}</QueryView>;
}

function Loaded({ template }: { template: Template }) {
  const router = useRouter();
  const [act, setAct] = useState<Act | null>(null);
  const leads = template.mayIssue ? null : t('letter.who.leads');
  return (
    <PageFrame
      title={template.name}
      crumbs={[
        { label: t('nav.letters'), to: paths.letters() },
        { label: t('letter.templates'), to: paths.letterTemplates() },
        { label: t('letter.version.of', { n: template.version }) },
      ]}
      sub={[
        kindWords(template.kind),
        occasionWords(template.occasion),
        template.unit,
        templateStateWords(template.state),
      ].join(' · ')}
      actions={
        <ActionBar
          next={template.state === 'draft' ? 'issue' : 'letters'}
          actions={[
            {
              key: 'issue',
              label: t('letter.template.issue'),
              disabledReason:
                leads ?? (template.state === 'draft' ? null : t('letter.template.issued.already')),
              onDo: () => setAct('issue'),
            },
            {
              key: 'letters',
              label: t('letter.issue'),
              disabledReason: template.state === 'in-force' ? null : t('letter.template.not.in.force'),
              to: paths.issueLetters({ template: template.id }),
            },
            {
              key: 'end',
              label: t('letter.template.end'),
              danger: true,
              disabledReason: leads ?? (template.state === 'ended' ? t('letter.template.ended') : null),
              onDo: () => setAct('end'),
            },
          ]}
        />
      }
    >
      <Card title={t('letter.template')}>
        <FormShell
          label={t('letter.template')}
          contract={ReviseTemplate}
          command="letter.reviseTemplate"
          fixed={{ templateId: template.id }}
          initial={{
            name: template.name,
            body: template.body,
            items: template.items,
            validMonths: template.validMonths ?? '',
          }}
          submitLabel={t(template.state === 'draft' ? 'letter.template.save' : 'letter.template.revise')}
          doneText={t('letter.template.saved')}
          disabledReason={template.mayKeep ? null : t('letter.who.keeps')}
          onDone={(result) => {
            const next = result['templateId'];
            if (typeof next === 'string' && next !== template.id)
              router.history.push(paths.letterTemplate(next));
          }}
          fields={textFields()}
        >
          {template.state === 'draft' ? null : <p className="note">{t('letter.template.revise.happens')}</p>}
        </FormShell>
      </Card>
      <ConfirmShell
        title={t('letter.template.issue')}
        open={act === 'issue'}
        onClose={() => setAct(null)}
        happens={[t('letter.template.issue.one'), t('letter.template.issue.two')]}
        command="letter.issueTemplate"
        input={() => ({ templateId: template.id })}
        confirmLabel={t('letter.template.issue')}
        doneText={t('letter.template.issue.done')}
      />
      <ConfirmShell
        title={t('letter.template.end')}
        open={act === 'end'}
        onClose={() => setAct(null)}
        happens={[t('letter.template.end.happens')]}
        command="letter.endTemplate"
        input={() => ({ templateId: template.id })}
        confirmLabel={t('letter.template.end')}
        doneText={t('letter.template.end.done')}
      />
    </PageFrame>
  );
}
