import { appEn } from './en/app.ts';
import { uiEn } from './en/ui.ts';
import { enterEn } from './en/enter.ts';
import { homeEn } from './en/home.ts';
import { approvalsEn } from './en/approvals.ts';
import { organisationEn } from './en/organisation.ts';
import { accountsEn } from './en/accounts.ts';
import { carriersEn } from './en/carriers.ts';
import { catalogueEn } from './en/catalogue.ts';
import { classificationEn } from './en/classification.ts';
import { compartmentsEn } from './en/compartments.ts';
import { marksEn } from './en/marks.ts';
import { deliveriesEn } from './en/deliveries.ts';
import { keepingEn } from './en/keeping.ts';
import { destructionEn } from './en/destruction.ts';
import { regradingEn } from './en/regrading.ts';
import { auditEn } from './en/audit.ts';
import { allowancesEn } from './en/allowances.ts';
import { engagementsEn } from './en/engagements.ts';
import { lifeEventsEn } from './en/life-events.ts';
import { leavingEn } from './en/leaving.ts';
import { travelEn } from './en/travel.ts';
import { lettersEn } from './en/letters.ts';
import { logEn } from './en/log.ts';
import { personnelEn } from './en/personnel.ts';
import { classificationReviewEn } from './en/classification-review.ts';
import { directoryEn } from './en/directory.ts';
import { keyStoreEn } from './en/key-store.ts';
import { visitsEn } from './en/visits.ts';
import { tradeSecretsEn } from './en/trade-secrets.ts';
import { personalFileEn } from './en/personal-file.ts';
import { personnelSystemEn } from './en/personnel-system.ts';
import { webhooksEn } from './en/webhooks.ts';
import { vaultEn } from './en/vault.ts';
import { vaultViewerEn } from './en/vault-viewer.ts';
import type { zh } from './zh.ts';

/** Texts of the program in English, under the keys of the Chinese ones. */
export const en: Record<keyof typeof zh, string> = {
  ...appEn,
  ...uiEn,
  ...enterEn,
  ...homeEn,
  ...approvalsEn,
  ...organisationEn,
  ...accountsEn,
  ...carriersEn,
  ...catalogueEn,
  ...classificationEn,
  ...compartmentsEn,
  ...marksEn,
  ...deliveriesEn,
  ...keepingEn,
  ...destructionEn,
  ...regradingEn,
  ...auditEn,
  ...allowancesEn,
  ...engagementsEn,
  ...lifeEventsEn,
  ...leavingEn,
  ...travelEn,
  ...personalFileEn,
  ...lettersEn,
  ...logEn,
  ...personnelEn,
  ...classificationReviewEn,
  ...directoryEn,
  ...keyStoreEn,
  ...tradeSecretsEn,
  ...visitsEn,
  ...personnelSystemEn,
  ...webhooksEn,
  ...vaultEn,
  ...vaultViewerEn,
};
