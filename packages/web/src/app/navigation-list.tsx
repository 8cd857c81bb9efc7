import { t } from '../lib/i18n.ts';
import { AppLink } from '../ui/link.tsx';
import { type NavigationEntry, currentEntry, navigationGroups } from './navigation.ts';

export interface NavigationListProps {
  readonly entries: readonly NavigationEntry[];
  readonly pathname: string;
  readonly counts: Readonly<Record<'due' | 'forMySignature', number>>;
}

/** The navigation by groups; empty groups are left out. */
export function NavigationList({ entries, pathname, counts }: NavigationListProps) {
  const current = currentEntry(pathname);
  return (
    <div className="nav-list">
      {navigationGroups.map(({ group, label }) => {
        const own = entries.filter((entry) => entry.group === group);
        if (own.length === 0) return null;
        return (
          <div key={group}>
            {label === null ? null : <h2>{t(label)}</h2>}
            <ul>
              {own.map((entry) => {
                const count = entry.count === undefined ? 0 : counts[entry.count];
                return (
                  <li key={entry.to}>
                    <AppLink to={entry.to} aria-current={entry === current ? 'page' : undefined}>
                      {t(entry.label)}
                      {count === 0 ? null : <span className="num">{count}</span>}
                    </AppLink>
                  </li>
                );
              })}
            </ul>
          </div>
        );
      })}
    </div>
  );
}
