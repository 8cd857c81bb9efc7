import {
  GradePost,
  PostGradePage as Contract,
  type PostGradeView,
} from '@fengni/server/modules/personnel/contract';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { formatDay } from '../../lib/format.ts';
import { pick, t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionBar } from '../../ui/action-bar.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues, PageFrame, TwoColumns } from '../../ui/page-frame.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { personGradeWords, postGradeChoices, postGradeWords } from './personnel-words.ts';

/** One post: its grade, what asks for it, who holds it, which grade it had before. */
export function GradedPostPage() {
  const { id = '' } = useParams({ strict: false });
  const page = useQueryData({ name: 'personnel.post', input: { postId: id }, output: Contract });
  return <QueryView query={page}>{(data) => <Loaded post={data} />}</QueryView>;
}

function Loaded({ post }: { post: PostGradeView }) {
  const [grading, setGrading] = useState(false);
  return (
    <PageFrame
      title={post.name}
      crumbs={[
        { label: t('nav.personnel'), to: paths.personnel() },
        { label: t('personnel.posts.title'), to: paths.gradedPosts() },
        { label: post.name },
      ]}
      sub={[post.unit, postGradeWords(post.grade)].join(' · ')}
      actions={
        <ActionBar
          next="grade"
          actions={[
            {
              key: 'grade',
              label: post.grade === null ? t('personnel.grade.post') : t('personnel.grade.change'),
              disabledReason:
                (post.mayGrade ? null : t('personnel.who.grade')) ??
                (post.approvalId === null ? null : t('personnel.asked')),
              onDo: () => setGrading(true),
            },
            { key: 'unit', label: t('personnel.to.unit'), to: paths.unit(post.unitId) },
          ]}
        />
      }
    >
      <TwoColumns
        main={
          <>
            <ProposalCard post={post} />
            <HistoryCard post={post} />
          </>
        }
        side={
          <>
            <FactsCard post={post} />
            <HoldersCard post={post} />
          </>
        }
      />
      {grading ? <GradeDialog post={post} onClose={() => setGrading(false)} /> : null}
    </PageFrame>
  );
}

function ProposalCard({ post }: { post: PostGradeView }) {
  return (
    <Card
      title={t('personnel.proposal')}
      aside={
        <span className={post.differs ? 'late' : ''}>
          {post.proposed === null ? t('personnel.proposal.none') : postGradeWords(post.proposed)}
        </span>
      }
    >
      <ul>
        {post.reasons.map((reason) => (
          <li key={reason.en}>{pick(reason)}</li>
        ))}
      </ul>
      <p className="why">{t('personnel.proposal.why')}</p>
      {post.items.length === 0 ? null : (
        <ul className="lines" aria-label={t('personnel.items')}>
          {post.items.map((item) => (
            <li key={item.id}>
              <span className="grow">{`${item.number} ${item.name}`}</span>
              <span className="why">{item.mark}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function HistoryCard({ post }: { post: PostGradeView }) {
  return (
    <Card title={t('personnel.history')} flush>
      {post.history.length === 0 ? (
        <EmptyState title={t('personnel.history.empty')} first={t('personnel.history.first')} />
      ) : (
        <ul className="lines">
          {post.history.map((one) => (
            <li key={one.id}>
              <span className="grow">
                {postGradeWords(one.grade)}
                {one.tasks === '' ? null : <p className="why">{one.tasks}</p>}
                {one.reason === '' ? null : <p className="why">{one.reason}</p>}
              </span>
              <span className="why">
                {t('since', { day: formatDay(one.from) })}
                {one.until === null ? '' : ` ${t('until', { day: formatDay(one.until) })}`}
                {one.by === null ? ` ${t('personnel.history.given')}` : ` ${one.by}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function FactsCard({ post }: { post: PostGradeView }) {
  return (
    <Card title={t('personnel.facts')}>
      <KeyValues
        rows={[
          [t('personnel.post.grade'), postGradeWords(post.grade)],
          [t('personnel.since'), post.since === null ? t('personnel.history.given') : formatDay(post.since)],
          [
            t('field.state'),
            post.approvalId === null ? (
              t('personnel.not.asked')
            ) : (
              <AppLink key="asked" to={paths.approval(post.approvalId)}>
                {t('personnel.asked')}
              </AppLink>
            ),
          ],
        ]}
      />
    </Card>
  );
}

function HoldersCard({ post }: { post: PostGradeView }) {
  return (
    <Card title={t('personnel.holders')} aside={post.holders} flush>
      {post.holdersNamed.length === 0 ? (
        <EmptyState title={t('personnel.holders.empty')} />
      ) : (
        <ul className="lines">
          {post.holdersNamed.map((one) => (
            <li key={one.id}>
              <span className="grow">
                <AppLink to={paths.person(one.id)}>{one.name}</AppLink>{' '}
                <span className="why">{personGradeWords(one.cleared)}</span>
              </span>
              <span className="why">{t('since', { day: formatDay(one.since) })}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function GradeDialog({ post, onClose }: { post: PostGradeView; onClose: () => void }) {
  return (
    <FormDialog
      title={t('personnel.grade.post')}
      open
      onClose={onClose}
      contract={GradePost}
      command="personnel.gradePost"
      fixed={{ postId: post.id }}
      initial={{
        grade: post.proposed ?? '',
        itemIds: post.items.map((item) => item.id),
      }}
      submitLabel={t('personnel.grade.ask')}
      fields={[
        {
          name: 'grade',
          label: t('personnel.post.grade'),
          kind: 'select',
          optional: 'null',
          choices: postGradeChoices(),
          why: t('personnel.grade.why'),
        },
        ...(post.items.length === 0
          ? []
          : [
              {
                name: 'itemIds',
                label: t('personnel.items'),
                kind: 'checks' as const,
                choices: post.items.map((item) => ({
                  value: item.id,
                  label: `${item.number} ${item.name} ${item.mark}`,
                })),
                why: t('personnel.items.why'),
              },
            ]),
        { name: 'tasks', label: t('personnel.tasks'), kind: 'textarea', why: t('personnel.tasks.why') },
        { name: 'reason', label: t('field.reason'), kind: 'textarea' },
      ]}
    >
      <p className="note">{t('personnel.grade.happens')}</p>
    </FormDialog>
  );
}
