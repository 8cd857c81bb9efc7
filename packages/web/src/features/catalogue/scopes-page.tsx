import {
  EndScopeCatalogue,
  ScopeItems,
  ScopeList,
  ScopePage as Contract,
} from '@fengni/server/modules/catalogue/contract';
import { useParams, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { dutyWords, pageAction } from '../keeping/copy-words.ts';
import { schemeWords } from './catalogue-words.ts';
import './catalogue.css';

type ScopeLine = z.output<typeof ScopeList>['rows'][number];
type ScopeItemLine = z.output<typeof ScopeItems>['rows'][number];

/** Scope catalogues of superiors, as far as one may know them: brought in by the officer, none are shipped. */
export function ScopesPage() {
  const actor = useActor();
  const router = useRouter();
  const why = holdsDuty(actor, 'officer') ? null : t('action.who', { who: dutyWords(['officer']) });
  return (
    <PageFrame
      title={t('scopes.title')}
      crumbs={[{ label: t('nav.catalogue'), to: paths.catalogues() }, { label: t('scopes.title') }]}
      sub={t('scopes.sub')}
      wide
      actions={
        <ActionButton
          type="primary"
          disabledReason={why}
          onClick={() => router.history.push(paths.importCatalogue())}
        >
          {t('scopes.import')}
        </ActionButton>
      }
    >
      <RegisterShell
        id="catalogue.scopes"
        label={t('scopes.title')}
        query="scopeCatalogue.list"
        output={ScopeList}
        input={(values) => ({ current: values['current'] === '1' })}
        columns={scopeColumns()}
        filters={[{ key: 'current', label: t('scopes.current.only'), kind: 'toggle' }]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.scopeCatalogue(row.id)}
        empty={<EmptyState title={t('scopes.empty')} first={t('scopes.empty.first')} />}
      />
    </PageFrame>
  );
}

function scopeColumns(): readonly Column<ScopeLine>[] {
  return [
    {
      key: 'title',
      title: t('scopes.name'),
      fixed: true,
      render: (row) => <AppLink to={paths.scopeCatalogue(row.id)}>{row.title}</AppLink>,
    },
    {
      key: 'mark',
      title: t('field.level'),
      fixed: true,
      render: (row) => <LevelChip mark={row.mark} level={row.colour} />,
    },
    { key: 'issuer', title: t('scopes.issuer'), render: (row) => row.issuingBody },
    { key: 'document', title: t('scopes.document'), render: (row) => row.documentNo },
    { key: 'scheme', title: t('catalogue.scheme'), hidden: true, render: (row) => schemeWords(row.scheme) },
    { key: 'unit', title: t('scopes.unit'), render: (row) => row.unit },
    { key: 'items', title: t('scopes.items'), numeric: true, render: (row) => row.items },
    { key: 'from', title: t('scopes.from'), numeric: true, render: (row) => formatDay(row.inForceFrom) },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (row.current ? t('catalogue.state.in-force') : endWords(row)),
    },
  ];
}

function endWords(row: Pick<ScopeLine, 'inForceTo'>): string {
  return row.inForceTo === null ? t('scopes.later') : t('scopes.ended', { day: formatDay(row.inForceTo) });
}

/** One scope catalogue with its items. */
export function ScopePage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({
    name: 'scopeCatalogue.open',
    input: { scopeCatalogueId: id },
    output: Contract,
  });
  return <QueryView query={page}>{(data) => <LoadedScope scope={data} />}</QueryView>;
}

function LoadedScope({ scope }: { scope: z.output<typeof Contract> }) {
  const [ending, setEnding] = useState(false);
  return (
    <PageFrame
      title={scope.title}
      chip={<LevelChip mark={scope.mark} level={scope.colour} large />}
      crumbs={[
        { label: t('nav.catalogue'), to: paths.catalogues() },
        { label: t('scopes.title'), to: paths.scopeCatalogues() },
        { label: scope.title },
      ]}
      sub={[
        scope.issuingBody,
        scope.documentNo,
        t('scopes.since', { day: formatDay(scope.inForceFrom) }),
        scope.current ? '' : endWords(scope),
      ]
        .filter((part) => part !== '')
        .join(' · ')}
      wide
      actions={
        <ActionBar
          next={null}
          actions={[
            pageAction(scope.actions, {
              command: 'scopeCatalogue.end',
              label: t('scopes.end'),
              onDo: () => setEnding(true),
            }),
          ]}
        />
      }
    >
      <RegisterShell
        id="catalogue.scope-items"
        label={t('scopes.items')}
        query="scopeCatalogue.items"
        output={ScopeItems}
        input={(values) => ({ scopeCatalogueId: scope.id, words: values['words'] ?? '' })}
        columns={scopeItemColumns()}
        filters={[{ key: 'words', label: t('catalogue.words'), kind: 'search' }]}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('scopes.items.empty')} />}
      />
      <FormDialog
        title={t('scopes.end')}
        open={ending}
        onClose={() => setEnding(false)}
        contract={EndScopeCatalogue}
        command="scopeCatalogue.end"
        fixed={{ scopeCatalogueId: scope.id }}
        submitLabel={t('scopes.end')}
        fields={[{ name: 'lastDay', label: t('scopes.to'), kind: 'day', why: t('scopes.end.why') }]}
      />
    </PageFrame>
  );
}

function scopeItemColumns(): readonly Column<ScopeItemLine>[] {
  return [
    { key: 'number', title: t('catalogue.number'), numeric: true, render: (row) => row.number },
    { key: 'field', title: t('scopes.field'), render: (row) => row.field },
    { key: 'name', title: t('catalogue.name'), fixed: true, render: (row) => row.name },
    {
      key: 'mark',
      title: t('field.level'),
      fixed: true,
      render: (row) => <LevelChip mark={row.mark} level={row.colour} />,
    },
    { key: 'scope', title: t('catalogue.scope'), render: (row) => row.scopeText },
    { key: 'tier', title: t('scopes.tier'), render: (row) => row.tier },
  ];
}
