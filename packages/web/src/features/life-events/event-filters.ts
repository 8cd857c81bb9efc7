import { lifeEventSorts } from '@fengni/server/modules/life-events/contract';
import { lifeEventKinds, lifeEventStates } from '@fengni/server/modules/life-events/rules';
import { z } from 'zod';
import type { UrlFilters } from '../../lib/url-state.ts';
import type { Sort } from '../../ui/register-columns.ts';

/** The query's input from the address; anything the server would not take is left out. */
export function eventListInput(values: UrlFilters, sort: Sort | null) {
  return {
    state: z.enum(lifeEventStates).safeParse(values['state']).data ?? null,
    kind: z.enum(lifeEventKinds).safeParse(values['kind']).data ?? null,
    late: values['late'] === '1',
    overdue: values['overdue'] === '1',
    search: values['search'] ?? '',
    sort: z.enum(lifeEventSorts).safeParse(sort?.by).data ?? 'reported',
    direction: sort?.direction ?? 'desc',
  };
}
