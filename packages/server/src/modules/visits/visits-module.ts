import type { Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { visitErrors, visitObligations } from './contract.ts';
import { decideCommands } from './decide.ts';
import { doorCommands } from './door.ts';
import { createVisitPapers } from './papers.ts';
import { createPlanCommands } from './plan.ts';
import { visitQueries } from './queries.ts';
import { supplyCommands } from './supplies.ts';
import { supplyPapers } from './supply-papers.ts';
import { supplyQueries } from './supply-queries.ts';
import { createRecordCommands } from './supply-records.ts';
import { visitsHeld, visitsTrail } from './trail.ts';

/** Visits from outside, and what is given to outsiders (FOR-3). */
export function createVisitsModule(the: { readonly keys: KeyRing }): Module {
  return {
    name: 'visits',
    commands: [
      ...createPlanCommands(the.keys),
      ...decideCommands,
      ...doorCommands,
      ...supplyCommands,
      ...createRecordCommands(the.keys),
    ],
    queries: [...visitQueries, ...supplyQueries],
    files: [...createVisitPapers(the.keys), ...supplyPapers],
    errors: visitErrors,
    audits: [],
    clockwork: [],
    held: visitsHeld,
    trail: visitsTrail,
    obligations: visitObligations,
    pages: ['visit', 'supply'],
  };
}
