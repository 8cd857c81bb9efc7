import type { Kernel } from '@fengni/kernel/command/kernel';
import { type RefusalParams, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import type { FastifyReply } from 'fastify';
import type { Language } from './caller.ts';

export interface RefusedAnswer {
  readonly code: string;
  readonly params: RefusalParams;
  readonly entryId: string | null;
}

/** Sends a refusal with its status and its text in the caller's language. */
export function sendRefusal(kernel: Kernel, reply: FastifyReply, refused: RefusedAnswer, language: Language): FastifyReply {
  const entry = kernel.registry.errors.get(refused.code) ?? kernelErrors['program.fault'];
  return reply.code(entry.status).send({
    kind: 'refused',
    code: refused.code,
    params: refused.params,
    text: errorText(entry, refused.params, language),
    entryId: refused.entryId,
  });
}
