import type { ApprovalLineView, verdicts } from '@fengni/kernel/approval/contract';
import { t } from '../../lib/i18n.ts';

type State = ApprovalLineView['state'];
export type Verdict = (typeof verdicts)[number];

/** State of a request, in words. */
export function stateWords(state: State): string {
  const words: Record<State, string> = {
    pending: t('approval.state.pending'),
    'sent-back': t('approval.state.sentback'),
    stale: t('approval.state.stale'),
    done: t('approval.state.done'),
    refused: t('approval.state.refused'),
    withdrawn: t('approval.state.withdrawn'),
    failed: t('approval.state.failed'),
  };
  return words[state];
}

/** A decision, in words. */
export function verdictWords(verdict: Verdict): string {
  const words: Record<Verdict, string> = {
    consent: t('approval.consent'),
    'consent-with-condition': t('approval.condition'),
    'send-back': t('approval.sendback'),
    refuse: t('approval.refuse'),
  };
  return words[verdict];
}
