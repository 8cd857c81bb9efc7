import { LetterTasks, letterTasksMax } from '@fengni/server/modules/letters/contract';
import { Input } from 'antd';
import { z } from 'zod';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import type { CustomControl, FieldSpec } from '../../ui/form-field.tsx';

/** A line as it is being written: an empty count is no count. */
const Draft = z.object({
  task: z.string(),
  measure: z.string().default(''),
  target: z.union([z.number(), z.string()]).nullable().default(null),
  countWord: z.string().default(''),
});
type Draft = z.infer<typeof Draft>;
const blank: Draft = { task: '', measure: '', target: null, countWord: '' };

function readDrafts(value: unknown): Draft[] {
  return z.array(Draft).safeParse(value).data ?? [];
}

export function tasksField(): FieldSpec {
  return {
    name: 'items',
    label: t('letter.tasks'),
    kind: 'custom',
    grouped: true,
    why: t('letter.tasks.why'),
    control: (control) => <TasksInput {...control} />,
    check: (value) => (LetterTasks.safeParse(value).success ? null : t('letter.tasks.fault')),
  };
}

/** Tasks of a letter, a line each: what, how it is measured, how many. */
function TasksInput({ value, onChange }: CustomControl) {
  const rows = readDrafts(value);
  const change = (at: number, patch: Partial<Draft>) =>
    onChange(rows.map((row, i) => (i === at ? { ...row, ...patch } : row)));
  return (
    <div className="task-rows">
      {rows.map((row, at) => (
        // lines have no name but their place
        // oxlint-disable-next-line react/no-array-index-key
        <div className="task-row" key={at}>
          <Input
            aria-label={t('letter.task.what', { n: at + 1 })}
            placeholder={t('letter.task')}
            value={row.task}
            maxLength={300}
            onChange={(event) => change(at, { task: event.target.value })}
          />
          <Input
            aria-label={t('letter.task.measure.of', { n: at + 1 })}
            placeholder={t('letter.task.measure')}
            value={row.measure}
            maxLength={300}
            onChange={(event) => change(at, { measure: event.target.value })}
          />
          <Input
            aria-label={t('letter.task.target.of', { n: at + 1 })}
            placeholder={t('letter.task.target')}
            inputMode="numeric"
            value={row.target === null ? '' : String(row.target)}
            onChange={(event) => change(at, { target: countOf(event.target.value) })}
          />
          <Input
            aria-label={t('letter.task.word.of', { n: at + 1 })}
            placeholder={t('letter.task.word')}
            value={row.countWord}
            maxLength={10}
            onChange={(event) => change(at, { countWord: event.target.value })}
          />
          <ActionButton
            aria-label={t('letter.task.drop', { n: at + 1 })}
            onClick={() => onChange(rows.filter((_, i) => i !== at))}
          >
            {t('letter.task.remove')}
          </ActionButton>
        </div>
      ))}
      <div>
        <ActionButton
          disabledReason={rows.length >= letterTasksMax ? t('letter.tasks.full') : null}
          onClick={() => onChange([...rows, blank])}
        >
          {t('letter.task.add')}
        </ActionButton>
      </div>
    </div>
  );
}

function countOf(text: string): number | string | null {
  if (text === '') return null;
  return /^\d+$/.test(text) ? Number(text) : text;
}
