import { ReviewList, type ReviewLineView } from '@fengni/server/modules/personnel/contract';
import { reviewKinds, reviewResults, reviewStates } from '@fengni/server/modules/personnel/rules';
import { useState } from 'react';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { BeginReviewDialog } from './begin-dialog.tsx';
import {
  personGradeWords,
  resultChoices,
  resultWords,
  reviewKindChoices,
  reviewKindWords,
  reviewStateChoices,
  reviewStateWords,
} from './personnel-words.ts';

function columns(): readonly Column<ReviewLineView>[] {
  return [
    {
      key: 'person',
      title: t('personnel.person'),
      fixed: true,
      render: (row) => <AppLink to={paths.personReview(row.id)}>{row.person}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'post', title: t('personnel.post'), render: (row) => row.post ?? '' },
    { key: 'kind', title: t('personnel.kind'), render: (row) => reviewKindWords(row.kind) },
    { key: 'grade', title: t('personnel.grade.sought'), render: (row) => personGradeWords(row.grade) },
    {
      key: 'state',
      title: t('field.state'),
      render: (row) => (row.result === null ? reviewStateWords(row.state) : resultWords(row.result)),
    },
    {
      key: 'progress',
      title: t('personnel.progress.title'),
      render: (row) =>
        row.state === 'open'
          ? t('personnel.progress', { answered: row.answered, heads: row.heads, opinions: row.opinions })
          : '',
    },
    {
      key: 'due',
      title: t('personnel.due'),
      numeric: true,
      render: (row) => (
        <span className={row.state === 'open' && row.dueOn < todayHere() ? 'late' : ''}>
          {formatDay(row.dueOn)}
        </span>
      ),
    },
    {
      key: 'valid',
      title: t('personnel.valid'),
      numeric: true,
      render: (row) => (row.validUntil === null ? '' : formatDay(row.validUntil)),
    },
    {
      key: 'told',
      title: t('personnel.told'),
      hidden: true,
      render: (row) => (row.toldAt === null ? t('personnel.told.not') : t('personnel.told.yes')),
    },
  ];
}

/** Reviews of people, under way and decided. */
export function PersonReviewsPage() {
  const actor = useActor();
  const [beginning, setBeginning] = useState(false);
  return (
    <PageFrame
      title={t('personnel.reviews.title')}
      crumbs={[{ label: t('nav.personnel'), to: paths.personnel() }, { label: t('personnel.reviews.title') }]}
      sub={t('personnel.reviews.sub')}
      wide
      actions={
        <ActionBar
          next="begin"
          actions={[
            {
              key: 'begin',
              label: t('personnel.begin'),
              disabledReason: holdsDuty(actor, 'officer', 'personnel') ? null : t('personnel.who'),
              onDo: () => setBeginning(true),
            },
          ]}
        />
      }
    >
      <RegisterShell
        id="personnel.reviews"
        label={t('personnel.reviews.title')}
        query="personnel.reviews"
        output={ReviewList}
        input={(values) => ({
          state: z.enum(reviewStates).safeParse(values['state']).data ?? null,
          kind: z.enum(reviewKinds).safeParse(values['kind']).data ?? null,
          result: z.enum(reviewResults).safeParse(values['result']).data ?? null,
          late: (values['late'] ?? '') !== '',
          search: values['search'] ?? '',
        })}
        columns={columns()}
        filters={[
          { key: 'search', label: t('personnel.search.person'), kind: 'search' },
          {
            key: 'state',
            label: t('field.state'),
            kind: 'select',
            all: t('personnel.state.all'),
            choices: reviewStateChoices(),
          },
          {
            key: 'kind',
            label: t('personnel.kind'),
            kind: 'select',
            all: t('personnel.kind.all'),
            choices: reviewKindChoices(),
          },
          {
            key: 'result',
            label: t('personnel.result'),
            kind: 'select',
            all: t('personnel.result.all'),
            choices: resultChoices(),
          },
          { key: 'late', label: t('personnel.late'), kind: 'toggle' },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.personReview(row.id)}
        empty={<EmptyState title={t('personnel.reviews.empty')} first={t('personnel.reviews.empty.first')} />}
      />
      {beginning ? <BeginReviewDialog about={null} onClose={() => setBeginning(false)} /> : null}
    </PageFrame>
  );
}
