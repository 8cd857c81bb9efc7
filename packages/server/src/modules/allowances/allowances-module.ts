import type { Bilingual, Module } from '@fengni/kernel/command/define';
import { appealCommands } from './appeals.ts';
import { beginMonth } from './clockwork.ts';
import { compute } from './compute.ts';
import { allowanceErrors, allowanceObligations } from './contract.ts';
import { listCommands } from './lists.ts';
import { allowancePapers } from './papers.ts';
import { createAllowanceQueries } from './queries.ts';
import { setTerms } from './terms.ts';
import { allowanceTrail } from './trail.ts';

/** Allowances of people with access, month by month (PER-4). */
export function createAllowancesModule(the: {
  /** What every module's kinds of obligation are called: a line names what was overdue. */
  readonly kinds: () => ReadonlyMap<string, Bilingual>;
}): Module {
  return {
    name: 'allowances',
    commands: [setTerms, compute, ...listCommands, ...appealCommands],
    queries: createAllowanceQueries(the.kinds),
    files: allowancePapers,
    errors: allowanceErrors,
    audits: [],
    clockwork: [beginMonth],
    obligations: allowanceObligations,
    pages: ['allowance_list', 'allowance_line'],
    trail: allowanceTrail,
  };
}
