import { type dutyNames, dutyTitles } from '@fengni/kernel/org/contract';
import type { ActionView, CarrierPageView } from '@fengni/server/modules/carriers/contract';
import {
  type CopyState,
  copyStates,
  copyStateTitles,
  media,
  mediumTitles,
} from '@fengni/server/modules/carriers/rules';
import { currentLanguage, pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export type CopyViewData = CarrierPageView['copyViews'][number];
export type ReaderData = NonNullable<CopyViewData['circulation']>['readers'][number];

export function copyStateChoices(): Choice[] {
  return copyStates.map((state) => ({ value: state, label: pick(copyStateTitles[state]) }));
}

export function mediumChoices(): Choice[] {
  return media.map((medium) => ({ value: medium, label: pick(mediumTitles[medium]) }));
}

export function carrierStateWords(state: 'draft' | 'active' | 'ended'): string {
  return {
    draft: t('carrier.state.draft'),
    active: t('carrier.state.active'),
    ended: t('carrier.state.ended'),
  }[state];
}

export function urgencyChoices(): Choice[] {
  return [
    { value: 'flash', label: t('carrier.urgency.flash') },
    { value: 'urgent', label: t('carrier.urgency.urgent') },
    { value: 'priority', label: t('carrier.urgency.priority') },
    { value: 'routine', label: t('carrier.urgency.routine') },
  ];
}

/** Colour a state is drawn in: kept, in somebody's hand, on its way, ended, to be looked into. */
export function stateTone(state: CopyState): 'kept' | 'out' | 'ended' | 'alarm' {
  switch (state) {
    case 'in-store':
    case 'archived':
      return 'kept';
    case 'with-reader':
    case 'on-loan':
    case 'taken-out':
    case 'sent':
    case 'for-destruction':
      return 'out';
    case 'missing':
      return 'alarm';
    case 'delivered':
    case 'returned':
    case 'destroyed':
      return 'ended';
    default:
      return state satisfies never;
  }
}

/** Names of commands as buttons say them. */
export function actionLabel(command: string): string {
  const labels: Readonly<Record<string, string>> = {
    'carrier.finishDraft': t('carrier.act.finishDraft'),
    'carrier.makeCopies': t('carrier.act.makeCopies'),
    'carrier.widenScope': t('carrier.act.widenScope'),
    'carrier.narrowScope': t('carrier.act.narrowScope'),
    'carrier.duplicate': t('carrier.act.duplicate'),
    'vault.attach': t('vault.what.attach'),
    'vault.print': t('vault.what.print'),
    'vault.save': t('vault.what.save'),
    'vault.copyText': t('vault.what.text'),
    'carrier.extract': t('carrier.act.extract'),
    'carrier.correct': t('carrier.act.correct'),
    'circulation.pass': t('carrier.act.pass'),
    'circulation.takeBack': t('carrier.act.takeBack'),
    'circulation.start': t('carrier.act.start'),
    'circulation.close': t('carrier.act.close'),
    'circulation.passDeputy': t('carrier.act.passDeputy'),
    'circulation.skip': t('carrier.act.skip'),
    'circulation.enterSlip': t('carrier.act.enterSlip'),
    'loan.handOut': t('carrier.act.handOut'),
    'loan.takeBack': t('carrier.act.loanBack'),
    'loan.takeBackUnnamed': t('carrier.act.takeBackUnnamed'),
    'loan.nameBorrower': t('carrier.act.nameBorrower'),
    'loan.borrow': t('carrier.act.borrow'),
    'loan.takeOut': t('carrier.act.takeOut'),
    'copy.store': t('carrier.act.store'),
    'delivery.send': t('carrier.act.send'),
    'archive.store': t('carrier.act.archive'),
    'archive.retrieve': t('carrier.act.retrieve'),
    'destruction.add': t('carrier.act.destroy'),
    'copy.reportMissing': t('carrier.act.reportMissing'),
    'copy.find': t('carrier.act.find'),
  };
  return labels[command] ?? command;
}

function dutyTitle(duty: string): string {
  const titles: Readonly<Record<string, (typeof dutyTitles)[(typeof dutyNames)[number]]>> = dutyTitles;
  const title = titles[duty];
  return title === undefined ? duty : pick(title);
}

/** "a, b or c". */
function joinOr(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return words.slice(0, -1).join(t('list.and')) + t('list.or') + words.slice(-1).join('');
}

/** The caller has no duty for it, whatever the state of the thing. */
export function lacksDuty(action: ActionView | undefined): boolean {
  return action === undefined || (!action.allowed && action.why === null);
}

/** Why an action is not possible and who could do it; null where it is possible. */
export function whyNot(action: ActionView): string | null {
  if (action.allowed) return null;
  const who = joinOr(action.who.map(dutyTitle));
  if (action.why !== null) return action.why;
  return who === '' ? t('carrier.off.unknown') : t('carrier.off.duty', { who });
}

/** Why an action is off, as a whole sentence. */
export function whyNotSentence(action: ActionView): string {
  const why = whyNot(action) ?? '';
  const end = currentLanguage() === 'zh' ? '。' : '.';
  return /[。.！!]$/u.test(why) ? why : why + end;
}

export function basisWords(basis: string): string {
  const words: Readonly<Record<string, string>> = {
    initial: t('carrier.scope.initial'),
    registrar: t('carrier.scope.registrar'),
    widened: t('carrier.scope.widened'),
  };
  return words[basis] ?? basis;
}

export function signedWords(signed: 'screen' | 'clerk' | 'paper'): string {
  return {
    screen: t('carrier.signed.screen'),
    clerk: t('carrier.signed.clerk'),
    paper: t('carrier.signed.paper'),
  }[signed];
}

export function readerStateWords(state: ReaderData['state']): string {
  return {
    waiting: t('circulation.state.waiting'),
    reading: t('circulation.state.reading'),
    read: t('circulation.state.read'),
    skipped: t('circulation.state.skipped'),
  }[state];
}
