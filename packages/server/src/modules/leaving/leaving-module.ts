import type { HeldSource, Module } from '@fengni/kernel/command/define';
import { endCooling, freezeLeavers } from './clockwork.ts';
import { createLeavingCommands } from './commands.ts';
import { leavingErrors, leavingObligations } from './contract.ts';
import { coolingCommands } from './cooling.ts';
import { leavingPapers } from './papers.ts';
import { createLeavingQueries } from './queries.ts';
import { leavingTrail } from './trail-sources.ts';

/** Moving and leaving, up to the end of the cooling-off period (PER-3, BEY-3). */
export function createLeavingModule(the: { readonly held: () => readonly HeldSource[] }): Module {
  return {
    name: 'leaving',
    commands: [...createLeavingCommands(the.held), ...coolingCommands],
    queries: createLeavingQueries(the.held),
    files: leavingPapers(the.held),
    errors: leavingErrors,
    audits: [],
    clockwork: [freezeLeavers, endCooling],
    obligations: leavingObligations,
    trail: leavingTrail,
    pages: ['leaving', 'cooling_off'],
  };
}
