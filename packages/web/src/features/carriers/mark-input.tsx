import { Mark, formatMark, markNotes, parseMarkTolerant } from '@fengni/schemes/mark';
import { levelOf } from '@fengni/schemes/packs';
import { useId, useState } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import type { CustomControl } from '../../ui/form-field.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import { levelChoices, readLevelChoice } from './register-choices.ts';

const yearChoices = [1, 3, 5, 10, 15, 20, 25, 30] as const;

/**
 * A mark in one line, read as it is typed (`机密*10年`), shown as the chip it becomes with what was mended; pickers for
 * who would rather choose. The value is the mark, or nothing while the line is none.
 */
export function MarkInput(control: CustomControl) {
  const kept = Mark.safeParse(control.value);
  const [text, setText] = useState(() => (kept.success ? formatMark(kept.data) : ''));
  const id = useId();
  const read = text.trim() === '' ? null : parseMarkTolerant(text);
  const mark = read?.ok === true ? read.mark : null;
  const level = mark === null ? undefined : levelOf(mark.scheme, mark.level);
  const takesTerm = level !== undefined && level.markKind !== 'plain';

  function type(next: string) {
    setText(next);
    const nextRead = parseMarkTolerant(next);
    control.onChange(nextRead.ok ? nextRead.mark : null);
  }
  function chooseLevel(value: string) {
    const { scheme, level: code } = readLevelChoice(value);
    const chosen = scheme === null || code === null ? undefined : levelOf(scheme, code);
    if (scheme === null || code === null || chosen === undefined) return;
    type(formatMark({ scheme, level: code, validity: defaultTerm(scheme, code) }));
  }
  function chooseYears(value: string) {
    if (mark === null) return;
    const validity =
      value === '' ? ({ kind: 'unstated' } as const) : ({ kind: 'duration', years: Number(value) } as const);
    type(formatMark({ ...mark, validity }));
  }
  const years =
    mark?.validity.kind === 'duration' && 'years' in mark.validity ? String(mark.validity.years) : '';
  return (
    <div className="mark-input">
      <div className="mark-line">
        <input
          id={control.id}
          className="native-field"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('mark.placeholder')}
          value={text}
          aria-invalid={control['aria-invalid']}
          aria-describedby={`${id}-read`}
          onChange={(event) => type(event.target.value)}
        />
        <select
          aria-label={t('mark.level')}
          className="native-field"
          value={mark === null ? '' : `${mark.scheme}/${mark.level}`}
          onChange={(event) => chooseLevel(event.target.value)}
        >
          <option value="">{t('mark.level.choose')}</option>
          {levelChoices().map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
        {takesTerm ? (
          <select
            aria-label={t('mark.term')}
            className="native-field"
            value={years}
            onChange={(event) => chooseYears(event.target.value)}
          >
            <option value="">{t('mark.term.other')}</option>
            {yearChoices
              .filter((one) => one <= yearsMax(level.maxTerm) || String(one) === years)
              .map((one) => (
                <option key={one} value={one}>
                  {t('mark.years', { n: one })}
                </option>
              ))}
          </select>
        ) : null}
      </div>
      <output id={`${id}-read`} className="mark-read">
        {read === null ? <span className="why">{t('mark.why')}</span> : null}
        {read?.ok === false ? <span className="field-fault">{pick(read)}</span> : null}
        {read?.ok === true && mark !== null ? (
          <>
            <LevelChip mark={formatMark(mark)} level={level?.colour ?? null} />
            <span className="why">{read.notes.map((note) => pick(markNotes[note])).join(t('list.and'))}</span>
            {level === undefined ? null : <span className="why">{pick(level.definition)}</span>}
          </>
        ) : null}
      </output>
    </div>
  );
}

/** Whole years of a maximum such as `P20Y`; none means no limit here. */
function yearsMax(maxTerm: string | null): number {
  const years = /^P(\d+)Y/.exec(maxTerm ?? '')?.[1];
  return years === undefined ? Number.POSITIVE_INFINITY : Number(years);
}

/** What a level is marked with most often: ten years at most, or its maximum; levels without term have none. */
function defaultTerm(scheme: string, code: string) {
  const level = levelOf(scheme, code);
  if (level === undefined || level.markKind !== 'star') return { kind: 'unstated' } as const;
  return { kind: 'duration', years: Math.min(10, yearsMax(level.maxTerm)) } as const;
}
