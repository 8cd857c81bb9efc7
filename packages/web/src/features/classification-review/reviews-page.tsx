import {
  OpenReview,
  YearlyReviewList,
  YearlyReviewListQuery,
} from '@fengni/server/modules/classification/review/contract';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
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
import { ProgressBar } from './progress-bar.tsx';
import { runningDuties, unitOfDuty } from './review-words.ts';

type Review = z.output<typeof YearlyReviewList>['rows'][number];
const OpenForm = OpenReview.extend({ year: z.coerce.number().pipe(OpenReview.shape.year) });

function columns(): readonly Column<Review>[] {
  const states = { open: t('review.state.open'), closed: t('review.state.closed') };
  return [
    {
      key: 'unit',
      title: t('field.unit'),
      fixed: true,
      render: (row) => <AppLink to={paths.classificationReview(row.id)}>{row.unit}</AppLink>,
    },
    { key: 'year', title: t('review.year'), fixed: true, numeric: true, render: (row) => row.year },
    {
      key: 'progress',
      title: t('review.progress'),
      render: (row) => <ProgressBar progress={row.progress} />,
    },
    { key: 'changing', title: t('review.changing'), numeric: true, render: (row) => row.progress.changing },
    {
      key: 'due',
      title: t('review.due'),
      numeric: true,
      render: (row) => (
        <span className={row.state === 'open' && row.dueOn < todayHere() ? 'late' : ''}>
          {formatDay(row.dueOn)}
        </span>
      ),
    },
    { key: 'state', title: t('field.state'), render: (row) => states[row.state] },
  ];
}

/** Yearly reviews of what units have classified themselves. */
export function ReviewsPage() {
  const actor = useActor();
  const router = useRouter();
  const [opening, setOpening] = useState(false);
  const why = holdsDuty(actor, ...runningDuties) ? null : t('action.who', { who: dutyWords(runningDuties) });
  const thisYear = Number(todayHere().slice(0, 4));
  return (
    <PageFrame
      title={t('nav.reviews')}
      sub={t('review.sub')}
      wide
      actions={
        <ActionButton type="primary" disabledReason={why} onClick={() => setOpening(true)}>
          {t('review.begin')}
        </ActionButton>
      }
    >
      <RegisterShell
        id="review.list"
        label={t('nav.reviews')}
        query="review.list"
        output={YearlyReviewList}
        input={(values) => {
          const state = YearlyReviewListQuery.shape.state.safeParse(values['state'] ?? null);
          return { state: state.success ? state.data : null };
        }}
        columns={columns()}
        filters={[
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('review.state.all'),
            choices: [
              { value: 'open', label: t('review.state.open') },
              { value: 'closed', label: t('review.state.closed') },
            ],
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.classificationReview(row.id)}
        empty={<EmptyState title={t('review.empty')} first={t('review.empty.first')} />}
      />
      <FormDialog
        title={t('review.begin')}
        open={opening}
        onClose={() => setOpening(false)}
        contract={OpenForm}
        command="review.open"
        initial={{
          unitId: unitOfDuty(actor, runningDuties),
          year: String(thisYear),
          dueOn: `${thisYear}-12-31`,
        }}
        submitLabel={t('review.begin')}
        onDone={(result) => {
          const id = result['reviewId'];
          if (typeof id === 'string') router.history.push(paths.classificationReview(id));
        }}
        fields={[
          { name: 'unitId', label: t('field.unit'), kind: 'unit', why: t('review.begin.why') },
          {
            name: 'year',
            label: t('review.year'),
            kind: 'select',
            choices: [thisYear, thisYear - 1].map((year) => ({ value: String(year), label: String(year) })),
          },
          { name: 'dueOn', label: t('review.due'), kind: 'day' },
        ]}
      />
    </PageFrame>
  );
}
