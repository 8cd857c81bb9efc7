import {
  DestructionListQuery,
  DestructionLists,
  destructionStates,
} from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { BagsRegister } from '../keeping/bags-register.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { readRegister, registerFilter, useRegisters } from '../keeping/registers.ts';
import { BeginDialog } from './begin-dialog.tsx';
import { destructionDuties, destructionStateWords, methodWords } from './destruction-words.ts';

type DestructionLine = z.output<typeof DestructionLists>['rows'][number];

function columns(): readonly Column<DestructionLine>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => <AppLink to={paths.destruction(row.id)}>{row.number}</AppLink>,
    },
    { key: 'register', title: t('keeping.register'), render: (row) => row.register },
    { key: 'copies', title: t('destruction.copies'), numeric: true, render: (row) => row.copies },
    { key: 'bags', title: t('destruction.bags'), numeric: true, render: (row) => row.bags },
    { key: 'point', title: t('destruction.point'), render: (row) => row.point },
    { key: 'method', title: t('destruction.method'), render: (row) => methodWords(row.method), hidden: true },
    {
      key: 'planned',
      title: t('destruction.planned'),
      numeric: true,
      render: (row) => formatDay(row.plannedOn),
    },
    { key: 'state', title: t('field.state'), render: (row) => destructionStateWords(row.state) },
    {
      key: 'certificate',
      title: t('destruction.certificate.no'),
      numeric: true,
      render: (row) => row.certificateNo,
    },
  ];
}

function inputOf(values: UrlFilters): Readonly<Record<string, unknown>> {
  const state = DestructionListQuery.shape.state.safeParse(values['state']);
  return { registerId: readRegister(values['register']), state: state.success ? state.data : null };
}

/** Destruction lists, and the bags of paper that go the same way. */
export function DestructionsPage() {
  const actor = useActor();
  const router = useRouter();
  const [filters, changeFilters] = useUrlFilters();
  const [beginning, setBeginning] = useState(false);
  const [sealing, setSealing] = useState(false);
  const bags = filters['tab'] === 'bags';
  const duties = bags ? (['officer', 'document-clerk'] as const) : destructionDuties;
  const why = holdsDuty(actor, ...duties) ? null : t('action.who', { who: dutyWords(duties) });
  const primary = (
    <ActionButton
      type="primary"
      disabledReason={why}
      onClick={() => (bags ? setSealing(true) : setBeginning(true))}
    >
      {bags ? t('bag.seal') : t('destruction.begin')}
    </ActionButton>
  );
  return (
    <PageFrame title={t('nav.destructions')} sub={t('destruction.sub')} wide actions={primary}>
      <Tabs
        label={t('nav.destructions')}
        current={bags ? 'bags' : 'lists'}
        onChange={(tab) =>
          changeFilters({ tab: tab === 'bags' ? 'bags' : '', state: '', bag: '', register: '' })
        }
        tabs={[
          { key: 'lists', label: t('destruction.lists') },
          { key: 'bags', label: t('bag.title') },
        ]}
      >
        {bags ? <BagsRegister sealing={sealing} onSealing={setSealing} /> : <ListsRegister />}
      </Tabs>
      <BeginDialog
        open={beginning}
        onClose={() => setBeginning(false)}
        onBegun={(id) => router.history.push(paths.destruction(id))}
      />
    </PageFrame>
  );
}

function ListsRegister() {
  const registers = useRegisters(['carrier', 'paper-bag']);
  return (
    <RegisterShell
      id="destruction.list"
      label={t('destruction.lists')}
      query="destruction.list"
      output={DestructionLists}
      input={inputOf}
      columns={columns()}
      filters={[
        registerFilter(registers.choices),
        {
          key: 'state',
          label: t('field.state'),
          kind: 'select',
          all: t('destruction.state.all'),
          choices: destructionStates.map((value) => ({ value, label: destructionStateWords(value) })),
        },
      ]}
      rowKey={(row) => row.id}
      rowTo={(row) => paths.destruction(row.id)}
      empty={<EmptyState title={t('destruction.empty')} first={t('destruction.empty.first')} />}
    />
  );
}
