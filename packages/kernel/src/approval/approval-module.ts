import type { Module } from '../command/define.ts';
import { type ParkedCommands, createDecideApproval, withdrawApproval } from './commands.ts';
import { approvalErrors } from './contract.ts';
import { type SubjectTable, createApprovalQueries } from './queries.ts';

/** Approvals as a module: parked commands are found through the registry it becomes part of. */
export function createApprovalModule(
  parked: ParkedCommands & { readonly subjectTable?: SubjectTable },
): Module {
  return {
    name: 'approval',
    commands: [createDecideApproval(parked), withdrawApproval],
    queries: createApprovalQueries(parked),
    files: [],
    errors: approvalErrors,
    audits: [],
    clockwork: [],
  };
}
