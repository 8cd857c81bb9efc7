import { t } from '../../lib/i18n.ts';

/** Names of facts in snapshots. Features whose commands park add theirs; a fact without words shows its own name. */
const words: Readonly<Record<string, () => string>> = {
  login: () => t('field.login'),
  state: () => t('field.state'),
  number: () => t('field.number'),
  numbers: () => t('field.number'),
  unit: () => t('field.unit'),
  parent: () => t('org.parent.above'),
  units: () => t('org.units.moved'),
  person: () => t('field.person'),
  mark: () => t('field.level'),
  level: () => t('field.level'),
  copies: () => t('fact.copies'),
  count: () => t('fact.count'),
  holder: () => t('fact.holder'),
  recipient: () => t('fact.recipient'),
  place: () => t('fact.place'),
  dueOn: () => t('fact.due'),
  purpose: () => t('fact.purpose'),
  method: () => t('fact.method'),
  pages: () => t('fact.pages'),
  title: () => t('field.title'),
  persons: () => t('scope.person'),
  posts: () => t('scope.posts'),
  copyNo: () => t('carrier.copy.number'),
  destination: () => t('loan.destination'),
  companions: () => t('loan.companions'),
  register: () => t('carrier.register'),
  rows: () => t('fact.count'),
  point: () => t('destruction.point'),
  plannedOn: () => t('destruction.planned'),
  bags: () => t('destruction.bags'),
  witnesses: () => t('destruction.witnesses'),
};

export function factWords(name: string): string {
  return words[name]?.() ?? name;
}

/** Values that are names of states: shown in words. */
const valueNames: Readonly<Record<string, () => string>> = {
  invited: () => t('account.state.invited'),
  active: () => t('account.state.active'),
  closed: () => t('account.state.closed'),
  pulping: () => t('destruction.method.pulping'),
  incineration: () => t('destruction.method.incineration'),
  shredding: () => t('destruction.method.shredding'),
  degaussing: () => t('destruction.method.degaussing'),
  crushing: () => t('destruction.method.crushing'),
};

export function valueWords(value: string): string {
  return valueNames[value]?.() ?? value;
}
