import { HandOverPage as Contract } from '@fengni/server/modules/carriers/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { LifeLine, type LifeStop } from '../../ui/life-line.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { pageAction } from './copy-words.ts';
import { handOverState } from './hand-over-words.ts';
import { ItemsTable } from './items-table.tsx';

type HandOver = z.output<typeof Contract>;
type Asked = 'sign' | 'cancel';

/** One hand-over: who gives, who takes, who watches, and everything that changes hands. */
export function HandOverPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'handover.open', input: { handOverId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded handOver={data} />}</QueryView>;
}

function Loaded({ handOver }: { handOver: HandOver }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const signLabel = handOver.mine === 'witness' ? t('handover.sign.witness') : t('handover.sign.receiver');
  return (
    <PageFrame
      title={t('handover.title', { from: handOver.from, to: handOver.to })}
      crumbs={[{ label: t('nav.handovers'), to: paths.handOvers() }, { label: handOver.from }]}
      sub={[handOver.unit, handOverState(handOver.state)].join(' · ')}
      actions={
        <ActionBar
          next="handover.sign"
          actions={[
            pageAction(handOver.actions, {
              command: 'handover.sign',
              label: signLabel,
              onDo: () => setAsked('sign'),
            }),
            pageAction(handOver.actions, {
              command: 'handover.cancel',
              label: t('handover.cancel'),
              onDo: () => setAsked('cancel'),
              danger: true,
            }),
          ]}
        />
      }
    >
      <Card title={t('handover.steps')} flush>
        <LifeLine label={t('handover.steps')} stops={stopsOf(handOver)} />
      </Card>
      <TwoColumns
        main={
          <Card title={t('handover.all')} aside={t('chosen.count', { n: handOver.lines.length })} flush>
            <ItemsTable label={t('handover.all')} rows={handOver.lines} leave={['holder']} />
          </Card>
        }
        side={
          <Card title={t('handover.facts')}>
            <KeyValues
              rows={[
                [
                  t('handover.from'),
                  <AppLink key="from" to={paths.held(handOver.fromId)}>
                    {handOver.from}
                  </AppLink>,
                ],
                [t('handover.to'), handOver.to],
                [t('handover.witness'), handOver.witness],
                [t('field.reason'), handOver.reason],
                [t('handover.opened'), formatInstant(handOver.openedAt)],
              ]}
            />
          </Card>
        }
      />
      {asked === null ? null : (
        <HandOverConfirm key={asked} asked={asked} handOver={handOver} onClose={() => setAsked(null)} />
      )}
    </PageFrame>
  );
}

function stopsOf(handOver: HandOver): LifeStop[] {
  const { state, receiverSigned, witnessSigned } = handOver;
  const signature = (key: string, label: string, name: string, signed: boolean): LifeStop => ({
    key,
    label,
    lines: [name],
    state: signed ? 'past' : state === 'open' ? 'now' : 'next',
  });
  return [
    {
      key: 'begin',
      label: t('handover.begun'),
      lines: [handOver.from, formatInstant(handOver.openedAt)],
      state: 'past',
    },
    signature('receiver', t('handover.receiver.signs'), handOver.to, receiverSigned),
    signature('witness', t('handover.witness.signs'), handOver.witness, witnessSigned),
    state === 'cancelled'
      ? { key: 'end', label: handOverState('cancelled'), lines: [], state: 'now' }
      : { key: 'end', label: t('handover.moved'), lines: [], state: state === 'signed' ? 'past' : 'next' },
  ];
}

function HandOverConfirm({
  asked,
  handOver,
  onClose,
}: {
  asked: Asked;
  handOver: HandOver;
  onClose: () => void;
}) {
  if (asked === 'cancel') {
    return (
      <ConfirmShell
        title={t('handover.cancel')}
        open
        onClose={onClose}
        happens={[t('handover.cancel.happens', { from: handOver.from })]}
        command="handover.cancel"
        input={(reason) => ({ handOverId: handOver.id, reason })}
        reasonLabel={t('field.reason')}
        reasonSeen
        confirmLabel={t('handover.cancel')}
        doneText={t('handover.cancel.done')}
      />
    );
  }
  const receives = handOver.mine !== 'witness';
  const last = receives ? handOver.witnessSigned : handOver.receiverSigned;
  return (
    <ConfirmShell
      title={receives ? t('handover.sign.receiver') : t('handover.sign.witness')}
      open
      onClose={onClose}
      happens={[
        receives
          ? t('handover.sign.receives', { n: handOver.lines.length })
          : t('handover.sign.witnesses', { from: handOver.from, to: handOver.to }),
        last ? t('handover.sign.last', { to: handOver.to }) : t('handover.sign.first'),
        t('sign.factor'),
      ]}
      command="handover.sign"
      input={() => ({ handOverId: handOver.id })}
      confirmLabel={t('sign.confirm')}
      doneText={t('sign.done')}
    />
  );
}
