import { useId, useState } from 'react';
import { Button } from 'antd';
import { t } from '../../lib/i18n.ts';
import { PersonPicker } from '../../ui/person-picker.tsx';
import type { CustomControl } from '../../ui/form-field.tsx';

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

/** Ids of a field's value, whatever a kept draft may hold. */
export function idsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

export interface PeopleListProps extends CustomControl {
  /** Those likely to be chosen: one press adds them. */
  readonly likely?: readonly NamedPerson[];
  /** The order matters: a reading list. */
  readonly ordered?: boolean;
}

/** Several persons, in order where order matters; the value is the list of their ids. */
export function PeopleList({ likely = [], ordered = false, ...control }: PeopleListProps) {
  const ids = idsOf(control.value);
  const [names, setNames] = useState<ReadonlyMap<string, string>>(
    () => new Map(likely.map((one) => [one.id, one.name])),
  );
  const [round, setRound] = useState(0);
  const listId = useId();
  const nameOf = (id: string) => names.get(id) ?? t('picker.chosen');

  function add(person: NamedPerson) {
    setNames(new Map(names).set(person.id, person.name));
    if (!ids.includes(person.id)) control.onChange([...ids, person.id]);
    // a fresh picker, empty for the next name
    setRound(round + 1);
  }
  function move(at: number, step: number) {
    const next = [...ids];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at + step, 0, moved);
    control.onChange(next);
  }
  const unused = likely.filter((one) => !ids.includes(one.id));
  return (
    <div className="people-list">
      {ids.length === 0 ? null : (
        <ol id={listId} className={ordered ? 'chosen-people chosen-ordered' : 'chosen-people'}>
          {ids.map((id, at) => (
            <li key={id}>
              {ordered ? <span className="num why">{at + 1}</span> : null}
              <span>{nameOf(id)}</span>
              {ordered && at > 0 ? (
                <Button
                  size="small"
                  type="text"
                  aria-label={t('picker.up', { name: nameOf(id) })}
                  onClick={() => move(at, -1)}
                >
                  ↑
                </Button>
              ) : null}
              <Button
                size="small"
                type="text"
                aria-label={t('picker.remove', { name: nameOf(id) })}
                onClick={() => control.onChange(ids.filter((other) => other !== id))}
              >
                ×
              </Button>
            </li>
          ))}
        </ol>
      )}
      <PersonPicker
        key={round}
        id={control.id}
        value={null}
        aria-invalid={control['aria-invalid']}
        {...(control['aria-describedby'] === undefined
          ? {}
          : { 'aria-describedby': control['aria-describedby'] })}
        onChange={() => undefined}
        onPerson={add}
      />
      {unused.length === 0 ? null : (
        <fieldset className="plain-set likely-people" aria-label={t('picker.likely')}>
          {unused.map((one) => (
            <Button key={one.id} size="small" onClick={() => add(one)}>
              + {one.name}
            </Button>
          ))}
          {unused.length > 1 ? (
            <Button
              size="small"
              type="text"
              onClick={() => control.onChange([...ids, ...unused.map((one) => one.id)])}
            >
              {t('picker.all')}
            </Button>
          ) : null}
        </fieldset>
      )}
    </div>
  );
}
