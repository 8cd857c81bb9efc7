import { CatalogueList, CurrentItems } from '@fengni/server/modules/catalogue/contract';
import { catalogueStates } from '@fengni/server/modules/catalogue/rules';
import { UnitTree } from '@fengni/kernel/org/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Filter } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { levelChoices, readLevelChoice } from '../carriers/register-choices.ts';
import { dutyWords } from '../keeping/copy-words.ts';
import { BeginDialog } from './begin-dialog.tsx';
import {
  catalogueDuties,
  catalogueStateWords,
  listTitle,
  originWords,
  schemeChoices,
  schemeWords,
} from './catalogue-words.ts';
import './catalogue.css';

type ItemLine = z.output<typeof CurrentItems>['rows'][number];
type VersionLine = z.output<typeof CatalogueList>['rows'][number];

/** What is secret in the units one has to do with, and the versions of their lists. */
export function CataloguesPage() {
  const actor = useActor();
  const router = useRouter();
  const [filters, changeFilters] = useUrlFilters();
  const [beginning, setBeginning] = useState(false);
  const versions = filters['tab'] === 'versions';
  const why = holdsDuty(actor, ...catalogueDuties)
    ? null
    : t('action.who', { who: dutyWords(catalogueDuties) });
  return (
    <PageFrame
      title={t('nav.catalogue')}
      sub={t('catalogue.sub')}
      wide
      actions={
        <ActionButton type="primary" disabledReason={why} onClick={() => setBeginning(true)}>
          {t('catalogue.begin')}
        </ActionButton>
      }
    >
      <p className="catalogue-links">
        <AppLink to={paths.scopeCatalogues()}>{t('scopes.title')}</AppLink>
        <AppLink to={paths.threeDeterminations()}>{t('three.title')}</AppLink>
      </p>
      <Tabs
        label={t('nav.catalogue')}
        current={versions ? 'versions' : 'items'}
        onChange={(tab) =>
          changeFilters({
            tab: tab === 'versions' ? 'versions' : '',
            state: '',
            level: '',
            words: '',
            sort: '',
          })
        }
        tabs={[
          { key: 'items', label: t('catalogue.tab.items') },
          { key: 'versions', label: t('catalogue.tab.versions') },
        ]}
      >
        {versions ? <VersionsRegister /> : <ItemsRegister />}
      </Tabs>
      <BeginDialog
        open={beginning}
        onClose={() => setBeginning(false)}
        onBegun={(id) => router.history.push(paths.catalogue(id))}
      />
    </PageFrame>
  );
}

function readUnit(text: string | undefined): string | null {
  const id = z.uuid().safeParse(text);
  return id.success ? id.data : null;
}
function readText(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text;
}

