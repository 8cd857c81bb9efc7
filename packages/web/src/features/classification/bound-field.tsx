import { t } from '../../lib/i18n.ts';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { levelChoices, readLevelChoice } from '../carriers/register-choices.ts';
import { LevelValue } from './proposal.ts';

function BoundSelect(control: CustomControl) {
  const value = LevelValue.safeParse(control.value);
  return (
    <select
      id={control.id}
      className="native-field"
      aria-invalid={control['aria-invalid']}
      value={value.success ? `${value.data.scheme}/${value.data.level}` : ''}
      onChange={(event) => {
        const { scheme, level } = readLevelChoice(event.target.value);
        control.onChange(scheme === null || level === null ? null : { scheme, level });
      }}
    >
      <option value="">{t('authority.bound.none')}</option>
      {levelChoices().map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** The highest level a classifier's duty reaches to. */
export function boundField(): FieldSpec {
  return {
    name: 'bound',
    label: t('authority.duty.bound'),
    kind: 'custom',
    optional: 'null',
    why: t('authority.duty.bound.why'),
    control: (control) => <BoundSelect {...control} />,
  };
}
