import {
  DeliveryList,
  type DeliveryLine,
  SetAutomatic,
  StepSettings,
} from '@fengni/server/modules/personnel-system/contract';
import { useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { automaticChoices, kindWords } from './step-words.ts';

function columns(): readonly Column<DeliveryLine>[] {
  return [
    {
      key: 'received',
      title: t('step.received'),
      fixed: true,
      numeric: true,
      render: (row) => (
        <AppLink to={paths.personnelDelivery(row.id)}>{formatInstant(row.receivedAt)}</AppLink>
      ),
    },
    { key: 'reference', title: t('step.reference'), render: (row) => row.reference },
    {
      key: 'source',
      title: t('step.source'),
      render: (row) => `${row.source === 'api' ? t('step.source.api') : t('step.source.sheet')} ${row.from}`,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    {
      key: 'whole',
      title: t('step.extent'),
      render: (row) => (row.whole ? t('step.whole') : t('step.part')),
    },
    { key: 'people', title: t('step.people'), numeric: true, render: (row) => row.people },
    {
      key: 'found',
      title: t('step.found'),
      numeric: true,
      render: (row) => row.found.new + row.found.renamed + row.found.moved + row.found.posts + row.found.gone,
    },
    { key: 'applied', title: t('step.applied'), numeric: true, render: (row) => row.found.applied },
    {
      key: 'open',
      title: t('step.open'),
      numeric: true,
      render: (row) => (row.open === 0 ? '' : <span className="late">{row.open}</span>),
    },
  ];
}

/** What the personnel system handed over, newest first, and what is still to be decided. */
export function StepsPage() {
  const actor = useActor();
  const settings = useQueryData({ name: 'personnelSystem.settings', input: {}, output: StepSettings });
  const [setting, setSetting] = useState(false);
  const keeps = holdsDuty(actor, 'officer', 'personnel');
  const automatic = settings.data?.automatic ?? [];
  return (
    <PageFrame
      title={t('nav.step')}
      sub={
        automatic.length === 0
          ? t('step.sub')
          : t('step.sub.automatic', { kinds: automatic.map(kindWords).join(t('list.separator')) })
      }
      wide
      actions={
        <ActionBar
          next={keeps ? 'differences' : 'tokens'}
          actions={[
            {
              key: 'differences',
              label: t('step.differences'),
              disabledReason: actor.power === null ? null : t('step.who'),
              to: paths.personnelDifferences(),
            },
            {
              key: 'sheet',
              label: t('step.sheet'),
              disabledReason: keeps ? null : t('step.who'),
              to: paths.personnelSheet(),
            },
            {
              key: 'settings',
              label: t('step.settings'),
              disabledReason: holdsDuty(actor, 'officer') ? null : t('step.settings.who'),
              onDo: () => setSetting(true),
            },
            {
              key: 'tokens',
              label: t('step.tokens'),
              disabledReason: actor.power === 'audit' ? t('step.tokens.who') : null,
              to: paths.personnelTokens(),
            },
          ]}
        />
      }
    >
      {actor.power === null ? (
        <RegisterShell
          id="personnelSystem.deliveries"
          label={t('nav.step')}
          query="personnelSystem.deliveries"
          output={DeliveryList}
          input={() => ({})}
          columns={columns()}
          rowKey={(row) => row.id}
          rowTo={(row) => paths.personnelDelivery(row.id)}
          empty={<EmptyState title={t('step.empty')} first={t('step.empty.first')} />}
        />
      ) : (
        <EmptyState title={t('step.administrator')} first={t('step.administrator.first')} />
      )}
      {setting ? (
        <FormDialog
          title={t('step.settings')}
          open
          onClose={() => setSetting(false)}
          contract={SetAutomatic}
          command="personnelSystem.setAutomatic"
          initial={{ kinds: [...automatic] }}
          submitLabel={t('step.save')}
          doneText={t('step.settings.done')}
          fields={[
            {
              name: 'kinds',
              label: t('step.settings.kinds'),
              kind: 'checks',
              choices: automaticChoices(),
              why: t('step.settings.why'),
            },
          ]}
        />
      ) : null}
    </PageFrame>
  );
}
