import { appEn } from './en/app.ts';
import { uiEn } from './en/ui.ts';
import { enterEn } from './en/enter.ts';
import { homeEn } from './en/home.ts';
import { approvalsEn } from './en/approvals.ts';
import { organisationEn } from './en/organisation.ts';
import { accountsEn } from './en/accounts.ts';
import { carriersEn } from './en/carriers.ts';
import { deliveriesEn } from './en/deliveries.ts';
import { keepingEn } from './en/keeping.ts';
import { destructionEn } from './en/destruction.ts';
import { auditEn } from './en/audit.ts';
import { logEn } from './en/log.ts';
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
  ...deliveriesEn,
  ...keepingEn,
  ...destructionEn,
  ...auditEn,
  ...logEn,
};
