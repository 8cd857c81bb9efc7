import {
  CheckTerm,
  EndingList,
  EndingMonths,
  type checkOutcomes,
} from '@fengni/server/modules/classification/regrading/contract';
import { useRouter } from '@tanstack/react-router';
import { Suspense, lazy, useCallback, useState } from 'react';
import type { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { Loading } from '../../ui/query-view.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { endingStateWords, outcomeWords } from './regrading-words.ts';

const EndingPlot = lazy(async () => ({ default: (await import('./ending-plot.tsx')).EndingPlot }));
type Ending = z.output<typeof EndingList>['rows'][number];
type By = 'handled' | 'known';

function columns(): readonly Column<Ending>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (row) => <AppLink to={paths.carrier(row.id, { tab: 'mark' })}>{row.number}</AppLink>,
    },
    {
      key: 'mark',
      title: t('field.level'),
      render: (row) => <LevelChip mark={row.mark} level={row.levelToken} />,
    },
    { key: 'title', title: t('field.title'), render: (row) => row.title },
    {
      key: 'origin',
      title: t('carrier.origin'),
      render: (row) => (row.origin === 'own' ? t('carrier.origin.own') : t('carrier.origin.received')),
    },
    {
      key: 'ends',
      title: t('regrading.ends'),
      numeric: true,
      render: (row) => (
        <span className={row.daysLeft < 0 ? 'late' : ''}>
          {formatDay(row.expiresOn)}{' '}
          <span className="quiet">
            {row.daysLeft < 0
              ? t('regrading.days.over', { n: -row.daysLeft })
              : t('regrading.days.left', { n: row.daysLeft })}
          </span>
        </span>
      ),
    },
    { key: 'state', title: t('field.state'), render: (row) => endingStateWords(row.state) },
  ];
}

function inputOf(by: By, values: UrlFilters): Readonly<Record<string, unknown>> {
  const origin = values['origin'];
  const month = values['month'] ?? '';
  const bound = /^\d{4}-\d\d$/.test(month) ? month : null;
  return { by, origin: origin === 'own' || origin === 'received' ? origin : null, from: bound, to: bound };
}

/** What ends when: by month as a picture, and as a list from which changes are proposed. */
export function EndingRegister({ by }: { readonly by: By }) {
  const router = useRouter();
  const [, changeFilters] = useUrlFilters();
  const [checking, setChecking] = useState<readonly Ending[] | null>(null);
  const months = useQueryData({ name: 'regrading.endingMonths', input: { by }, output: EndingMonths });
  // the plot keeps one function to call, so that it is not drawn anew with each key pressed
  const onMonth = useCallback((month: string) => changeFilters({ month }), [changeFilters]);
  const some = (months.data?.months ?? []).some((one) => one.own + one.received > 0);
  return (
    <>
      {some ? (
        <Card
          title={t('regrading.plot')}
          aside={
            months.data?.overdue === 0 ? undefined : t('regrading.overdue', { n: months.data?.overdue ?? 0 })
          }
          flush
        >
          <Suspense fallback={<Loading />}>
            <EndingPlot months={months.data?.months ?? []} onMonth={onMonth} />
          </Suspense>
        </Card>
      ) : null}
      <RegisterShell
        key={by}
        id={`regrading.ending.${by}`}
        label={t('regrading.tab.ending')}
        query="regrading.ending"
        output={EndingList}
        input={(values) => inputOf(by, values)}
        columns={columns()}
        filters={[
          {
            key: 'origin',
            label: t('carrier.origin'),
            kind: 'select',
            all: t('regrading.origin.all'),
            choices: [
              { value: 'own', label: t('carrier.origin.own') },
              { value: 'received', label: t('carrier.origin.received') },
            ],
          },
          {
            key: 'month',
            label: t('regrading.month'),
            kind: 'select',
            all: t('regrading.month.all'),
            choices: (months.data?.months ?? []).map(({ month }) => ({ value: month, label: month })),
          },
        ]}
        batch={[
          {
            key: 'propose',
            label: t('regrading.propose'),
            onDo: (rows) =>
              router.history.push(paths.newRegrading({ carriers: rows.map((row) => row.id).join(',') })),
            disabledReason: whyNotTogether,
          },
          {
            key: 'check',
            label: t('regrading.check'),
            onDo: setChecking,
            disabledReason: whyNotTogether,
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.carrier(row.id, { tab: 'mark' })}
        empty={<EmptyState title={t('regrading.ending.empty')} first={t('regrading.ending.empty.first')} />}
      />
      {checking === null ? null : (
        <CheckDialog
          carrierIds={checking.map((row) => row.id)}
          own={checking.every((row) => row.origin === 'own')}
          onClose={() => setChecking(null)}
        />
      )}
    </>
  );
}

function whyNotTogether(rows: readonly Ending[]): string | null {
  if (rows.length > 50) return t('regrading.together.many');
  return new Set(rows.map((row) => row.origin)).size > 1 ? t('regrading.together.mixed') : null;
}

const ownOutcomes: readonly (typeof checkOutcomes)[number][] = ['lapses'];
const receivedOutcomes: readonly (typeof checkOutcomes)[number][] = [
  'no-extension-found',
  'originator-asked',
];

/** What the check of a term came to. */
export function CheckDialog({
  carrierIds,
  own,
  onClose,
}: {
  readonly carrierIds: readonly string[];
  readonly own: boolean;
  readonly onClose: () => void;
}) {
  const outcomes = own ? ownOutcomes : receivedOutcomes;
  return (
    <FormDialog
      title={t('regrading.check')}
      open
      onClose={onClose}
      contract={CheckTerm}
      command="regrading.checkTerm"
      fixed={{ carrierIds }}
      initial={{ outcome: outcomes[0] }}
      submitLabel={t('regrading.check')}
      doneText={t('regrading.check.done')}
      fields={[
        {
          name: 'outcome',
          label: t('regrading.check.outcome'),
          kind: 'radio',
          choices: outcomes.map((value) => ({ value, label: outcomeWords(value) })),
        },
        { name: 'note', label: t('carrier.copy.note'), kind: 'textarea', optional: 'absent' },
      ]}
    >
      <p className="note">{own ? t('regrading.check.own') : t('regrading.check.received')}</p>
    </FormDialog>
  );
}
