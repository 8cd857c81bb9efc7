import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../lib/i18n.ts';
import { presentError } from '../lib/present-error.ts';
import { ActionButton } from './action-button.tsx';
import './feedback.css';

/** Shows what a query came to: waiting, refused with its reason, or the page. */
export function QueryView<Data>({
  query,
  children,
}: {
  query: UseQueryResult<Data>;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error !== null)
    return <FaultBox text={presentError(query.error) ?? ''} onRetry={() => void query.refetch()} />;
  return <Loading />;
}

export function Loading() {
  return <output className="loading">{t('state.loading')}</output>;
}

/** What went wrong, where it went wrong. */
export function FaultBox({ text, onRetry }: { text: string; onRetry?: () => void }) {
  return (
    <div className="fault-box" role="alert">
      <span>{text}</span>
      {onRetry === undefined ? null : <ActionButton onClick={onRetry}>{t('action.retry')}</ActionButton>}
    </div>
  );
}
