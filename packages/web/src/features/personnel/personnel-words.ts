import {
  type FilingChange,
  type FilingState,
  type Gap,
  type GradeCode,
  type HeadAnswer,
  type OpinionSide,
  type OpinionVerdict,
  type ReviewKind,
  type ReviewResult,
  type ReviewState,
  filingChangeTitles,
  filingStateTitles,
  filingStates,
  gapAdvice,
  gapTitles,
  gaps,
  gradeCodes,
  headAnswerTitles,
  opinionSideTitles,
  opinionVerdictTitles,
  opinionVerdicts,
  personGradeTitles,
  postGradeTitles,
  reviewKindTitles,
  reviewKinds,
  reviewResultTitles,
  reviewResults,
  reviewStateTitles,
  reviewStates,
} from '@fengni/server/modules/personnel/rules';
import { pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const postGradeWords = (grade: GradeCode | null): string => pick(postGradeTitles[grade ?? 'NONE']);
export const personGradeWords = (grade: GradeCode | null): string =>
  grade === null ? t('personnel.none') : pick(personGradeTitles[grade]);
export const reviewKindWords = (kind: ReviewKind): string => pick(reviewKindTitles[kind]);
export const reviewStateWords = (state: ReviewState): string => pick(reviewStateTitles[state]);
export const resultWords = (result: ReviewResult): string => pick(reviewResultTitles[result]);
export const answerWords = (answer: HeadAnswer): string => pick(headAnswerTitles[answer]);
export const sideWords = (side: OpinionSide): string => pick(opinionSideTitles[side]);
export const verdictWords = (verdict: OpinionVerdict): string => pick(opinionVerdictTitles[verdict]);
export const gapWords = (gap: Gap): string => pick(gapTitles[gap]);
export const gapAdviceWords = (gap: Gap): string => pick(gapAdvice[gap]);
export const filingStateWords = (state: FilingState): string => pick(filingStateTitles[state]);
export const changeWords = (change: FilingChange): string => pick(filingChangeTitles[change]);

function choices<Value extends string>(
  values: readonly Value[],
  words: (value: Value) => string,
): readonly Choice[] {
  return values.map((value) => ({ value, label: words(value) }));
}
const fromTheTop = gradeCodes.toReversed();
export const postGradeChoices = () => choices(fromTheTop, postGradeWords);
export const personGradeChoices = () => choices(fromTheTop, personGradeWords);
export const reviewKindChoices = () => choices(reviewKinds, reviewKindWords);
export const reviewStateChoices = () => choices(reviewStates, reviewStateWords);
export const resultChoices = () => choices(reviewResults, resultWords);
export const verdictChoices = () => choices(opinionVerdicts, verdictWords);
export const gapChoices = () => choices(gaps, gapWords);
export const filingStateChoices = () => choices(filingStates, filingStateWords);
