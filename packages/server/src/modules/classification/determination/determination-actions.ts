import type { Actor } from '@fengni/kernel/access/actor';
import type { Bilingual, Command } from '@fengni/kernel/command/define';
import { describeAction } from '../../carriers/api.ts';
import type { ActionView } from '../../carriers/contract.ts';
import type { Request } from './lines.ts';
import { wordsOf } from './store.ts';
import type { DeterminationRow } from './tables.ts';

/** What can be done with a determination, the next lawful step first. */
export function determinationActions(the: {
  readonly find: (name: string) => Command | undefined;
  readonly actor: Actor;
  readonly row: DeterminationRow;
  readonly request: Request | undefined;
  readonly knows: boolean;
}): ActionView[] {
  const { row } = the;
  const draft = row.state === 'draft';
  const pending = the.request?.state === 'pending' ? wordsOf('determination.pending') : null;
  const changeable = draft ? pending : wordsOf('determination.not.draft');
  const provisional = row.state === 'provisional' ? null : wordsOf('determination.not.provisional');
  const unreported = row.reported_on === null ? wordsOf('determination.report.missing') : null;
  const undecided = draft || row.state === 'dropped' ? wordsOf('question.draft') : null;
  const obstacles: Readonly<Record<string, Bilingual | null>> = {
    'determination.submit': changeable,
    'determination.save': changeable,
    'determination.enterAnswer': provisional ?? unreported,
    'determination.recordReport': provisional,
    'determination.drop': changeable,
    'classification.raiseDoubt': undecided,
    'classification.raiseDispute': undecided,
  };
  if (!the.knows) return [];
  return Object.entries(obstacles).flatMap(([name, obstacle]) => {
    const command = the.find(name);
    if (command === undefined) return [];
    const target = { determination: row };
    return [describeAction({ command, actor: the.actor, unitPath: row.unit_path, obstacle, target })];
  });
}
