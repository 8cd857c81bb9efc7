import {
  AllowanceLines,
  type AllowanceLineView,
  AllowanceListPage as Contract,
} from '@fengni/server/modules/allowances/contract';
import { allowanceGrades, lineKinds } from '@fengni/server/modules/allowances/rules';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { gradeWords } from '../organisation/org-words.ts';
import {
  type AllowanceListData,
  lineKindChoices,
  lineKindWords,
  money,
  monthWords,
  nextWords,
  stateWords,
} from './allowance-words.ts';
import { type ListAct, ListDialog } from './list-dialog.tsx';
import './allowances.css';

/** One month's list: what is next, the sums, every line with its way to the explanation. */
export function AllowanceListPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'allowance.open', input: { listId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded list={data} />}</QueryView>;
}

function Loaded({ list }: { list: AllowanceListData }) {
  const [act, setAct] = useState<ListAct | null>(null);
  return (
    <PageFrame
      title={t('allowance.list.of', { month: monthWords(list.month) })}
      crumbs={[{ label: t('nav.allowances'), to: paths.allowances() }, { label: monthWords(list.month) }]}
      sub={[list.unit, stateWords(list.state), nextWords(list)].join(' · ')}
      wide
      actions={<Actions list={list} onAct={setAct} />}
    >
      {list.state === 'begun' ? null : <Sums list={list} />}
      {list.state === 'begun' ? (
        <EmptyState title={t('allowance.lines.none')} first={t('allowance.next.begun')} />
      ) : (
        <Lines list={list} />
      )}
      {act === null ? null : <ListDialog act={act} list={list} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

const nextOf = { begun: 'compute', computed: 'approve', approved: 'close', closed: 'sheet' } as const;

function Actions({ list, onAct }: { list: AllowanceListData; onAct: (act: ListAct) => void }) {
  const who = list.mayKeep ? null : t('allowance.who');
  const waits = list.pending.length > 0 ? t('allowance.next.pending') : null;
  const inState = (...states: readonly AllowanceListData['state'][]) =>
    states.includes(list.state) ? null : t('allowance.state.not', { state: stateWords(list.state) });
  const handOut = inState('computed', 'approved', 'closed');
  const open = (name: string) => void openFile(name, { listId: list.id }, { factor: true });
  return (
    <ActionBar
      next={nextOf[list.state]}
      actions={[
        {
          key: 'approve',
          label: t('allowance.approve'),
          disabledReason: who ?? waits ?? inState('computed'),
          onDo: () => onAct('approve'),
        },
        {
          key: 'close',
          label: t('allowance.close'),
          disabledReason: who ?? inState('approved'),
          onDo: () => onAct('close'),
        },
        {
          key: 'sheet',
          label: t('allowance.sheet'),
          disabledReason: handOut,
          onDo: () => open('allowance.sheet'),
        },
        {
          key: 'export',
          label: t('allowance.export'),
          disabledReason: handOut,
          onDo: () => open('allowance.export'),
        },
        {
          key: 'compute',
          label: list.state === 'computed' ? t('allowance.compute.again') : t('allowance.compute'),
          disabledReason: who ?? inState('begun', 'computed'),
          onDo: () => onAct('compute'),
        },
        {
          key: 'reopen',
          label: t('allowance.reopen'),
          disabledReason: who ?? waits ?? inState('approved'),
          danger: true,
          onDo: () => onAct('reopen'),
        },
      ]}
    />
  );
}

function Sums({ list }: { list: AllowanceListData }) {
  const { terms, before } = list;
  return (
    <Card title={t('allowance.sums')} aside={t('allowance.edition', { n: list.edition })}>
      <div className="allowance-sums">
        <KeyValues
          rows={[
            [t('allowance.people'), list.people],
            [t('allowance.total'), t('allowance.yuan', { amount: money(list.totalFen) })],
            ...list.byGrade.map(
              (one) =>
                [
                  `${lineKindWords(one.kind)}${one.grade === null ? '' : ` · ${gradeWords(one.grade)}`}`,
                  t('allowance.of.people', { n: one.people, amount: money(one.fen) }),
                ] as const,
            ),
            [t('allowance.deducted.lines'), list.deducted],
            [t('allowance.corrected.lines'), list.corrected],
            ...(before === null
              ? []
              : [
                  [
                    t('allowance.before'),
                    t('allowance.of.people', { n: before.people, amount: money(before.totalFen) }),
                  ] as const,
                ]),
            [
              t('allowance.terms'),
              <AppLink key="terms" to={paths.allowanceTerms()}>
                {t('allowance.terms.from', { unit: terms.unit, month: monthWords(terms.fromMonth) })}
              </AppLink>,
            ],
            ...(list.computedAt === null
              ? []
              : [
                  [
                    t('allowance.computed'),
                    `${formatInstant(list.computedAt)} ${list.computedBy ?? ''}`,
                  ] as const,
                ]),
            ...(list.approvedAt === null
              ? []
              : [[t('allowance.approved'), formatInstant(list.approvedAt)] as const]),
            ...(list.paidOn === null ? [] : [[t('allowance.paid'), formatDay(list.paidOn)] as const]),
            ...(list.openAppeals === 0 ? [] : [[t('allowance.appeals.open'), list.openAppeals] as const]),
            ...list.pending.map(
              (one) =>
                [
                  t('allowance.asked'),
                  <AppLink key={one.id} to={paths.approval(one.id)}>
                    {t('allowance.asked.see')}
                  </AppLink>,
                ] as const,
            ),
          ]}
        />
      </div>
    </Card>
  );
}

function columns(): readonly Column<AllowanceLineView>[] {
  return [
    {
      key: 'person',
      title: t('allowance.person'),
      fixed: true,
      render: (row) => <AppLink to={paths.allowanceLine(row.id)}>{row.person}</AppLink>,
    },
    { key: 'staff', title: t('allowance.staff'), hidden: true, render: (row) => row.staffNo },
    { key: 'unit', title: t('allowance.department'), render: (row) => row.unit },
    { key: 'kind', title: t('allowance.kind'), render: (row) => lineKindWords(row.kind) },
    {
      key: 'grade',
      title: t('allowance.grade'),
      render: (row) => (row.grade === null ? '' : gradeWords(row.grade)),
    },
    {
      key: 'days',
      title: t('allowance.days'),
      numeric: true,
      render: (row) => (row.kind === 'adjustment' ? '' : row.days),
    },
    { key: 'base', title: t('allowance.base'), numeric: true, render: (row) => money(row.baseFen) },
    {
      key: 'deducted',
      title: t('allowance.deducted'),
      numeric: true,
      render: (row) =>
        row.deductedFen === 0 ? '' : <span className="late">{`−${money(row.deductedFen)}`}</span>,
    },
    {
      key: 'amount',
      title: t('allowance.amount'),
      numeric: true,
      render: (row) => (
        <>
          {row.corrected ? <span className="why">{t('allowance.corrected')} </span> : null}
          {money(row.amountFen)}
        </>
      ),
    },
  ];
}

function Lines({ list }: { list: AllowanceListData }) {
  return (
    <RegisterShell
      id="allowance.lines"
      label={t('allowance.lines')}
      query="allowance.lines"
      output={AllowanceLines}
      input={(values) => ({
        listId: list.id,
        kind: z.enum(lineKinds).safeParse(values['kind']).data ?? null,
        grade: z.enum(allowanceGrades).safeParse(values['grade']).data ?? null,
        changed: values['changed'] === '1',
        text: values['text'] ?? '',
      })}
      columns={columns()}
      filters={[
        { key: 'text', label: t('allowance.person'), kind: 'search' },
        {
          key: 'kind',
          label: t('allowance.kind'),
          kind: 'select',
          all: t('allowance.kind.all'),
          choices: lineKindChoices(),
        },
        {
          key: 'grade',
          label: t('allowance.grade'),
          kind: 'select',
          all: t('allowance.grade.all'),
          choices: allowanceGrades.map((value) => ({ value, label: gradeWords(value) })),
        },
        { key: 'changed', label: t('allowance.changed'), kind: 'toggle' },
      ]}
      rowKey={(row) => row.id}
      rowTo={(row) => paths.allowanceLine(row.id)}
      empty={<EmptyState title={t('allowance.nobody')} first={t('allowance.nobody.first')} />}
    />
  );
}
