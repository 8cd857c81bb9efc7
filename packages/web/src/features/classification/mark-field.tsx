import { t } from '../../lib/i18n.ts';
import type { FieldSpec } from '../../ui/form-field.tsx';
import { MarkInput } from '../carriers/mark-input.tsx';
import '../carriers/carriers.css';

/** The new mark, where an answer or a decision changes it. */
export function newMarkField(why: string): FieldSpec {
  return {
    name: 'mark',
    label: t('determination.answer.mark'),
    kind: 'custom',
    optional: 'null',
    why,
    control: (control) => <MarkInput {...control} />,
  };
}
