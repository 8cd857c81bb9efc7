import { type AllowanceAppealLine, AllowanceAppeals } from '@fengni/server/modules/allowances/contract';
import { appealStates } from '@fengni/server/modules/allowances/rules';
import { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { appealWords, money, monthWords } from './allowance-words.ts';

function columns(): readonly Column<AllowanceAppealLine>[] {
  return [
    {
      key: 'person',
      title: t('allowance.person'),
      fixed: true,
      render: (row) => <AppLink to={paths.allowanceLine(row.lineId)}>{row.person}</AppLink>,
    },
    { key: 'month', title: t('allowance.month'), render: (row) => monthWords(row.month) },
    { key: 'made', title: t('allowance.appeal.made'), render: (row) => formatInstant(row.madeAt) },
    { key: 'state', title: t('field.state'), render: (row) => appealWords(row.state) },
    {
      key: 'answered',
      title: t('allowance.appeal.answered'),
      render: (row) => (row.answeredAt === null ? '' : formatInstant(row.answeredAt)),
    },
    {
      key: 'difference',
      title: t('allowance.difference'),
      numeric: true,
      render: (row) => (row.differenceFen === 0 ? '' : money(row.differenceFen)),
    },
    {
      key: 'paid',
      title: t('allowance.paid.with'),
      render: (row) => (row.paidMonth === null ? '' : monthWords(row.paidMonth)),
    },
  ];
}

/** Appeals, those to be answered and those that are; who looks after nobody sees his own. */
export function AllowanceAppealsPage() {
  return (
    <PageFrame
      title={t('allowance.appeals')}
      sub={t('allowance.appeals.sub')}
      crumbs={[{ label: t('nav.allowances'), to: paths.allowances() }, { label: t('allowance.appeals') }]}
      wide
    >
      <RegisterShell
        id="allowance.appeals"
        label={t('allowance.appeals')}
        query="allowance.appeals"
        output={AllowanceAppeals}
        input={(values) => ({ state: z.enum(appealStates).safeParse(values['state']).data ?? null })}
        columns={columns()}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('allowance.state.all'),
            choices: appealStates.map((value) => ({ value, label: appealWords(value) })),
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.allowanceLine(row.lineId)}
        empty={<EmptyState title={t('allowance.appeals.empty')} first={t('allowance.appeals.none.first')} />}
      />
    </PageFrame>
  );
}
