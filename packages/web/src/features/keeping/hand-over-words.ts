import { t } from '../../lib/i18n.ts';

/** Duties that begin a hand-over; the server decides again for the person's unit. */
export const handOverDuties = ['officer', 'document-clerk', 'personnel', 'leader-in-charge'] as const;

export function handOverState(state: 'open' | 'signed' | 'cancelled'): string {
  const words = {
    open: t('handover.state.open'),
    signed: t('handover.state.signed'),
    cancelled: t('handover.state.cancelled'),
  };
  return words[state];
}
