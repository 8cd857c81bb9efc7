import { t } from '../../lib/i18n.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { PeopleList } from '../carriers/people-list.tsx';

/** The persons to be let in. */
export function membersField(): FieldSpec {
  return {
    name: 'personIds',
    label: t('compartment.members'),
    kind: 'custom',
    grouped: true,
    why: t('compartment.members.why'),
    control: (control) => <PeopleList {...control} />,
  };
}
