import { Mark, checkMark, formatMark } from '@fengni/schemes/mark';
import { builtinPacks, levelOf } from '@fengni/schemes/packs';
import { tradeSecretScheme } from '@fengni/server/modules/trade-secrets/rules';
import { useState } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import type { CustomControl } from '../../ui/form-field.tsx';
import { LevelChip } from '../../ui/level-chip.tsx';
import './trade-secrets.css';

const termKinds = ['years', 'months', 'indefinite', 'condition'] as const;
type TermKind = (typeof termKinds)[number];

interface Parts {
  readonly level: string;
  readonly kind: TermKind;
  readonly amount: string;
  readonly owner: string;
}

/** What a kept mark is made of; three years where there is none yet. */
function partsOf(value: unknown): Parts {
  const mark = Mark.safeParse(value);
  if (!mark.success) return { level: '', kind: 'years', amount: '3', owner: '' };
  const { level, validity, owner = '' } = mark.data;
  if (validity.kind === 'indefinite') return { level, kind: 'indefinite', amount: '', owner };
  if (validity.kind === 'condition') return { level, kind: 'condition', amount: validity.text, owner };
  if (validity.kind === 'duration' && 'months' in validity)
    return { level, kind: 'months', amount: String(validity.months), owner };
  const years = validity.kind === 'duration' && 'years' in validity ? String(validity.years) : '';
  return { level, kind: 'years', amount: years, owner };
}

function markOf({ level, kind, amount, owner }: Parts): unknown {
  const validity =
    kind === 'indefinite'
      ? { kind }
      : kind === 'condition'
        ? { kind, text: amount.trim() }
        : { kind: 'duration', [kind]: Number(amount) };
  const mark = Mark.safeParse({
    scheme: tradeSecretScheme,
    level,
    validity,
    ...(owner.trim() === '' ? {} : { owner: owner.trim() }),
  });
  return mark.success ? mark.data : null;
}

/** Level, term and owner of a trade secret, shown as the mark they become. */
export function TradeMarkField(control: CustomControl) {
  const [parts, setParts] = useState(() => partsOf(control.value));
  const levels = (builtinPacks.get(tradeSecretScheme)?.levels ?? []).toSorted((a, b) => b.rank - a.rank);
  const mark = Mark.safeParse(markOf(parts));
  const problem = mark.success ? checkMark(mark.data) : null;
  function change(next: Partial<Parts>) {
    const merged = { ...parts, ...next };
    setParts(merged);
    control.onChange(markOf(merged));
  }
  const level = levelOf(tradeSecretScheme, parts.level);
  return (
    <div className="trade-mark">
      <div className="trade-mark-line">
        <select
          id={control.id}
          className="native-field"
          value={parts.level}
          aria-invalid={control['aria-invalid']}
          onChange={(event) => change({ level: event.target.value })}
        >
          <option value="">{t('form.choose')}</option>
          {levels.map((one) => (
            <option key={one.code} value={one.code}>
              {pick(one.chip)}
            </option>
          ))}
        </select>
        <select
          className="native-field"
          aria-label={t('trade.term')}
          value={parts.kind}
          onChange={(event) => {
            const kind = termKinds.find((one) => one === event.target.value) ?? 'years';
            change({ kind, amount: kind === 'condition' ? t('trade.term.published') : '3' });
          }}
        >
          <option value="years">{t('trade.term.years')}</option>
          <option value="months">{t('trade.term.months')}</option>
          <option value="indefinite">{t('trade.term.indefinite')}</option>
          <option value="condition">{t('trade.term.condition')}</option>
        </select>
        {parts.kind === 'indefinite' ? null : (
          <input
            className="native-field trade-term"
            aria-label={parts.kind === 'condition' ? t('trade.term.condition') : t('trade.term.length')}
            value={parts.amount}
            onChange={(event) => change({ amount: event.target.value })}
          />
        )}
        <input
          className="native-field trade-owner"
          aria-label={t('trade.mark.owner')}
          placeholder={t('trade.mark.owner')}
          value={parts.owner}
          onChange={(event) => change({ owner: event.target.value })}
        />
      </div>
      <output className="trade-mark-line">
        {mark.success && problem === null ? (
          <LevelChip mark={formatMark(mark.data)} level={level?.colour ?? null} />
        ) : null}
        {problem === null ? null : <span className="field-fault">{pick(problem)}</span>}
        {level === undefined ? null : <span className="why">{pick(level.definition)}</span>}
      </output>
    </div>
  );
}
