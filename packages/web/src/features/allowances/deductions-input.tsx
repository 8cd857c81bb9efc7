import { type LapseFact, deductionWays, lapseFacts } from '@fengni/server/modules/allowances/rules';
import { Input } from 'antd';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { factWords } from './allowance-words.ts';
import { MoneyInput } from './money-input.tsx';
import './allowances.css';

/** A rule as it is being written. */
const Draft = z.object({
  fact: z.enum(lapseFacts),
  way: z.enum(deductionWays),
  value: z.union([z.number(), z.string()]),
  each: z.boolean(),
});
type Draft = z.infer<typeof Draft>;

const readDrafts = (value: unknown): Draft[] => z.array(Draft).safeParse(value).data ?? [];
const isWhole = (draft: Draft): boolean =>
  typeof draft.value === 'number' && draft.value >= 1 && (draft.way === 'amount' || draft.value <= 100);

/** For what is deducted, and how much: a line for each fact the program knows. */
export function deductionsField(): FieldSpec {
  return {
    name: 'deductions',
    label: t('allowance.deductions'),
    kind: 'custom',
    grouped: true,
    why: t('allowance.deductions.why'),
    control: (control) => <DeductionsInput {...control} />,
    check: (value) => (readDrafts(value).every(isWhole) ? null : t('allowance.deductions.fault')),
  };
}

function DeductionsInput({ id, value, onChange }: CustomControl) {
  const drafts = readDrafts(value);
  const put = (fact: LapseFact, draft: Draft | null) =>
    onChange(
      lapseFacts.flatMap((one) => {
        const kept = one === fact ? draft : (drafts.find((other) => other.fact === one) ?? null);
        return kept === null ? [] : [kept];
      }),
    );
  return (
    <div className="deductions">
      {lapseFacts.map((fact, i) => {
        const draft = drafts.find((one) => one.fact === fact);
        const name = factWords(fact);
        return (
          <div className="deduction" key={fact}>
            <label className="field-choice">
              <input
                id={i === 0 ? id : undefined}
                type="checkbox"
                checked={draft !== undefined}
                onChange={(event) =>
                  put(fact, event.target.checked ? { fact, way: 'percent', value: 100, each: false } : null)
                }
              />
              {name}
            </label>
            {draft === undefined ? (
              <span className="why">{t('allowance.deduct.nothing')}</span>
            ) : (
              <DeductionFields draft={draft} name={name} onDraft={(next) => put(fact, next)} />
            )}
          </div>
        );
      })}
    </div>
  );
}

function DeductionFields({
  draft,
  name,
  onDraft,
}: {
  draft: Draft;
  name: string;
  onDraft: (draft: Draft) => void;
}) {
  return (
    <span className="deduction-fields">
      <select
        className="native-field"
        aria-label={t('allowance.deduct.way.of', { fact: name })}
        value={draft.way}
        onChange={(event) =>
          onDraft({ ...draft, way: event.target.value === 'amount' ? 'amount' : 'percent', value: '' })
        }
      >
        <option value="percent">{t('allowance.deduct.percent')}</option>
        <option value="amount">{t('allowance.deduct.amount')}</option>
      </select>
      {draft.way === 'amount' ? (
        <MoneyInput
          id={`${draft.fact}-amount`}
          aria-label={t('allowance.deduct.amount.of', { fact: name })}
          value={draft.value}
          onChange={(value) =>
            onDraft({ ...draft, value: typeof value === 'number' ? value : String(value) })
          }
        />
      ) : (
        <Input
          aria-label={t('allowance.deduct.percent.of', { fact: name })}
          inputMode="numeric"
          suffix="%"
          value={String(draft.value)}
          onChange={({ target }) =>
            onDraft({ ...draft, value: /^\d+$/.test(target.value) ? Number(target.value) : target.value })
          }
        />
      )}
      <label className="field-choice">
        <input
          type="checkbox"
          checked={draft.each}
          onChange={(event) => onDraft({ ...draft, each: event.target.checked })}
        />
        {t('allowance.deduct.each')}
      </label>
    </span>
  );
}
