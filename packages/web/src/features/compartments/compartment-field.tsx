import { CompartmentList } from '@fengni/server/modules/compartments/contract';
import { t } from '../../lib/i18n.ts';
import { useQueryData } from '../../lib/use-query-data.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';

/** The field that puts a new carrier into a compartment; none for who is in none, so that nothing is asked of him. */
export function useCompartmentField(): readonly FieldSpec[] {
  const mine = useQueryData({ name: 'compartment.list', input: {}, output: CompartmentList });
  const open = (mine.data?.rows ?? []).filter((row) => row.state === 'open');
  if (open.length === 0) return [];
  return [
    {
      name: 'compartmentId',
      label: t('compartment.field'),
      kind: 'select',
      optional: 'null',
      choices: [
        { value: '', label: t('compartment.field.none') },
        ...open.map((row) => ({ value: row.id, label: row.name })),
      ],
      why: t('compartment.field.why'),
    },
  ];
}
