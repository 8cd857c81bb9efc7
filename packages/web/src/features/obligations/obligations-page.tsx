import {
  ObligationKinds,
  ObligationList,
  ObligationListQuery,
  type ObligationLineView,
} from '@fengni/kernel/obligation/contract';
import { z } from 'zod';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { subjectPath } from '../../lib/subjects.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { DueText } from '../../ui/due-text.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Filter } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';

const State = ObligationListQuery.shape.state.unwrap();

function columns(): readonly Column<ObligationLineView>[] {
  return [
    {
      key: 'due',
      title: t('obligation.due'),
      render: (row) => <DueText dueOn={row.dueOn} daysLate={row.daysLate} />,
      fixed: true,
    },
    { key: 'what', title: t('obligation.what'), render: (row) => pick(row.title), fixed: true },
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => (row.mark === null ? '' : <LevelChip mark={row.mark} level={row.levelToken} />),
    },
    { key: 'number', title: t('field.number'), numeric: true, render: (row) => <SubjectNumber row={row} /> },
    { key: 'title', title: t('field.title'), render: (row) => row.subjectTitle },
    {
      key: 'person',
      title: t('obligation.who'),
      render: (row) =>
        row.personId === null ? row.unit : <AppLink to={paths.person(row.personId)}>{row.person}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit, hidden: true },
    {
      key: 'basis',
      title: t('field.basis'),
      render: (row) => (row.basis === null ? '' : pick(row.basis.source)),
    },
    { key: 'chased', title: t('obligation.chased.head'), numeric: true, render: (row) => row.chased },
  ];
}

function SubjectNumber({ row }: { row: ObligationLineView }) {
  const to = subjectPath(row.subjectTable, row.subjectId, row.subjectNumber);
  return to === null ? row.subjectNumber : <AppLink to={to}>{row.subjectNumber}</AppLink>;
}

function filters(kinds: z.infer<typeof ObligationKinds>['kinds']): readonly Filter[] {
  return [
    {
      key: 'state',
      label: t('field.state'),
      kind: 'select',
      all: t('obligation.state.open'),
      choices: [
        { value: 'late', label: t('obligation.state.late') },
        { value: 'done', label: t('obligation.state.done') },
        { value: 'cancelled', label: t('obligation.state.cancelled') },
      ],
    },
    {
      key: 'kind',
      label: t('obligation.kind'),
      kind: 'select',
      all: t('obligation.kind.all'),
      choices: kinds.map(({ kind, title }) => ({ value: kind, label: pick(title) })),
    },
    { key: 'mine', label: t('obligation.mine'), kind: 'toggle' },
  ];
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  const state = State.safeParse(values['state']);
  const unitId = z.uuid().safeParse(values['unit']);
  return {
    state: state.success ? state.data : 'open',
    kind: (values['kind'] ?? '') === '' ? null : values['kind'],
    unitId: unitId.success ? unitId.data : null,
    mine: values['mine'] === '1',
  };
}

/** Everything owed that the caller oversees. */
export function ObligationsPage() {
  const kinds = useQueryData({ name: 'obligation.kinds', input: {}, output: ObligationKinds });
  return (
    <PageFrame
      title={t('nav.obligations')}
      sub={t('obligation.sub')}
      wide
      actions={<AppLink to={paths.calendar()}>{t('calendar.open')}</AppLink>}
    >
      <RegisterShell
        id="obligation.list"
        label={t('nav.obligations')}
        query="obligation.list"
        output={ObligationList}
        input={inputOf}
        columns={columns()}
        filters={filters(kinds.data?.kinds ?? [])}
        rowKey={(row) => row.id}
        rowTo={(row) => subjectPath(row.subjectTable, row.subjectId, row.subjectNumber)}
        empty={<EmptyState title={t('obligation.empty')} first={t('obligation.empty.first')} />}
      />
    </PageFrame>
  );
}
