import { PostList, type PostLineView } from '@fengni/server/modules/personnel/contract';
import { gradeCodes } from '@fengni/server/modules/personnel/rules';
import { z } from 'zod';
import { formatDay } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import { postGradeChoices, postGradeWords } from './personnel-words.ts';

function columns(): readonly Column<PostLineView>[] {
  return [
    {
      key: 'name',
      title: t('personnel.post'),
      fixed: true,
      render: (row) => <AppLink to={paths.gradedPost(row.id)}>{row.name}</AppLink>,
    },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    { key: 'grade', title: t('personnel.post.grade'), render: (row) => postGradeWords(row.grade) },
    {
      key: 'since',
      title: t('personnel.since'),
      numeric: true,
      render: (row) => (row.since === null ? '' : formatDay(row.since)),
    },
    { key: 'holders', title: t('personnel.holders'), numeric: true, render: (row) => row.holders },
    {
      key: 'proposed',
      title: t('personnel.proposed'),
      render: (row) =>
        row.proposed === null ? (
          ''
        ) : (
          <span className={row.differs ? 'late' : ''}>{postGradeWords(row.proposed)}</span>
        ),
    },
    {
      key: 'pending',
      title: t('field.state'),
      render: (row) =>
        row.approvalId === null ? (
          ''
        ) : (
          <AppLink to={paths.approval(row.approvalId)}>{t('personnel.asked')}</AppLink>
        ),
    },
  ];
}

/** Posts with their grades, and which grade their matters and holders ask for. */
export function GradedPostsPage() {
  return (
    <PageFrame
      title={t('personnel.posts.title')}
      crumbs={[{ label: t('nav.personnel'), to: paths.personnel() }, { label: t('personnel.posts.title') }]}
      sub={t('personnel.posts.sub')}
      wide
    >
      <RegisterShell
        id="personnel.posts"
        label={t('personnel.posts.title')}
        query="personnel.posts"
        output={PostList}
        input={(values) => ({
          grade: z.enum([...gradeCodes, 'NONE']).safeParse(values['grade']).data ?? null,
          differs: (values['differs'] ?? '') !== '',
          search: values['search'] ?? '',
        })}
        columns={columns()}
        filters={[
          { key: 'search', label: t('personnel.search.post'), kind: 'search' },
          {
            key: 'grade',
            label: t('personnel.post.grade'),
            kind: 'select',
            all: t('personnel.grade.all'),
            choices: [...postGradeChoices(), { value: 'NONE', label: postGradeWords(null) }],
          },
          { key: 'differs', label: t('personnel.differs'), kind: 'toggle' },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.gradedPost(row.id)}
        empty={<EmptyState title={t('personnel.posts.empty')} first={t('personnel.posts.empty.first')} />}
      />
    </PageFrame>
  );
}
