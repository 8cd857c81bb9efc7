import { useState } from 'react';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { PersonPicker } from '../../ui/person-picker.tsx';
import { ChosenList } from './chosen-list.tsx';
import { kindChoices, regionChoices, regionWords } from './travel-words.ts';

const Texts = z.array(z.string());

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Destinations, one after the other. */
function RegionsInput({ value, onChange, ...rest }: CustomControl) {
  const codes = Texts.safeParse(value).data ?? [];
  return (
    <div>
      <ChosenList
        items={codes.map((code) => ({ id: code, label: regionWords(code) }))}
        onDrop={(code) => onChange(codes.filter((one) => one !== code))}
      />
      <select
        {...rest}
        className="native-field"
        value=""
        onChange={(event) => {
          if (event.target.value !== '') onChange([...codes, event.target.value]);
        }}
      >
        <option value="">{t(codes.length === 0 ? 'travel.region.choose' : 'travel.region.add')}</option>
        {regionChoices()
          .filter((choice) => !codes.includes(choice.value))
          .map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
      </select>
    </div>
  );
}

/** Who travels and who of them leads. */
export const Party = z.object({ travellerIds: z.array(z.uuid()).min(1), leaderId: z.uuid() });
type Party = z.infer<typeof Party>;
const DraftParty = z.object({ travellerIds: z.array(z.string()), leaderId: z.string() });

export function partyOf(ids: readonly string[], leaderId: string): Party {
  return { travellerIds: [...ids], leaderId };
}

/** The first one leads unless another is chosen. */
function PartyInput({
  control,
  known,
}: {
  readonly control: CustomControl;
  readonly known: readonly Named[];
}) {
  const { value, onChange, ...rest } = control;
  const { travellerIds: ids, leaderId } = DraftParty.safeParse(value).data ?? {
    travellerIds: [],
    leaderId: '',
  };
  const [names, setNames] = useState<ReadonlyMap<string, string>>(
    () => new Map(known.map((one) => [one.id, one.name])),
  );
  const [round, setRound] = useState(0);
  function list(next: readonly string[]) {
    onChange(partyOf(next, next.includes(leaderId) ? leaderId : (next[0] ?? '')));
  }
  return (
    <div>
      <ChosenList
        items={ids.map((id) => ({ id, label: names.get(id) ?? '' }))}
        onDrop={(id) => list(ids.filter((one) => one !== id))}
      />
      <PersonPicker
        key={round}
        {...rest}
        value={null}
        onChange={() => undefined}
        onPerson={(person) => {
          setNames(new Map([...names, [person.id, person.name]]));
          if (!ids.includes(person.id)) list([...ids, person.id]);
          setRound(round + 1);
        }}
      />
      {ids.length < 2 ? null : (
        <fieldset className="plain-set field-choices">
          <legend className="why">{t('travel.leader')}</legend>
          {ids.map((id) => (
            <label key={id} className="field-choice">
              <input
                type="radio"
                name={`${rest.id}-leader`}
                checked={id === leaderId}
                onChange={() => onChange(partyOf(ids, id))}
              />
              {names.get(id)}
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** Destination, days and people: asked for in an application and again in a change. */
export function routeFields(known: readonly Named[]): readonly FieldSpec[] {
  return [
    {
      name: 'regions',
      label: t('travel.regions'),
      kind: 'custom',
      control: (control) => <RegionsInput {...control} />,
    },
    { name: 'fromOn', label: t('travel.from'), kind: 'day' },
    { name: 'untilOn', label: t('travel.until'), kind: 'day' },
    {
      name: 'party',
      label: t('travel.travellers'),
      kind: 'custom',
      why: t('travel.travellers.why'),
      control: (control) => <PartyInput control={control} known={known} />,
    },
  ];
}

export function journeyFields(known: readonly Named[]): readonly FieldSpec[] {
  return [
    {
      name: 'kind',
      label: t('travel.kind'),
      kind: 'radio',
      choices: kindChoices(),
      why: t('travel.kind.why'),
    },
    ...routeFields(known),
    { name: 'purpose', label: t('travel.purpose'), kind: 'textarea' },
    { name: 'contacts', label: t('travel.contacts'), kind: 'textarea', why: t('travel.contacts.why') },
    { name: 'funding', label: t('travel.funding'), kind: 'text' },
    { name: 'invitation', label: t('travel.invitation'), kind: 'text' },
  ];
}
