import { BeginReview } from '@fengni/server/modules/personnel/contract';
import { useRouter } from '@tanstack/react-router';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import type { FormValues } from '../../lib/value-path.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { personGradeChoices, reviewKindChoices } from './personnel-words.ts';
import { postField } from './post-picker.tsx';

/** Days a review is usually given. */
const usualDays = 30;

function inDays(days: number): string {
  const day = new Date(`${todayHere()}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

export interface BeginAbout {
  readonly personId: string;
  readonly person: string;
  readonly postId: string | null;
  readonly initial?: FormValues;
}

/** Begins a review; `about`: of whom, where it is begun beside his name. */
export function BeginReviewDialog({
  about,
  onClose,
}: {
  readonly about: BeginAbout | null;
  readonly onClose: () => void;
}) {
  const router = useRouter();
  return (
    <FormDialog
      title={about === null ? t('personnel.begin') : t('personnel.begin.of', { person: about.person })}
      open
      onClose={onClose}
      contract={BeginReview}
      command="personnel.beginReview"
      fixed={
        about === null
          ? {}
          : { personId: about.personId, ...(about.postId === null ? {} : { postId: about.postId }) }
      }
      initial={{ kind: 'posting', dueOn: inDays(usualDays), ...about?.initial }}
      submitLabel={t('personnel.begin')}
      doneText={t('personnel.begin.done')}
      onDone={(result) => {
        const id = result['reviewId'];
        if (typeof id === 'string') router.history.push(paths.personReview(id));
      }}
      fields={[
        ...(about === null
          ? [{ name: 'personId', label: t('personnel.person'), kind: 'person' as const, autoFocus: true }]
          : []),
        { name: 'kind', label: t('personnel.kind'), kind: 'select', choices: reviewKindChoices() },
        ...(about === null || about.postId === null
          ? [postField(t('personnel.post'), t('personnel.begin.post.why'))]
          : []),
        {
          name: 'grade',
          label: t('personnel.grade.sought'),
          kind: 'select',
          optional: 'null',
          choices: personGradeChoices(),
          why: t('personnel.grade.sought.why'),
        },
        { name: 'dueOn', label: t('personnel.due'), kind: 'day' },
        { name: 'cause', label: t('personnel.cause'), kind: 'textarea', why: t('personnel.cause.why') },
      ]}
    />
  );
}
