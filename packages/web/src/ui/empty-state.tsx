import type { ReactNode } from 'react';

/** Teaches what a list will hold, what the first step is, and offers it. */
export function EmptyState({
  title,
  first,
  actions,
}: {
  title: string;
  first?: string;
  actions?: ReactNode;
}) {
  return (
    <div className="empty-state">
      <p>{title}</p>
      {first === undefined ? null : <p className="quiet">{first}</p>}
      {actions === undefined ? null : <div className="empty-actions">{actions}</div>}
    </div>
  );
}
