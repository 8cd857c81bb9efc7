import {
  type EngagementKind,
  type EngagementState,
  type PlaceRule,
  clearedLevels,
  clearedWords as clearedTitles,
  engagementKindTitles,
  engagementKinds,
  engagementStateTitles,
  placeRuleTitles,
  placeRules,
} from '@fengni/server/modules/engagements/rules';
import { pick } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const kindWords = (kind: EngagementKind): string => pick(engagementKindTitles[kind]);
export const stateWords = (state: EngagementState): string => pick(engagementStateTitles[state]);
export const placeWords = (rule: PlaceRule): string => pick(placeRuleTitles[rule]);
export const clearedWords = (level: string | null): string => pick(clearedTitles(level));

export const kindChoices = (): readonly Choice[] =>
  engagementKinds.map((value) => ({ value, label: kindWords(value) }));
export const placeChoices = (): readonly Choice[] =>
  placeRules.map((value) => ({ value, label: placeWords(value) }));
export const clearedChoices = (): readonly Choice[] =>
  clearedLevels.map((value) => ({ value, label: clearedWords(value) }));
