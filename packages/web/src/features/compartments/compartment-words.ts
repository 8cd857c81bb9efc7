import { t } from '../../lib/i18n.ts';

/** Who decides about a compartment he is in. */
export const compartmentDeciders = ['classifier', 'leader-in-charge', 'first-responsible'] as const;

export function compartmentState(state: 'open' | 'closed'): string {
  return state === 'open' ? t('compartment.state.open') : t('compartment.state.closed');
}

export function memberState(state: 'in' | 'dropped' | 'ended'): string {
  switch (state) {
    case 'in':
      return t('compartment.member.in');
    case 'dropped':
      return t('compartment.member.dropped');
    case 'ended':
      return t('compartment.member.ended');
  }
}
