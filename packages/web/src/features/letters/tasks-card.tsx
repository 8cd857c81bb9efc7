import { CheckLetterItem } from '@fengni/server/modules/letters/contract';
import { itemStates } from '@fengni/server/modules/letters/rules';
import { useState } from 'react';
import { formatInstant } from '../../lib/format.ts';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { Card } from '../../ui/page-frame.tsx';
import type { Letter } from './letter-page.tsx';
import { itemStateWords } from './letter-words.ts';

type Task = Letter['tasks'][number];

/** Tasks of a letter, each with its count and what was found when it was looked at. */
export function TasksCard({ letter }: { letter: Letter }) {
  const [checking, setChecking] = useState<Task | null>(null);
  return (
    <Card
      title={t('letter.tasks')}
      aside={t('letter.tasks.met', { met: letter.itemsMet, all: letter.items })}
      flush
    >
      <ol className="lines">
        {letter.tasks.map((task) => (
          <li key={task.id}>
            <span className="grow">
              {task.task}
              {task.target === null ? null : (
                <>
                  {' '}
                  <meter
                    min={0}
                    max={task.target}
                    value={Math.min(task.done, task.target)}
                    aria-label={t('letter.task.count', {
                      done: task.done,
                      target: task.target,
                      word: task.countWord,
                    })}
                  />{' '}
                  <span className="num">
                    {t('letter.task.count', { done: task.done, target: task.target, word: task.countWord })}
                  </span>
                </>
              )}
              {task.measure === '' ? null : <span className="why"> {task.measure}</span>}
              {task.checks[0] === undefined ? null : (
                <span className="why">
                  {' '}
                  {formatInstant(task.checks[0].at)} {task.checks[0].by} {task.checks[0].note}
                </span>
              )}
            </span>
            <span className={task.state === 'missed' ? 'late' : 'why'}>{itemStateWords(task.state)}</span>
            <ActionButton
              size="small"
              disabledReason={letter.mayCheck ? null : t('letter.check.who')}
              aria-label={t('letter.check.label', { task: task.task })}
              onClick={() => setChecking(task)}
            >
              {t('letter.check')}
            </ActionButton>
          </li>
        ))}
      </ol>
      {checking === null ? null : <CheckDialog task={checking} onClose={() => setChecking(null)} />}
    </Card>
  );
}

function CheckDialog({ task, onClose }: { task: Task; onClose: () => void }) {
  return (
    <FormDialog
      title={t('letter.check')}
      open
      onClose={onClose}
      contract={CheckLetterItem}
      command="letter.checkItem"
      fixed={{ itemId: task.id }}
      initial={{ done: task.done, state: task.state }}
      submitLabel={t('letter.check')}
      doneText={t('letter.check.done')}
      fields={[
        {
          name: 'done',
          label: t('letter.check.count'),
          kind: 'number',
          why:
            task.target === null
              ? t('letter.check.uncounted')
              : t('letter.check.counted', { n: task.target }),
        },
        {
          name: 'state',
          label: t('field.state'),
          kind: 'radio',
          choices: itemStates.map((value) => ({ value, label: itemStateWords(value) })),
        },
        { name: 'note', label: t('letter.check.note'), kind: 'textarea', optional: 'absent' },
      ]}
    >
      <p>{task.task}</p>
    </FormDialog>
  );
}
