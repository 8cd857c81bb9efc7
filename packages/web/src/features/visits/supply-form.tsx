import { t } from '../../lib/i18n.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { formChoices } from './visit-words.ts';

/** What is to be given, to whom, and how secret it is. */
export function supplyFields(): readonly FieldSpec[] {
  return [
    { name: 'title', label: t('supply.what'), kind: 'text', autoFocus: true },
    {
      name: 'content',
      label: t('supply.content'),
      kind: 'textarea',
      optional: 'absent',
      why: t('supply.content.why'),
    },
    { name: 'form', label: t('supply.form'), kind: 'select', choices: formChoices() },
    { name: 'sampleNo', label: t('supply.sample'), kind: 'text', optional: 'absent' },
    {
      name: 'carrierNumber',
      label: t('supply.carrier'),
      kind: 'text',
      optional: 'absent',
      why: t('supply.carrier.why'),
      heading: t('supply.form.secret'),
    },
    { name: 'mark', label: t('supply.mark'), kind: 'text', optional: 'absent', why: t('supply.mark.why') },
    { name: 'recipient', label: t('supply.recipient'), kind: 'text', heading: t('supply.form.whom') },
    { name: 'country', label: t('visit.country'), kind: 'text' },
    { name: 'foreigner', label: t('supply.foreigner'), kind: 'toggle', why: t('supply.foreigner.why') },
    { name: 'contact', label: t('supply.contact'), kind: 'text', optional: 'absent' },
    { name: 'purpose', label: t('supply.purpose'), kind: 'textarea' },
    {
      name: 'returnBy',
      label: t('supply.return.by'),
      kind: 'day',
      optional: 'null',
      why: t('supply.return.why'),
    },
  ];
}
