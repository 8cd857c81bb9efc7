import type { Identifier } from './identifier.ts';
import { officeIdentifiers } from './offices.ts';
import { organisationIdentifiers } from './organisations.ts';
import { personIdentifiers } from './persons.ts';
import { phoneIdentifiers } from './phones.ts';
import { travelIdentifiers } from './travel.ts';

/**
 * Identifiers X01 to X16: resident numbers, permits, organisation and credit codes, bank cards, telephones, travel
 * documents, officers' cards, plates, unit, document and copy numbers. What has a check digit must pass it; most of what
 * has none needs a word near by.
 */
export const identifierDetectors: readonly Identifier[] = [
  ...personIdentifiers,
  ...organisationIdentifiers,
  ...phoneIdentifiers,
  ...travelIdentifiers,
  ...officeIdentifiers,
];
