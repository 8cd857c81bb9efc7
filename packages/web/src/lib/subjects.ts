import { paths } from './paths.ts';

/** Page of a thing an obligation or approval is about, by the table it stands in. Features add theirs. */
const subjectPages: Readonly<Record<string, (id: string, number: string) => string>> = {
  person: paths.person,
  unit: paths.unit,
  carrier: (id) => paths.carrier(id),
  copy: paths.copy,
  determination: paths.determination,
  classification_question: () => paths.doubts(),
  compartment: paths.compartment,
  delivery: paths.delivery,
  stocktaking: paths.stocktaking,
  hand_over: paths.handOver,
  recall: paths.recall,
  register: (id) => paths.carriers({ register: id }),
  destruction_list: paths.destruction,
  regrading: paths.regrading,
  expiry_batch: () => paths.regradings(),
  catalogue: (id) => paths.catalogue(id),
  key_place: (id) => paths.threeDeterminations({ place: id }),
  trade_secret_list: paths.tradeSecretList,
  classification_review: paths.classificationReview,
  visit: paths.visit,
  supply: paths.supply,
  letter: paths.letter,
  engagement: paths.engagement,
  engagement_contract: () => paths.engagementFirms(),
  life_event: paths.lifeEvent,
  leaving: paths.leaving,
  person_review: paths.personReview,
  post: paths.gradedPost,
  personnel_filing: paths.personnelFiling,
  personnel_token: () => paths.personnelTokens(),
  personnel_delivery: paths.personnelDelivery,
  webhook_delivery: () => paths.webhookDeliveries({ state: 'dead' }),
  journey: paths.journey,
  travel_document: () => paths.travelDocuments(),
  overseas_unit: () => paths.overseas(),
  travel_rule: () => paths.travelRules(),
  cooling_off: () => paths.coolings(),
  letter_template: paths.letterTemplate,
  allowance_list: paths.allowanceList,
  allowance_line: paths.allowanceLine,
};

/** Address of a thing's page, or null where this program has none for it. */
export function subjectPath(table: string | null, id: string | null, number = ''): string | null {
  if (table === null || id === null) return null;
  return subjectPages[table]?.(id, number) ?? null;
}
