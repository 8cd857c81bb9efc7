import { AnswerHeads, type ReviewView } from '@fengni/server/modules/personnel/contract';
import { headAnswers } from '@fengni/server/modules/personnel/rules';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { pick, t } from '../../lib/i18n.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { Card } from '../../ui/page-frame.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { answerWords } from './personnel-words.ts';
import type { Texts } from './review-page.tsx';

type Answer = (typeof headAnswers)[number];
interface Said {
  readonly answer: Answer | null;
  readonly note: string;
}

/** The form of a review, head by head; what is left open stays open, and nothing is sent twice. */
export function HeadsForm({
  review,
  texts,
  onClose,
}: {
  readonly review: ReviewView;
  readonly texts: Texts;
  readonly onClose: () => void;
}) {
  const id = useId();
  const [said, setSaid] = useState<ReadonlyMap<string, Said>>(
    () =>
      new Map(
        review.headLines.map((head) => [
          head.id,
          { answer: head.answer, note: texts.notes.find((one) => one.head === head.id)?.note ?? '' },
        ]),
      ),
  );
  const [fault, setFault] = useState<string | null>(null);
  const command = useCommand({
    name: 'personnel.answerHeads',
    faults: 'inline',
    doneText: t('personnel.heads.done'),
    onDone: onClose,
  });
  const of = (head: string): Said => said.get(head) ?? { answer: null, note: '' };
  const change = (head: string, next: Said) => setSaid(new Map([...said, [head, next]]));
  const wordless = review.headLines.filter(({ id: head }) => {
    const { answer, note } = of(head);
    return answer !== null && answer !== 'fine' && note.trim() === '';
  });
  async function send() {
    const answers = review.headLines.flatMap(({ id: head }) => {
      const { answer, note } = of(head);
      return answer === null ? [] : [{ head, answer, note }];
    });
    const checked = AnswerHeads.safeParse({ reviewId: review.id, answers });
    if (!checked.success || wordless.length > 0) {
      setFault(answers.length === 0 ? t('personnel.heads.none') : t('personnel.heads.words'));
      return;
    }
    setFault(null);
    await command.run(checked.data);
  }
  const refusal = command.fault ?? fault;
  return (
    <Card title={t('personnel.heads.fill')} aside={t('personnel.heads.fill.why')}>
      <form
        className="form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        {review.headLines.map((head) => {
          const { answer, note } = of(head.id);
          return (
            <fieldset key={head.id} className="field">
              <legend>{pick(head.title)}</legend>
              <p className="why">{pick(head.ask)}</p>
              <span className="field-choices">
                {headAnswers.map((one) => (
                  <label key={one} className="field-choice">
                    <input
                      type="radio"
                      name={`${id}-${head.id}`}
                      checked={answer === one}
                      onChange={() => change(head.id, { answer: one, note })}
                    />
                    {answerWords(one)}
                  </label>
                ))}
              </span>
              {answer === null || (answer === 'fine' && note === '') ? null : (
                <Input.TextArea
                  aria-label={t('personnel.head.note', { head: pick(head.title) })}
                  aria-invalid={wordless.includes(head)}
                  rows={2}
                  maxLength={2000}
                  value={note}
                  onChange={(event) => change(head.id, { answer, note: event.target.value })}
                />
              )}
            </fieldset>
          );
        })}
        {refusal === null ? null : <FaultBox text={refusal} />}
        <div className="form-actions">
          <ActionButton type="primary" htmlType="submit" loading={command.busy}>
            {t('personnel.heads.save')}
          </ActionButton>
          <ActionButton onClick={onClose}>{t('action.cancel')}</ActionButton>
        </div>
      </form>
    </Card>
  );
}
