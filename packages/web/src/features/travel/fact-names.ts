import { journeyKinds, regionCodes } from '@fengni/server/modules/travel/rules';
import { t } from '../../lib/i18n.ts';
import { kindWords, regionWords } from './travel-words.ts';

/** What the facts of a request about a journey are called. */
export const travelFactNames: Readonly<Record<string, () => string>> = {
  travelKind: () => t('travel.kind'),
  regions: () => t('travel.regions'),
  departsOn: () => t('travel.from'),
  returnsOn: () => t('travel.until'),
  travellers: () => t('travel.travellers'),
  funding: () => t('travel.funding'),
  contacts: () => t('travel.contacts'),
  invitation: () => t('travel.invitation'),
};

/** And their values that are codes. */
export const travelValueNames: Readonly<Record<string, () => string>> = Object.fromEntries([
  ...journeyKinds.map((kind) => [`travel-${kind}`, () => kindWords(kind)] as const),
  ...regionCodes.map((code) => [`region-${code}`, () => regionWords(code)] as const),
]);
