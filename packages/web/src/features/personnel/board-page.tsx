import {
  Board as Contract,
  SetIntervals,
  type GradedPersonView,
} from '@fengni/server/modules/personnel/contract';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { BeginReviewDialog } from './begin-dialog.tsx';
import {
  filingStateWords,
  gapAdviceWords,
  gapWords,
  personGradeWords,
  postGradeWords,
  reviewKindWords,
} from './personnel-words.ts';

type Board = z.output<typeof Contract>;

/** Where the house stands with its people: what is late, what comes, what does not fit, and the next step for each. */
export function PersonnelPage() {
  const board = useQueryData({ name: 'personnel.board', input: {}, output: Contract });
  return <QueryView query={board}>{(data) => <Loaded board={data} />}</QueryView>;
}

function Loaded({ board }: { board: Board }) {
  const [dialog, setDialog] = useState<'begin' | 'intervals' | null>(null);
  const close = () => setDialog(null);
  return (
    <PageFrame
      title={t('nav.personnel')}
      sub={t('personnel.sub')}
      actions={
        <ActionBar
          next="begin"
          actions={[
            {
              key: 'begin',
              label: t('personnel.begin'),
              disabledReason: board.mayRun ? null : t('personnel.who'),
              onDo: () => setDialog('begin'),
            },
            { key: 'people', label: t('personnel.people.title'), to: paths.gradedPeople() },
            { key: 'posts', label: t('personnel.posts.title'), to: paths.gradedPosts() },
            { key: 'reviews', label: t('personnel.reviews.title'), to: paths.personReviews() },
            { key: 'filings', label: t('personnel.filings.title'), to: paths.personnelFilings() },
            {
              key: 'intervals',
              label: t('personnel.intervals.set'),
              disabledReason: board.maySetIntervals ? null : t('personnel.intervals.who'),
              onDo: () => setDialog('intervals'),
            },
          ]}
        />
      }
    >
      <TwoColumns
        main={
          <>
            <PeopleCard
              title={t('personnel.lapsed')}
              late
              part={board.lapsed}
              all={paths.gradedPeople({ gap: 'any' })}
              empty={t('personnel.lapsed.empty')}
            />
            <PeopleCard
              title={t('personnel.mismatched')}
              part={board.mismatched}
              all={paths.gradedPeople({ gap: 'any' })}
              empty={t('personnel.mismatched.empty')}
            />
            <PeopleCard
              title={t('personnel.due.soon')}
              part={board.due}
              all={paths.gradedPeople({ gap: 'due' })}
              empty={t('personnel.due.empty')}
            />
            <ReviewsCard board={board} />
            <PostsCard board={board} />
          </>
        }
        side={
          <>
            <CountsCard board={board} />
            <FilingCard board={board} />
            <IntervalsCard board={board} />
          </>
        }
      />
      {dialog === 'begin' ? <BeginReviewDialog about={null} onClose={close} /> : null}
      {dialog === 'intervals' ? <IntervalsDialog board={board} onClose={close} /> : null}
    </PageFrame>
  );
}

function All({ to, count, shown }: { to: string; count: number; shown: number }): ReactNode {
  return count > shown ? <AppLink to={to}>{t('personnel.all', { n: count })}</AppLink> : count;
}

