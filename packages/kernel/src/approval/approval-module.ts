import type { Module } from '../command/define.ts';
import { type ParkedCommands, createDecideApproval, withdrawApproval } from './commands.ts';
import { approvalErrors } from './contract.ts';
import { createApprovalQueries } from './queries.ts';

/** Approvals as a module: parked commands are found through the registry it becomes part of. */
export function createApprovalModule(
  parked: ParkedCommands & { readonly pages?: () => readonly string[] },
): Module {
  return {
    name: 'approval',
    commands: [createDecideApproval(parked), withdrawApproval],
    queries: createApprovalQueries(parked),
    files: [],
    errors: approvalErrors,
    audits: [],
    clockwork: [],
    held: [
      {
        id: 'approval.requests',
        title: { zh: '未办结的申请', en: 'Requests under way' },
        advice: { zh: '由本人撤回，或等待办结。', en: 'He withdraws them, or they are decided.' },
        table: 'approval',
        sql: 'select * from pending_requests($1)',
      },
      {
        id: 'approval.decisions',
        title: { zh: '指定由其审批的申请', en: 'Requests that wait for him by name' },
        advice: { zh: '由其审批，或由申请人改报他人。', en: 'He decides, or who asked names somebody else.' },
        table: 'approval',
        sql: 'select * from awaited_decisions($1)',
      },
    ],
  };
}
