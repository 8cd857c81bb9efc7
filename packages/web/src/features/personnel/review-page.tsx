import {
  ReviewPage as Contract,
  ReviewTexts,
  type ReviewView,
} from '@fengni/server/modules/personnel/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { z } from 'zod';
import { fileUrl, readAddress } from '../../lib/client.ts';
import { formatDay, formatInstant, todayHere } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { presentError } from '../../lib/present-error.ts';
import { showToast } from '../../lib/toasts.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { HeadsForm } from './heads-form.tsx';
import { type ReviewAct, ReviewDialog } from './review-dialog.tsx';
import {
  answerWords,
  personGradeWords,
  resultWords,
  reviewKindWords,
  reviewStateWords,
  sideWords,
  verdictWords,
} from './personnel-words.ts';

export type Texts = z.output<typeof ReviewTexts>;

/** One review: heads, opinions, decision. What was written about the person is opened on its own, and is in the log then. */
export function PersonReviewPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'personnel.review', input: { reviewId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded key={data.id} review={data} />}</QueryView>;
}

function Loaded({ review }: { review: ReviewView }) {
  const [act, setAct] = useState<ReviewAct | null>(null);
  const [texts, setTexts] = useState<Texts | null>(null);
  async function open() {
    try {
      const address = fileUrl('personnel.openReview', { reviewId: review.id });
      setTexts(await readAddress(address, ReviewTexts));
    } catch (fault) {
      const text = presentError(fault);
      if (text !== null) showToast({ kind: 'fault', text });
    }
  }
  const editing = act === 'heads' && texts !== null;
  return (
    <PageFrame
      title={t('personnel.review.of', { person: review.person })}
      crumbs={[
        { label: t('nav.personnel'), to: paths.personnel() },
        { label: t('personnel.reviews.title'), to: paths.personReviews() },
        { label: review.person },
      ]}
      sub={[
        reviewKindWords(review.kind),
        personGradeWords(review.grade),
        review.unit,
        review.result === null ? reviewStateWords(review.state) : resultWords(review.result),
      ].join(' · ')}
      actions={
        review.own ? undefined : (
          <Actions
            review={review}
            opened={texts !== null}
            onOpen={() => void open()}
            onAct={(next) => {
              // what was written before is shown in the form, so it is opened first
              if (next === 'heads' && texts === null) void open();
              setAct(next);
            }}
          />
        )
      }
    >
      <TwoColumns
        main={
          review.own ? (
            <OwnCard review={review} />
          ) : (
            <>
              {editing ? (
                <HeadsForm review={review} texts={texts} onClose={() => setAct(null)} />
              ) : (
                <HeadsCard review={review} texts={texts} onOpen={() => void open()} />
              )}
              <OpinionsCard review={review} texts={texts} />
            </>
          )
        }
        side={<FactsCard review={review} texts={texts} />}
      />
      {act === null || act === 'heads' ? null : (
        <ReviewDialog act={act} review={review} onClose={() => setAct(null)} />
      )}
    </PageFrame>
  );
}

function nextStep(review: ReviewView): string {
  if (review.state === 'decided') return review.toldAt === null ? 'tell' : 'print';
  if (review.missing.includes('heads')) return 'heads';
  const side = review.mayOpine.find((one) => review.missing.includes(one));
  if (side !== undefined) return side;
  return review.missing.length === 0 ? 'decide' : 'open';
}

function missingWords(review: ReviewView): string | null {
  const first = review.missing[0];
  if (first === undefined) return null;
  return first === 'heads'
    ? t('personnel.missing.heads', { n: review.heads - review.answered })
    : t('personnel.missing.opinion', { side: sideWords(first) });
}

function Actions(the: {
  readonly review: ReviewView;
  readonly opened: boolean;
  readonly onOpen: () => void;
  readonly onAct: (act: ReviewAct) => void;
}) {
  const { review, onAct } = the;
  const asked = review.pending.some((one) => one.command === 'personnel.decideReview')
    ? t('personnel.asked')
    : null;
  const closed = review.state === 'open' ? null : t('personnel.closed');
  const runs = closed ?? (review.mayRun ? null : t('personnel.who')) ?? asked;
  const opinion = (side: 'personnel' | 'office') => ({
    key: side,
    label: t('personnel.opinion.of', { side: sideWords(side) }),
    disabledReason: closed ?? (review.mayOpine.includes(side) ? null : t('personnel.opinion.who')) ?? asked,
    onDo: () => onAct(side),
  });
  return (
    <ActionBar
      next={nextStep(review)}
      actions={[
        { key: 'heads', label: t('personnel.heads.fill'), disabledReason: runs, onDo: () => onAct('heads') },
        opinion('personnel'),
        opinion('office'),
        {
          key: 'decide',
          label: t('personnel.decide'),
          disabledReason: runs ?? missingWords(review),
          onDo: () => onAct('decide'),
        },
        {
          key: 'tell',
          label: t('personnel.tell'),
          disabledReason:
            (review.mayRun ? null : t('personnel.who')) ??
            (review.state === 'decided' ? null : t('personnel.tell.undecided')) ??
            (review.toldAt === null ? null : t('personnel.told.yes')),
          onDo: () => onAct('tell'),
        },
        {
          key: 'open',
          label: t('personnel.texts.open'),
          disabledReason: the.opened ? t('personnel.texts.opened') : null,
          onDo: the.onOpen,
        },
        {
          key: 'print',
          label: t('personnel.review.print'),
          onDo: () => void openFile('personnel.printReview', { reviewId: review.id }, { factor: false }),
        },
        {
          key: 'withdraw',
          label: t('personnel.withdraw'),
          danger: true,
          disabledReason: runs,
          onDo: () => onAct('withdraw'),
        },
      ]}
    />
  );
}

