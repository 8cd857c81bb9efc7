import type { QueryClient } from '@tanstack/react-query';
import {
  Outlet,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { paths, safeReturn } from '../lib/paths.ts';
import { type SessionState, sessionQuery } from '../lib/session.ts';
import { parseFilters } from '../lib/url-state.ts';
import { showLanguage } from '../lib/i18n.ts';
import { ToastArea } from '../ui/toast-area.tsx';
import { Loading } from '../ui/query-view.tsx';
import { NotFoundPage, PageFault } from './fault-pages.tsx';

interface RouterContext {
  readonly queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: () => (
    <>
      <Outlet />
      <ToastArea />
    </>
  ),
  notFoundComponent: NotFoundPage,
});

/** Set-up, activation and sign-in stand outside the frame. */
const outsidePages = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/setup',
    beforeLoad: ({ context }) => onlyWhile(context, (session) => session.house.state === 'empty'),
    component: lazyRouteComponent(() => import('../features/setup/setup-page.tsx'), 'SetupPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/activating',
    beforeLoad: ({ context }) => onlyWhile(context, (session) => session.house.state === 'activating'),
    component: lazyRouteComponent(() => import('../features/setup/activating-page.tsx'), 'ActivatingPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/activate',
    beforeLoad: ({ context }) =>
      onlyWhile(context, (session) => session.house.state !== 'empty' && !session.signedIn),
    component: lazyRouteComponent(() => import('../features/activate/activate-page.tsx'), 'ActivatePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in',
    validateSearch: (search): { to?: string; idle?: true } => ({
      ...(typeof search['to'] === 'string' ? { to: search['to'] } : {}),
      ...(search['idle'] === undefined ? {} : { idle: true }),
    }),
    beforeLoad: async ({ context, search }) => {
      const session = await readSession(context);
      if (session.house.state !== 'ready') throw redirect({ href: placeFor(session) });
      if (session.signedIn) throw redirect({ href: safeReturn(search.to) });
    },
    component: lazyRouteComponent(() => import('../features/sign-in/sign-in-page.tsx'), 'SignInPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sign-in/back',
    beforeLoad: async ({ context }) => {
      const session = await readSession(context);
      if (session.house.state !== 'ready') throw redirect({ href: placeFor(session) });
    },
    component: lazyRouteComponent(
      () => import('../features/sign-in/outside-back-page.tsx'),
      'OutsideBackPage',
    ),
  }),
];

const frameRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'frame',
  beforeLoad: async ({ context, location }) => {
    const session = await readSession(context);
    if (session.house.state !== 'ready') throw redirect({ href: placeFor(session) });
    if (!session.signedIn) throw redirect({ href: paths.signIn(location.href) });
    await showLanguage(session.actor.language);
  },
  component: lazyRouteComponent(() => import('./frame.tsx'), 'Frame'),
});

/** A page inside the frame; features add one line each. */
function page<Module extends Record<string, unknown>>(
  path: string,
  load: () => Promise<Module>,
  name: keyof Module & string,
) {
  return createRoute({ getParentRoute: () => frameRoute, path, component: lazyRouteComponent(load, name) });
}

