import { kindTitles } from '@fengni/server/modules/classification/determination/rules';
import { builtinPacks } from '@fengni/schemes/packs';
import { pick, t } from '../../lib/i18n.ts';
import { coverageWords, kindWords } from '../regrading/regrading-words.ts';

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
  change: () => t('regrading.kind'),
  coverage: () => t('regrading.coverage'),
  carriers: () => t('regrading.carriers'),
  titles: () => t('field.title'),
  scheme: () => t('catalogue.scheme'),
  version: () => t('catalogue.version'),
  matters: () => t('catalogue.items'),
  added: () => t('catalogue.added'),
  changed: () => t('catalogue.changed'),
  dropped: () => t('catalogue.dropped'),
  digest: () => t('catalogue.digest'),
  kind: () => t('place.kind'),
  reason: () => t('fact.reason'),
  endReason: () => t('fact.reason'),
  manner: () => t('determination.kind'),
  drafter: () => t('determination.drafter'),
  reviewer: () => t('determination.reviewer'),
  decider: () => t('determination.decider'),
  content: () => t('determination.content'),
  harm: () => t('determination.harm'),
  citation: () => t('determination.basis'),
  sources: () => t('determination.sources'),
  keyPoints: () => t('determination.keypoints'),
  ruledOut: () => t('determination.ruledout'),
  scope: () => t('carrier.scope.who'),
  reportTo: () => t('determination.reportto'),
  year: () => t('trade.year'),
  items: () => t('trade.items'),
  core: () => t('trade.core'),
  ordinary: () => t('trade.ordinary'),
  ended: () => t('trade.compare.ended'),
  changes: () => t('trade.change'),
  carried: () => t('trade.carried'),
  mediumNo: () => t('vault.ask.medium'),
  days: () => t('vault.ask.days'),
  fileName: () => t('vault.fact.file'),
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
  extend: () => kindWords('extend'),
  release: () => kindWords('release'),
  upgrade: () => kindWords('upgrade'),
  downgrade: () => kindWords('downgrade'),
  'correct-term': () => kindWords('correct-term'),
  copy: () => coverageWords('copy'),
  internal: () => coverageWords('internal'),
  all: () => coverageWords('all'),
  department: () => t('place.kind.department'),
  site: () => t('place.kind.site'),
  original: () => pick(kindTitles.original),
  derived: () => pick(kindTitles.derived),
  unclear: () => pick(kindTitles.unclear),
};

export function valueWords(value: string): string {
  const pack = builtinPacks.get(value);
  return valueNames[value]?.() ?? (pack === undefined ? value : pick(pack));
}
