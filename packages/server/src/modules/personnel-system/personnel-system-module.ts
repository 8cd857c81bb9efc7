import type { Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { closeGone } from './clockwork.ts';
import { personnelSystemCommands } from './commands.ts';
import { personnelSystemErrors, personnelSystemObligations } from './contract.ts';
import { personnelSystemPapers } from './papers.ts';
import { personnelSystemQueries } from './queries.ts';
import { createTokenCommands, createTokenFiles } from './tokens.ts';

/** People in step with the personnel system: what it hands over is staged, compared and decided. */
export function createPersonnelSystemModule(the: { readonly keys: KeyRing }): Module {
  return {
    name: 'personnel-system',
    commands: [...createTokenCommands(the), ...personnelSystemCommands],
    queries: personnelSystemQueries,
    files: [...createTokenFiles(the), ...personnelSystemPapers],
    errors: personnelSystemErrors,
    audits: [],
    clockwork: [closeGone],
    pages: ['personnel_delivery', 'personnel_token'],
    obligations: personnelSystemObligations,
  };
}
