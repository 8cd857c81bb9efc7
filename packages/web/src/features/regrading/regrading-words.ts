import type {
  endingStates,
  checkOutcomes,
  suggestedChanges,
} from '@fengni/server/modules/classification/regrading/contract';
import {
  type ChangeKind,
  type Coverage,
  changeKinds,
  changeTitles,
} from '@fengni/server/modules/classification/regrading/rules';
import { pick, t } from '../../lib/i18n.ts';

export function kindWords(kind: string): string {
  const known = changeKinds.find((one) => one === kind);
  return known === undefined ? kind : pick(changeTitles[known]);
}

export function coverageWords(coverage: Coverage): string {
  return {
    copy: t('regrading.coverage.copy'),
    internal: t('regrading.coverage.internal'),
    all: t('regrading.coverage.all'),
  }[coverage];
}

export function changeStateWords(state: 'draft' | 'pending' | 'done' | 'withdrawn'): string {
  return {
    draft: t('regrading.state.draft'),
    pending: t('regrading.state.pending'),
    done: t('regrading.state.done'),
    withdrawn: t('regrading.state.withdrawn'),
  }[state];
}

export function endingStateWords(state: (typeof endingStates)[number]): string {
  return {
    due: t('regrading.ending.due'),
    'extension-pending': t('regrading.ending.pending'),
    'waits-for-confirmation': t('regrading.ending.waits'),
    'ask-originator': t('regrading.ending.ask'),
    checked: t('regrading.ending.checked'),
  }[state];
}

export function noticeStateWords(state: 'prepared' | 'sent' | 'receipted'): string {
  return {
    prepared: t('regrading.notice.prepared'),
    sent: t('regrading.notice.sent'),
    receipted: t('regrading.notice.receipted'),
  }[state];
}

export function outcomeWords(outcome: (typeof checkOutcomes)[number]): string {
  return {
    lapses: t('regrading.check.lapses'),
    'no-extension-found': t('regrading.check.none'),
    'originator-asked': t('regrading.check.asked'),
  }[outcome];
}

export function suggestedWords(suggested: (typeof suggestedChanges)[number]): string {
  return {
    release: t('regrading.suggest.release'),
    downgrade: t('regrading.suggest.downgrade'),
    upgrade: t('regrading.suggest.upgrade'),
    extend: t('regrading.suggest.extend'),
    shorten: t('regrading.suggest.shorten'),
  }[suggested];
}

export function answerWords(state: 'open' | 'accepted' | 'declined' | 'unanswered'): string {
  return {
    open: t('regrading.answer.open'),
    accepted: t('regrading.answer.accepted'),
    declined: t('regrading.answer.declined'),
    unanswered: t('regrading.answer.unanswered'),
  }[state];
}

/** Mark before and after, as one reads it: the struck one first. */
export function changeOf(row: { readonly kind: ChangeKind; readonly mark: string | null }): string {
  return row.mark === null ? kindWords(row.kind) : `${kindWords(row.kind)} → ${row.mark}`;
}
