import { secrecies, supplyForms, visitKinds } from '@fengni/server/modules/visits/rules';
import { t } from '../../lib/i18n.ts';
import { formWords, secrecyWords, visitKindWords } from './visit-words.ts';

/** What the facts of a request about a visit, or about what is given to outsiders, are called. */
export const visitFactNames: Readonly<Record<string, () => string>> = {
  visitKind: () => t('visit.kind'),
  firstDay: () => t('visit.starts'),
  lastDay: () => t('visit.ends'),
  visitors: () => t('visit.people'),
  foreigners: () => t('visit.foreigners'),
  keyPlaces: () => t('visit.key.places'),
  revision: () => t('visit.revision'),
  firm: () => t('visit.firm'),
  country: () => t('visit.country'),
  mayShow: () => t('visit.may.show'),
  mayNot: () => t('visit.may.not'),
  supplyForm: () => t('supply.form'),
  secrecy: () => t('supply.secrecy'),
  abroad: () => t('supply.foreigner'),
  returnBy: () => t('supply.return.by'),
  permission: () => t('supply.permission'),
  agreement: () => t('supply.agreement'),
};

/** And their values that are codes. */
export const visitValueNames: Readonly<Record<string, () => string>> = Object.fromEntries([
  ...visitKinds.map((kind) => [`visit-${kind}`, () => visitKindWords(kind)] as const),
  ...supplyForms.map((form) => [`form-${form}`, () => formWords(form)] as const),
  ...secrecies.map((secrecy) => [`secrecy-${secrecy}`, () => secrecyWords(secrecy)] as const),
]);
