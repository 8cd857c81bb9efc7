import { ApprovalList, type ApprovalLineView, approvalBatchMax } from '@fengni/kernel/approval/contract';
import { useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { BatchAction, Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { stateWords } from './approval-words.ts';
import { BatchDialog } from './batch-dialog.tsx';

type Box = 'inbox' | 'asked' | 'decided';

function columns(): readonly Column<ApprovalLineView>[] {
  return [
    {
      key: 'what',
      title: t('approvals.what'),
      fixed: true,
      render: (row) => <AppLink to={paths.approval(row.id)}>{pick(row.title)}</AppLink>,
    },
    { key: 'number', title: t('field.number'), numeric: true, render: (row) => row.subjectNumber },
    {
      key: 'requester',
      title: t('approvals.requester'),
      render: (row) => t('approvals.person', { person: row.requester, unit: row.requesterUnit }),
    },
    { key: 'reason', title: t('field.reason'), render: (row) => row.reason },
    { key: 'state', title: t('field.state'), render: (row) => <StateText row={row} /> },
    {
      key: 'created',
      title: t('approvals.created'),
      numeric: true,
      render: (row) => formatInstant(row.createdAt),
    },
    {
      key: 'due',
      title: t('approvals.due'),
      numeric: true,
      render: (row) => (row.stepDueAt === null ? '' : formatInstant(row.stepDueAt)),
    },
  ];
}

function StateText({ row }: { row: ApprovalLineView }) {
  if (row.nobodyDecides && row.state === 'pending')
    return <span className="late">{t('approval.nobody')}</span>;
  const step = row.state === 'pending' && row.stepName !== null ? ` · ${pick(row.stepName)}` : '';
  return <>{stateWords(row.state) + step}</>;
}

function readBox(text: string | undefined): Box {
  return text === 'asked' || text === 'decided' ? text : 'inbox';
}

/** Requests to decide, one's own, and those already decided. */
export function ApprovalsPage() {
  const [filters, changeFilters] = useUrlFilters();
  const [deciding, setDeciding] = useState<readonly ApprovalLineView[] | null>(null);
  const box = readBox(filters['box']);
  const empties = {
    inbox: t('approvals.empty.inbox'),
    asked: t('approvals.empty.asked'),
    decided: t('approvals.empty.decided'),
  };
  const decideTogether: BatchAction<ApprovalLineView> = {
    key: 'decide',
    label: t('batch.decide'),
    disabledReason: (rows) =>
      rows.length > approvalBatchMax ? t('batch.most', { n: approvalBatchMax }) : null,
    onDo: setDeciding,
  };
  return (
    <PageFrame title={t('nav.approvals')} sub={t('approvals.sub')} wide>
      <Tabs
        label={t('nav.approvals')}
        current={box}
        onChange={(next) => changeFilters({ box: next === 'inbox' ? '' : next })}
        tabs={[
          { key: 'inbox', label: t('approvals.inbox') },
          { key: 'asked', label: t('approvals.asked') },
          { key: 'decided', label: t('approvals.decided') },
        ]}
      >
        <RegisterShell
          key={box}
          id={`approval.${box}`}
          label={t('nav.approvals')}
          query="approval.list"
          output={ApprovalList}
          input={() => ({ box })}
          columns={columns()}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.approval(row.id)}
          {...(box === 'inbox' ? { batch: [decideTogether] } : {})}
          empty={<EmptyState title={empties[box]} first={t('approvals.empty.first')} />}
        />
      </Tabs>
      {deciding === null ? null : <BatchDialog lines={deciding} onClose={() => setDeciding(null)} />}
    </PageFrame>
  );
}
