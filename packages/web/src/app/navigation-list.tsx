import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { t } from '../lib/i18n.ts';
import { keep, readKept } from '../lib/kept.ts';
import { AppLink } from '../ui/link.tsx';
import { type NavigationEntry, type NavigationGroup, currentEntry, navigationGroups } from './navigation.ts';

export interface NavigationListProps {
  readonly entries: readonly NavigationEntry[];
  readonly pathname: string;
  readonly counts: Readonly<Record<'due' | 'forMySignature', number>>;
}

const foldedName = 'nav-folded';

/** The navigation by groups; empty groups are left out, those folded stay so in this browser. */
export function NavigationList({ entries, pathname, counts }: NavigationListProps) {
  const current = currentEntry(pathname);
  const [folded, setFolded] = useState<readonly string[]>(
    () => readKept('local', foldedName, z.array(z.string())) ?? [],
  );
  const list = useRef<HTMLDivElement>(null);
  const here = current?.to;
  useEffect(() => {
    if (here !== undefined)
      list.current?.querySelector(`[href="${here}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [here]);
  function fold(group: NavigationGroup) {
    const next = folded.includes(group) ? folded.filter((one) => one !== group) : [...folded, group];
    keep('local', foldedName, next);
    setFolded(next);
  }
  return (
    <div className="nav-list" ref={list}>
      {navigationGroups.map(({ group, label }) => {
        const own = entries.filter((entry) => entry.group === group);
        if (own.length === 0) return null;
        // where one is stays in sight
        const isOpen = current?.group === group || !folded.includes(group);
        return (
          <div key={group}>
            {label === null ? null : (
              <h2>
                <button type="button" aria-expanded={isOpen} onClick={() => fold(group)}>
                  {t(label)}
                </button>
              </h2>
            )}
            {isOpen ? (
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
            ) : null}
          </div>
        );
      })}
    </div>
  );
}
