import {
  type LifeEventAnswer,
  type LifeEventKind,
  type LifeEventState,
  lifeEventAnswerTitles,
  lifeEventAnswers,
  lifeEventKinds,
  lifeEventRules,
  lifeEventStateTitles,
  lifeEventTitle,
} from '@fengni/server/modules/life-events/rules';
import { dutyWords } from '../organisation/org-words.ts';
import { pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const eventWords = (kind: string): string => pick(lifeEventTitle(kind));
export const eventStateWords = (state: LifeEventState): string => pick(lifeEventStateTitles[state]);
export const answerWords = (answer: LifeEventAnswer): string => pick(lifeEventAnswerTitles[answer]);

export const eventChoices = (): readonly Choice[] =>
  lifeEventKinds.map((value) => ({ value, label: eventWords(value) }));
export const answerChoices = (): readonly Choice[] =>
  lifeEventAnswers.map((value) => ({ value, label: answerWords(value) }));

/** When a kind is to be reported, and by whom and when it is answered. */
export function ruleWords(kind: LifeEventKind): string {
  const rule = lifeEventRules[kind];
  const answered = { answer: rule.answerDays, duty: dutyWords(rule.answeredBy) };
  if (rule.ahead === true) return t('life.rule.ahead', answered);
  return t('life.rule', { report: rule.reportDays, ...answered });
}
