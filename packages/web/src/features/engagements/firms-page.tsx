import {
  AddContract,
  AddFirm,
  FirmList,
  type FirmLineView,
  RecordAgreement,
} from '@fengni/server/modules/engagements/contract';
import { useState } from 'react';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';

type Contract = FirmLineView['contracts'][number];
type Act =
  | { readonly kind: 'firm' }
  | { readonly kind: 'contract'; readonly firm: FirmLineView }
  | { readonly kind: 'agreement'; readonly contract: Contract }
  | { readonly kind: 'end'; readonly contract: Contract };

/** Firms whose people work here, with their contracts and what they signed. */
export function FirmsPage() {
  const actor = useActor();
  const [act, setAct] = useState<Act | null>(null);
  const firms = useQueryData({ name: 'engagement.firms', input: {}, output: FirmList });
  return (
    <PageFrame
      title={t('engagement.firms')}
      sub={t('engagement.firms.sub')}
      crumbs={[{ label: t('nav.engagements'), to: paths.engagements() }, { label: t('engagement.firms') }]}
      actions={
        <ActionBar
          next="add"
          actions={[
            {
              key: 'add',
              label: t('engagement.firm.add'),
              disabledReason: holdsDuty(actor, 'officer', 'personnel') ? null : t('engagement.who'),
              onDo: () => setAct({ kind: 'firm' }),
            },
          ]}
        />
      }
    >
      <QueryView query={firms}>
        {(data) =>
          data.rows.length === 0 ? (
            <EmptyState title={t('engagement.firms.empty')} first={t('engagement.firms.empty.first')} />
          ) : (
            <>
              {data.rows.map((firm) => (
                <FirmCard key={firm.id} firm={firm} onAct={setAct} />
              ))}
            </>
          )
        }
      </QueryView>
      {act === null ? null : <FirmDialog act={act} onClose={() => setAct(null)} />}
    </PageFrame>
  );
}

function FirmCard({ firm, onAct }: { firm: FirmLineView; onAct: (act: Act) => void }) {
  const who = firm.mayKeep ? null : t('engagement.who');
  return (
    <Card
      title={firm.name}
      flush
      aside={
        <ActionBar
          next={null}
          about={firm.name}
          actions={[
            {
              key: 'contract',
              label: t('engagement.contract.add'),
              disabledReason: who,
              onDo: () => onAct({ kind: 'contract', firm }),
            },
          ]}
        />
      }
    >
      <p className="why card-body">
        {[firm.code, firm.contact, firm.unit].filter((one) => one !== '').join(' · ')}
      </p>
      {firm.contracts.length === 0 ? (
        <EmptyState title={t('engagement.contracts.none')} first={t('engagement.contracts.none.first')} />
      ) : (
        <ul className="lines">
          {firm.contracts.map((contract) => (
            <ContractLine key={contract.id} contract={contract} who={who} onAct={onAct} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function ContractLine({
  contract,
  who,
  onAct,
}: {
  contract: Contract;
  who: string | null;
  onAct: (act: Act) => void;
}) {
  const over = contract.ended ? t('engagement.contract.over') : null;
  const ends = formatDay(contract.untilOn);
  return (
    <li>
      <span className="grow">
        {contract.number} {contract.subject} <span className="why">{contract.duties}</span>
      </span>
      <span className="why num">{t('engagement.contract.people', { n: contract.people })}</span>
      {contract.agreementOn === null ? (
        <span className="late">{t('engagement.agreement.missing')}</span>
      ) : (
        <span className="why">{t('engagement.agreement.on', { day: formatDay(contract.agreementOn) })}</span>
      )}
      <span className={!contract.ended && contract.untilOn < todayHere() ? 'late num' : 'num'}>
        {contract.ended ? over : t('engagement.contract.until', { day: ends })}
      </span>
      <ActionBar
        next={null}
        about={contract.number}
        actions={[
          {
            key: 'agreement',
            label: t('engagement.agreement.record'),
            disabledReason: who ?? over,
            onDo: () => onAct({ kind: 'agreement', contract }),
          },
          {
            key: 'end',
            label: t('engagement.contract.end'),
            danger: true,
            disabledReason: who ?? over,
            onDo: () => onAct({ kind: 'end', contract }),
          },
        ]}
      />
    </li>
  );
}

function FirmDialog({ act, onClose }: { act: Act; onClose: () => void }) {
  switch (act.kind) {
    case 'firm':
      return (
        <FormDialog
          title={t('engagement.firm.add')}
          open
          onClose={onClose}
          contract={AddFirm}
          command="engagement.addFirm"
          submitLabel={t('engagement.firm.add')}
          doneText={t('engagement.firm.done')}
          fields={[
            { name: 'name', label: t('field.name'), kind: 'text', autoFocus: true },
            { name: 'code', label: t('engagement.firm.code'), kind: 'text', optional: 'absent' },
            { name: 'contact', label: t('engagement.firm.contact'), kind: 'text', optional: 'absent' },
            { name: 'unitId', label: t('engagement.firm.unit'), kind: 'unit' },
          ]}
        />
      );
    case 'contract':
      return (
        <FormDialog
          title={t('engagement.contract.add')}
          open
          onClose={onClose}
          contract={AddContract}
          command="engagement.addContract"
          fixed={{ firmId: act.firm.id }}
          initial={{ fromOn: todayHere() }}
          submitLabel={t('engagement.contract.add')}
          doneText={t('engagement.contract.done')}
          fields={[
            { name: 'number', label: t('engagement.contract.number'), kind: 'text', autoFocus: true },
            { name: 'subject', label: t('engagement.contract.subject'), kind: 'text' },
            { name: 'fromOn', label: t('field.from'), kind: 'day' },
            {
              name: 'untilOn',
              label: t('field.until'),
              kind: 'day',
              why: t('engagement.contract.until.why'),
            },
            {
              name: 'agreementOn',
              label: t('engagement.agreement.day'),
              kind: 'day',
              optional: 'null',
              why: t('engagement.agreement.why'),
            },
            {
              name: 'duties',
              label: t('engagement.contract.duties'),
              kind: 'textarea',
              optional: 'absent',
            },
          ]}
        />
      );
    case 'agreement':
      return (
        <FormDialog
          title={t('engagement.agreement.record')}
          open
          onClose={onClose}
          contract={RecordAgreement}
          command="engagement.recordAgreement"
          fixed={{ contractId: act.contract.id }}
          initial={{ agreementOn: todayHere() }}
          submitLabel={t('engagement.agreement.record')}
          doneText={t('engagement.agreement.done')}
          fields={[{ name: 'agreementOn', label: t('engagement.agreement.day'), kind: 'day' }]}
        />
      );
    case 'end':
      return (
        <ConfirmShell
          title={t('engagement.contract.end')}
          open
          onClose={onClose}
          happens={[t('engagement.contract.end.happens')]}
          command="engagement.endContract"
          input={() => ({ contractId: act.contract.id })}
          confirmLabel={t('engagement.contract.end')}
          doneText={t('engagement.contract.end.done')}
        />
      );
    default:
      return act satisfies never;
  }
}
