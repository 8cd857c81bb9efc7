import type { Command, Module } from '@fengni/kernel/command/define';
import type { KeyRing } from '@fengni/kernel/keys/key-ring';
import { regradingChecks } from './audits.ts';
import { checkTerm, conditionMet, confirmExpiry, setReleaseDay } from './conditions.ts';
import { regradingErrors, regradingObligations } from './contract.ts';
import { expireTask } from './expire-task.ts';
import { createReceiptNotice, sendNotice } from './notices.ts';
import { createRegradingPages } from './pages.ts';
import { regradingPapers } from './papers.ts';
import { createEnterNotice, proposeRegrading, withdrawRegrading } from './propose.ts';
import { createRegradingLists } from './queries.ts';
import { acknowledgeRemark } from './remarks.ts';
import { submitRegrading } from './submit.ts';
import { answerSuggestion, suggestRegrading } from './suggestions.ts';
import { tidyRemarksTask, warnTask } from './term-tasks.ts';
import { sourcesCommands } from '../sources/commands.ts';
import { sourcesErrors, sourcesObligations } from '../sources/contract.ts';
import { createSourcesQueries } from '../sources/queries.ts';
import { queueReviewsTask } from '../sources/queue-task.ts';

/** Changes of marks and terms, and the graph of derivation (CLS-7, CLS-10, BEY-1). */
export function createRegradingModule(the: { readonly keys: KeyRing }): Module {
  const commands: Command[] = [
    proposeRegrading,
    createEnterNotice(the.keys),
    submitRegrading,
    withdrawRegrading,
    conditionMet,
    setReleaseDay,
    checkTerm,
    confirmExpiry,
    acknowledgeRemark,
    suggestRegrading,
    answerSuggestion,
    sendNotice,
    createReceiptNotice(the.keys),
    ...sourcesCommands,
  ];
  const byName = new Map(commands.map((command) => [command.name, command]));
  const find = (name: string): Command | undefined => byName.get(name);
  return {
    name: 'regrading',
    commands,
    queries: [...createRegradingLists(find), ...createRegradingPages(find), ...createSourcesQueries(find)],
    files: regradingPapers,
    errors: { ...regradingErrors, ...sourcesErrors },
    audits: regradingChecks,
    clockwork: [expireTask, warnTask, tidyRemarksTask, queueReviewsTask],
    pages: ['regrading'],
    obligations: { ...regradingObligations, ...sourcesObligations },
  };
}
