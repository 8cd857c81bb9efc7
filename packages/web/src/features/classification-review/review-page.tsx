import {
  ReviewPage as Contract,
  ReviewItems,
  type ReviewItemView,
  ReviewItemsQuery,
} from '@fengni/server/modules/classification/review/contract';
import type { ReviewReason } from '@fengni/server/modules/classification/review/rules';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { formatDay, formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { holdsDuty, useActor } from '../../lib/session.ts';
import { subjectPath } from '../../lib/subjects.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { UrlFilters } from '../../lib/url-state.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { RuleNote } from '../../ui/rule-note.tsx';
import { dutyWords } from '../keeping/copy-words.ts';
import { DecideDialog } from './decide-dialog.tsx';
import { ProgressBar } from './progress-bar.tsx';
import { decidingDuties, kindWords, reasonWords, runningDuties } from './review-words.ts';

type Review = z.output<typeof Contract>;
interface Deciding {
  readonly decision: 'keep' | 'change';
  readonly items: readonly ReviewItemView[];
}

/** One yearly review: the list, each thing kept with a reason or its change proposed, and the figures. */
export function ReviewPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'review.show', input: { reviewId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded review={data} />}</QueryView>;
}

/** The kind of change a proposal asks for; the scope is narrowed on the thing's own page. */
const changeKinds: Readonly<Partial<Record<ReviewReason, string>>> = {
  release: 'release',
  lower: 'downgrade',
  shorten: 'correct-term',
  extend: 'extend',
};

/** Where a proposed change is carried out; null where there is none, or the caller may not know the thing. */
function changePath(item: ReviewItemView): string | null {
  if (item.decision !== 'change' || item.title === null || !item.standing) return null;
  const kind = item.reason === null ? undefined : changeKinds[item.reason];
  if (item.about === 'determination' || kind === undefined) return pageOf(item);
  return paths.newRegrading({ carriers: item.subjectId, kind });
}

/** Where a thing's own page is. */
function pageOf(item: ReviewItemView): string | null {
  return item.about === 'carrier'
    ? paths.carrier(item.subjectId)
    : subjectPath('determination', item.subjectId);
}

function columns(): readonly Column<ReviewItemView>[] {
  return [
    {
      key: 'number',
      title: t('field.number'),
      fixed: true,
      numeric: true,
      render: (item) => {
        const to = pageOf(item);
        // who may only handle the review may not see the page either
        return to === null || item.title === null ? item.number : <AppLink to={to}>{item.number}</AppLink>;
      },
    },
    {
      key: 'mark',
      title: t('review.mark'),
      fixed: true,
      render: (item) => <LevelChip mark={item.mark} level={item.levelToken} />,
    },
    {
      key: 'title',
      title: t('field.title'),
      render: (item) => item.title ?? <span className="why">{t('review.not.known')}</span>,
    },
    { key: 'unit', title: t('field.unit'), render: (item) => item.unit },
    { key: 'kind', title: t('review.kind'), hidden: true, render: (item) => kindWords(item.kind) },
    {
      key: 'made',
      title: t('review.made'),
      numeric: true,
      render: (item) => (item.madeOn === null ? '' : formatDay(item.madeOn)),
    },
    {
      key: 'expires',
      title: t('review.expires'),
      numeric: true,
      render: (item) => (item.expiresOn === null ? '' : formatDay(item.expiresOn)),
    },
    {
      key: 'decision',
      title: t('review.decision'),
      render: (item) => {
        if (item.reason !== null && item.decision !== null)
          return (
            <>
              {item.decision === 'keep' ? t('review.keep') : t('review.change')}
              {`：${reasonWords(item.reason)}`}
              <p className="why">{item.decidedBy}</p>
              <ChangeLink item={item} />
            </>
          );
        return item.standing ? t('review.waiting') : t('review.settled');
      },
    },
  ];
}

function ChangeLink({ item }: { item: ReviewItemView }) {
  const to = changePath(item);
  return to === null ? null : <AppLink to={to}>{t('review.change.go')}</AppLink>;
}

function inputOf(reviewId: string, values: UrlFilters): Readonly<Record<string, unknown>> {
  const show = ReviewItemsQuery.shape.show.safeParse(values['show']);
  return { reviewId, show: show.success ? show.data : 'all' };
}

