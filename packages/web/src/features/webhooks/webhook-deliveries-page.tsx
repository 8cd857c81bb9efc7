import {
  SetWebhookAside,
  WebhookDeliveryList,
  type WebhookDeliveryView,
  WebhookList,
  deliveryStates,
} from '@fengni/kernel/webhook/contract';
import { useState } from 'react';
import { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useCommand } from '../../lib/use-command.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { deliveryStateWords, eventWords, faultWords } from './webhook-words.ts';

/** Every message to another system, and whether it arrived. */
export function WebhookDeliveriesPage() {
  const actor = useActor();
  const list = useQueryData({ name: 'webhook.list', input: {}, output: WebhookList });
  const [aside, setAside] = useState<WebhookDeliveryView | null>(null);
  const resend = useCommand({ name: 'webhook.resend', faults: 'toast', doneText: t('webhook.resend.done') });
  const who = actor.power === 'system' || holdsDuty(actor, 'officer') ? null : t('webhook.resend.who');
  const columns: readonly Column<WebhookDeliveryView>[] = [
    { key: 'event', title: t('webhook.event'), fixed: true, render: (row) => eventWords(row.kind) },
    {
      key: 'person',
      title: t('webhook.person'),
      render: (row) =>
        row.personId === null ? '' : <AppLink to={paths.person(row.personId)}>{row.person ?? ''}</AppLink>,
    },
    { key: 'address', title: t('webhook.address'), render: (row) => row.address },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (
        <span className={row.state === 'dead' ? 'late' : ''}>{deliveryStateWords(row.state)}</span>
      ),
    },
    { key: 'tries', title: t('webhook.tries'), numeric: true, render: (row) => row.tries },
    {
      key: 'last',
      title: t('webhook.last'),
      numeric: true,
      render: (row) => (row.lastAt === null ? '' : formatInstant(row.lastAt)),
    },
    {
      key: 'fault',
      title: t('webhook.result'),
      render: (row) =>
        row.lastFault === null ? (row.lastStatus ?? '') : faultWords(row.lastFault, row.lastStatus),
    },
    {
      key: 'next',
      title: t('webhook.next'),
      numeric: true,
      render: (row) => (row.nextAt === null ? '' : formatInstant(row.nextAt)),
    },
    {
      key: 'id',
      title: t('webhook.id'),
      hidden: true,
      render: (row) => <span className="mono">{row.eventId}</span>,
    },
    {
      key: 'act',
      title: t('webhook.act'),
      fixed: true,
      render: (row) =>
        row.state === 'sent' ? null : (
          <ActionBar
            next={null}
            about={eventWords(row.kind)}
            actions={[
              {
                key: 'resend',
                label: t('webhook.resend'),
                disabledReason: who ?? (row.state === 'waiting' ? t('webhook.resend.waiting') : null),
                onDo: () => void resend.run({ deliveryId: row.id }),
              },
              {
                key: 'aside',
                label: t('webhook.aside'),
                disabledReason: who ?? (row.state === 'set-aside' ? t('webhook.aside.already') : null),
                onDo: () => setAside(row),
              },
            ]}
          />
        ),
    },
  ];
  return (
    <PageFrame
      title={t('webhook.deliveries')}
      crumbs={[{ label: t('nav.webhooks'), to: paths.webhooks() }, { label: t('webhook.deliveries') }]}
      sub={t('webhook.deliveries.sub')}
      wide
    >
      <RegisterShell
        id="webhook.deliveries"
        label={t('webhook.deliveries')}
        query="webhook.deliveries"
        output={WebhookDeliveryList}
        input={(values) => ({
          state: z.enum(deliveryStates).safeParse(values['state']).data ?? null,
          addressId: z.uuid().safeParse(values['address']).data ?? null,
        })}
        columns={columns}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('webhook.state.all'),
            choices: deliveryStates.map((value) => ({ value, label: deliveryStateWords(value) })),
          },
          {
            key: 'address',
            label: t('webhook.address'),
            kind: 'select',
            all: t('webhook.address.all'),
            choices: (list.data?.rows ?? []).map((row) => ({ value: row.id, label: row.name })),
          },
        ]}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('webhook.none')} first={t('webhook.none.first')} />}
      />
      {aside === null ? null : (
        <FormDialog
          title={t('webhook.aside')}
          open
          onClose={() => setAside(null)}
          contract={SetWebhookAside}
          command="webhook.setAside"
          fixed={{ deliveryId: aside.id }}
          submitLabel={t('webhook.aside')}
          doneText={t('webhook.aside.done')}
          fields={[
            { name: 'reason', label: t('field.reason'), kind: 'textarea', why: t('webhook.aside.why') },
          ]}
        />
      )}
    </PageFrame>
  );
}
