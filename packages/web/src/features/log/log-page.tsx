import { LogList, logOutcomes } from '@fengni/kernel/log/contract';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Filter } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { EntryDrawer } from './entry-drawer.tsx';
import { LogHead } from './log-head.tsx';
import { outcomeWords } from './outcome-words.ts';

export type LogRow = z.output<typeof LogList>['rows'][number];

function columns(): readonly Column<LogRow>[] {
  return [
    { key: 'at', title: t('field.time'), fixed: true, numeric: true, render: (row) => formatInstant(row.at) },
    { key: 'leaf', title: t('log.leaf'), numeric: true, render: (row) => row.leafIndex ?? t('log.unsealed') },
    { key: 'what', title: t('log.what'), fixed: true, render: (row) => pick(row.title) },
    { key: 'outcome', title: t('log.outcome'), render: (row) => <OutcomeText outcome={row.outcome} /> },
    {
      key: 'person',
      title: t('field.person'),
      render: (row) => [row.person ?? '', row.login ?? ''].filter((part) => part !== '').join(' · '),
    },
    { key: 'subject', title: t('log.subject'), render: (row) => row.subject, hidden: true },
    {
      key: 'command',
      title: t('log.command'),
      render: (row) => <span className="mono">{row.command}</span>,
      hidden: true,
    },
  ];
}

const bad: readonly LogRow['outcome'][] = ['denied', 'refused', 'failed'];

function OutcomeText({ outcome }: { outcome: LogRow['outcome'] }) {
  return <span className={bad.includes(outcome) ? 'late' : ''}>{outcomeWords(outcome)}</span>;
}

function filters(): readonly Filter[] {
  return [
    { key: 'text', label: t('log.search'), kind: 'search' },
    {
      key: 'outcome',
      label: t('log.outcome'),
      kind: 'select',
      all: t('log.outcome.all'),
      choices: logOutcomes.map((value) => ({ value, label: outcomeWords(value) })),
    },
    { key: 'from', label: t('field.from'), kind: 'day' },
    { key: 'to', label: t('field.until'), kind: 'day' },
  ];
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  const search = Object.fromEntries(
    ['text', 'command', 'outcome', 'accountId', 'from', 'to'].flatMap((key) =>
      (values[key] ?? '') === '' ? [] : [[key, values[key]]],
    ),
  );
  return { search };
}

/** The auditor's log: who did what, how it ended, where it stands in the tree. */
export function LogPage() {
  const [opened, setOpened] = useState<LogRow | null>(null);
  return (
    <PageFrame title={t('nav.log')} sub={t('log.sub')} wide>
      <LogHead />
      <RegisterShell
        id="log.list"
        label={t('nav.log')}
        query="log.list"
        output={LogList}
        input={inputOf}
        columns={columns()}
        filters={filters()}
        rowKey={(row) => row.entryId}
        onOpen={setOpened}
        empty={<EmptyState title={t('log.empty')} />}
      />
      {opened === null ? null : <EntryDrawer row={opened} onClose={() => setOpened(null)} />}
    </PageFrame>
  );
}
