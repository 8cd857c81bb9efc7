import {
  AdmitMembers,
  CompartmentPage as Contract,
  type CompartmentPageView,
  DivideCarrier,
  OpenCompartmentRegister,
} from '@fengni/server/modules/compartments/contract';
import { CarrierList } from '@fengni/server/modules/carriers/contract';
import { useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { compartmentDeciders, compartmentState, memberState } from './compartment-words.ts';
import { membersField } from './members-field.tsx';
import './compartments.css';

type Member = CompartmentPageView['members'][number];
type Dialog =
  | { readonly kind: 'admit' | 'divide' | 'register' | 'close' }
  | { readonly kind: 'dismiss'; readonly member: Member }
  | { readonly kind: 'undivide'; readonly carrier: CompartmentPageView['carriers'][number] };

/** One compartment: who is in it, what is in it, and what is asked. */
export function CompartmentPage() {
  const { id } = useParams({ strict: false });
  const page = useQueryData({
    name: 'compartment.page',
    input: { compartmentId: id ?? '' },
    output: Contract,
  });
  return <QueryView query={page}>{(found) => <Compartment page={found} />}</QueryView>;
}

function Compartment({ page }: { readonly page: CompartmentPageView }) {
  const actor = useActor();
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const closed = page.state === 'closed' ? t('compartment.closed.why') : null;
  const decider = page.decides ? null : t('action.who', { who: dutyWords(compartmentDeciders) });
  const opener =
    page.decides || holdsDuty(actor, 'officer')
      ? closed
      : t('action.who', { who: dutyWords(['officer', ...compartmentDeciders]) });
  return (
    <PageFrame
      title={page.name}
      crumbs={[{ label: t('nav.compartments'), to: paths.compartments() }, { label: page.name }]}
      sub={page.decides ? t('compartment.page.decides') : t('compartment.page.asks')}
      actions={
        <>
          <ActionButton type="primary" disabledReason={closed} onClick={() => setDialog({ kind: 'admit' })}>
            {t('compartment.admit')}
          </ActionButton>
          <ActionButton disabledReason={closed} onClick={() => setDialog({ kind: 'divide' })}>
            {t('compartment.divide')}
          </ActionButton>
          <ActionButton disabledReason={opener} onClick={() => setDialog({ kind: 'register' })}>
            {t('compartment.register')}
          </ActionButton>
          <ActionButton disabledReason={decider ?? closed} onClick={() => setDialog({ kind: 'close' })}>
            {t('compartment.close')}
          </ActionButton>
        </>
      }
    >
      <Card title={t('compartment.facts')}>
        <KeyValues
          rows={[
            [t('compartment.matter'), page.matter],
            [t('compartment.link'), page.link === '' ? '—' : page.link],
            [t('compartment.unit'), page.unit],
            [t('compartment.opened'), `${formatInstant(page.openedAt)} ${page.openedBy}`],
            [t('field.state'), compartmentState(page.state)],
            ...page.registers.map((register): [string, ReactNode] => [
              t('compartment.register.own'),
              <AppLink key={register.id} to={paths.carriers({ register: register.id })}>
                {register.name}
              </AppLink>,
            ]),
          ]}
        />
      </Card>
      {page.pending.length === 0 ? null : (
        <Card title={t('compartment.pending')}>
          <ul className="compartment-list">
            {page.pending.map((one) => (
              <li key={one.id}>
                <AppLink to={paths.approval(one.id)}>
                  {t('compartment.pending.of', { who: one.requester })}
                </AppLink>
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Members page={page} why={decider} onDismiss={(member) => setDialog({ kind: 'dismiss', member })} />
      <Carriers page={page} onTakeOut={(carrier) => setDialog({ kind: 'undivide', carrier })} />
      {dialog === null ? null : (
        <CompartmentDialog dialog={dialog} page={page} onClose={() => setDialog(null)} />
      )}
    </PageFrame>
  );
}

interface MembersProps {
  readonly page: CompartmentPageView;
  readonly why: string | null;
  readonly onDismiss: (member: Member) => void;
}

function Members({ page, why, onDismiss }: MembersProps) {
  return (
    <Card title={t('compartment.members')} aside={t('compartment.members.why')} flush>
      <div className="compartment-scroll">
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('compartment.person')}</th>
              <th scope="col">{t('compartment.unit')}</th>
              <th scope="col">{t('compartment.since')}</th>
              <th scope="col">{t('compartment.by')}</th>
              <th scope="col">{t('field.state')}</th>
              <th scope="col">{t('compartment.act')}</th>
            </tr>
          </thead>
          <tbody>
            {page.members.map((member) => (
              <tr key={member.id} className={member.state === 'in' ? '' : 'quiet'}>
                <td>
                  <AppLink to={paths.person(member.personId)}>{member.person}</AppLink>
                </td>
                <td>{member.unit}</td>
                <td className="num">{formatInstant(member.addedAt)}</td>
                <td>{member.addedBy}</td>
                <td>{memberState(member.state)}</td>
                <td>
                  {member.state === 'ended' ? null : (
                    <ActionButton size="small" disabledReason={why} onClick={() => onDismiss(member)}>
                      {t('compartment.dismiss')}
                    </ActionButton>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

interface CarriersProps {
  readonly page: CompartmentPageView;
  readonly onTakeOut: (carrier: CompartmentPageView['carriers'][number]) => void;
}

function Carriers({ page, onTakeOut }: CarriersProps) {
  if (page.carriers.length === 0) {
    return (
      <Card title={t('compartment.carriers')}>
        <p className="quiet">{t('compartment.carriers.none')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('compartment.carriers')} aside={t('compartment.carriers.why')}>
      <ul className="compartment-list">
        {page.carriers.map((carrier) => (
          <li key={carrier.id}>
            <AppLink to={paths.carrier(carrier.id)}>{carrier.title ?? carrier.number}</AppLink>
            <span className="num">{carrier.number}</span>
            <span>{carrier.mark}</span>
            <ActionButton size="small" onClick={() => onTakeOut(carrier)}>
              {t('compartment.undivide')}
            </ActionButton>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface DialogProps {
  readonly dialog: Dialog;
  readonly page: CompartmentPageView;
  readonly onClose: () => void;
}

function CompartmentDialog({ dialog, page, onClose }: DialogProps) {
  const reason = { name: 'reason', label: t('field.reason'), kind: 'textarea' } as const;
  const fixed = { compartmentId: page.id };
  switch (dialog.kind) {
    case 'admit':
      return (
        <FormDialog
          title={t('compartment.admit')}
          open
          onClose={onClose}
          contract={AdmitMembers}
          command="compartment.admit"
          fixed={fixed}
          initial={{ personIds: [] }}
          submitLabel={page.decides ? t('compartment.admit') : t('compartment.ask')}
          doneText={t('compartment.admit.done')}
          fields={[membersField(), reason]}
        />
      );
    case 'divide':
      return <DivideDialog page={page} onClose={onClose} />;
    case 'register':
      return (
        <FormDialog
          title={t('compartment.register')}
          open
          onClose={onClose}
          contract={OpenCompartmentRegister}
          command="compartment.openRegister"
          fixed={fixed}
          submitLabel={t('compartment.register')}
          doneText={t('compartment.register.done')}
          fields={[
            {
              name: 'name',
              label: t('compartment.register.name'),
              kind: 'text',
              autoFocus: true,
              why: t('compartment.register.why'),
            },
            {
              name: 'numberPattern',
              label: t('compartment.register.pattern'),
              kind: 'text',
              optional: 'absent',
              why: t('compartment.register.pattern.why'),
            },
          ]}
        />
      );
    case 'close':
      return (
        <ConfirmShell
          title={t('compartment.close')}
          open
          onClose={onClose}
          command="compartment.close"
          input={(words) => ({ ...fixed, reason: words })}
          reasonLabel={t('field.reason')}
          happens={[t('compartment.close.happens'), t('compartment.close.stays')]}
          confirmLabel={t('compartment.close')}
          doneText={t('compartment.close.done')}
        />
      );
    case 'dismiss':
      return (
        <ConfirmShell
          title={t('compartment.dismiss.of', { who: dialog.member.person })}
          open
          onClose={onClose}
          command="compartment.dismiss"
          input={(words) => ({ memberId: dialog.member.id, reason: words })}
          reasonLabel={t('field.reason')}
          happens={[t('compartment.dismiss.happens'), t('compartment.dismiss.back')]}
          confirmLabel={t('compartment.dismiss')}
          doneText={t('compartment.dismiss.done')}
        />
      );
    case 'undivide':
      return (
        <ConfirmShell
          title={t('compartment.undivide.of', { number: dialog.carrier.number })}
          open
          onClose={onClose}
          command="compartment.undivide"
          input={(words) => ({ ...fixed, carrierId: dialog.carrier.id, reason: words })}
          reasonLabel={t('field.reason')}
          happens={[t('compartment.undivide.happens')]}
          confirmLabel={page.decides ? t('compartment.undivide') : t('compartment.ask')}
          doneText={t('compartment.undivide.done')}
        />
      );
  }
}

/** Which of the carriers one knows goes into the compartment. */
function DivideDialog({ page, onClose }: Omit<DialogProps, 'dialog'>) {
  const known = useQueryData({
    name: 'carrier.list',
    input: { by: 'known', limit: 100 },
    output: CarrierList,
  });
  const inside = new Set(page.carriers.map((carrier) => carrier.id));
  const choices = (known.data?.rows ?? [])
    .filter((row) => !inside.has(row.id))
    .map((row) => ({ value: row.id, label: `${row.number} ${row.title ?? ''}` }));
  return (
    <FormDialog
      title={t('compartment.divide')}
      open
      onClose={onClose}
      contract={DivideCarrier}
      command="compartment.divide"
      fixed={{ compartmentId: page.id }}
      submitLabel={page.decides ? t('compartment.divide') : t('compartment.ask')}
      doneText={t('compartment.divide.done')}
      fields={[
        {
          name: 'carrierId',
          label: t('compartment.carrier'),
          kind: 'select',
          choices,
          why: t('compartment.divide.why'),
        },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    />
  );
}
