import { BeginLeaving, LeavingList, type LeavingLineView } from '@fengni/server/modules/leaving/contract';
import { leavingKinds, leavingStates } from '@fengni/server/modules/leaving/rules';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { useUrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { postField } from '../personnel/post-picker.tsx';
import { kindChoices, kindWords, stateWords } from './leaving-words.ts';

function columns(): readonly Column<LeavingLineView>[] {
  return [
    {
      key: 'person',
      title: t('leaving.person'),
      fixed: true,
      render: (row) => <AppLink to={paths.leaving(row.id)}>{row.person}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'kind', title: t('leaving.kind'), render: (row) => kindWords(row.kind) },
    {
      key: 'last',
      title: t('leaving.last'),
      numeric: true,
      render: (row) => (
        <span className={row.state === 'open' && row.lastOn < todayHere() ? 'late' : ''}>
          {formatDay(row.lastOn)}
        </span>
      ),
    },
    { key: 'state', title: t('field.state'), render: (row) => stateWords(row.state) },
    {
      key: 'frozen',
      title: t('leaving.frozen'),
      numeric: true,
      render: (row) => (row.frozenAt === null ? '' : formatInstant(row.frozenAt)),
    },
    {
      key: 'missing',
      title: t('leaving.missing'),
      numeric: true,
      render: (row) => (row.missing === 0 ? '' : <span className="late">{row.missing}</span>),
    },
  ];
}

/** Who is leaving or moving, and how far each has come (PER-3). */
export function LeavingsPage() {
  const actor = useActor();
  const router = useRouter();
  const [filters] = useUrlFilters();
  const asked = z.uuid().safeParse(filters['begin']).data;
  const [beginning, setBeginning] = useState(asked !== undefined);
  return (
    <PageFrame
      title={t('nav.leavings')}
      sub={t('leaving.sub')}
      wide
      actions={
        <ActionBar
          next="begin"
          actions={[
            {
              key: 'begin',
              label: t('leaving.begin'),
              disabledReason: holdsDuty(actor, 'officer', 'personnel') ? null : t('leaving.who'),
              onDo: () => setBeginning(true),
            },
            { key: 'cooling', label: t('cooling.title'), to: paths.coolings() },
          ]}
        />
      }
    >
      <RegisterShell
        id="leaving.list"
        label={t('nav.leavings')}
        query="leaving.list"
        output={LeavingList}
        input={(values) => ({
          state: z.enum(leavingStates).safeParse(values['state']).data ?? null,
          kind: z.enum(leavingKinds).safeParse(values['kind']).data ?? null,
        })}
        columns={columns()}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('leaving.state.all'),
            choices: leavingStates.map((value) => ({ value, label: stateWords(value) })),
          },
          {
            key: 'kind',
            label: t('leaving.kind'),
            kind: 'select',
            all: t('leaving.kind.all'),
            choices: kindChoices(),
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.leaving(row.id)}
        empty={<EmptyState title={t('leaving.empty')} first={t('leaving.empty.first')} />}
      />
      {beginning ? (
        <FormDialog
          title={t('leaving.begin')}
          open
          onClose={() => setBeginning(false)}
          contract={BeginLeaving}
          command="leaving.begin"
          initial={{
            kind: z.enum(leavingKinds).catch('resign').parse(filters['as']),
            lastOn: todayHere(),
            ...(asked === undefined ? {} : { personId: asked }),
          }}
          submitLabel={t('leaving.begin')}
          doneText={t('leaving.begin.done')}
          onDone={(result) => {
            const id = result['leavingId'];
            if (typeof id === 'string') router.history.push(paths.leaving(id));
          }}
          fields={[
            { name: 'personId', label: t('leaving.person'), kind: 'person', autoFocus: true },
            { name: 'kind', label: t('leaving.kind'), kind: 'select', choices: kindChoices() },
            postField(t('leaving.to'), t('leaving.to.why'), 'toPostId'),
            { name: 'lastOn', label: t('leaving.last'), kind: 'day', why: t('leaving.last.why') },
            { name: 'reason', label: t('field.reason'), kind: 'textarea' },
          ]}
        />
      ) : null}
    </PageFrame>
  );
}
