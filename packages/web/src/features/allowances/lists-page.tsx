import {
  AllowanceLists,
  type AllowanceListView,
  BeginAllowanceList,
} from '@fengni/server/modules/allowances/contract';
import { listStates } from '@fengni/server/modules/allowances/rules';
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
import { money, monthWords, stateWords } from './allowance-words.ts';
import { monthField, monthFrom } from './month-field.tsx';

function columns(): readonly Column<AllowanceListView>[] {
  return [
    {
      key: 'month',
      title: t('allowance.month'),
      fixed: true,
      render: (row) => <AppLink to={paths.allowanceList(row.id)}>{monthWords(row.month)}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'state', title: t('field.state'), render: (row) => stateWords(row.state) },
    {
      key: 'due',
      title: t('allowance.due'),
      numeric: true,
      render: (row) => (
        <span className={row.state !== 'closed' && row.dueOn < todayHere() ? 'late' : ''}>
          {formatDay(row.dueOn)}
        </span>
      ),
    },
    {
      key: 'people',
      title: t('allowance.people'),
      numeric: true,
      render: (row) => (row.state === 'begun' ? '' : row.people),
    },
    {
      key: 'deducted',
      title: t('allowance.deducted.lines'),
      numeric: true,
      render: (row) => (row.deducted === 0 ? '' : row.deducted),
    },
    {
      key: 'corrected',
      title: t('allowance.corrected.lines'),
      numeric: true,
      render: (row) => (row.corrected === 0 ? '' : row.corrected),
    },
    {
      key: 'total',
      title: t('allowance.total'),
      numeric: true,
      render: (row) => (row.state === 'begun' ? '' : money(row.totalFen)),
    },
    {
      key: 'paid',
      title: t('allowance.paid'),
      numeric: true,
      render: (row) => (row.paidOn === null ? '' : formatDay(row.paidOn)),
    },
  ];
}

/** Years to choose from: this one and the nine before. */
function years(): readonly { value: string; label: string }[] {
  const now = Number(todayHere().slice(0, 4));
  return Array.from({ length: 10 }, (_, i) => ({ value: String(now - i), label: String(now - i) }));
}

/** Each month's list of allowances, from its beginning by the clockwork to its payment (PER-4). */
export function AllowanceListsPage() {
  const actor = useActor();
  const router = useRouter();
  const [beginning, setBeginning] = useState(false);
  return (
    <PageFrame
      title={t('nav.allowances')}
      sub={t('allowance.sub')}
      wide
      actions={
        <ActionBar
          next="begin"
          actions={[
            {
              key: 'begin',
              label: t('allowance.begin'),
              disabledReason: holdsDuty(actor, 'officer', 'personnel') ? null : t('allowance.who'),
              onDo: () => setBeginning(true),
            },
            { key: 'terms', label: t('allowance.terms'), to: paths.allowanceTerms() },
            { key: 'appeals', label: t('allowance.appeals'), to: paths.allowanceAppeals() },
            { key: 'mine', label: t('nav.allowance.mine'), to: paths.myAllowance() },
          ]}
        />
      }
    >
      <RegisterShell
        id="allowance.lists"
        label={t('nav.allowances')}
        query="allowance.lists"
        output={AllowanceLists}
        input={(values) => ({
          state: z.enum(listStates).safeParse(values['state']).data ?? null,
          year: z.coerce.number().int().min(2000).max(2200).safeParse(values['year']).data ?? null,
        })}
        columns={columns()}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('allowance.state.all'),
            choices: listStates.map((value) => ({ value, label: stateWords(value) })),
          },
          {
            key: 'year',
            label: t('allowance.year'),
            kind: 'select',
            all: t('allowance.year.all'),
            choices: years(),
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.allowanceList(row.id)}
        empty={<EmptyState title={t('allowance.empty')} first={t('allowance.empty.first')} />}
      />
      {beginning ? (
        <FormDialog
          title={t('allowance.begin')}
          open
          onClose={() => setBeginning(false)}
          contract={BeginAllowanceList}
          command="allowance.beginList"
          initial={{ month: monthFrom(todayHere(), -1), unitId: actor.duties[0]?.unitId ?? '' }}
          submitLabel={t('allowance.begin')}
          doneText={t('allowance.begin.done')}
          onDone={(result) => {
            const id = result['listId'];
            if (typeof id === 'string') router.history.push(paths.allowanceList(id));
          }}
          fields={[
            { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('allowance.unit.why') },
            monthField({ name: 'month', label: t('allowance.month'), why: t('allowance.month.why') }),
          ]}
        />
      ) : null}
    </PageFrame>
  );
}
