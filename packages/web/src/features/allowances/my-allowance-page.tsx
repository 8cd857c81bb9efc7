import { AllowanceLines, type AllowanceLineView } from '@fengni/server/modules/allowances/contract';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { gradeWords } from '../organisation/org-words.ts';
import { lineKindWords, money, monthWords } from './allowance-words.ts';

function columns(): readonly Column<AllowanceLineView>[] {
  return [
    {
      key: 'month',
      title: t('allowance.month'),
      fixed: true,
      render: (row) => <AppLink to={paths.allowanceLine(row.id)}>{monthWords(row.month)}</AppLink>,
    },
    { key: 'kind', title: t('allowance.kind'), render: (row) => lineKindWords(row.kind) },
    {
      key: 'grade',
      title: t('allowance.grade'),
      render: (row) => (row.grade === null ? '' : gradeWords(row.grade)),
    },
    { key: 'base', title: t('allowance.base'), numeric: true, render: (row) => money(row.baseFen) },
    {
      key: 'deducted',
      title: t('allowance.deducted'),
      numeric: true,
      render: (row) =>
        row.deductedFen === 0 ? '' : <span className="late">{`−${money(row.deductedFen)}`}</span>,
    },
    { key: 'amount', title: t('allowance.amount'), numeric: true, render: (row) => money(row.amountFen) },
  ];
}

/** One's own allowance, month by month, each with how it comes about. */
export function MyAllowancePage() {
  return (
    <PageFrame
      title={t('nav.allowance.mine')}
      sub={t('allowance.mine.sub')}
      wide
      actions={
        <ActionBar
          next={null}
          about={t('nav.allowance.mine')}
          actions={[{ key: 'terms', label: t('allowance.terms'), to: paths.allowanceTerms() }]}
        />
      }
    >
      <RegisterShell
        id="allowance.mine"
        label={t('nav.allowance.mine')}
        query="allowance.mine"
        output={AllowanceLines}
        input={() => ({})}
        columns={columns()}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.allowanceLine(row.id)}
        empty={<EmptyState title={t('allowance.mine.empty')} first={t('allowance.mine.empty.first')} />}
      />
    </PageFrame>
  );
}
