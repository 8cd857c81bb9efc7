import {
  type LeavingKind,
  type LeavingState,
  type Manager,
  type VisitFinding,
  leavingKindTitles,
  leavingKinds,
  leavingStateTitles,
  managerTitles,
  managers,
  visitFindingTitles,
  visitFindings,
} from '@fengni/server/modules/leaving/rules';
import { pick } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const kindWords = (kind: LeavingKind): string => pick(leavingKindTitles[kind]);
export const stateWords = (state: LeavingState): string => pick(leavingStateTitles[state]);
export const managerWords = (manager: Manager): string => pick(managerTitles[manager]);
export const findingWords = (finding: VisitFinding): string => pick(visitFindingTitles[finding]);

export const kindChoices = (): readonly Choice[] =>
  leavingKinds.map((value) => ({ value, label: kindWords(value) }));
export const managerChoices = (): readonly Choice[] =>
  managers.map((value) => ({ value, label: managerWords(value) }));
export const findingChoices = (): readonly Choice[] =>
  visitFindings.map((value) => ({ value, label: findingWords(value) }));
