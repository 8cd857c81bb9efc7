import { PersonList, PersonPage } from '@fengni/kernel/org/contract';
import { useState } from 'react';
import { t } from '../lib/i18n.ts';
import { useQueryData } from '../lib/use-query-data.ts';
import { Combobox } from './combobox.tsx';

export interface PickerProps {
  readonly id: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly 'aria-invalid'?: boolean;
  readonly 'aria-describedby'?: string;
}

const peopleShownMax = 20;

export interface PersonPickerProps extends PickerProps {
  /** Told with the name, for lists that show whom they hold. */
  readonly onPerson?: (person: { readonly id: string; readonly name: string }) => void;
}

/** Finds a person by name or staff number. */
export function PersonPicker({ value, onChange, onPerson, ...rest }: PersonPickerProps) {
  const [text, setText] = useState('');
  const people = useQueryData({
    name: 'org.people',
    input: { search: value === null ? text : '', unitId: null, after: null, limit: peopleShownMax },
    output: PersonList,
    keepLast: true,
  });
  // chosen by whoever led here, and not by a click
  const given = useQueryData({
    name: 'org.person',
    input: { personId: value },
    output: PersonPage,
    enabled: value !== null && text === '',
  });
  const options = (people.data?.rows ?? []).map((person) => ({
    id: person.id,
    label: person.name,
    detail: [person.unit, person.staffNo ?? ''].filter((part) => part !== '').join(' · '),
  }));
  return (
    <Combobox
      {...rest}
      text={text === '' && value !== null ? (given.data?.name ?? '') : text}
      options={options}
      busy={people.isFetching}
      placeholder={t('picker.person')}
      onText={(next) => {
        setText(next);
        if (value !== null) onChange(null);
      }}
      onChoose={(option) => {
        setText(
          option.detail === undefined || option.detail === ''
            ? option.label
            : `${option.label}（${option.detail}）`,
        );
        onChange(option.id);
        onPerson?.({ id: option.id, name: option.label });
      }}
    />
  );
}
