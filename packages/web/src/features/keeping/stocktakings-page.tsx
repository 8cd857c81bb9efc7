import { StartStocktaking, StocktakingList } from '@fengni/server/modules/carriers/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
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
import { dutyWords } from './copy-words.ts';
import { readRegister, registerFilter, rememberRegister, useRegisters } from './registers.ts';

type Stocktaking = z.output<typeof StocktakingList>['rows'][number];
const Rows = StocktakingList.transform((list) => ({ ...list, next: null }));

/** Duties that count; the server decides again for the register in question. */
const counters = ['officer', 'document-clerk', 'cipher-clerk', 'inspector'] as const;

function columns(): readonly Column<Stocktaking>[] {
  const states = { open: t('stocktaking.state.open'), closed: t('stocktaking.state.closed') };
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => <AppLink to={paths.stocktaking(row.id)}>{row.number}</AppLink>,
    },
    { key: 'register', title: t('keeping.register'), render: (row) => row.register },
    { key: 'state', title: t('field.state'), render: (row) => states[row.state] },
    {
      key: 'found',
      title: t('stocktaking.found.of'),
      numeric: true,
      render: (row) => t('stocktaking.of', { found: row.found, expected: row.expected }),
    },
    {
      key: 'missing',
      title: t('stocktaking.unfound'),
      numeric: true,
      render: (row) => (
        <span className={row.found < row.expected ? 'late' : ''}>{row.expected - row.found}</span>
      ),
    },
    { key: 'strays', title: t('stocktaking.strays'), numeric: true, render: (row) => row.strays },
    {
      key: 'started',
      title: t('stocktaking.started'),
      numeric: true,
      render: (row) => formatInstant(row.startedAt),
    },
    {
      key: 'closed',
      title: t('stocktaking.closed'),
      numeric: true,
      render: (row) => (row.closedAt === null ? '' : formatInstant(row.closedAt)),
    },
  ];
}

/** Stocktakings, running and past; one is started here. */
export function StocktakingsPage() {
  const actor = useActor();
  const router = useRouter();
  const registers = useRegisters();
  const [starting, setStarting] = useState(false);
  const why = holdsDuty(actor, ...counters) ? null : t('action.who', { who: dutyWords(counters) });
  const start = (
    <ActionButton type="primary" disabledReason={why} onClick={() => setStarting(true)}>
      {t('stocktaking.start')}
    </ActionButton>
  );
  return (
    <PageFrame title={t('nav.stocktakings')} sub={t('stocktaking.sub')} wide actions={start}>
      <RegisterShell
        id="stocktaking.list"
        label={t('nav.stocktakings')}
        query="stocktaking.list"
        output={Rows}
        input={(values) => ({ registerId: readRegister(values['register']) })}
        columns={columns()}
        filters={[registerFilter(registers.choices)]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.stocktaking(row.id)}
        empty={<EmptyState title={t('stocktaking.empty')} first={t('stocktaking.empty.first')} />}
      />
      <FormDialog
        title={t('stocktaking.start')}
        open={starting}
        onClose={() => setStarting(false)}
        contract={StartStocktaking}
        command="stocktaking.start"
        initial={{ registerId: registers.initial }}
        submitLabel={t('stocktaking.start')}
        onDone={(result) => {
          const id = result['stocktakingId'];
          if (typeof id === 'string') router.history.push(paths.stocktaking(id));
        }}
        onInput={(input) => rememberRegister(input.registerId)}
        fields={[
          { name: 'registerId', label: t('keeping.register'), kind: 'select', choices: registers.choices },
          {
            name: 'place',
            label: t('copy.place'),
            kind: 'text',
            optional: 'absent',
            why: t('stocktaking.place.why'),
          },
        ]}
      >
        <p className="quiet">{t('stocktaking.start.how')}</p>
      </FormDialog>
    </PageFrame>
  );
}
