import type { SupplyPage, VisitPage } from '@fengni/server/modules/visits/contract';
import type { z } from 'zod';
import { t } from '../../lib/i18n.ts';

export type Visit = z.output<typeof VisitPage>;
export type Supply = z.output<typeof SupplyPage>;

/** Why nothing can be done with a visit now; null where something can. */
export function whyNotKeep(visit: Visit): string | null {
  if (!visit.mayKeep) return t('visit.who');
  if (visit.state === 'finished' || visit.state === 'cancelled') return t('visit.over');
  return visit.pendingId === null ? null : t('visit.waits');
}

/** Why nothing can be done with what is given now; null where something can. */
export function whyNotSupply(supply: Supply): string | null {
  if (!supply.mayKeep) return t('supply.who');
  if (supply.state === 'returned' || supply.state === 'cancelled') return t('supply.over');
  return supply.pendingId === null ? null : t('visit.waits');
}
