import { dutyTitles } from '@fengni/kernel/org/contract';
import type { ActionView } from '@fengni/server/modules/carriers/contract';
import {
  type CopyMove,
  type CopyState,
  afterMove,
  copyMoveTitles,
  copyStateTitles,
} from '@fengni/server/modules/carriers/rules';
import { type Bilingual, pick, t } from '../../lib/i18n.ts';
import type { PageAction } from '../../ui/action-bar.tsx';

/** A state of a copy in words. */
export function copyStateWords(state: CopyState): string {
  return pick(copyStateTitles[state]);
}

/** Why this move is not possible in this state, or null where it is. */
export function whyNotMove(state: CopyState, move: CopyMove): string | null {
  if (afterMove(state, move) !== undefined) return null;
  return t('copy.move.not', { state: copyStateWords(state), move: pick(copyMoveTitles[move]) });
}

/** Duties in words, joined by "or". */
export function dutyWords(duties: readonly string[]): string {
  const known: Readonly<Record<string, Bilingual>> = dutyTitles;
  return duties.map((duty) => pick(known[duty] ?? { zh: duty, en: duty })).join(t('list.or'));
}

/** Why the caller cannot do this now, and who could; null where he can. */
export function whyNotAction(action: ActionView | undefined): string | null {
  if (action === undefined) return t('action.not.here');
  if (action.allowed) return null;
  if (action.why !== null) return action.why;
  return action.who.length === 0 ? t('action.not.here') : t('action.who', { who: dutyWords(action.who) });
}

/** An action of a page as the server describes it. */
export function pageAction(
  actions: readonly ActionView[],
  the: Pick<PageAction, 'label' | 'onDo' | 'to' | 'danger'> & { readonly command: string },
): PageAction {
  const { command, ...rest } = the;
  const found = actions.find((action) => action.command === command);
  return { key: command, ...rest, disabledReason: whyNotAction(found) };
}