function PeopleCard(the: {
  readonly title: string;
  readonly part: { readonly count: number; readonly rows: readonly GradedPersonView[] };
  readonly all: string;
  readonly empty: string;
  readonly late?: boolean;
}) {
  const { part } = the;
  return (
    <Card
      title={the.title}
      late={the.late === true && part.count > 0}
      aside={<All to={the.all} count={part.count} shown={part.rows.length} />}
      flush
    >
      {part.rows.length === 0 ? (
        <EmptyState title={the.empty} />
      ) : (
        <ul className="lines">
          {part.rows.map((row) => (
            <li key={row.id}>
              <span className="grow">
                <AppLink to={paths.person(row.id)}>{row.name}</AppLink>{' '}
                <span className="why">
                  {[row.unit, row.post ?? '', row.gap === null ? '' : gapWords(row.gap)]
                    .filter((word) => word !== '')
                    .join(' · ')}
                </span>
                {row.gap === null ? null : <p className="why">{gapAdviceWords(row.gap)}</p>}
              </span>
              <span className="why num">
                {row.openReviewId === null ? (
                  row.validUntil === null ? (
                    ''
                  ) : (
                    formatDay(row.validUntil)
                  )
                ) : (
                  <AppLink to={paths.personReview(row.openReviewId)}>{t('personnel.under.way')}</AppLink>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function ReviewsCard({ board }: { board: Board }) {
  const { open } = board;
  return (
    <Card
      title={t('personnel.open')}
      late={open.late > 0}
      aside={<All to={paths.personReviews({ state: 'open' })} count={open.count} shown={open.rows.length} />}
      flush
    >
      {open.rows.length === 0 ? (
        <EmptyState title={t('personnel.open.empty')} first={t('personnel.open.empty.first')} />
      ) : (
        <ul className="lines">
          {open.rows.map((row) => (
            <li key={row.id}>
              <span className="grow">
                <AppLink to={paths.personReview(row.id)}>{row.person}</AppLink>{' '}
                <span className="why">
                  {`${reviewKindWords(row.kind)} · ${personGradeWords(row.grade)} · ${t(
                    'personnel.progress',
                    {
                      answered: row.answered,
                      heads: row.heads,
                      opinions: row.opinions,
                    },
                  )}`}
                </span>
              </span>
              <span className={row.dueOn < todayHere() ? 'late num' : 'why num'}>{formatDay(row.dueOn)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function PostsCard({ board }: { board: Board }) {
  const { posts } = board;
  return (
    <Card
      title={t('personnel.posts.differ')}
      aside={
        <All to={paths.gradedPosts({ differs: 'yes' })} count={posts.differing} shown={posts.rows.length} />
      }
      flush
    >
      {posts.rows.length === 0 ? (
        <EmptyState title={t('personnel.posts.differ.empty')} first={t('personnel.posts.differ.first')} />
      ) : (
        <ul className="lines">
          {posts.rows.map((row) => (
            <li key={row.id}>
              <span className="grow">
                <AppLink to={paths.gradedPost(row.id)}>{row.name}</AppLink>{' '}
                <span className="why">{row.unit}</span>
              </span>
              <span className="why">
                {t('personnel.from.to', {
                  from: postGradeWords(row.grade),
                  to: postGradeWords(row.proposed),
                })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function CountsCard({ board }: { board: Board }) {
  const { cleared } = board;
  return (
    <Card title={t('personnel.counts')}>
      <KeyValues
        rows={[
          [personGradeWords('CORE'), <Count key="core" grade="CORE" n={cleared.CORE} />],
          [personGradeWords('IMPORTANT'), <Count key="important" grade="IMPORTANT" n={cleared.IMPORTANT} />],
          [personGradeWords('GENERAL'), <Count key="general" grade="GENERAL" n={cleared.GENERAL} />],
          [
            t('personnel.posts.graded'),
            <AppLink key="posts" to={paths.gradedPosts()}>
              {board.posts.graded}
            </AppLink>,
          ],
        ]}
      />
    </Card>
  );
}

function Count({ grade, n }: { grade: string; n: number }) {
  return <AppLink to={paths.gradedPeople({ grade })}>{n}</AppLink>;
}

function FilingCard({ board }: { board: Board }) {
  const { filing, filingDueOn } = board;
  return (
    <Card title={t('personnel.filings.title')} late={filingDueOn !== null && filingDueOn < todayHere()}>
      <KeyValues
        rows={[
          [
            t('personnel.filing.last'),
            filing === null ? (
              t('personnel.filing.never')
            ) : (
              <AppLink key="last" to={paths.personnelFiling(filing.id)}>
                {t('personnel.filing.line', {
                  ordinal: filing.ordinal,
                  day: formatDay(filing.asOf),
                  state: filingStateWords(filing.state),
                })}
              </AppLink>
            ),
          ],
          [
            t('personnel.filing.due'),
            filingDueOn === null ? t('personnel.filing.not.due') : formatDay(filingDueOn),
          ],
        ]}
      />
      <p>
        <AppLink to={paths.personnelFilings()}>{t('personnel.filing.go')}</AppLink>
      </p>
    </Card>
  );
}

function IntervalsCard({ board }: { board: Board }) {
  const { intervals, intervalsMost } = board;
  const words = (grade: 'CORE' | 'IMPORTANT' | 'GENERAL') =>
    intervals[grade] < intervalsMost[grade]
      ? t('personnel.months.of', { n: intervals[grade], most: intervalsMost[grade] })
      : t('personnel.months', { n: intervals[grade] });
  return (
    <Card title={t('personnel.intervals')}>
      <KeyValues
        rows={[
          [personGradeWords('CORE'), words('CORE')],
          [personGradeWords('IMPORTANT'), words('IMPORTANT')],
          [personGradeWords('GENERAL'), words('GENERAL')],
        ]}
      />
      <p className="why">{t('personnel.intervals.why')}</p>
    </Card>
  );
}

function IntervalsDialog({ board, onClose }: { board: Board; onClose: () => void }) {
  const field = (grade: 'CORE' | 'IMPORTANT' | 'GENERAL') => ({
    name: grade,
    label: personGradeWords(grade),
    kind: 'number' as const,
    why: t('personnel.intervals.most', { n: board.intervalsMost[grade] }),
  });
  return (
    <FormDialog
      title={t('personnel.intervals.set')}
      open
      onClose={onClose}
      contract={SetIntervals}
      command="personnel.setIntervals"
      initial={board.intervals}
      submitLabel={t('personnel.intervals.set')}
      doneText={t('personnel.intervals.done')}
      fields={[field('CORE'), field('IMPORTANT'), field('GENERAL')]}
    />
  );
}
