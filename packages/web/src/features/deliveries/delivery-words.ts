import type { deliveryFaults } from '@fengni/server/modules/carriers/contract';
import { pick, t } from '../../lib/i18n.ts';
import { findChannel } from './channel-rules.ts';

export type DeliveryState = 'sent' | 'received' | 'receipted' | 'disputed' | 'came-back';
export type DeliveryFault = (typeof deliveryFaults)[number];

export function channelWords(id: string): string {
  const channel = findChannel(id);
  return channel === undefined ? id : pick(channel);
}

export function directionWords(direction: 'in' | 'out'): string {
  return direction === 'in' ? t('delivery.in') : t('delivery.out');
}

export const deliveryStates: readonly DeliveryState[] = [
  'sent',
  'disputed',
  'receipted',
  'received',
  'came-back',
];

export function deliveryStateWords(state: DeliveryState): string {
  const words = {
    sent: t('delivery.state.sent'),
    received: t('delivery.state.received'),
    receipted: t('delivery.state.receipted'),
    disputed: t('delivery.state.disputed'),
    'came-back': t('delivery.state.back'),
  };
  return words[state];
}

const faultTexts: Readonly<Record<DeliveryFault, () => string>> = {
  'seal-broken': () => t('delivery.fault.seal'),
  'short-count': () => t('delivery.fault.short'),
  'over-count': () => t('delivery.fault.over'),
  'wrong-addressee': () => t('delivery.fault.addressee'),
  damaged: () => t('delivery.fault.damaged'),
};

function isFault(fault: string): fault is DeliveryFault {
  return fault in faultTexts;
}

export function faultWords(fault: string): string {
  return isFault(fault) ? faultTexts[fault]() : fault;
}

/** Clerks who send and receive; the server decides again for the register in question. */
export const deliveryDuties = ['officer', 'document-clerk', 'cipher-clerk'] as const;
