import type { Module } from '../command/define.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { webhookCommands } from './commands.ts';
import { webhookErrors, webhookObligations } from './contract.ts';
import { createWebhookFiles, webhookQueries } from './queries.ts';

/** Other systems of the house (door control, accounts) are told when somebody's rights end (PER-3). */
export function createWebhookModule(the: { readonly keys: KeyRing }): Module {
  return {
    name: 'webhook',
    commands: webhookCommands,
    queries: webhookQueries,
    files: createWebhookFiles(the),
    errors: webhookErrors,
    audits: [],
    clockwork: [],
    pages: ['webhook_delivery'],
    obligations: webhookObligations,
  };
}
