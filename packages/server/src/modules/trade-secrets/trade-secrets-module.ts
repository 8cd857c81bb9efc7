import type { Module } from '@fengni/kernel/command/define';
import { tradeSecretChecks } from './audits.ts';
import { tradeSecretErrors, tradeSecretObligations } from './contract.ts';
import { itemCommands } from './items.ts';
import { listCommands } from './lists.ts';
import { tradeSecretFiles } from './papers.ts';
import { tradeSecretQueries } from './queries.ts';

/** Trade secrets by unit and year, from draft to filing (CLS-9). */
export const tradeSecretsModule: Module = {
  name: 'trade-secrets',
  commands: [...listCommands, ...itemCommands],
  queries: tradeSecretQueries,
  files: tradeSecretFiles,
  errors: tradeSecretErrors,
  audits: tradeSecretChecks,
  clockwork: [],
  obligations: tradeSecretObligations,
  pages: ['trade_secret_list'],
};
