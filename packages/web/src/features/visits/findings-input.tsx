import { findingKinds } from '@fengni/server/modules/visits/rules';
import { Checkbox, Input } from 'antd';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';
import { RowsInput } from './rows-input.tsx';
import { findingChoices } from './visit-words.ts';

const findingsMax = 20;
const Draft = z.object({
  kind: z.enum(findingKinds).default('question'),
  words: z.string().default(''),
  incident: z.boolean().default(false),
});
type Draft = z.infer<typeof Draft>;

export function findingsField(): FieldSpec {
  return {
    name: 'findings',
    label: t('visit.findings'),
    kind: 'custom',
    grouped: true,
    optional: 'absent',
    why: t('visit.findings.why'),
    control: (control) => <FindingsInput {...control} />,
    check: (value) =>
      (z.array(Draft).safeParse(value).data ?? []).some((row) => row.words.trim().length < 2)
        ? t('visit.findings.fault')
        : null,
  };
}

/** What went beyond the plan: unexpected questions, photographs, attempts to enter. */
function FindingsInput(control: CustomControl) {
  return (
    <RowsInput<Draft>
      control={control}
      rows={z.array(Draft).safeParse(control.value).data ?? []}
      blank={{ kind: 'question', words: '', incident: false }}
      rowsMax={findingsMax}
      addLabel={t('visit.finding.add')}
      fullReason={t('visit.findings.full')}
      dropLabel={(n) => t('visit.finding.drop.of', { n })}
      renderRow={(row, change, n) => (
        <>
          <select
            className="native-field"
            aria-label={t('visit.finding.kind.of', { n })}
            value={row.kind}
            onChange={(event) =>
              change({ kind: findingKinds.find((one) => one === event.target.value) ?? 'other' })
            }
          >
            {findingChoices().map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
          <Input
            aria-label={t('visit.finding.words.of', { n })}
            placeholder={t('visit.finding.words')}
            value={row.words}
            maxLength={1000}
            onChange={(event) => change({ words: event.target.value })}
          />
          <Checkbox
            checked={row.incident}
            aria-label={t('visit.finding.incident.of', { n })}
            onChange={(event) => change({ incident: event.target.checked })}
          >
            {t('visit.finding.incident')}
          </Checkbox>
        </>
      )}
    />
  );
}
