import type { Kernel } from '@fengni/kernel/command/kernel';
import { type RefusalParams, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import type { FastifyReply } from 'fastify';
import type { Language } from './caller.ts';

export interface RefusedAnswer {
  readonly code: string;
  readonly params: RefusalParams;
  readonly entryId: string | null;
}

/** Facts of a refusal in one language: what has a name in both is told in the caller's. */
function paramsIn(params: RefusalParams, language: Language): Record<string, string | number> {
  const told = Object.entries(params).map(([name, value]): [string, string | number] => [
    name,
    typeof value === 'object' ? value[language] : value,
  ]);
  return Object.fromEntries(told);
}

/** Sends a refusal with its status and its text in the caller's language. */
export function sendRefusal(
  kernel: Kernel,
  reply: FastifyReply,
  refused: RefusedAnswer,
  language: Language,
): FastifyReply {
  const entry = kernel.registry.errors.get(refused.code) ?? kernelErrors['program.fault'];
  const params = paramsIn(refused.params, language);
  return reply.code(entry.status).send({
    kind: 'refused',
    code: refused.code,
    params,
    text: errorText(entry, params, language),
    entryId: refused.entryId,
  });
}
