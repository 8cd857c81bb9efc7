import { useId } from 'react';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { PersonPicker } from '../../ui/person-picker.tsx';

export interface PeopleFieldProps {
  readonly label: string;
  readonly why?: string;
  /** One picker for each; null where nobody is chosen yet. */
  readonly value: readonly (string | null)[];
  readonly onChange: (value: readonly (string | null)[]) => void;
  readonly peopleMax: number;
}

/** Several persons, each found by name or staff number. */
export function PeopleField({ label, why, value, onChange, peopleMax }: PeopleFieldProps) {
  const id = useId();
  return (
    <fieldset className="field">
      <legend>{label}</legend>
      {value.map((person, i) => (
        // pickers are added at the end and never move
        // oxlint-disable-next-line react/no-array-index-key
        <div key={i}>
          <label className="hidden-text" htmlFor={`${id}-${i}`}>
            {t('people.nth', { label, n: i + 1 })}
          </label>
          <PersonPicker
            id={`${id}-${i}`}
            value={person}
            onChange={(next) => onChange(value.map((old, at) => (at === i ? next : old)))}
          />
        </div>
      ))}
      {why === undefined ? null : <p className="why">{why}</p>}
      {value.length >= peopleMax ? null : (
        <div>
          <ActionButton size="small" onClick={() => onChange([...value, null])}>
            {t('people.add')}
          </ActionButton>
        </div>
      )}
    </fieldset>
  );
}

/** Those chosen, each once. */
export function chosenPeople(value: readonly (string | null)[]): string[] {
  return [...new Set(value.flatMap((id) => id ?? []))];
}
