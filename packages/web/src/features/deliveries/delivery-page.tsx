import { DeliveryPage as Contract } from '@fengni/server/modules/carriers/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar, type PageAction } from '../../ui/action-bar.tsx';
import { LifeLine, type LifeStop } from '../../ui/life-line.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { pageAction } from '../keeping/copy-words.ts';
import { ItemsTable } from '../keeping/items-table.tsx';
import { openPaper } from '../keeping/open-paper.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { channelWords, deliveryStateWords, directionWords, faultWords } from './delivery-words.ts';
import { SettleDialog } from './settle-dialog.tsx';

export type Delivery = z.output<typeof Contract>;
type Asked = 'confirm' | 'settle';

/** One batch: what was in it, by which way, and whether it arrived. */
export function DeliveryPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'delivery.open', input: { deliveryId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded delivery={data} />}</QueryView>;
}

function Loaded({ delivery }: { delivery: Delivery }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <PageFrame
      title={t('delivery.title', { direction: directionWords(delivery.direction), number: delivery.number })}
      crumbs={[{ label: t('nav.deliveries'), to: paths.deliveries() }, { label: delivery.number }]}
      sub={[delivery.counterpart, channelWords(delivery.channel), deliveryStateWords(delivery.state)].join(
        ' · ',
      )}
      actions={<ActionBar next={nextOf(delivery)} actions={actionsOf(delivery, setAsked)} />}
    >
      <Card title={t('delivery.steps')} flush>
        <LifeLine label={t('delivery.steps')} stops={stopsOf(delivery)} />
      </Card>
      <TwoColumns
        main={
          <Card title={t('delivery.items')} aside={t('chosen.count', { n: delivery.items.length })} flush>
            <ItemsTable
              label={t('delivery.items')}
              rows={delivery.items}
              leave={['holder', 'place']}
              extra={delivery.direction === 'out' ? [arrivedColumn()] : []}
            />
          </Card>
        }
        side={<Facts delivery={delivery} />}
      />
      {asked === 'confirm' ? <ConfirmDialog delivery={delivery} onClose={() => setAsked(null)} /> : null}
      {asked === 'settle' ? <SettleDialog delivery={delivery} onClose={() => setAsked(null)} /> : null}
    </PageFrame>
  );
}

function arrivedColumn(): Column<Delivery['items'][number]> {
  return {
    key: 'arrived',
    title: t('delivery.arrived'),
    render: (row) => <Arrived arrived={row.arrived} />,
  };
}

/** The step that comes next: the receipt, or what is still in dispute. */
function nextOf(delivery: Delivery): string {
  if (delivery.state === 'sent') return 'delivery.confirm';
  if (delivery.state === 'disputed') return 'delivery.settle';
  return delivery.direction === 'in' ? 'labels' : 'receipt';
}

function actionsOf(delivery: Delivery, onAsk: (asked: Asked) => void): PageAction[] {
  const copyIds = delivery.items.map((item) => item.copyId);
  const outgoing: PageAction[] = [
    pageAction(delivery.actions, {
      command: 'delivery.confirm',
      label: t('delivery.confirm'),
      onDo: () => onAsk('confirm'),
    }),
  ];
  const settle = pageAction(delivery.actions, {
    command: 'delivery.settle',
    label: t('delivery.settle'),
    onDo: () => onAsk('settle'),
  });
  const receipt: PageAction = {
    key: 'receipt',
    label: t('delivery.receipt'),
    onDo: () => openPaper('delivery.receipt', { deliveryId: delivery.id }),
  };
  const labels: PageAction = {
    key: 'labels',
    label: t('delivery.labels'),
    disabledReason: copyIds.length === 0 ? t('delivery.labels.none') : null,
    onDo: () => openPaper('carrier.labels', { copyIds }),
  };
  const pack: PageAction = {
    key: 'pack',
    label: t('marks.pack'),
    onDo: () => openPaper('marks.packingLabel', { deliveryId: delivery.id }),
  };
  return delivery.direction === 'out' ? [...outgoing, settle, receipt, pack] : [settle, labels, receipt];
}

function stopsOf(delivery: Delivery): LifeStop[] {
  const sentLines = [formatInstant(delivery.sentAt), channelWords(delivery.channel)];
  if (delivery.direction === 'in') {
    const ended = delivery.state === 'received';
    return [
      { key: 'in', label: t('delivery.step.received'), lines: sentLines, state: 'past' },
      {
        key: 'end',
        label: ended ? t('delivery.step.entered') : t('delivery.step.settle'),
        lines: delivery.endedAt === null ? [] : [formatInstant(delivery.endedAt)],
        state: ended ? 'past' : 'now',
      },
    ];
  }
  const receipted = delivery.receiptSigner !== '';
  const stops: LifeStop[] = [
    { key: 'out', label: t('delivery.step.sent'), lines: sentLines, state: 'past' },
    {
      key: 'receipt',
      label: t('delivery.step.receipt'),
      lines: receipted ? [delivery.receiptSigner] : [t('delivery.step.waiting')],
      state: receipted || delivery.endedAt !== null ? 'past' : 'now',
    },
  ];
  if (delivery.faults.length > 0 || delivery.state === 'disputed') {
    stops.push({
      key: 'settle',
      label: t('delivery.step.settle'),
      lines: delivery.faults.map(faultWords),
      state: delivery.state === 'disputed' ? 'now' : 'past',
    });
  }
  stops.push({
    key: 'end',
    label: delivery.state === 'came-back' ? t('delivery.state.back') : t('delivery.step.ended'),
    lines: delivery.endedAt === null ? [] : [formatInstant(delivery.endedAt)],
    state: delivery.endedAt === null ? 'next' : 'past',
  });
  return stops;
}

function Arrived({ arrived }: { arrived: boolean | null }) {
  if (arrived === null) return <span className="quiet">{t('delivery.arrived.unknown')}</span>;
  return arrived ? (
    <span className="ok">{t('delivery.arrived.yes')}</span>
  ) : (
    <span className="late">{t('delivery.arrived.no')}</span>
  );
}

function Facts({ delivery }: { delivery: Delivery }) {
  const none = t('value.none');
  return (
    <Card title={t('delivery.facts')}>
      <KeyValues
        rows={[
          [delivery.direction === 'out' ? t('delivery.to') : t('delivery.from'), delivery.counterpart],
          [t('delivery.channel'), channelWords(delivery.channel)],
          [t('delivery.seal'), delivery.sealNo === '' ? none : delivery.sealNo],
          [
            t('delivery.escorts'),
            delivery.escorts.length === 0 ? none : delivery.escorts.join(t('list.and')),
          ],
          [t('delivery.stated'), delivery.statedCount],
          [t('delivery.counted'), delivery.countedCount ?? t('delivery.arrived.unknown')],
          [t('delivery.signer'), delivery.receiptSigner === '' ? none : delivery.receiptSigner],
          [
            t('delivery.faults'),
            delivery.faults.length === 0 ? (
              none
            ) : (
              <span key="faults" className="late">
                {delivery.faults.map(faultWords).join(t('list.and'))}
              </span>
            ),
          ],
          [t('delivery.note'), delivery.faultNote === '' ? none : delivery.faultNote],
        ]}
      />
    </Card>
  );
}
