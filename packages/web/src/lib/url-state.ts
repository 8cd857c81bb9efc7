import { useRouter, useRouterState } from '@tanstack/react-router';
import { withSearch } from './paths.ts';

export type UrlFilters = Readonly<Record<string, string>>;

/** The filters in the address, and a way to change them; the list can be sent to somebody or gone back to. */
export function useUrlFilters(): readonly [UrlFilters, (change: UrlFilters) => void] {
  const router = useRouter();
  const location = useRouterState({ select: (state) => state.location });
  const filters = parseFilters(location.searchStr);
  return [
    filters,
    (change) => router.history.replace(withSearch(location.pathname, { ...filters, ...change })),
  ];
}

export function parseFilters(search: string): UrlFilters {
  return Object.fromEntries(new URLSearchParams(search));
}
