import {
  type DebriefHead,
  type DocumentKind,
  type DocumentMove,
  type DocumentState,
  type JourneyKind,
  type JourneyState,
  type JourneyStep,
  debriefHeadTitles,
  debriefHeads,
  documentKindTitles,
  documentKinds,
  documentMoveTitles,
  documentStateTitles,
  documentStates,
  journeyKindTitles,
  journeyKinds,
  journeyStateTitles,
  journeyStates,
  journeyStepTitles,
  regionCodes,
  regionName,
  regionNames,
} from '@fengni/server/modules/travel/rules';
import { currentLanguage, pick } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const kindWords = (kind: JourneyKind): string => pick(journeyKindTitles[kind]);
export const stateWords = (state: JourneyState): string => pick(journeyStateTitles[state]);
export const stepWords = (step: JourneyStep): string => pick(journeyStepTitles[step]);
export const documentWords = (kind: DocumentKind): string => pick(documentKindTitles[kind]);
export const documentStateWords = (state: DocumentState | 'expired'): string =>
  pick(documentStateTitles[state]);
export const moveWords = (move: DocumentMove): string => pick(documentMoveTitles[move]);
export const headWords = (head: DebriefHead): string => pick(debriefHeadTitles[head]);
export const regionWords = (code: string): string => regionName(code, currentLanguage());
export const regionsWords = (codes: readonly string[]): string => regionNames(codes, currentLanguage());

export const kindChoices = (): readonly Choice[] =>
  journeyKinds.map((value) => ({ value, label: kindWords(value) }));
export const stateChoices = (): readonly Choice[] =>
  journeyStates.map((value) => ({ value, label: stateWords(value) }));
export const documentChoices = (): readonly Choice[] =>
  documentKinds.map((value) => ({ value, label: documentWords(value) }));
export const documentStateChoices = (): readonly Choice[] =>
  documentStates.map((value) => ({ value, label: documentStateWords(value) }));
export const headChoices = (): readonly Choice[] =>
  debriefHeads.map((value) => ({ value, label: headWords(value) }));
/** All regions, by name in the language shown. */
export const regionChoices = (): readonly Choice[] =>
  regionCodes
    .map((value) => ({ value, label: regionWords(value) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, currentLanguage()));
