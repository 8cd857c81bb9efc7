import { TemplateList } from '@fengni/server/modules/letters/contract';
import { letterKinds } from '@fengni/server/modules/letters/rules';
import { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useActor } from '../../lib/session.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { kindChoices, kindWords, occasionWords, whyNotKeepTemplates } from './letter-words.ts';
import { templateStateWords } from './template-words.ts';

type Template = z.output<typeof TemplateList>['rows'][number];
const State = z.enum(['draft', 'in-force', 'ended']);

function columns(): readonly Column<Template>[] {
  return [
    {
      key: 'name',
      title: t('letter.name'),
      fixed: true,
      render: (row) => <AppLink to={paths.letterTemplate(row.id)}>{row.name}</AppLink>,
    },
    { key: 'version', title: t('letter.version'), numeric: true, render: (row) => row.version },
    { key: 'kind', title: t('letter.kind'), render: (row) => kindWords(row.kind) },
    { key: 'occasion', title: t('letter.occasion'), render: (row) => occasionWords(row.occasion) },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'state', title: t('field.state'), render: (row) => templateStateWords(row.state) },
    {
      key: 'issued',
      title: t('letter.template.issued'),
      render: (row) => (row.issuedAt === null ? '' : formatInstant(row.issuedAt)),
    },
    { key: 'letters', title: t('letter.template.letters'), numeric: true, render: (row) => row.letters },
  ];
}

/** Templates with their versions: what letters are made from. */
export function LetterTemplatesPage() {
  const actor = useActor();
  return (
    <PageFrame
      title={t('letter.templates')}
      sub={t('letter.templates.sub')}
      crumbs={[{ label: t('nav.letters'), to: paths.letters() }, { label: t('letter.templates') }]}
      wide
      actions={
        <ActionBar
          next="new"
          actions={[
            {
              key: 'new',
              label: t('letter.template.new'),
              disabledReason: whyNotKeepTemplates(actor),
              to: paths.newLetterTemplate(),
            },
          ]}
        />
      }
    >
      <RegisterShell
        id="letter.templates"
        label={t('letter.templates')}
        query="letter.templates"
        output={TemplateList}
        input={(values) => ({
          state: State.safeParse(values['state']).data ?? null,
          kind: z.enum(letterKinds).safeParse(values['kind']).data ?? null,
        })}
        columns={columns()}
        filters={[
          {
            key: 'kind',
            label: t('letter.kind'),
            kind: 'select',
            all: t('letter.kind.all'),
            choices: kindChoices(),
          },
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('letter.state.all'),
            choices: State.options.map((value) => ({ value, label: templateStateWords(value) })),
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.letterTemplate(row.id)}
        empty={<EmptyState title={t('letter.templates.empty')} first={t('letter.templates.empty.first')} />}
      />
    </PageFrame>
  );
}
