import { HandOverList } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useId, useState } from 'react';
import type { z } from 'zod';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import { PersonPicker } from '../../ui/person-picker.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { dutyWords } from './copy-words.ts';
import { handOverDuties, handOverState } from './hand-over-words.ts';

type HandOver = z.output<typeof HandOverList>['rows'][number];
const Rows = HandOverList.transform((list) => ({ ...list, next: null }));

function columns(): readonly Column<HandOver>[] {
  return [
    {
      key: 'from',
      title: t('handover.from'),
      fixed: true,
      render: (row) => <AppLink to={paths.handOver(row.id)}>{row.from}</AppLink>,
    },
    {
      key: 'to',
      title: t('handover.to'),
      render: (row) => <Signer name={row.to} signed={row.receiverSigned} />,
    },
    {
      key: 'witness',
      title: t('handover.witness'),
      render: (row) => <Signer name={row.witness} signed={row.witnessSigned} />,
    },
    { key: 'items', title: t('handover.items'), numeric: true, render: (row) => row.items },
    { key: 'reason', title: t('field.reason'), render: (row) => row.reason },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) =>
        row.mine === null ? handOverState(row.state) : <b className="late">{t('handover.mine')}</b>,
    },
    {
      key: 'opened',
      title: t('handover.opened'),
      numeric: true,
      render: (row) => formatInstant(row.openedAt),
    },
  ];
}

function Signer({ name, signed }: { name: string; signed: boolean }) {
  return (
    <>
      {name} {signed ? <span className="ok">{t('handover.signed')}</span> : null}
    </>
  );
}

/** Hand-overs: one is begun for a person, whose holdings are shown first. */
export function HandOversPage() {
  const actor = useActor();
  const [choosing, setChoosing] = useState(false);
  const why = holdsDuty(actor, ...handOverDuties)
    ? null
    : t('action.who', { who: dutyWords(handOverDuties) });
  return (
    <PageFrame
      title={t('nav.handovers')}
      sub={t('handover.sub')}
      wide
      actions={
        <ActionButton type="primary" disabledReason={why} onClick={() => setChoosing(true)}>
          {t('handover.begin')}
        </ActionButton>
      }
    >
      <RegisterShell
        id="handover.list"
        label={t('nav.handovers')}
        query="handover.list"
        output={Rows}
        input={() => ({})}
        columns={columns()}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.handOver(row.id)}
        empty={<EmptyState title={t('handover.empty')} first={t('handover.empty.first')} />}
      />
      {choosing ? <GiverDialog onClose={() => setChoosing(false)} /> : null}
    </PageFrame>
  );
}

/** Whose holdings are handed over; what he holds is seen before anything is begun. */
function GiverDialog({ onClose }: { onClose: () => void }) {
  const router = useRouter();
  const id = useId();
  const [personId, setPersonId] = useState<string | null>(null);
  const missing = personId === null ? t('handover.choose') : null;
  return (
    <Modal
      title={t('handover.begin')}
      open
      onCancel={onClose}
      footer={null}
      mask={{ closable: false }}
      width={520}
    >
      <div className="form">
        <div className="field">
          <label htmlFor={id}>{t('handover.from')}</label>
          <PersonPicker id={id} value={personId} onChange={setPersonId} />
        </div>
        <div className="form-actions">
          <ActionButton
            type="primary"
            disabledReason={missing}
            onClick={() => router.history.push(paths.held(personId ?? '', { act: 'handover' }))}
          >
            {t('handover.see')}
          </ActionButton>
          <ActionButton onClick={onClose}>{t('action.cancel')}</ActionButton>
        </div>
      </div>
    </Modal>
  );
}
