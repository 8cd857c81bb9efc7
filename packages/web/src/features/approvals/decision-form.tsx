import type { ApprovalPage } from '@fengni/kernel/approval/contract';
import { useRouter } from '@tanstack/react-router';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { t } from '../../lib/i18n.ts';
import { paths } from '../../lib/paths.ts';
import { useCommand } from '../../lib/use-command.ts';
import { ActionButton } from '../../ui/action-button.tsx';
import { FaultBox } from '../../ui/query-view.tsx';
import { type Verdict, verdictWords } from './approval-words.ts';
import './decision.css';

const reasonCharsMin = 4;
const reasonCharsMax = 500;
const unreasoned: readonly Verdict[] = ['consent'];

/** The four answers. All but plain consent want a reason; usual ones are offered, the words can be changed. */
export function DecisionForm({ request, openedAt }: { request: ApprovalPage; openedAt: string }) {
  const router = useRouter();
  const reasonId = useId();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [reason, setReason] = useState('');
  const decide = useCommand({
    name: 'approval.decide',
    faults: 'inline',
    doneText: t('approval.decided.done'),
    onDone: () => router.history.push(paths.approvals()),
  });
  function answer(chosen: Verdict) {
    void decide.run({
      approvalId: request.id,
      verdict: chosen,
      reason: reason.trim(),
      openedAt,
      batchSize: 1,
    });
  }
  function press(chosen: Verdict) {
    if (unreasoned.includes(chosen)) answer(chosen);
    else setVerdict(chosen);
  }
  const missing =
    reason.trim().length < reasonCharsMin ? t('approval.reason.missing', { n: reasonCharsMin }) : null;
  return (
    <div className="form">
      <fieldset className="plain-set form-actions" aria-label={t('approval.answers')}>
        <ActionButton
          type="primary"
          loading={decide.busy && verdict === null}
          onClick={() => press('consent')}
        >
          {verdictWords('consent')}
        </ActionButton>
        {(['consent-with-condition', 'send-back', 'refuse'] as const).map((each) => (
          <ActionButton key={each} aria-expanded={verdict === each} onClick={() => press(each)}>
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
            value={reason}
            maxLength={reasonCharsMax}
            rows={2}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="form-actions">
            <ActionButton
              type="primary"
              loading={decide.busy}
              disabledReason={missing}
              onClick={() => answer(verdict)}
            >
              {t('approval.confirm', { verdict: verdictWords(verdict) })}
            </ActionButton>
            <ActionButton onClick={() => setVerdict(null)}>{t('action.cancel')}</ActionButton>
          </div>
        </div>
      )}
      {decide.fault === null ? null : <FaultBox text={decide.fault} />}
      <p className="why">{t('approval.time.kept')}</p>
    </div>
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
