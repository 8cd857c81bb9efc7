import { AnswerLifeEvent, AskLifeEvent } from '@fengni/server/modules/life-events/contract';
import { isLifeEventKind, lifeEventRules } from '@fengni/server/modules/life-events/rules';
import { t } from '../../lib/i18n.ts';
import { ConfirmShell } from '../../ui/confirm-shell.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { LifeEvent } from './event-page.tsx';
import { answerChoices } from './life-event-words.ts';

export type EventAct = 'answer' | 'ask' | 'reply' | 'withdraw' | 'lift';

/** The dialogs of one reported event. */
export function EventDialog({
  act,
  event,
  onClose,
}: {
  act: EventAct;
  event: LifeEvent;
  onClose: () => void;
}) {
  const fixed = { eventId: event.id };
  const shared = { open: true, onClose } as const;
  switch (act) {
    case 'answer':
      return (
        <FormDialog
          {...shared}
          title={t('life.answer')}
          contract={AnswerLifeEvent}
          command="life-event.answer"
          fixed={fixed}
          initial={{
            answer: 'noted',
            review: isLifeEventKind(event.kind) && lifeEventRules[event.kind].reviewAgain,
          }}
          submitLabel={t('life.answer')}
          doneText={t('life.answer.done')}
          fields={[
            { name: 'answer', label: t('life.answer.kind'), kind: 'radio', choices: answerChoices() },
            {
              name: 'words',
              label: t('life.answer.words'),
              kind: 'textarea',
              optional: 'absent',
              why: t('life.answer.words.why'),
            },
            {
              name: 'restrictedUntil',
              label: t('life.restricted'),
              kind: 'day',
              optional: 'null',
              why: t('life.restricted.why'),
            },
            {
              name: 'review',
              label: t('life.review'),
              kind: 'toggle',
              heading: t('life.inside'),
              why: t('life.review.why'),
            },
            { name: 'reviewReason', label: t('life.review.reason'), kind: 'textarea', optional: 'absent' },
          ]}
        />
      );
    case 'ask':
    case 'reply':
      return (
        <FormDialog
          {...shared}
          title={act === 'ask' ? t('life.ask') : t('life.reply')}
          contract={AskLifeEvent}
          command={act === 'ask' ? 'life-event.ask' : 'life-event.reply'}
          fixed={fixed}
          submitLabel={act === 'ask' ? t('life.ask') : t('life.reply')}
          doneText={t('life.words.done')}
          fields={[
            {
              name: 'words',
              label: act === 'ask' ? t('life.ask.words') : t('life.reply.words'),
              kind: 'textarea',
              autoFocus: true,
            },
          ]}
        />
      );
    case 'withdraw':
      return (
        <ConfirmShell
          {...shared}
          title={t('life.withdraw')}
          happens={[t('life.withdraw.happens')]}
          command="life-event.withdraw"
          input={() => fixed}
          confirmLabel={t('life.withdraw')}
          doneText={t('life.withdraw.done')}
        />
      );
    case 'lift':
      return (
        <ConfirmShell
          {...shared}
          title={t('life.lift')}
          happens={[t('life.lift.happens', { person: event.person })]}
          command="life-event.lift"
          input={() => fixed}
          confirmLabel={t('life.lift')}
          doneText={t('life.lift.done')}
        />
      );
    default:
      return act satisfies never;
  }
}
