import type { AuditCheck, Command, FileRoute, Query } from '@fengni/kernel/command/define';
import { authorityCommands, authorityQueries } from './authority.ts';
import { determinationChecks } from './audits.ts';
import { determinationPapers } from './papers.ts';
import { proposalCommands } from './proposal.ts';
import { createDeterminationQueries } from './queries.ts';
import { createQuestionQueries } from './question-queries.ts';
import { questionCommands } from './questions.ts';
import { reportCommands } from './reported.ts';
import { submitCommands } from './submit.ts';

/** Determinations, authority, doubts and disputes: what this folder brings to the module. */
export function createDeterminationParts(find: (name: string) => Command | undefined): {
  readonly commands: readonly Command[];
  readonly queries: readonly Query[];
  readonly files: readonly FileRoute[];
  readonly audits: readonly AuditCheck[];
} {
  return {
    commands: [
      ...authorityCommands,
      ...proposalCommands,
      ...submitCommands,
      ...reportCommands,
      ...questionCommands,
    ],
    queries: [...authorityQueries, ...createDeterminationQueries(find), ...createQuestionQueries(find)],
    files: determinationPapers,
    audits: determinationChecks,
  };
}
