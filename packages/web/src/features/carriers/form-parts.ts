import type { CarrierPageView } from '@fengni/server/modules/carriers/contract';
import { todayHere } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import type { CopyViewData } from './carrier-words.ts';

const usualLoanDays = 7;

/** Why it is asked for: read by who decides, and by who only handles the thing. */
export const reason = (): FieldSpec => ({
  name: 'reason',
  label: t('field.reason'),
  kind: 'textarea',
  seen: true,
});
export const note = (why?: string): FieldSpec => ({
  name: 'note',
  label: t('carrier.copy.note'),
  kind: 'textarea',
  optional: 'absent',
  seen: true,
  ...(why === undefined ? {} : { why }),
});
export const place = (): FieldSpec => ({
  name: 'place',
  label: t('carrier.place'),
  kind: 'text',
  autoFocus: true,
});
export const placeIfOther = (): FieldSpec => ({
  ...place(),
  optional: 'absent',
  why: t('carrier.place.if'),
});
export const dueOn = (): FieldSpec => ({
  name: 'dueOn',
  label: t('loan.due'),
  kind: 'day',
  why: t('loan.due.why'),
});

/** A week from today: what most loans are asked for. */
export function usualReturn(): string {
  return todayHere(new Date(Date.now() + usualLoanDays * 86_400_000));
}

/** Which copy it is, of what, and where it is. */
export function aboutCopy(page: CarrierPageView, copy: CopyViewData): string {
  return [`${page.number}-${copy.copyNo}`, page.title ?? '', copy.holder ?? copy.place]
    .filter((one) => one !== '')
    .join(' · ');
}
