/** Every address of the program; links are made nowhere else. */
export const paths = {
  home: () => '/',
  signIn: (to?: string) =>
    to === undefined || to === '/' ? '/sign-in' : `/sign-in?to=${encodeURIComponent(to)}`,
  /** The sign-in page, saying that nobody was at the terminal any more. */
  signedOutIdle: (to: string) => `/sign-in?idle=1&to=${encodeURIComponent(to)}`,
  setup: () => '/setup',
  activating: () => '/activating',
  activate: (login?: string) =>
    login === undefined ? '/activate' : `/activate?login=${encodeURIComponent(login)}`,
  approvals: (box?: 'inbox' | 'asked' | 'decided') =>
    box === undefined || box === 'inbox' ? '/approvals' : `/approvals?box=${box}`,
  approval: (id: string) => `/approvals/${encodeURIComponent(id)}`,
  obligations: (filters: Readonly<Record<string, string>> = {}) => withSearch('/obligations', filters),
  calendar: () => '/obligations/calendar',
  organisation: () => '/organisation',
  unit: (id: string) => `/organisation/units/${encodeURIComponent(id)}`,
  people: (filters: Readonly<Record<string, string>> = {}) => withSearch('/people', filters),
  person: (id: string) => `/people/${encodeURIComponent(id)}`,
  carriers: (filters: Readonly<Record<string, string>> = {}) => withSearch('/carriers', filters),
  newCarrier: (filters: Readonly<Record<string, string>> = {}) => withSearch('/carriers/new', filters),
  importLedger: (filters: Readonly<Record<string, string>> = {}) => withSearch('/carriers/import', filters),
  carrier: (id: string, filters: Readonly<Record<string, string>> = {}) =>
    withSearch(`/carriers/${encodeURIComponent(id)}`, filters),
  circulationSlip: (carrierId: string, circulationId: string) =>
    `/carriers/${encodeURIComponent(carrierId)}/slips/${encodeURIComponent(circulationId)}`,
  /** Pages that take chosen copies: `carriers` and `copies` are ids joined by commas. */
  sendCopies: (filters: Readonly<Record<string, string>> = {}) => withSearch('/deliveries/send', filters),
  destroyCopies: (filters: Readonly<Record<string, string>>) => withSearch('/destruction/add', filters),
  /** One's own file, or that of a person. */
  personalFile: (personId = '') =>
    personId === '' ? '/file' : `/people/${encodeURIComponent(personId)}/file`,
  engagements: () => '/engagements',
  engagement: (id: string) => `/engagements/${encodeURIComponent(id)}`,
  engagementFirms: () => '/engagements/firms',
  engagementRules: () => '/engagements/rules',
  lifeEvents: () => '/events',
  allLifeEvents: () => '/events/all',
  lifeEvent: (id: string) => `/events/${encodeURIComponent(id)}`,
  journeys: (filters: Readonly<Record<string, string>> = {}) => withSearch('/travel', filters),
  newJourney: () => '/travel/new',
  journey: (id: string) => `/travel/${encodeURIComponent(id)}`,
  travelDocuments: (filters: Readonly<Record<string, string>> = {}) =>
    withSearch('/travel/passports', filters),
  overseas: () => '/travel/overseas',
  travelRules: () => '/travel/rules',
  visits: (filters: Readonly<Record<string, string>> = {}) => withSearch('/visits', filters),
  newVisit: () => '/visits/new',
  visit: (id: string) => `/visits/${encodeURIComponent(id)}`,
  supplied: (filters: Readonly<Record<string, string>> = {}) => withSearch('/supplied', filters),
  newSupply: (filters: Readonly<Record<string, string>> = {}) => withSearch('/supplied/new', filters),
  supply: (id: string) => `/supplied/${encodeURIComponent(id)}`,
  leavings: () => '/leaving',
  leaving: (id: string) => `/leaving/${encodeURIComponent(id)}`,
  coolings: () => '/leaving/cooling',
  allowances: () => '/allowances',
  allowanceList: (id: string) => `/allowances/${encodeURIComponent(id)}`,
  allowanceLine: (id: string) => `/allowances/lines/${encodeURIComponent(id)}`,
  allowanceTerms: () => '/allowances/rates',
  allowanceAppeals: () => '/allowances/appeals',
  myAllowance: () => '/my-allowance',
  /** Posts and people graded, reviewed and filed. */
  personnel: () => '/personnel',
  gradedPeople: (filters: Readonly<Record<string, string>> = {}) => withSearch('/personnel/people', filters),
  gradedPosts: (filters: Readonly<Record<string, string>> = {}) => withSearch('/personnel/posts', filters),
  gradedPost: (id: string) => `/personnel/posts/${encodeURIComponent(id)}`,
  personReviews: (filters: Readonly<Record<string, string>> = {}) =>
    withSearch('/personnel/reviews', filters),
  personReview: (id: string) => `/personnel/reviews/${encodeURIComponent(id)}`,
  personnelFilings: () => '/personnel/filings',
  personnelFiling: (id: string) => `/personnel/filings/${encodeURIComponent(id)}`,
  letters: (filters: Readonly<Record<string, string>> = {}) => withSearch('/letters', filters),
  letter: (id: string) => `/letters/${encodeURIComponent(id)}`,
  letterTree: () => '/letters/tree',
  issueLetters: (filters: Readonly<Record<string, string>> = {}) => withSearch('/letters/issue', filters),
  letterTemplates: () => '/letters/templates',
  newLetterTemplate: () => '/letters/templates/new',
  letterTemplate: (id: string) => `/letters/templates/${encodeURIComponent(id)}`,
  catalogues: (filters: Readonly<Record<string, string>> = {}) => withSearch('/catalogue', filters),
  catalogue: (id: string, filters: Readonly<Record<string, string>> = {}) =>
    withSearch(`/catalogue/${encodeURIComponent(id)}`, filters),
  importCatalogue: (filters: Readonly<Record<string, string>> = {}) =>
    withSearch('/catalogue/import', filters),
  scopeCatalogues: () => '/catalogue/scopes',
  scopeCatalogue: (id: string) => `/catalogue/scopes/${encodeURIComponent(id)}`,
  /** Matters, key places, posts and people of a unit. */
  threeDeterminations: (filters: Readonly<Record<string, string>> = {}) =>
    withSearch('/catalogue/three', filters),
  classification: (filters: Readonly<Record<string, string>> = {}) => withSearch('/classification', filters),
  newDetermination: (filters: Readonly<Record<string, string>> = {}) =>
    withSearch('/classification/new', filters),
  determination: (id: string) => `/classification/${encodeURIComponent(id)}`,
  classificationAuthority: () => '/classification/authority',
  doubts: () => '/classification/doubts',
  compartments: () => '/compartments',
  compartment: (id: string) => `/compartments/${encodeURIComponent(id)}`,
  /** `carrier` or `determination`: whose mark the file is held against. */
  checkMarks: (filters: Readonly<Record<string, string>> = {}) => withSearch('/marks/check', filters),
  deliveries: (filters: Readonly<Record<string, string>> = {}) => withSearch('/deliveries', filters),
  receiveDelivery: () => '/deliveries/receive',
  delivery: (id: string) => `/deliveries/${encodeURIComponent(id)}`,
  stocktakings: () => '/stocktaking',
  stocktaking: (id: string) => `/stocktaking/${encodeURIComponent(id)}`,
  handOvers: () => '/hand-overs',
  handOver: (id: string) => `/hand-overs/${encodeURIComponent(id)}`,
  /** What the caller holds himself; with an id, what a person holds. */
  held: (personId = '', filters: Readonly<Record<string, string>> = {}) =>
    withSearch(personId === '' ? '/held' : `/held/${encodeURIComponent(personId)}`, filters),
  /** An electronic copy page by page. */
  viewCopy: (copyId: string, filters: Readonly<Record<string, string>> = {}) =>
    withSearch(`/vault/view/${encodeURIComponent(copyId)}`, filters),
  searchText: (filters: Readonly<Record<string, string>> = {}) => withSearch('/vault/search', filters),
  recalls: () => '/recalls',
  beginRecall: (filters: Readonly<Record<string, string>> = {}) => withSearch('/recalls/begin', filters),
  recall: (id: string) => `/recalls/${encodeURIComponent(id)}`,
  destructions: (filters: Readonly<Record<string, string>> = {}) => withSearch('/destruction', filters),
  destruction: (id: string) => `/destruction/${encodeURIComponent(id)}`,
  regradings: (filters: Readonly<Record<string, string>> = {}) => withSearch('/regrading', filters),
  /** `carriers`: ids joined by commas. */
  newRegrading: (filters: Readonly<Record<string, string>> = {}) => withSearch('/regrading/new', filters),
  regrading: (id: string) => `/regrading/${encodeURIComponent(id)}`,
  audit: (filters: Readonly<Record<string, string>> = {}) => withSearch('/audit', filters),
  clock: () => '/clock',
  /** A copy of which only its own id and number are known: leads to its carrier's page. */
  copy: (id: string, number: string) => withSearch(`/copies/${encodeURIComponent(id)}`, { number }),
  tradeSecrets: (filters: Readonly<Record<string, string>> = {}) => withSearch('/trade-secrets', filters),
  tradeSecretList: (id: string) => `/trade-secrets/${encodeURIComponent(id)}`,
  classificationReviews: () => '/classification/reviews',
  classificationReview: (id: string) => `/classification/reviews/${encodeURIComponent(id)}`,
  classificationStatistics: (filters: Readonly<Record<string, string>> = {}) =>
    withSearch('/classification/statistics', filters),
  personnelSystem: () => '/personnel-system',
  personnelDelivery: (id: string) => `/personnel-system/deliveries/${encodeURIComponent(id)}`,
  personnelDifferences: () => '/personnel-system/differences',
  personnelSheet: () => '/personnel-system/sheet',
  personnelTokens: () => '/personnel-system/tokens',
  webhooks: () => '/webhooks',
  webhookDeliveries: (filters: Readonly<Record<string, string>> = {}) =>
    withSearch('/webhooks/deliveries', filters),
  /** The list of leavings with the form to begin one open: `begin` a person, `as` the kind. */
  beginLeaving: (filters: Readonly<Record<string, string>>) => withSearch('/leaving', filters),
  keyStore: () => '/key-store',
  signInBack: () => '/sign-in/back',
  directory: () => '/directory',
  accounts: (filters: Readonly<Record<string, string>> = {}) => withSearch('/accounts', filters),
  sessions: () => '/sessions',
  terminals: () => '/terminals',
  myAccess: () => '/my-access',
  log: (filters: Readonly<Record<string, string>> = {}) => withSearch('/log', filters),
} as const;

/** Appends filters to an address; empty ones are left out. */
export function withSearch(path: string, filters: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

/** An address of this program to return to after sign-in, or home: never one of another host. */
export function safeReturn(to: string | undefined): string {
  if (to === undefined || !/^\/(?![/\\])/.test(to)) return paths.home();
  return to.startsWith('/sign-in') ? paths.home() : to;
}
