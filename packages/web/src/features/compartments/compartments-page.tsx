import {
  CompartmentList,
  type CompartmentLineView,
  OpenCompartment,
} from '@fengni/server/modules/compartments/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { compartmentDeciders, compartmentState } from './compartment-words.ts';
import { membersField } from './members-field.tsx';

const Rows = CompartmentList.transform((list) => ({ ...list, next: null }));

function columns(): readonly Column<CompartmentLineView>[] {
  return [
    {
      key: 'name',
      title: t('compartment.name'),
      fixed: true,
      render: (row) => <AppLink to={paths.compartment(row.id)}>{row.name}</AppLink>,
    },
    { key: 'link', title: t('compartment.link'), render: (row) => row.link },
    { key: 'unit', title: t('compartment.unit'), render: (row) => row.unit },
    { key: 'members', title: t('compartment.members'), numeric: true, render: (row) => row.memberCount },
    { key: 'carriers', title: t('compartment.carriers'), numeric: true, render: (row) => row.carrierCount },
    { key: 'state', title: t('field.state'), render: (row) => compartmentState(row.state) },
    {
      key: 'opened',
      title: t('compartment.opened'),
      numeric: true,
      render: (row) => formatInstant(row.openedAt),
    },
  ];
}

/** The compartments one is in; of others the program says nothing. */
export function CompartmentsPage() {
  const actor = useActor();
  const [opening, setOpening] = useState(false);
  const why = holdsDuty(actor, ...compartmentDeciders)
    ? null
    : t('action.who', { who: dutyWords(compartmentDeciders) });
  return (
    <PageFrame
      title={t('nav.compartments')}
      sub={t('compartment.sub')}
      wide
      actions={
        <ActionButton type="primary" disabledReason={why} onClick={() => setOpening(true)}>
          {t('compartment.open')}
        </ActionButton>
      }
    >
      <RegisterShell
        id="compartment.list"
        label={t('nav.compartments')}
        query="compartment.list"
        output={Rows}
        input={() => ({})}
        columns={columns()}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.compartment(row.id)}
        empty={<EmptyState title={t('compartment.empty')} first={t('compartment.empty.first')} />}
      />
      {opening ? <OpenDialog onClose={() => setOpening(false)} /> : null}
    </PageFrame>
  );
}

function OpenDialog({ onClose }: { readonly onClose: () => void }) {
  const actor = useActor();
  const router = useRouter();
  return (
    <FormDialog
      title={t('compartment.open')}
      open
      onClose={onClose}
      contract={OpenCompartment}
      command="compartment.open"
      submitLabel={t('compartment.open')}
      doneText={t('compartment.open.done')}
      initial={{ unitId: actor.unitId, personIds: [] }}
      onDone={(result) => {
        const made = result['compartmentId'];
        if (typeof made === 'string') router.history.push(paths.compartment(made));
      }}
      fields={[
        { name: 'name', label: t('compartment.name'), kind: 'text', autoFocus: true },
        { name: 'matter', label: t('compartment.matter'), kind: 'text', why: t('compartment.matter.why') },
        {
          name: 'link',
          label: t('compartment.link'),
          kind: 'text',
          optional: 'absent',
          why: t('compartment.link.why'),
        },
        { name: 'unitId', label: t('compartment.unit'), kind: 'unit' },
        membersField(),
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    >
      <p className="note">{t('compartment.open.happens')}</p>
    </FormDialog>
  );
}
