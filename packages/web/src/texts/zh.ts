import { appZh } from './zh/app.ts';
import { uiZh } from './zh/ui.ts';
import { enterZh } from './zh/enter.ts';
import { homeZh } from './zh/home.ts';
import { approvalsZh } from './zh/approvals.ts';
import { organisationZh } from './zh/organisation.ts';
import { accountsZh } from './zh/accounts.ts';
import { carriersZh } from './zh/carriers.ts';
import { deliveriesZh } from './zh/deliveries.ts';
import { keepingZh } from './zh/keeping.ts';
import { destructionZh } from './zh/destruction.ts';
import { auditZh } from './zh/audit.ts';
import { logZh } from './zh/log.ts';

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
  ...deliveriesZh,
  ...keepingZh,
  ...destructionZh,
  ...auditZh,
  ...logZh,
} as const;
