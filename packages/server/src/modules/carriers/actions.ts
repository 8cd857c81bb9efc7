import type { Actor } from '@fengni/kernel/access/actor';
import { decide } from '@fengni/kernel/access/policy';
import type { Bilingual, Command } from '@fengni/kernel/command/define';
import { type Refusal, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import { type ActionView, carrierErrors } from './contract.ts';

/**
 * What the caller can do with a thing, decided by the command's own rule, so that screen and server agree (STYLE R9).
 * `obstacle` is what stands in the way as things are; `target` is what the rule's conditions look at. Where a duty is
 * lacking `why` is null: `who` says who could do it.
 */
export function describeAction(the: {
  readonly command: Command;
  readonly actor: Actor;
  readonly unitPath: string | null;
  readonly obstacle: Bilingual | null;
  readonly target?: unknown;
}): ActionView {
  const { command, actor, obstacle } = the;
  const decision = decide(command.rule, actor, the.target, the.unitPath);
  const told = decision.ok || decision.why === 'duty' ? obstacle : decision.condition;
  const lacksDuty = !decision.ok && decision.why === 'duty';
  return {
    command: command.name,
    allowed: decision.ok && obstacle === null,
    parks: command.canPark,
    why: lacksDuty ? null : (told?.[actor.language] ?? null),
    who: [...command.rule.duties],
  };
}

const texts = new Map(Object.entries({ ...kernelErrors, ...carrierErrors }));

/** A refusal a command would give as things stand, in its own words. */
export function obstacleOf(refusal: Refusal): Bilingual {
  const entry = texts.get(refusal.code);
  if (entry === undefined) return { zh: refusal.code, en: refusal.code };
  return { zh: errorText(entry, refusal.params, 'zh'), en: errorText(entry, refusal.params, 'en') };
}

/** The first of these commands the caller can run: the primary action of a page (UX 1). */
export function nextAction(actions: readonly ActionView[]): string | null {
  return actions.find((action) => action.allowed)?.command ?? null;
}
