import {
  BeginList,
  TradeSecretListQuery,
  TradeSecretLists,
} from '@fengni/server/modules/trade-secrets/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { unitOfDuty } from '../classification-review/review-words.ts';
import { MyItems } from './my-items.tsx';
import { beginYears, keepingDuties, listStandingWords, readingDuties, stateChoices } from './trade-words.ts';

type ListLine = z.output<typeof TradeSecretLists>['rows'][number];

function columns(): readonly Column<ListLine>[] {
  return [
    {
      key: 'list',
      title: t('trade.list'),
      fixed: true,
      render: (row) => (
        <AppLink to={paths.tradeSecretList(row.id)}>
          {t('trade.edition', { year: row.year, version: row.version })}
        </AppLink>
      ),
    },
    { key: 'unit', title: t('field.unit'), fixed: true, render: (row) => row.unit },
    { key: 'items', title: t('trade.items'), numeric: true, render: (row) => row.items },
    { key: 'core', title: t('trade.core'), numeric: true, render: (row) => row.core },
    { key: 'ordinary', title: t('trade.ordinary'), numeric: true, render: (row) => row.ordinary },
    { key: 'state', title: t('field.state'), render: (row) => listStandingWords(row) },
    {
      key: 'filed',
      title: t('trade.filed.on'),
      numeric: true,
      render: (row) => (row.filedOn === null ? '' : formatDay(row.filedOn)),
    },
    {
      key: 'made',
      title: t('trade.made.on'),
      numeric: true,
      hidden: true,
      render: (row) => formatDay(row.madeAt),
    },
  ];
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  const state = TradeSecretListQuery.shape.state.safeParse(values['state'] ?? null);
  const year = TradeSecretListQuery.shape.year.safeParse(
    (values['year'] ?? '') === '' ? null : values['year'],
  );
  return {
    unitId: null,
    state: state.success ? state.data : null,
    year: year.success ? year.data : null,
  };
}

const BeginForm = BeginList.extend({ year: z.coerce.number().pipe(BeginList.shape.year) });

/** Lists of trade secrets by unit and year; what one holds oneself stands beside them. */
export function TradeSecretsPage() {
  const actor = useActor();
  const router = useRouter();
  const [filters, changeFilters] = useUrlFilters();
  const [beginning, setBeginning] = useState(false);
  const reads = holdsDuty(actor, ...readingDuties);
  const why = holdsDuty(actor, ...keepingDuties) ? null : t('action.who', { who: dutyWords(keepingDuties) });
  const tab = !reads || filters['tab'] === 'mine' ? 'mine' : 'lists';
  const thisYear = Number(todayHere().slice(0, 4));
  const years = beginYears(thisYear);
  return (
    <PageFrame
      title={t('nav.trade.secrets')}
      sub={t('trade.sub')}
      wide
      actions={
        <ActionButton type="primary" disabledReason={why} onClick={() => setBeginning(true)}>
          {t('trade.begin')}
        </ActionButton>
      }
    >
      <Tabs
        label={t('nav.trade.secrets')}
        current={tab}
        onChange={(next) => changeFilters({ tab: next })}
        tabs={[
          ...(reads ? [{ key: 'lists' as const, label: t('trade.tab.lists') }] : []),
          { key: 'mine' as const, label: t('trade.tab.mine') },
        ]}
      >
        {tab === 'mine' ? (
          <MyItems />
        ) : (
          <RegisterShell
            id="tradeSecret.lists"
            label={t('trade.tab.lists')}
            query="tradeSecret.lists"
            output={TradeSecretLists}
            input={inputOf}
            columns={columns()}
            filters={[
              {
                key: 'year',
                label: t('trade.year'),
                kind: 'select',
                all: t('trade.year.all'),
                choices: years,
              },
              {
                key: 'state',
                label: t('field.state'),
                kind: 'select',
                all: t('trade.state.all'),
                choices: stateChoices(),
              },
            ]}
            rowKey={(row) => row.id}
            rowTo={(row) => paths.tradeSecretList(row.id)}
            empty={<EmptyState title={t('trade.empty')} first={t('trade.empty.first')} />}
          />
        )}
      </Tabs>
      <FormDialog
        title={t('trade.begin')}
        open={beginning}
        onClose={() => setBeginning(false)}
        contract={BeginForm}
        command="tradeSecret.beginList"
        initial={{ year: String(thisYear), unitId: unitOfDuty(actor, keepingDuties) }}
        submitLabel={t('trade.begin')}
        onDone={(result) => {
          const id = result['listId'];
          if (typeof id === 'string') router.history.push(paths.tradeSecretList(id));
        }}
        fields={[
          { name: 'unitId', label: t('field.unit'), kind: 'unit' },
          { name: 'year', label: t('trade.year'), kind: 'select', choices: years, why: t('trade.begin.why') },
        ]}
      />
    </PageFrame>
  );
}
