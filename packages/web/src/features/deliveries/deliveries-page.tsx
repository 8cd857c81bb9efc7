import { DeliveryList, DeliveryListQuery } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column, Filter } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { readRegister, registerFilter, useRegisters } from '../keeping/registers.ts';
import {
  channelWords,
  deliveryDuties,
  deliveryStateWords,
  deliveryStates,
  directionWords,
  faultWords,
} from './delivery-words.ts';

type Delivery = z.output<typeof DeliveryList>['rows'][number];

function columns(): readonly Column<Delivery>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => <AppLink to={paths.delivery(row.id)}>{row.number}</AppLink>,
    },
    { key: 'direction', title: t('delivery.direction'), render: (row) => directionWords(row.direction) },
    { key: 'counterpart', title: t('delivery.counterpart'), render: (row) => row.counterpart },
    { key: 'channel', title: t('delivery.channel'), render: (row) => channelWords(row.channel) },
    { key: 'seal', title: t('delivery.seal'), numeric: true, render: (row) => row.sealNo, hidden: true },
    { key: 'count', title: t('delivery.count'), numeric: true, render: (row) => <CountText row={row} /> },
    { key: 'state', title: t('field.state'), render: (row) => <StateText row={row} /> },
    { key: 'sent', title: t('field.time'), numeric: true, render: (row) => formatInstant(row.sentAt) },
    { key: 'signer', title: t('delivery.signer'), render: (row) => row.receiptSigner },
  ];
}

function CountText({ row }: { row: Delivery }) {
  if (row.countedCount === null || row.countedCount === row.statedCount) return row.statedCount;
  return (
    <span className="late">
      {t('delivery.count.differs', { counted: row.countedCount, stated: row.statedCount })}
    </span>
  );
}

function StateText({ row }: { row: Delivery }) {
  const words = deliveryStateWords(row.state);
  if (row.state !== 'disputed') return words;
  return <span className="late">{[words, ...row.faults.map(faultWords)].join(' · ')}</span>;
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  const direction = DeliveryListQuery.shape.direction.safeParse(values['direction']);
  return {
    registerId: readRegister(values['register']),
    direction: direction.success ? direction.data : null,
    state: (values['state'] ?? '') === '' ? null : values['state'],
  };
}

/** What went out and came in, and whether it arrived. */
export function DeliveriesPage() {
  const actor = useActor();
  const router = useRouter();
  const registers = useRegisters();
  const why = holdsDuty(actor, ...deliveryDuties)
    ? null
    : t('action.who', { who: dutyWords(deliveryDuties) });
  const filters: Filter[] = [
    registerFilter(registers.choices),
    {
      key: 'direction',
      label: t('delivery.direction'),
      kind: 'select',
      all: t('delivery.direction.all'),
      choices: (['out', 'in'] as const).map((value) => ({ value, label: directionWords(value) })),
    },
    {
      key: 'state',
      label: t('field.state'),
      kind: 'select',
      all: t('delivery.state.all'),
      choices: deliveryStates.map((value) => ({ value, label: deliveryStateWords(value) })),
    },
  ];
  return (
    <PageFrame
      title={t('nav.deliveries')}
      sub={t('delivery.sub')}
      wide
      actions={
        <>
          <ActionButton
            type="primary"
            disabledReason={why}
            onClick={() => router.history.push(paths.sendCopies())}
          >
            {t('delivery.send')}
          </ActionButton>
          <ActionButton disabledReason={why} onClick={() => router.history.push(paths.receiveDelivery())}>
            {t('delivery.receive')}
          </ActionButton>
        </>
      }
    >
      <RegisterShell
        id="delivery.list"
        label={t('nav.deliveries')}
        query="delivery.list"
        output={DeliveryList}
        input={inputOf}
        columns={columns()}
        filters={filters}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.delivery(row.id)}
        empty={<EmptyState title={t('delivery.empty')} first={t('delivery.empty.first')} />}
      />
    </PageFrame>
  );
}
