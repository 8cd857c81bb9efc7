import {
  RecipientList,
  type RecipientView,
  SupplyList,
  type SupplyLineView,
} from '@fengni/server/modules/visits/contract';
import { secrecies, supplyStates } from '@fengni/server/modules/visits/rules';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Filter, Sort } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import {
  formWords,
  secrecyChoices,
  secrecyWords,
  supplyStateChoices,
  supplyStateWords,
} from './visit-words.ts';

function columns(): readonly Column<SupplyLineView>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      sort: 'made',
      render: (row) => <AppLink to={paths.supply(row.id)}>{row.number}</AppLink>,
    },
    { key: 'title', title: t('supply.what'), fixed: true, render: (row) => row.title },
    { key: 'recipient', title: t('supply.recipient'), render: (row) => row.recipient },
    {
      key: 'country',
      title: t('visit.country'),
      render: (row) => (
        <>
          {row.country} {row.foreigner ? <span className="late">{t('supply.abroad')}</span> : null}
        </>
      ),
    },
    { key: 'form', title: t('supply.form'), hidden: true, render: (row) => formWords(row.form) },
    {
      key: 'secrecy',
      title: t('supply.secrecy'),
      render: (row) => (row.mark === '' ? secrecyWords(row.secrecy) : row.mark),
    },
    { key: 'unit', title: t('field.unit'), hidden: true, render: (row) => row.unit },
    { key: 'giver', title: t('supply.giver'), render: (row) => row.giver },
    { key: 'state', title: t('field.state'), render: (row) => supplyStateWords(row.state) },
    {
      key: 'given',
      title: t('supply.given.on'),
      numeric: true,
      sort: 'given',
      render: (row) => (row.givenOn === null ? '' : formatDay(row.givenOn)),
    },
    {
      key: 'return',
      title: t('supply.return.by'),
      numeric: true,
      render: (row) =>
        row.returnBy === null ? (
          ''
        ) : (
          <span className={row.state === 'given' && row.returnBy < todayHere() ? 'late' : ''}>
            {formatDay(row.returnBy)}
          </span>
        ),
    },
  ];
}

function inputOf(values: UrlFilters, sort: Sort | null): Readonly<Record<string, unknown>> {
  return {
    state: z.enum(supplyStates).safeParse(values['state']).data ?? null,
    secrecy: z.enum(secrecies).safeParse(values['secrecy']).data ?? null,
    year: yearOf(values),
    foreign: values['foreign'] === '1',
    late: values['late'] === '1',
    recipient: values['recipient'] ?? '',
    country: values['country'] ?? '',
    search: values['search'] ?? '',
    sort: sort?.by === 'given' ? 'given' : 'made',
    direction: sort?.direction ?? 'desc',
  };
}
function yearOf(values: UrlFilters): number | null {
  return z.coerce.number().int().min(2000).max(2200).safeParse(values['year']).data ?? null;
}
const yearsBack = 10;
function yearFilter(): Filter {
  const thisYear = Number(todayHere().slice(0, 4));
  const choices = Array.from({ length: yearsBack }, (_, i) => String(thisYear - i));
  return {
    key: 'year',
    label: t('supply.year'),
    kind: 'select',
    all: t('supply.year.all'),
    choices: choices.map((value) => ({ value, label: value })),
  };
}

/** What was given to outsiders: line by line, and by whom it went to (FOR-3). */
export function SuppliedPage() {
  const [filters, changeFilters] = useUrlFilters();
  const tab = filters['tab'] === 'recipients' ? 'recipients' : 'list';
  return (
    <PageFrame
      title={t('nav.supplied')}
      sub={t('supply.sub')}
      wide
      actions={
        <ActionBar
          next="new"
          actions={[
            { key: 'new', label: t('supply.new'), to: paths.newSupply() },
            { key: 'visits', label: t('nav.visits'), to: paths.visits() },
          ]}
        />
      }
    >
      <Tabs
        label={t('nav.supplied')}
        current={tab}
        onChange={(next) => changeFilters({ tab: next, search: '' })}
        tabs={[
          { key: 'list', label: t('supply.tab.list') },
          { key: 'recipients', label: t('supply.tab.recipients') },
        ]}
      >
        {tab === 'list' ? <Lines values={filters} /> : <Recipients />}
      </Tabs>
    </PageFrame>
  );
}

function Lines({ values }: { values: UrlFilters }) {
  const [, changeFilters] = useUrlFilters();
  const about = [values['recipient'] ?? '', values['country'] ?? ''].filter((part) => part !== '');
  return (
    <>
      {about.length === 0 ? null : (
        <p className="note">
          {t('supply.about', { who: about.join(' · ') })}{' '}
          <ActionButton size="small" onClick={() => changeFilters({ recipient: '', country: '' })}>
            {t('supply.about.all')}
          </ActionButton>
        </p>
      )}
      <RegisterShell
        id="supply.list"
        label={t('nav.supplied')}
        query="supply.list"
        output={SupplyList}
        input={inputOf}
        columns={columns()}
        filters={[
          { key: 'search', label: t('supply.search'), kind: 'search' },
          yearFilter(),
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('visit.state.all'),
            choices: supplyStateChoices(),
          },
          {
            key: 'secrecy',
            label: t('supply.secrecy'),
            kind: 'select',
            all: t('supply.secrecy.all'),
            choices: secrecyChoices(),
          },
          { key: 'foreign', label: t('supply.foreign.only'), kind: 'toggle' },
          { key: 'late', label: t('supply.late.only'), kind: 'toggle' },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.supply(row.id)}
        tools={
          <ActionButton
            onClick={() => void openFile('supply.export', inputOf(values, null), { factor: true })}
          >
            {t('visit.export')}
          </ActionButton>
        }
        empty={<EmptyState title={t('supply.empty')} first={t('supply.empty.first')} />}
      />
    </>
  );
}

function Recipients() {
  const columnsOf: readonly Column<RecipientView>[] = [
    {
      key: 'recipient',
      title: t('supply.recipient'),
      fixed: true,
      render: (row) => (
        <AppLink to={paths.supplied({ recipient: row.recipient, country: row.country })}>
          {row.recipient}
        </AppLink>
      ),
    },
    {
      key: 'country',
      title: t('visit.country'),
      render: (row) => <AppLink to={paths.supplied({ country: row.country })}>{row.country}</AppLink>,
    },
    { key: 'given', title: t('supply.count.given'), numeric: true, render: (row) => row.given },
    { key: 'secrets', title: t('supply.count.secrets'), numeric: true, render: (row) => row.secrets },
    {
      key: 'out',
      title: t('supply.count.out'),
      numeric: true,
      render: (row) => (row.out === 0 ? '' : row.out),
    },
    {
      key: 'last',
      title: t('supply.last'),
      numeric: true,
      render: (row) => (row.lastOn === null ? '' : formatDay(row.lastOn)),
    },
  ];
  return (
    <RegisterShell
      id="supply.recipients"
      label={t('supply.tab.recipients')}
      query="supply.recipients"
      output={RecipientList}
      input={(values) => ({ year: yearOf(values), search: values['search'] ?? '' })}
      columns={columnsOf}
      filters={[{ key: 'search', label: t('supply.search.recipient'), kind: 'search' }, yearFilter()]}
      rowKey={(row) => `${row.recipient} ${row.country}`}
      rowTo={(row) => paths.supplied({ recipient: row.recipient, country: row.country })}
      empty={<EmptyState title={t('supply.recipients.empty')} />}
    />
  );
}
