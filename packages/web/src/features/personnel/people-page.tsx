import { PeopleList, type GradedPersonView } from '@fengni/server/modules/personnel/contract';
import { gaps, gradeCodes } from '@fengni/server/modules/personnel/rules';
import { z } from 'zod';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { openFile } from '../../lib/open-file.ts';
import { paths } from '../../lib/paths.ts';
import { type UrlFilters, useUrlFilters } from '../../lib/url-state.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { AppLink } from '../../ui/link.tsx';
import { PageFrame } from '../../ui/page-frame.tsx';
import type { Column } from '../../ui/register-columns.ts';
import { RegisterShell } from '../../ui/register-shell.tsx';
import {
  gapChoices,
  gapWords,
  personGradeChoices,
  personGradeWords,
  postGradeWords,
} from './personnel-words.ts';

function columns(): readonly Column<GradedPersonView>[] {
  return [
    {
      key: 'name',
      title: t('personnel.person'),
      fixed: true,
      render: (row) => <AppLink to={paths.person(row.id)}>{row.name}</AppLink>,
    },
    { key: 'staffNo', title: t('org.staffno'), render: (row) => row.staffNo, hidden: true },
    { key: 'unit', title: t('field.unit'), render: (row) => row.unit },
    {
      key: 'post',
      title: t('personnel.post'),
      render: (row) =>
        row.postId === null ? '' : <AppLink to={paths.gradedPost(row.postId)}>{row.post ?? ''}</AppLink>,
    },
    {
      key: 'postGrade',
      title: t('personnel.post.grade'),
      render: (row) => (row.postGrade === null ? '' : postGradeWords(row.postGrade)),
    },
    { key: 'cleared', title: t('personnel.cleared'), render: (row) => personGradeWords(row.clearedGrade) },
    {
      key: 'valid',
      title: t('personnel.valid'),
      numeric: true,
      render: (row) =>
        row.validUntil === null ? (
          ''
        ) : (
          <span className={row.validUntil < todayHere() ? 'late' : ''}>{formatDay(row.validUntil)}</span>
        ),
    },
    {
      key: 'gap',
      title: t('personnel.gap'),
      render: (row) => (row.gap === null ? t('personnel.gap.none') : gapWords(row.gap)),
    },
    {
      key: 'open',
      title: t('personnel.review'),
      render: (row) =>
        row.openReviewId === null ? (
          ''
        ) : (
          <AppLink to={paths.personReview(row.openReviewId)}>{t('personnel.under.way')}</AppLink>
        ),
    },
  ];
}

function inputOf(values: UrlFilters) {
  return {
    gap: z.enum([...gaps, 'any']).safeParse(values['gap']).data ?? null,
    grade: z.enum(gradeCodes).safeParse(values['grade']).data ?? null,
    search: values['search'] ?? '',
  };
}

/** Everybody with a grade, by post, by clearance or under review, and where these disagree. */
export function GradedPeoplePage() {
  const [filters] = useUrlFilters();
  return (
    <PageFrame
      title={t('personnel.people.title')}
      crumbs={[{ label: t('nav.personnel'), to: paths.personnel() }, { label: t('personnel.people.title') }]}
      sub={t('personnel.people.sub')}
      wide
    >
      <RegisterShell
        id="personnel.people"
        label={t('personnel.people.title')}
        query="personnel.people"
        output={PeopleList}
        input={inputOf}
        columns={columns()}
        filters={[
          { key: 'search', label: t('personnel.search.person'), kind: 'search' },
          {
            key: 'gap',
            label: t('personnel.gap'),
            kind: 'select',
            all: t('personnel.gap.all'),
            choices: [{ value: 'any', label: t('personnel.gap.any') }, ...gapChoices()],
          },
          {
            key: 'grade',
            label: t('personnel.grade'),
            kind: 'select',
            all: t('personnel.grade.all'),
            choices: personGradeChoices(),
          },
        ]}
        rowKey={(row) => row.id}
        rowTo={(row) => paths.person(row.id)}
        tools={
          <ActionButton
            onClick={() => void openFile('personnel.exportPeople', inputOf(filters), { factor: true })}
          >
            {t('personnel.export')}
          </ActionButton>
        }
        empty={<EmptyState title={t('personnel.people.empty')} first={t('personnel.people.empty.first')} />}
      />
    </PageFrame>
  );
}