const framePages = [
  page('/', () => import('../features/home/home-page.tsx'), 'HomePage'),
  page('/approvals', () => import('../features/approvals/approvals-page.tsx'), 'ApprovalsPage'),
  page('/approvals/$id', () => import('../features/approvals/decision-page.tsx'), 'DecisionPage'),
  page('/obligations', () => import('../features/obligations/obligations-page.tsx'), 'ObligationsPage'),
  page('/obligations/calendar', () => import('../features/obligations/calendar-page.tsx'), 'CalendarPage'),
  page('/organisation', () => import('../features/organisation/organisation-page.tsx'), 'OrganisationPage'),
  page(
    '/organisation/units/$id',
    () => import('../features/organisation/organisation-page.tsx'),
    'OrganisationPage',
  ),
  page('/people', () => import('../features/organisation/people-page.tsx'), 'PeoplePage'),
  page('/file', () => import('../features/personal-file/file-page.tsx'), 'PersonalFilePage'),
  page('/people/$id/file', () => import('../features/personal-file/file-page.tsx'), 'PersonalFilePage'),
  page('/people/$id', () => import('../features/organisation/person-page.tsx'), 'PersonPage'),
  page('/carriers', () => import('../features/carriers/carriers-page.tsx'), 'CarriersPage'),
  page('/carriers/new', () => import('../features/carriers/new-carrier-page.tsx'), 'NewCarrierPage'),
  page('/carriers/import', () => import('../features/carriers/import-page.tsx'), 'ImportPage'),
  page('/carriers/$id', () => import('../features/carriers/carrier-page.tsx'), 'CarrierPage'),
  page('/carriers/$id/slips/$slipId', () => import('../features/carriers/slip-page.tsx'), 'SlipPage'),
  page('/copies/$id', () => import('../features/carriers/copy-page.tsx'), 'CopyPage'),
  page('/catalogue', () => import('../features/catalogue/catalogues-page.tsx'), 'CataloguesPage'),
  page('/catalogue/import', () => import('../features/catalogue/import-page.tsx'), 'ImportCataloguePage'),
  page('/catalogue/scopes', () => import('../features/catalogue/scopes-page.tsx'), 'ScopesPage'),
  page('/catalogue/scopes/$id', () => import('../features/catalogue/scopes-page.tsx'), 'ScopePage'),
  page('/catalogue/three', () => import('../features/catalogue/three-page.tsx'), 'ThreePage'),
  page('/catalogue/$id', () => import('../features/catalogue/catalogue-page.tsx'), 'CataloguePage'),
  page(
    '/classification',
    () => import('../features/classification/classification-page.tsx'),
    'ClassificationPage',
  ),
  page(
    '/classification/new',
    () => import('../features/classification/new-determination-page.tsx'),
    'NewDeterminationPage',
  ),
  page(
    '/classification/authority',
    () => import('../features/classification/authority-page.tsx'),
    'AuthorityPage',
  ),
  page('/classification/doubts', () => import('../features/classification/doubts-page.tsx'), 'DoubtsPage'),
  page(
    '/classification/$id',
    () => import('../features/classification/determination-page.tsx'),
    'DeterminationPage',
  ),
  page('/compartments', () => import('../features/compartments/compartments-page.tsx'), 'CompartmentsPage'),
  page('/compartments/$id', () => import('../features/compartments/compartment-page.tsx'), 'CompartmentPage'),
  page('/marks/check', () => import('../features/marks/check-page.tsx'), 'MarkCheckPage'),
  page('/deliveries', () => import('../features/deliveries/deliveries-page.tsx'), 'DeliveriesPage'),
  page('/deliveries/send', () => import('../features/deliveries/send-page.tsx'), 'SendPage'),
  page('/deliveries/receive', () => import('../features/deliveries/receive-page.tsx'), 'ReceivePage'),
  page('/deliveries/$id', () => import('../features/deliveries/delivery-page.tsx'), 'DeliveryPage'),
  page('/stocktaking', () => import('../features/keeping/stocktakings-page.tsx'), 'StocktakingsPage'),
  page('/stocktaking/$id', () => import('../features/keeping/stocktaking-page.tsx'), 'StocktakingPage'),
  page('/hand-overs', () => import('../features/keeping/hand-overs-page.tsx'), 'HandOversPage'),
  page('/hand-overs/$id', () => import('../features/keeping/hand-over-page.tsx'), 'HandOverPage'),
  page('/held', () => import('../features/keeping/held-page.tsx'), 'HeldPage'),
  page('/held/$id', () => import('../features/keeping/held-page.tsx'), 'HeldPage'),
  page('/recalls', () => import('../features/keeping/recalls-page.tsx'), 'RecallsPage'),
  page('/recalls/begin', () => import('../features/keeping/begin-recall-page.tsx'), 'BeginRecallPage'),
  page('/recalls/$id', () => import('../features/keeping/recall-page.tsx'), 'RecallPage'),
  page('/destruction', () => import('../features/destruction/destructions-page.tsx'), 'DestructionsPage'),
  page('/destruction/add', () => import('../features/destruction/add-page.tsx'), 'AddToListPage'),
  page('/destruction/$id', () => import('../features/destruction/destruction-page.tsx'), 'DestructionPage'),
  page('/engagements', () => import('../features/engagements/engagements-page.tsx'), 'EngagementsPage'),
  page('/engagements/firms', () => import('../features/engagements/firms-page.tsx'), 'FirmsPage'),
  page('/engagements/rules', () => import('../features/engagements/rules-page.tsx'), 'EngagementRulesPage'),
  page('/engagements/$id', () => import('../features/engagements/engagement-page.tsx'), 'EngagementPage'),
  page('/events', () => import('../features/life-events/events-page.tsx'), 'LifeEventsPage'),
  page(
    '/events/all',
    () => import('../features/life-events/events-register-page.tsx'),
    'LifeEventsRegisterPage',
  ),
  page('/events/$id', () => import('../features/life-events/event-page.tsx'), 'LifeEventPage'),
  page('/travel', () => import('../features/travel/journeys-page.tsx'), 'JourneysPage'),
  page('/travel/new', () => import('../features/travel/new-journey-page.tsx'), 'NewJourneyPage'),
  page('/travel/passports', () => import('../features/travel/documents-page.tsx'), 'DocumentsPage'),
  page('/travel/overseas', () => import('../features/travel/overseas-page.tsx'), 'OverseasPage'),
  page('/travel/rules', () => import('../features/travel/travel-rules-page.tsx'), 'TravelRulesPage'),
  page('/travel/$id', () => import('../features/travel/journey-page.tsx'), 'JourneyPage'),
  page('/leaving', () => import('../features/leaving/leavings-page.tsx'), 'LeavingsPage'),
  page('/leaving/cooling', () => import('../features/leaving/coolings-page.tsx'), 'CoolingsPage'),
  page('/leaving/$id', () => import('../features/leaving/leaving-page.tsx'), 'LeavingPage'),
  page('/allowances', () => import('../features/allowances/lists-page.tsx'), 'AllowanceListsPage'),
  page('/allowances/rates', () => import('../features/allowances/terms-page.tsx'), 'AllowanceTermsPage'),
  page(
    '/allowances/appeals',
    () => import('../features/allowances/appeals-page.tsx'),
    'AllowanceAppealsPage',
  ),
  page('/allowances/lines/$id', () => import('../features/allowances/line-page.tsx'), 'AllowanceLinePage'),
  page('/allowances/$id', () => import('../features/allowances/list-page.tsx'), 'AllowanceListPage'),
  page('/my-allowance', () => import('../features/allowances/my-allowance-page.tsx'), 'MyAllowancePage'),
  page('/visits', () => import('../features/visits/visits-page.tsx'), 'VisitsPage'),
  page('/visits/new', () => import('../features/visits/new-visit-page.tsx'), 'NewVisitPage'),
  page('/visits/$id', () => import('../features/visits/visit-page.tsx'), 'VisitPage'),
  page('/supplied', () => import('../features/visits/supplied-page.tsx'), 'SuppliedPage'),
  page('/supplied/new', () => import('../features/visits/new-supply-page.tsx'), 'NewSupplyPage'),
  page('/supplied/$id', () => import('../features/visits/supply-page.tsx'), 'SupplyPage'),
  page('/personnel', () => import('../features/personnel/board-page.tsx'), 'PersonnelPage'),
  page('/personnel/people', () => import('../features/personnel/people-page.tsx'), 'GradedPeoplePage'),
  page('/personnel/posts', () => import('../features/personnel/posts-page.tsx'), 'GradedPostsPage'),
  page('/personnel/posts/$id', () => import('../features/personnel/post-page.tsx'), 'GradedPostPage'),
  page('/personnel/reviews', () => import('../features/personnel/reviews-page.tsx'), 'PersonReviewsPage'),
  page('/personnel/reviews/$id', () => import('../features/personnel/review-page.tsx'), 'PersonReviewPage'),
  page('/personnel/filings', () => import('../features/personnel/filings-page.tsx'), 'PersonnelFilingsPage'),
  page(
    '/personnel/filings/$id',
    () => import('../features/personnel/filing-page.tsx'),
    'PersonnelFilingPage',
  ),
  page('/letters', () => import('../features/letters/letters-page.tsx'), 'LettersPage'),
  page('/letters/tree', () => import('../features/letters/letter-tree-page.tsx'), 'LetterTreePage'),
  page('/letters/issue', () => import('../features/letters/issue-page.tsx'), 'IssueLettersPage'),
  page('/letters/templates', () => import('../features/letters/templates-page.tsx'), 'LetterTemplatesPage'),
  page(
    '/letters/templates/new',
    () => import('../features/letters/template-page.tsx'),
    'NewLetterTemplatePage',
  ),
  page('/letters/templates/$id', () => import('../features/letters/template-page.tsx'), 'LetterTemplatePage'),
  page('/letters/$id', () => import('../features/letters/letter-page.tsx'), 'LetterPage'),
  page('/vault/search', () => import('../features/vault/search-page.tsx'), 'SearchPage'),
  page('/vault/view/$copyId', () => import('../features/vault-viewer/viewer-page.tsx'), 'ViewerPage'),
  page('/trade-secrets', () => import('../features/trade-secrets/lists-page.tsx'), 'TradeSecretsPage'),
  page('/trade-secrets/$id', () => import('../features/trade-secrets/list-page.tsx'), 'TradeSecretListPage'),
  page(
    '/classification/reviews',
    () => import('../features/classification-review/reviews-page.tsx'),
    'ReviewsPage',
  ),
  page(
    '/classification/reviews/$id',
    () => import('../features/classification-review/review-page.tsx'),
    'ReviewPage',
  ),
  page(
    '/classification/statistics',
    () => import('../features/classification-review/statistics-page.tsx'),
    'StatisticsPage',
  ),
  page('/regrading', () => import('../features/regrading/regrading-page.tsx'), 'RegradingPage'),
  page('/regrading/new', () => import('../features/regrading/propose-page.tsx'), 'ProposePage'),
  page('/regrading/$id', () => import('../features/regrading/change-page.tsx'), 'ChangePage'),
  page('/audit', () => import('../features/audit/audit-page.tsx'), 'AuditPage'),
  page('/clock', () => import('../features/audit/clock-page.tsx'), 'ClockPage'),
  page('/personnel-system', () => import('../features/personnel-system/steps-page.tsx'), 'StepsPage'),
  page(
    '/personnel-system/differences',
    () => import('../features/personnel-system/delivery-page.tsx'),
    'DifferencesPage',
  ),
  page(
    '/personnel-system/deliveries/$id',
    () => import('../features/personnel-system/delivery-page.tsx'),
    'PersonnelDeliveryPage',
  ),
  page(
    '/personnel-system/sheet',
    () => import('../features/personnel-system/sheet-page.tsx'),
    'PersonnelSheetPage',
  ),
  page(
    '/personnel-system/tokens',
    () => import('../features/personnel-system/tokens-page.tsx'),
    'PersonnelTokensPage',
  ),
  page('/webhooks', () => import('../features/webhooks/webhooks-page.tsx'), 'WebhooksPage'),
  page(
    '/webhooks/deliveries',
    () => import('../features/webhooks/webhook-deliveries-page.tsx'),
    'WebhookDeliveriesPage',
  ),
  page('/key-store', () => import('../features/key-store/key-store-page.tsx'), 'KeyStore'),
  page('/accounts', () => import('../features/accounts/accounts-page.tsx'), 'AccountsPage'),
  page('/sessions', () => import('../features/accounts/sessions-page.tsx'), 'SessionsPage'),
  page('/directory', () => import('../features/directory/directory-page.tsx'), 'DirectoryPage'),
  page('/terminals', () => import('../features/accounts/terminals-page.tsx'), 'TerminalsPage'),
  page('/my-access', () => import('../features/accounts/my-access-page.tsx'), 'MyAccessPage'),
  page('/log', () => import('../features/log/log-page.tsx'), 'LogPage'),
];

function readSession(context: RouterContext): Promise<SessionState> {
  return context.queryClient.ensureQueryData(sessionQuery);
}

async function onlyWhile(context: RouterContext, holds: (session: SessionState) => boolean): Promise<void> {
  const session = await readSession(context);
  if (!holds(session)) throw redirect({ href: placeFor(session) });
}

/** Where somebody belongs, by the state of the house and of his session. */
function placeFor(session: SessionState): string {
  if (session.house.state === 'empty') return paths.setup();
  if (session.house.state === 'activating') return paths.activating();
  return session.signedIn ? paths.home() : paths.signIn();
}

/** Addresses keep their filters as plain words, not as JSON. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([...outsidePages, frameRoute.addChildren(framePages)]),
    context: { queryClient },
    parseSearch: (text) => parseFilters(text),
    stringifySearch: (search) => {
      const text = new URLSearchParams(
        Object.entries(search).map(([key, value]) => [key, String(value)]),
      ).toString();
      return text === '' ? '' : `?${text}`;
    },
    defaultPendingComponent: Loading,
    defaultErrorComponent: PageFault,
    scrollRestoration: true,
  });
}
