import { appZh } from './zh/app.ts';
import { uiZh } from './zh/ui.ts';
import { enterZh } from './zh/enter.ts';
import { homeZh } from './zh/home.ts';
import { approvalsZh } from './zh/approvals.ts';
import { organisationZh } from './zh/organisation.ts';
import { accountsZh } from './zh/accounts.ts';
import { carriersZh } from './zh/carriers.ts';
import { catalogueZh } from './zh/catalogue.ts';
import { classificationZh } from './zh/classification.ts';
import { compartmentsZh } from './zh/compartments.ts';
import { marksZh } from './zh/marks.ts';
import { deliveriesZh } from './zh/deliveries.ts';
import { keepingZh } from './zh/keeping.ts';
import { destructionZh } from './zh/destruction.ts';
import { regradingZh } from './zh/regrading.ts';
import { auditZh } from './zh/audit.ts';
import { allowancesZh } from './zh/allowances.ts';
import { engagementsZh } from './zh/engagements.ts';
import { lifeEventsZh } from './zh/life-events.ts';
import { leavingZh } from './zh/leaving.ts';
import { travelZh } from './zh/travel.ts';
import { lettersZh } from './zh/letters.ts';
import { logZh } from './zh/log.ts';
import { personnelZh } from './zh/personnel.ts';
import { personalFileZh } from './zh/personal-file.ts';
import { personnelSystemZh } from './zh/personnel-system.ts';
import { webhooksZh } from './zh/webhooks.ts';
import { vaultZh } from './zh/vault.ts';
import { vaultViewerZh } from './zh/vault-viewer.ts';
import { classificationReviewZh } from './zh/classification-review.ts';
import { directoryZh } from './zh/directory.ts';
import { keyStoreZh } from './zh/key-store.ts';
import { visitsZh } from './zh/visits.ts';
import { tradeSecretsZh } from './zh/trade-secrets.ts';

/** Texts of the program in Chinese; features add a file of their own and a line here. */
export const zh = {
  ...appZh,
  ...uiZh,
  ...enterZh,
  ...homeZh,
  ...approvalsZh,
  ...organisationZh,
  ...accountsZh,
  ...carriersZh,
  ...catalogueZh,
  ...classificationZh,
  ...compartmentsZh,
  ...marksZh,
  ...deliveriesZh,
  ...keepingZh,
  ...destructionZh,
  ...regradingZh,
  ...auditZh,
  ...allowancesZh,
  ...engagementsZh,
  ...lifeEventsZh,
  ...leavingZh,
  ...travelZh,
  ...personalFileZh,
  ...lettersZh,
  ...logZh,
  ...personnelZh,
  ...personnelSystemZh,
  ...webhooksZh,
  ...vaultZh,
  ...vaultViewerZh,
  ...classificationReviewZh,
  ...directoryZh,
  ...keyStoreZh,
  ...tradeSecretsZh,
  ...visitsZh,
} as const;
