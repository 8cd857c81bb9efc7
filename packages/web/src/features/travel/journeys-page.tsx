import { JourneyList, type JourneyLineView } from '@fengni/server/modules/travel/contract';
import { journeyKinds, journeyStates } from '@fengni/server/modules/travel/rules';
import { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { type SessionActor, holdsDuty, useActor } from '../../lib/session.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { type Column, type Filter, type Sort, readSort } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import {
  kindChoices,
  kindWords,
  regionChoices,
  regionsWords,
  stateChoices,
  stateWords,
} from './travel-words.ts';

export const keepsTravel = (actor: SessionActor): boolean => holdsDuty(actor, 'officer', 'personnel');

function columns(): readonly Column<JourneyLineView>[] {
  return [
    {
      key: 'leader',
      title: t('travel.traveller'),
      fixed: true,
      render: (row) => (
        <AppLink to={paths.journey(row.id)}>
          {row.travellers === 1 ? row.leader : t('travel.party', { name: row.leader, n: row.travellers })}
        </AppLink>
      ),
    },
    { key: 'regions', title: t('travel.regions'), fixed: true, render: (row) => regionsWords(row.regions) },
    { key: 'kind', title: t('travel.kind'), render: (row) => kindWords(row.kind) },
    {
      key: 'from',
      title: t('travel.from'),
      numeric: true,
      sort: 'from',
      render: (row) => formatDay(row.fromOn),
    },
    {
      key: 'until',
      title: t('travel.until'),
      numeric: true,
      sort: 'until',
      render: (row) => <span className={row.late ? 'late' : ''}>{formatDay(row.untilOn)}</span>,
    },
    { key: 'state', title: t('field.state'), render: (row) => stateWords(row.state) },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
  ];
}

function filters(): readonly Filter[] {
  return [
    { key: 'search', label: t('travel.search'), kind: 'search' },
    {
      key: 'state',
      label: t('field.state'),
      kind: 'select',
      all: t('travel.state.all'),
      choices: stateChoices(),
    },
    {
      key: 'kind',
      label: t('travel.kind'),
      kind: 'select',
      all: t('travel.kind.all'),
      choices: kindChoices(),
    },
    {
      key: 'region',
      label: t('travel.regions'),
      kind: 'select',
      all: t('travel.region.all'),
      choices: regionChoices(),
    },
    { key: 'mine', label: t('travel.mine'), kind: 'toggle' },
  ];
}

function inputOf(values: UrlFilters, sort: Sort | null): Readonly<Record<string, unknown>> {
  return {
    search: values['search'] ?? '',
    state: z.enum(journeyStates).safeParse(values['state']).data ?? null,
    kind: z.enum(journeyKinds).safeParse(values['kind']).data ?? null,
    region: values['region'] === undefined || values['region'] === '' ? null : values['region'],
    mine: values['mine'] === '1',
    sort: sort?.by === 'until' ? 'until' : 'from',
    direction: sort?.direction ?? 'desc',
  };
}

/** Journeys abroad: one's own, and those one decides on or looks after (FOR-1). */
export function JourneysPage() {
  const actor = useActor();
  const [values] = useUrlFilters();
  const mayExport = holdsDuty(actor, 'officer', 'personnel', 'leader-in-charge', 'first-responsible');
  return (
    <PageFrame
      title={t('nav.travel')}
      sub={t('travel.sub')}
      wide
      actions={
        <ActionBar
          next="new"
          actions={[
            { key: 'new', label: t('travel.new'), to: paths.newJourney() },
            { key: 'documents', label: t('travel.documents'), to: paths.travelDocuments() },
            { key: 'rules', label: t('travel.rules'), to: paths.travelRules() },
            { key: 'overseas', label: t('overseas.title'), to: paths.overseas() },
          ]}
        />
      }
    >
      <RegisterShell
        id="travel.list"
        label={t('nav.travel')}
        query="travel.list"
        output={JourneyList}
        input={inputOf}
        columns={columns()}
        filters={filters()}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.journey(row.id)}
        tools={
          <ActionButton
            disabledReason={mayExport ? null : t('travel.export.who')}
            onClick={() =>
              void openFile('travel.export', inputOf(values, readSort(values)), { factor: true })
            }
          >
            {t('travel.export')}
          </ActionButton>
        }
        empty={<EmptyState title={t('travel.empty')} first={t('travel.empty.first')} />}
      />
    </PageFrame>
  );
}
