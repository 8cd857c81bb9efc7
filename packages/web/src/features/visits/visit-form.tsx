import { ChangeVisit, DraftVisit } from '@fengni/server/modules/visits/contract';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { type NamedPerson, PeopleList } from '../carriers/people-list.tsx';
import { deviceChoices, visitKindChoices } from './visit-words.ts';
import '../carriers/carriers.css';

/** The head of a visit as the form asks it: without a host it is the one who stands in the plan, or oneself. */
export function planForm(hostId: string) {
  return DraftVisit.extend({ hostId: z.uuid().default(hostId) });
}

/** The same for a visit that stands. */
export function changeForm(hostId: string) {
  return ChangeVisit.extend({ hostId: z.uuid().default(hostId) });
}

export function planFields(the: {
  readonly host: string;
  readonly escorts: readonly NamedPerson[];
}): readonly FieldSpec[] {
  return [
    { name: 'firm', label: t('visit.firm'), kind: 'text', autoFocus: true },
    { name: 'country', label: t('visit.country'), kind: 'text' },
    { name: 'kind', label: t('visit.kind'), kind: 'select', choices: visitKindChoices() },
    { name: 'purpose', label: t('visit.purpose'), kind: 'textarea' },
    { name: 'startsOn', label: t('visit.starts'), kind: 'day' },
    { name: 'endsOn', label: t('visit.ends'), kind: 'day' },
    {
      name: 'hostId',
      label: t('visit.host'),
      kind: 'person',
      optional: 'absent',
      why: t('visit.host.why', { name: the.host }),
      heading: t('visit.form.house'),
    },
    {
      name: 'escortIds',
      label: t('visit.escorts'),
      kind: 'custom',
      optional: 'absent',
      why: t('visit.escorts.why'),
      control: (control) => <PeopleList {...control} likely={the.escorts} />,
    },
    {
      name: 'mayShow',
      label: t('visit.may.show'),
      kind: 'textarea',
      optional: 'absent',
      heading: t('visit.form.limits'),
    },
    {
      name: 'mayNot',
      label: t('visit.may.not'),
      kind: 'textarea',
      optional: 'absent',
      why: t('visit.may.not.why'),
    },
    { name: 'devices', label: t('visit.devices'), kind: 'radio', choices: deviceChoices() },
    { name: 'devicesNote', label: t('visit.devices.note'), kind: 'text', optional: 'absent' },
  ];
}