function HeadsCard({
  review,
  texts,
  onOpen,
}: {
  readonly review: ReviewView;
  readonly texts: Texts | null;
  readonly onOpen: () => void;
}) {
  return (
    <Card
      title={t('personnel.heads')}
      aside={
        texts === null ? (
          <ActionButton type="text" onClick={onOpen}>
            {t('personnel.texts.open')}
          </ActionButton>
        ) : (
          t('personnel.texts.logged')
        )
      }
      flush
    >
      <ul className="lines">
        {review.headLines.map((head) => {
          const note = texts?.notes.find((one) => one.head === head.id)?.note ?? '';
          return (
            <li key={head.id}>
              <span className="grow">
                {pick(head.title)} <span className="why">{pick(head.ask)}</span>
                {note === '' ? null : <p>{note}</p>}
                <p className="why">
                  {head.source === null ? t('personnel.head.practice') : pick(head.source)}
                </p>
              </span>
              <span className={head.answer === 'concern' ? 'late' : ''}>
                {head.answer === null ? t('personnel.head.open') : answerWords(head.answer)}
                {head.by === null || head.at === null ? null : (
                  <p className="why">{`${head.by} ${formatInstant(head.at)}`}</p>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function OpinionsCard({ review, texts }: { readonly review: ReviewView; readonly texts: Texts | null }) {
  return (
    <Card title={t('personnel.opinions')} aside={t('personnel.opinions.unseen')} flush>
      {review.opinionLines.length === 0 ? (
        <EmptyState title={t('personnel.opinions.empty')} first={t('personnel.opinions.first')} />
      ) : (
        <ul className="lines">
          {review.opinionLines.map((one) => {
            const words = texts?.opinions.find((text) => text.id === one.id)?.opinion ?? '';
            return (
              <li key={one.id}>
                <span className="grow">
                  {sideWords(one.side)}{' '}
                  <span className={one.verdict === 'against' ? 'late' : ''}>{verdictWords(one.verdict)}</span>
                  {one.stands ? null : <span className="why"> {t('personnel.opinion.former')}</span>}
                  {words === '' ? null : <p>{words}</p>}
                </span>
                <span className="why">{`${one.by} ${formatInstant(one.at)}`}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}

function OwnCard({ review }: { readonly review: ReviewView }) {
  return (
    <Card title={t('personnel.own')}>
      <p>{review.result === null ? '' : resultWords(review.result)}</p>
      {review.conditions === '' ? null : <p>{review.conditions}</p>}
      <p className="why">{t('personnel.own.why')}</p>
    </Card>
  );
}

function FactsCard({ review, texts }: { readonly review: ReviewView; readonly texts: Texts | null }) {
  const pending = review.pending.find((one) => one.command === 'personnel.decideReview');
  return (
    <Card title={t('personnel.facts')}>
      <KeyValues
        rows={[
          [
            t('personnel.person'),
            <AppLink key="person" to={paths.person(review.personId)}>
              {review.person}
            </AppLink>,
          ],
          [t('personnel.post'), review.post ?? t('value.none')],
          [t('personnel.grade.sought'), personGradeWords(review.grade)],
          [t('personnel.cleared'), personGradeWords(review.clearedGrade)],
          ...(review.own
            ? []
            : [
                [t('personnel.begun'), `${review.begunBy} ${formatInstant(review.begunAt)}`] as const,
                [
                  t('personnel.due'),
                  <span
                    key="due"
                    className={review.state === 'open' && review.dueOn < todayHere() ? 'late' : ''}
                  >
                    {formatDay(review.dueOn)}
                  </span>,
                ] as const,
              ]),
          ...(texts === null
            ? []
            : [
                [t('personnel.cause'), texts.cause] as const,
                ...(texts.reason === '' ? [] : [[t('personnel.reason'), texts.reason] as const]),
              ]),
          ...(pending === undefined
            ? []
            : [
                [
                  t('personnel.decision'),
                  <AppLink key="pending" to={paths.approval(pending.id)}>
                    {t('personnel.asked')}
                  </AppLink>,
                ] as const,
              ]),
          ...(review.result === null
            ? []
            : [
                [t('personnel.result'), resultWords(review.result)] as const,
                ...(review.conditions === ''
                  ? []
                  : [[t('personnel.conditions'), review.conditions] as const]),
                [
                  t('personnel.valid'),
                  review.validUntil === null ? t('personnel.valid.none') : formatDay(review.validUntil),
                ] as const,
                [
                  t('personnel.told'),
                  review.toldAt === null ? t('personnel.told.not') : formatInstant(review.toldAt),
                ] as const,
              ]),
        ]}
      />
    </Card>
  );
}
