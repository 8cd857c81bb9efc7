import {
  type EventKind,
  type SendFault,
  type WebhookAddressView,
  type WebhookDeliveryView,
  eventTitles,
  personEvents,
} from '@fengni/kernel/webhook/contract';
import { pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const eventWords = (kind: EventKind): string => pick(eventTitles[kind]);
export const eventChoices = (): readonly Choice[] =>
  personEvents.map((value) => ({ value, label: eventWords(value) }));
export const addressStateWords = (state: WebhookAddressView['state']): string =>
  ({
    new: t('webhook.state.new'),
    on: t('webhook.state.on'),
    off: t('webhook.state.off'),
    ended: t('webhook.state.ended'),
  })[state];
export const deliveryStateWords = (state: WebhookDeliveryView['state']): string =>
  ({
    waiting: t('webhook.delivery.waiting'),
    sent: t('webhook.delivery.sent'),
    dead: t('webhook.delivery.dead'),
    'set-aside': t('webhook.delivery.aside'),
  })[state];
export const faultWords = (fault: SendFault, status: number | null): string =>
  ({
    timeout: t('webhook.fault.timeout'),
    unreachable: t('webhook.fault.unreachable'),
    'unknown-name': t('webhook.fault.name'),
    certificate: t('webhook.fault.certificate'),
    redirect: t('webhook.fault.redirect'),
    status: t('webhook.fault.status', { status: status ?? '' }),
  })[fault];
