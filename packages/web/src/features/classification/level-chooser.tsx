import { builtinPacks } from '@fengni/schemes/packs';
import { useId } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import type { CustomControl } from '../../ui/form-field.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { schemeChoices } from './classification-words.ts';
import { LevelValue } from './proposal.ts';
import './classification.css';

const usualScheme = 'cn-state-secret';

/** What a leak would do, by the scheme's own definitions: the answer is the level. */
export function LevelChooser(control: CustomControl) {
  const id = useId();
  const parsed = LevelValue.safeParse(control.value);
  const value = parsed.success ? parsed.data : null;
  const scheme = value?.scheme ?? usualScheme;
  const levels = (builtinPacks.get(scheme)?.levels ?? [])
    .filter((level) => level.rank > 0)
    .toSorted((a, b) => a.rank - b.rank);
  return (
    <div className="level-chooser">
      <label htmlFor={id}>{t('determination.scheme')}</label>
      <select
        id={id}
        className="native-field"
        value={scheme}
        onChange={(event) => {
          const first = builtinPacks.get(event.target.value)?.levels.find((level) => level.rank > 0);
          if (first !== undefined) control.onChange({ scheme: event.target.value, level: first.code });
        }}
      >
        {schemeChoices().map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      {levels.map((level, i) => (
        <label key={level.code} className="level-choice">
          <input
            id={i === 0 ? control.id : `${control.id}-${level.code}`}
            type="radio"
            name={control.id}
            checked={value?.level === level.code}
            onChange={() => control.onChange({ scheme, level: level.code })}
          />
          <LevelChip mark={pick(level.chip)} level={level.colour} />
          <span>{pick(level.definition)}</span>
        </label>
      ))}
    </div>
  );
}
