import { Input } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { type Verdict, verdictWords } from './approval-words.ts';
import './decision.css';

const reasonCharsMin = 4;
const reasonCharsMax = 500;
const unreasoned: readonly Verdict[] = ['consent'];

export interface Answer {
  readonly verdict: Verdict;
  readonly reason: string;
}

/** The four answers. All but plain consent want a reason; usual ones are offered, the words can be changed. */
export function VerdictForm(props: {
  readonly busy: boolean;
  readonly fault: string | null;
  readonly disabledReason?: string | null;
  readonly onAnswer: (answer: Answer) => void;
}) {
  const { busy, onAnswer, disabledReason = null } = props;
  const reasonId = useId();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [reason, setReason] = useState('');
  function press(chosen: Verdict) {
    if (unreasoned.includes(chosen)) onAnswer({ verdict: chosen, reason: '' });
    else setVerdict(chosen);
  }
  const missing =
    reason.trim().length < reasonCharsMin ? t('approval.reason.missing', { n: reasonCharsMin }) : null;
  return (
    <>
      <fieldset className="plain-set form-actions" aria-label={t('approval.answers')}>
        <ActionButton
          type="primary"
          loading={busy && verdict === null}
          disabledReason={disabledReason}
          onClick={() => press('consent')}
        >
          {verdictWords('consent')}
        </ActionButton>
        {(['consent-with-condition', 'send-back', 'refuse'] as const).map((each) => (
          <ActionButton
            key={each}
            aria-expanded={verdict === each}
            disabledReason={disabledReason}
            onClick={() => press(each)}
          >
            {verdictWords(each)}
          </ActionButton>
        ))}
      </fieldset>
      {verdict === null ? null : (
        <div className="decision-reason">
          <label htmlFor={reasonId}>{t('approval.reason.label', { verdict: verdictWords(verdict) })}</label>
          <ul className="reason-chips">
            {usualReasons(verdict).map((words) => (
              <li key={words}>
                <button type="button" className="reason-chip" onClick={() => setReason(words)}>
                  {words}
                </button>
              </li>
            ))}
          </ul>
          <Input.TextArea
            id={reasonId}
            aria-describedby={`${reasonId}-seen`}
            value={reason}
            maxLength={reasonCharsMax}
            rows={2}
            onChange={(event) => setReason(event.target.value)}
          />
          <p id={`${reasonId}-seen`} className="why">
            {t('form.seen')}
          </p>
          <div className="form-actions">
            <ActionButton
              type="primary"
              loading={busy}
              disabledReason={disabledReason ?? missing}
              onClick={() => onAnswer({ verdict, reason: reason.trim() })}
            >
              {t('approval.confirm', { verdict: verdictWords(verdict) })}
            </ActionButton>
            <ActionButton onClick={() => setVerdict(null)}>{t('action.cancel')}</ActionButton>
          </div>
        </div>
      )}
      {props.fault === null ? null : <FaultBox text={props.fault} />}
    </>
  );
}

function usualReasons(verdict: Verdict): readonly string[] {
  switch (verdict) {
    case 'consent-with-condition':
      return [t('reason.condition.fewer'), t('reason.condition.return'), t('reason.condition.onsite')];
    case 'send-back':
      return [t('reason.back.purpose'), t('reason.back.scope'), t('reason.back.basis')];
    case 'refuse':
      return [
        t('reason.refuse.scope'),
        t('reason.refuse.need'),
        t('reason.refuse.overdue'),
        t('reason.refuse.rule'),
      ];
    case 'consent':
      return [];
    default:
      return verdict satisfies never;
  }
}
