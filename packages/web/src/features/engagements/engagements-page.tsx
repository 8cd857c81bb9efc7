import {
  EngagementList,
  type EngagementLineView,
  engagementSorts,
} from '@fengni/server/modules/engagements/contract';
import { engagementKinds, engagementStates } from '@fengni/server/modules/engagements/rules';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { type Column, type Sort, readSort } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { clearedWords, kindChoices, kindWords, stateWords } from './engagement-words.ts';
import { ProposeDialog } from './propose-dialog.tsx';

function columns(): readonly Column<EngagementLineView>[] {
  return [
    {
      key: 'name',
      title: t('engagement.name'),
      fixed: true,
      sort: 'name',
      render: (row) => <AppLink to={paths.engagement(row.id)}>{row.name}</AppLink>,
    },
    { key: 'kind', title: t('engagement.kind'), render: (row) => kindWords(row.kind) },
    { key: 'cleared', title: t('engagement.cleared'), render: (row) => clearedWords(row.clearedTo) },
    { key: 'unit', title: t('engagement.unit'), render: (row) => row.unit },
    { key: 'sponsor', title: t('engagement.sponsor'), render: (row) => row.sponsor },
    { key: 'firm', title: t('engagement.firm'), render: (row) => row.firm },
    {
      key: 'from',
      title: t('field.from'),
      numeric: true,
      sort: 'from',
      render: (row) => formatDay(row.fromOn),
    },
    {
      key: 'until',
      title: t('field.until'),
      numeric: true,
      sort: 'until',
      render: (row) => (
        <span className={row.state === 'running' && row.untilOn < todayHere() ? 'late' : ''}>
          {formatDay(row.untilOn)}
        </span>
      ),
    },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) =>
        row.state === 'ended' && !row.handedBack ? (
          <span className="late">{t('engagement.to.hand.back')}</span>
        ) : (
          stateWords(row.state)
        ),
    },
  ];
}

function filterOf(values: UrlFilters, sort: Sort | null) {
  return {
    state: z.enum(engagementStates).safeParse(values['state']).data ?? null,
    kind: z.enum(engagementKinds).safeParse(values['kind']).data ?? null,
    search: values['search'] ?? '',
    mine: values['mine'] === '1',
    sort: z.enum(engagementSorts).safeParse(sort?.by).data ?? 'from',
    direction: sort?.direction ?? 'desc',
  };
}

/** Everybody who works in the house and is not its staff, with who answers for him and until when (PER-5). */
export function EngagementsPage() {
  const actor = useActor();
  const [values] = useUrlFilters();
  const [proposing, setProposing] = useState(false);
  const keeps = holdsDuty(actor, 'officer', 'personnel');
  return (
    <PageFrame
      title={t('nav.engagements')}
      sub={t('engagement.sub')}
      wide
      actions={
        <ActionBar
          next="propose"
          actions={[
            {
              key: 'propose',
              label: t('engagement.propose'),
              disabledReason: keeps ? null : t('engagement.who'),
              onDo: () => setProposing(true),
            },
            { key: 'firms', label: t('engagement.firms'), to: paths.engagementFirms() },
            { key: 'rules', label: t('engagement.rules'), to: paths.engagementRules() },
          ]}
        />
      }
    >
      <RegisterShell
        id="engagement.list"
        label={t('nav.engagements')}
        query="engagement.list"
        output={EngagementList}
        input={filterOf}
        columns={columns()}
        filters={[
          { key: 'search', label: t('engagement.search'), kind: 'search' },
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('engagement.state.all'),
            choices: engagementStates.map((value) => ({ value, label: stateWords(value) })),
          },
          {
            key: 'kind',
            label: t('engagement.kind'),
            kind: 'select',
            all: t('engagement.kind.all'),
            choices: kindChoices(),
          },
          { key: 'mine', label: t('engagement.mine'), kind: 'toggle' },
        ]}
        tools={
          <ActionButton
            onClick={() =>
              void openFile('engagement.export', filterOf(values, readSort(values)), { factor: true })
            }
          >
            {t('engagement.export')}
          </ActionButton>
        }
        rowKey={(row) => row.id}
        rowTo={(row) => paths.engagement(row.id)}
        empty={<EmptyState title={t('engagement.empty')} first={t('engagement.empty.first')} />}
      />
      {proposing ? <ProposeDialog onClose={() => setProposing(false)} /> : null}
    </PageFrame>
  );
}
