import type { HeldSource, Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { comeBackCommands } from './come-back.ts';
import { travelErrors, travelObligations } from './contract.ts';
import { documentQueries } from './document-queries.ts';
import { createDocumentCommands } from './documents.ts';
import { travelHeld, travelTrail } from './held-and-trail.ts';
import { overseasCommands } from './overseas.ts';
import { createTravelPapers } from './papers.ts';
import { planCommands } from './plan.ts';
import { createPrepareCommands } from './prepare.ts';
import { createJourneyQueries } from './queries.ts';
import { travelRuleCommands } from './travel-rules.ts';

/** Journeys abroad from the application to the talk after the return, papers, units abroad (FOR-1, FOR-2). */
export function createTravelModule(the: {
  readonly keys: KeyRing;
  /** What people hold, from every module. */
  readonly held: () => readonly HeldSource[];
}): Module {
  return {
    name: 'travel',
    commands: [
      ...planCommands,
      ...createPrepareCommands(the),
      ...comeBackCommands,
      ...createDocumentCommands(the.keys),
      ...travelRuleCommands,
      ...overseasCommands,
    ],
    queries: [...createJourneyQueries(the.held), ...documentQueries],
    files: createTravelPapers(the),
    errors: travelErrors,
    audits: [],
    clockwork: [],
    held: travelHeld,
    trail: travelTrail,
    obligations: travelObligations,
    pages: ['journey', 'travel_document', 'overseas_unit', 'travel_rule'],
  };
}