function useUnitFilter(): Filter {
  const tree = useQueryData({ name: 'org.tree', input: {}, output: UnitTree });
  const choices = (tree.data?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
  return { key: 'unit', label: t('field.unit'), kind: 'select', all: t('catalogue.unit.all'), choices };
}

function ItemsRegister() {
  const unitFilter = useUnitFilter();
  return (
    <RegisterShell
      id="catalogue.items"
      label={t('catalogue.tab.items')}
      query="catalogue.items"
      output={CurrentItems}
      input={itemsInput}
      columns={itemColumns()}
      filters={[
        { key: 'words', label: t('catalogue.words'), kind: 'search' },
        unitFilter,
        {
          key: 'level',
          label: t('field.level'),
          kind: 'select',
          all: t('catalogue.level.all'),
          choices: levelChoices(),
        },
        {
          key: 'origin',
          label: t('catalogue.origin'),
          kind: 'select',
          all: t('catalogue.origin.all'),
          choices: [
            { value: 'own', label: t('catalogue.origin.own') },
            { value: 'received', label: t('catalogue.origin.received') },
          ],
        },
      ]}
      rowKey={(row) => row.id}
      rowTo={(row) => paths.catalogue(row.catalogueId)}
      empty={<EmptyState title={t('catalogue.items.empty')} first={t('catalogue.items.empty.first')} />}
    />
  );
}

function itemsInput(values: UrlFilters): Readonly<Record<string, unknown>> {
  const { scheme, level } = readLevelChoice(values['level'] ?? '');
  const origin = readText(values['origin']);
  return {
    unitId: readUnit(values['unit']),
    scheme,
    level,
    words: values['words'] ?? '',
    origin: origin === 'own' || origin === 'received' ? origin : null,
  };
}

function itemColumns(): readonly Column<ItemLine>[] {
  return [
    { key: 'number', title: t('catalogue.number'), numeric: true, render: (row) => row.number },
    {
      key: 'name',
      title: t('catalogue.name'),
      fixed: true,
      render: (row) => <AppLink to={paths.catalogue(row.catalogueId)}>{row.name}</AppLink>,
    },
    {
      key: 'mark',
      title: t('field.level'),
      fixed: true,
      render: (row) => <LevelChip mark={row.mark} level={row.colour} />,
    },
    { key: 'unit', title: t('field.unit'), width: 110, render: (row) => row.unit },
    { key: 'scope', title: t('catalogue.scope'), render: (row) => row.scopeText },
    { key: 'basis', title: t('catalogue.basis'), render: (row) => row.basis },
    { key: 'owner', title: t('catalogue.owner'), render: (row) => row.owner },
    { key: 'origin', title: t('catalogue.origin'), width: 70, render: (row) => originWords(row.origin) },
    { key: 'link', title: t('catalogue.link'), hidden: true, render: (row) => row.link },
    { key: 'scheme', title: t('catalogue.scheme'), hidden: true, render: (row) => schemeWords(row.scheme) },
  ];
}

function VersionsRegister() {
  const unitFilter = useUnitFilter();
  return (
    <RegisterShell
      id="catalogue.versions"
      label={t('catalogue.tab.versions')}
      query="catalogue.list"
      output={CatalogueList}
      input={versionsInput}
      columns={versionColumns()}
      filters={[
        unitFilter,
        {
          key: 'scheme',
          label: t('catalogue.scheme'),
          kind: 'select',
          all: t('catalogue.scheme.all'),
          choices: schemeChoices(),
        },
        {
          key: 'state',
          label: t('field.state'),
          kind: 'select',
          all: t('catalogue.state.all'),
          choices: catalogueStates.map((value) => ({ value, label: catalogueStateWords(value) })),
        },
      ]}
      rowKey={(row) => row.id}
      rowTo={(row) => paths.catalogue(row.id)}
      empty={<EmptyState title={t('catalogue.versions.empty')} first={t('catalogue.versions.empty.first')} />}
    />
  );
}

function versionsInput(values: UrlFilters): Readonly<Record<string, unknown>> {
  const state = z.enum(catalogueStates).safeParse(values['state']);
  return {
    unitId: readUnit(values['unit']),
    scheme: readText(values['scheme']),
    state: state.success ? state.data : null,
  };
}

function versionColumns(): readonly Column<VersionLine>[] {
  return [
    { key: 'unit', title: t('field.unit'), fixed: true, render: (row) => row.unit },
    {
      key: 'list',
      title: t('catalogue.list'),
      fixed: true,
      render: (row) => <AppLink to={paths.catalogue(row.id)}>{listTitle(row.scheme)}</AppLink>,
    },
    {
      key: 'version',
      title: t('catalogue.version'),
      numeric: true,
      render: (row) => t('catalogue.version.of', { n: row.version }),
    },
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => (row.mark === '' ? t('value.none') : <LevelChip mark={row.mark} level={row.colour} />),
    },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => catalogueStateWords(row.state, row.approvalId !== null),
    },
    {
      key: 'begun',
      title: t('catalogue.begun'),
      numeric: true,
      hidden: true,
      render: (row) => formatDay(row.begunOn),
    },
    {
      key: 'from',
      title: t('catalogue.from'),
      numeric: true,
      render: (row) => (row.inForceFrom === null ? '' : formatDay(row.inForceFrom)),
    },
    {
      key: 'filed',
      title: t('catalogue.filed'),
      numeric: true,
      render: (row) => (row.filedOn === null ? '' : formatDay(row.filedOn)),
    },
    {
      key: 'reviewed',
      title: t('catalogue.reviewed'),
      numeric: true,
      render: (row) => (row.reviewedOn === null ? '' : formatDay(row.reviewedOn)),
    },
  ];
}
