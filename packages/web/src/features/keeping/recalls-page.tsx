import { RecallList } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import type { z } from 'zod';
import { todayHere, formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { dutyWords } from './copy-words.ts';
import { recallDuties } from './recall-duties.ts';
import { readRegister, registerFilter, useRegisters } from './registers.ts';

type Recall = z.output<typeof RecallList>['rows'][number];
const Rows = RecallList.transform((list) => ({ ...list, next: null }));

function columns(): readonly Column<Recall>[] {
  const states = { open: t('recall.state.open'), closed: t('recall.state.closed') };
  const isLate = (row: Recall) => row.state === 'open' && row.dueOn < todayHere();
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => <AppLink to={paths.recall(row.id)}>{row.number}</AppLink>,
    },
    { key: 'issuer', title: t('recall.issuer'), render: (row) => row.issuer },
    { key: 'reference', title: t('recall.reference'), render: (row) => row.reference },
    { key: 'register', title: t('keeping.register'), render: (row) => row.register },
    {
      key: 'due',
      title: t('recall.due'),
      numeric: true,
      render: (row) => <span className={isLate(row) ? 'late' : ''}>{formatDay(row.dueOn)}</span>,
    },
    {
      key: 'returned',
      title: t('recall.returned'),
      numeric: true,
      render: (row) => t('stocktaking.of', { found: row.returned, expected: row.copies }),
    },
    { key: 'state', title: t('field.state'), render: (row) => states[row.state] },
  ];
}

/** Recalls: what issuers want back, and how far it has gone. */
export function RecallsPage() {
  const actor = useActor();
  const router = useRouter();
  const registers = useRegisters();
  const why = holdsDuty(actor, ...recallDuties) ? null : t('action.who', { who: dutyWords(recallDuties) });
  return (
    <PageFrame
      title={t('nav.recalls')}
      sub={t('recall.sub')}
      wide
      actions={
        <ActionButton
          type="primary"
          disabledReason={why}
          onClick={() => router.history.push(paths.beginRecall())}
        >
          {t('recall.begin')}
        </ActionButton>
      }
    >
      <RegisterShell
        id="recall.list"
        label={t('nav.recalls')}
        query="recall.list"
        output={Rows}
        input={(values) => ({ registerId: readRegister(values['register']) })}
        columns={columns()}
        filters={[registerFilter(registers.choices)]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.recall(row.id)}
        empty={<EmptyState title={t('recall.empty')} first={t('recall.empty.first')} />}
      />
    </PageFrame>
  );
}
