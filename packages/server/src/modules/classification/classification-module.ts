import type { Command, Module } from '@fengni/kernel/command/define';
import { determinationErrors, determinationObligations } from './determination/contract.ts';
import { createDeterminationParts } from './determination/parts.ts';
import { reviewErrors, reviewObligations } from './review/contract.ts';
import { reviewParts } from './review/parts.ts';

/** What is decided secret, and whether it still must be (CLS-3, CLS-8); what becomes of it is regrading's. */
export function createClassificationModule(): Module {
  // queries ask the commands' own rules what their caller can do
  const byName = new Map<string, Command>();
  const find = (name: string): Command | undefined => byName.get(name);
  const determination = createDeterminationParts(find);
  const commands: Command[] = [...determination.commands, ...reviewParts.commands];
  for (const command of commands) byName.set(command.name, command);
  return {
    name: 'classification',
    commands,
    queries: [...determination.queries, ...reviewParts.queries],
    files: [...determination.files, ...reviewParts.files],
    errors: { ...determinationErrors, ...reviewErrors },
    audits: [...determination.audits],
    clockwork: [],
    held: [
      {
        id: 'classification.drafts',
        title: { zh: '未办结的定密', en: 'Determinations under way' },
        advice: {
          zh: '由起草人办结、作废，或改由他人审核、批准。',
          en: 'The drafter finishes or drops it, or names another reviewer or decider.',
        },
        table: 'determination',
        sql: 'select * from undecided_determinations($1)',
      },
    ],
    pages: ['determination', 'classification_question'],
    obligations: { ...determinationObligations, ...reviewObligations },
  };
}
