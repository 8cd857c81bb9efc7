import type { Module } from '../command/define.ts';
import { type ParkedCommands, createDecideApproval, withdrawApproval } from './commands.ts';
import { approvalErrors } from './contract.ts';
import { createApprovalQueries } from './queries.ts';

/** Approvals as a module: parked commands are found through the registry it becomes part of. */
export function createApprovalModule(parked: ParkedCommands): Module {
  return {
    name: 'approval',
    commands: [createDecideApproval(parked), withdrawApproval],
    queries: createApprovalQueries(parked.find),
    files: [],
    errors: approvalErrors,
    audits: [],
    clockwork: [],
  };
}
