import type { ReviewProgress } from '@fengni/server/modules/classification/review/contract';
import { t } from '../../lib/i18n.ts';
import './review.css';

/** How many of all are decided, as a bar and in words. */
export function ProgressBar({ progress }: { progress: ReviewProgress }) {
  const done = progress.total - progress.waiting;
  return (
    <span className="review-progress">
      <progress max={Math.max(1, progress.total)} value={done} aria-label={t('review.progress')} />
      <span className="num">{t('review.progress.of', { done, total: progress.total })}</span>
    </span>
  );
}
