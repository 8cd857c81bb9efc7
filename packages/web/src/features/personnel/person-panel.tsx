import { PersonPanel as Contract } from '@fengni/server/modules/personnel/contract';
import { useState } from 'react';
import { formatDay, todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { AppLink } from '../../ui/link.tsx';
import { Card, KeyValues } from '../../ui/page-frame.tsx';
import { BeginReviewDialog } from './begin-dialog.tsx';
import {
  gapAdviceWords,
  gapWords,
  personGradeWords,
  postGradeWords,
  resultWords,
} from './personnel-words.ts';

/** Grade and review beside a person's page, for who looks after him and for himself; nothing for anybody else. */
export function PersonGradePanel({ personId, name }: { readonly personId: string; readonly name: string }) {
  const [beginning, setBeginning] = useState(false);
  const panel = useQueryData({ name: 'personnel.ofPerson', input: { personId }, output: Contract });
  const shown = panel.data?.shown ?? null;
  if (shown === null) return null;
  return (
    <Card title={t('personnel.panel')}>
      <KeyValues
        rows={[
          [
            t('personnel.post.grade'),
            shown.post === null
              ? t('personnel.post.none')
              : `${shown.post} · ${postGradeWords(shown.postGrade)}`,
          ],
          [
            t('personnel.cleared'),
            shown.clearedOn === null
              ? personGradeWords(shown.clearedGrade)
              : `${personGradeWords(shown.clearedGrade)} · ${formatDay(shown.clearedOn)}`,
          ],
          [
            t('personnel.review'),
            shown.reviewId === null || shown.result === null ? (
              t('personnel.review.none')
            ) : (
              <AppLink key="review" to={paths.personReview(shown.reviewId)}>
                {[
                  resultWords(shown.result),
                  shown.reviewedOn === null ? '' : formatDay(shown.reviewedOn),
                ].join(' ')}
              </AppLink>
            ),
          ],
          ...(shown.conditions === '' ? [] : [[t('personnel.conditions'), shown.conditions] as const]),
          ...(shown.validUntil === null
            ? []
            : [
                [
                  t('personnel.valid'),
                  <span key="valid" className={shown.validUntil < todayHere() ? 'late' : ''}>
                    {formatDay(shown.validUntil)}
                  </span>,
                ] as const,
              ]),
          ...(shown.openReviewId === null
            ? []
            : [
                [
                  t('personnel.under.way.now'),
                  <AppLink key="open" to={paths.personReview(shown.openReviewId)}>
                    {t('personnel.under.way')}
                  </AppLink>,
                ] as const,
              ]),
        ]}
      />
      {shown.gap === null ? null : (
        <p className="note">
          {gapWords(shown.gap)}。{gapAdviceWords(shown.gap)}
        </p>
      )}
      {shown.mayBegin && shown.openReviewId === null ? (
        <ActionButton onClick={() => setBeginning(true)}>{t('personnel.begin')}</ActionButton>
      ) : null}
      {beginning ? (
        <BeginReviewDialog
          about={{ personId, person: name, postId: null }}
          onClose={() => setBeginning(false)}
        />
      ) : null}
    </Card>
  );
}