/** Why these rows cannot be decided together; null where they can. */
function whyNotDecide(review: Review, duty: string | null, rows: readonly ReviewItemView[]): string | null {
  if (duty !== null) return duty;
  if (review.state === 'closed') return t('review.is.closed');
  if (rows.some((row) => row.title === null)) return t('review.not.known.act');
  return rows.some((row) => !row.standing) ? t('review.settled.act') : null;
}

function Loaded({ review }: { review: Review }) {
  const actor = useActor();
  const [closing, setClosing] = useState(false);
  const [deciding, setDeciding] = useState<Deciding | null>(null);
  const run = holdsDuty(actor, ...runningDuties) ? null : t('action.who', { who: dutyWords(runningDuties) });
  const decide = holdsDuty(actor, ...decidingDuties)
    ? null
    : t('action.who', { who: dutyWords(decidingDuties) });
  const left = review.progress.waiting;
  const title = t('review.title', { unit: review.unit, year: review.year });
  const batch = (decision: 'keep' | 'change', label: string) => ({
    key: decision,
    label,
    onDo: (rows: readonly ReviewItemView[]) => setDeciding({ decision, items: rows }),
    disabledReason: (rows: readonly ReviewItemView[]) => whyNotDecide(review, decide, rows),
  });
  return (
    <PageFrame
      title={title}
      crumbs={[{ label: t('nav.reviews'), to: paths.classificationReviews() }, { label: title }]}
      sub={nextWords(review)}
      wide
      actions={
        <ActionBar
          actions={[
            {
              key: 'close',
              label: t('review.close'),
              disabledReason:
                run ??
                (review.state === 'closed' ? t('review.is.closed') : null) ??
                (left > 0 ? t('review.close.left', { n: left }) : null),
              onDo: () => setClosing(true),
            },
          ]}
        />
      }
    >
      <Figures review={review} />
      <RegisterShell
        id="review.items"
        label={title}
        query="review.items"
        output={ReviewItems}
        input={(values) => inputOf(review.id, values)}
        columns={columns()}
        batch={[batch('keep', t('review.keep')), batch('change', t('review.change'))]}
        filters={[
          {
            key: 'show',
            label: t('review.show'),
            kind: 'select',
            all: t('review.show.all'),
            choices: [
              { value: 'undecided', label: t('review.waiting') },
              { value: 'keep', label: t('review.keep') },
              { value: 'change', label: t('review.change') },
            ],
          },
        ]}
        rowKey={(item) => item.id}
        empty={<EmptyState title={t('review.items.empty')} />}
      />
      {deciding === null ? null : (
        <DecideDialog {...deciding} reviewId={review.id} onClose={() => setDeciding(null)} />
      )}
      <ConfirmShell
        title={t('review.close')}
        open={closing}
        onClose={() => setClosing(false)}
        happens={[
          t('review.close.one', { kept: review.progress.kept, changing: review.progress.changing }),
          t('review.close.two'),
        ]}
        command="review.close"
        input={() => ({ reviewId: review.id })}
        confirmLabel={t('review.close')}
        doneText={t('review.close.done')}
      />
    </PageFrame>
  );
}

function nextWords(review: Review): string {
  if (review.state === 'closed')
    return t('review.next.closed', {
      who: review.closedBy ?? '',
      at: review.closedAt === null ? '' : formatInstant(review.closedAt),
    });
  return review.progress.waiting > 0
    ? t('review.next.decide', { n: review.progress.waiting, day: formatDay(review.dueOn) })
    : t('review.next.close');
}

function Figures({ review }: { review: Review }) {
  const { progress } = review;
  return (
    <Card title={t('review.figures')} aside={<ProgressBar progress={progress} />}>
      <div className="statistics-two">
        <KeyValues
          rows={[
            [t('review.keep'), progress.kept],
            [t('review.change'), progress.changing],
            [t('review.settled'), progress.settled],
            [t('review.waiting'), progress.waiting],
          ]}
        />
        <KeyValues
          rows={[
            [t('review.opened.by'), `${review.openedBy} ${formatInstant(review.openedAt)}`],
            ...review.reasons.map((one) => [reasonWords(one.reason), one.items] as const),
          ]}
        />
      </div>
      <RuleNote text={t('review.rule')} source={t('review.rule.source')} confidence="verified" />
    </Card>
  );
}
