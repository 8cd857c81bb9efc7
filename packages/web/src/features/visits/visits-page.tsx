import { VisitList, type VisitLineView, visitSorts } from '@fengni/server/modules/visits/contract';
import { visitKinds, visitStates } from '@fengni/server/modules/visits/rules';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Sort } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { MonthView } from './month-view.tsx';
import {
  daysWords,
  visitKindChoices,
  visitKindWords,
  visitStateChoices,
  visitStateWords,
} from './visit-words.ts';

function columns(): readonly Column<VisitLineView>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      render: (row) => <AppLink to={paths.visit(row.id)}>{row.number}</AppLink>,
    },
    { key: 'firm', title: t('visit.firm'), render: (row) => row.firm },
    { key: 'country', title: t('visit.country'), render: (row) => row.country },
    { key: 'kind', title: t('visit.kind'), render: (row) => visitKindWords(row.kind) },
    {
      key: 'days',
      title: t('visit.days'),
      numeric: true,
      sort: 'starts',
      render: (row) => daysWords(row),
    },
    {
      key: 'people',
      title: t('visit.people'),
      numeric: true,
      render: (row) =>
        row.foreigners === 0
          ? row.visitors
          : t('visit.people.foreign', { n: row.visitors, foreigners: row.foreigners }),
    },
    {
      key: 'keyPlaces',
      title: t('visit.key.places'),
      numeric: true,
      render: (row) => (row.keyPlaces === 0 ? '' : row.keyPlaces),
    },
    { key: 'unit', title: t('visit.unit'), render: (row) => row.unit },
    { key: 'host', title: t('visit.host'), render: (row) => row.host },
    { key: 'state', title: t('field.state'), render: (row) => visitStateWords(row.state) },
  ];
}

function inputOf(values: UrlFilters, sort: Sort | null): Readonly<Record<string, unknown>> {
  const day = (key: string) => z.iso.date().safeParse(values[key]).data ?? null;
  return {
    state: z.enum(visitStates).safeParse(values['state']).data ?? null,
    kind: z.enum(visitKinds).safeParse(values['kind']).data ?? null,
    foreign: values['foreign'] === '1',
    mine: values['mine'] === '1',
    from: day('from'),
    to: day('to'),
    search: values['search'] ?? '',
    sort: z.enum(visitSorts).safeParse(sort?.by).data ?? 'starts',
    direction: sort?.direction ?? 'desc',
  };
}

/** Who comes to see us: a month at a glance, and the register (FOR-3). */
export function VisitsPage() {
  const [filters, changeFilters] = useUrlFilters();
  const tab = filters['tab'] === 'list' ? 'list' : 'month';
  return (
    <PageFrame
      title={t('nav.visits')}
      sub={t('visit.sub')}
      wide
      actions={
        <ActionBar
          next="new"
          actions={[
            { key: 'new', label: t('visit.new'), to: paths.newVisit() },
            { key: 'supplied', label: t('nav.supplied'), to: paths.supplied() },
          ]}
        />
      }
    >
      <Tabs
        label={t('nav.visits')}
        current={tab}
        onChange={(next) => changeFilters({ tab: next })}
        tabs={[
          { key: 'month', label: t('visit.tab.month') },
          { key: 'list', label: t('visit.tab.list') },
        ]}
      >
        {tab === 'month' ? <MonthView /> : <Register values={filters} />}
      </Tabs>
    </PageFrame>
  );
}

function Register({ values }: { values: UrlFilters }) {
  return (
    <RegisterShell
      id="visit.list"
      label={t('nav.visits')}
      query="visit.list"
      output={VisitList}
      input={inputOf}
      columns={columns()}
      filters={[
        { key: 'search', label: t('visit.search'), kind: 'search' },
        {
          key: 'state',
          label: t('field.state'),
          kind: 'select',
          all: t('visit.state.all'),
          choices: visitStateChoices(),
        },
        {
          key: 'kind',
          label: t('visit.kind'),
          kind: 'select',
          all: t('visit.kind.all'),
          choices: visitKindChoices(),
        },
        { key: 'from', label: t('field.from'), kind: 'day' },
        { key: 'to', label: t('field.until'), kind: 'day' },
        { key: 'foreign', label: t('visit.foreign.only'), kind: 'toggle' },
        { key: 'mine', label: t('visit.mine'), kind: 'toggle' },
      ]}
      rowKey={(row) => row.id}
      rowTo={(row) => paths.visit(row.id)}
      tools={
        <ActionButton onClick={() => void openFile('visit.export', inputOf(values, null), { factor: true })}>
          {t('visit.export')}
        </ActionButton>
      }
      empty={<EmptyState title={t('visit.empty')} first={t('visit.empty.first')} />}
    />
  );
}
