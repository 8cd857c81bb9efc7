import {
  type DeviceRule,
  type DocumentKind,
  type FindingKind,
  type Secrecy,
  type SupplyForm,
  type SupplyState,
  type Treatment,
  type VisitKind,
  type VisitState,
  deviceRuleTitles,
  deviceRules,
  documentKindTitles,
  documentKinds,
  findingKindTitles,
  findingKinds,
  secrecies,
  secrecyTitles,
  supplyFormTitles,
  supplyForms,
  supplyStateTitles,
  supplyStates,
  treatmentTitles,
  treatments,
  visitKindTitles,
  visitKinds,
  visitStateTitles,
  visitStates,
} from '@fengni/server/modules/visits/rules';
import type { OpinionView, VisitLineView } from '@fengni/server/modules/visits/contract';
import { formatDay } from '../../lib/format.ts';
import { type Bilingual, pick, t } from '../../lib/i18n.ts';
import type { Choice } from '../../ui/form-field.tsx';

export const visitKindWords = (kind: VisitKind): string => pick(visitKindTitles[kind]);
export const visitStateWords = (state: VisitState): string => pick(visitStateTitles[state]);
export const deviceWords = (rule: DeviceRule): string => pick(deviceRuleTitles[rule]);
export const treatmentWords = (treatment: Treatment): string => pick(treatmentTitles[treatment]);
export const documentWords = (kind: DocumentKind): string => pick(documentKindTitles[kind]);
export const findingWords = (kind: FindingKind): string => pick(findingKindTitles[kind]);
export const formWords = (form: SupplyForm): string => pick(supplyFormTitles[form]);
export const supplyStateWords = (state: SupplyState): string => pick(supplyStateTitles[state]);
export const secrecyWords = (secrecy: Secrecy): string => pick(secrecyTitles[secrecy]);

function choicesOf<Key extends string>(
  keys: readonly Key[],
  titles: Readonly<Record<Key, Bilingual>>,
): readonly Choice[] {
  return keys.map((value) => ({ value, label: pick(titles[value]) }));
}
export const visitKindChoices = () => choicesOf(visitKinds, visitKindTitles);
export const visitStateChoices = () => choicesOf(visitStates, visitStateTitles);
export const deviceChoices = () => choicesOf(deviceRules, deviceRuleTitles);
export const treatmentChoices = () => choicesOf(treatments, treatmentTitles);
export const documentChoices = () => choicesOf(documentKinds, documentKindTitles);
export const findingChoices = () => choicesOf(findingKinds, findingKindTitles);
export const formChoices = () => choicesOf(supplyForms, supplyFormTitles);
export const supplyStateChoices = () => choicesOf(supplyStates, supplyStateTitles);
export const secrecyChoices = () => choicesOf(secrecies, secrecyTitles);

export function verdictWords({ verdict, reason }: OpinionView): string {
  const said =
    verdict === 'consent'
      ? t('visit.verdict.consent')
      : verdict === 'consent-with-condition'
        ? t('visit.verdict.condition')
        : verdict === 'send-back'
          ? t('visit.verdict.back')
          : t('visit.verdict.refuse');
  return reason === '' ? said : t('visit.verdict.reason', { said, reason });
}

/** The days of a visit, one or several. */
export function daysWords({ startsOn, endsOn }: Pick<VisitLineView, 'startsOn' | 'endsOn'>): string {
  return startsOn === endsOn
    ? formatDay(startsOn)
    : t('visit.from.to', { from: formatDay(startsOn), to: formatDay(endsOn) });
}
