import { FilingList, MakeFiling, type FilingLineView } from '@fengni/server/modules/personnel/contract';
import { filingStates } from '@fengni/server/modules/personnel/rules';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { filingStateChoices, filingStateWords } from './personnel-words.ts';

function columns(): readonly Column<FilingLineView>[] {
  return [
    {
      key: 'ordinal',
      title: t('personnel.filing.ordinal'),
      fixed: true,
      render: (row) => (
        <AppLink to={paths.personnelFiling(row.id)}>{t('personnel.filing.no', { n: row.ordinal })}</AppLink>
      ),
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'asOf', title: t('personnel.filing.asof'), numeric: true, render: (row) => formatDay(row.asOf) },
    { key: 'people', title: t('personnel.filing.people'), numeric: true, render: (row) => row.people },
    {
      key: 'change',
      title: t('personnel.filing.changes'),
      render: (row) =>
        t('personnel.filing.diff', { added: row.added, changed: row.changed, removed: row.removed }),
    },
    { key: 'state', title: t('field.state'), render: (row) => filingStateWords(row.state) },
    { key: 'bureau', title: t('personnel.filing.bureau'), render: (row) => row.bureau },
    {
      key: 'sent',
      title: t('personnel.filing.sent'),
      numeric: true,
      render: (row) => (row.sentOn === null ? '' : formatDay(row.sentOn)),
    },
    {
      key: 'received',
      title: t('personnel.filing.received'),
      numeric: true,
      render: (row) => (row.receivedOn === null ? '' : formatDay(row.receivedOn)),
    },
  ];
}

/** Lists of people with access as they were filed with the bureau. */
export function PersonnelFilingsPage() {
  const actor = useActor();
  const router = useRouter();
  const [making, setMaking] = useState(false);
  return (
    <PageFrame
      title={t('personnel.filings.title')}
      crumbs={[{ label: t('nav.personnel'), to: paths.personnel() }, { label: t('personnel.filings.title') }]}
      sub={t('personnel.filings.sub')}
      wide
      actions={
        <ActionBar
          next="make"
          actions={[
            {
              key: 'make',
              label: t('personnel.filing.make'),
              disabledReason: holdsDuty(actor, 'officer', 'personnel') ? null : t('personnel.who'),
              onDo: () => setMaking(true),
            },
          ]}
        />
      }
    >
      <RegisterShell
        id="personnel.filings"
        label={t('personnel.filings.title')}
        query="personnel.filings"
        output={FilingList}
        input={(values) => ({ state: z.enum(filingStates).safeParse(values['state']).data ?? null })}
        columns={columns()}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('personnel.state.all'),
            choices: filingStateChoices(),
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.personnelFiling(row.id)}
        empty={<EmptyState title={t('personnel.filings.empty')} first={t('personnel.filings.empty.first')} />}
      />
      {making ? (
        <FormDialog
          title={t('personnel.filing.make')}
          open
          onClose={() => setMaking(false)}
          contract={MakeFiling}
          command="personnel.makeFiling"
          initial={{ unitId: actor.unitId, asOf: todayHere() }}
          submitLabel={t('personnel.filing.make')}
          doneText={t('personnel.filing.made')}
          onDone={(result) => {
            const id = result['filingId'];
            if (typeof id === 'string') router.history.push(paths.personnelFiling(id));
          }}
          fields={[
            { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('personnel.filing.unit.why') },
            { name: 'asOf', label: t('personnel.filing.asof'), kind: 'day' },
          ]}
        />
      ) : null}
    </PageFrame>
  );
}
