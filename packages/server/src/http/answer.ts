import type { Bilingual } from '@fengni/kernel/command/define';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { type RefusalParams, errorText, kernelErrors } from '@fengni/kernel/command/refusal';
import { dutyTitles } from '@fengni/kernel/org/contract';
import type { FastifyReply } from 'fastify';
import type { Language } from './caller.ts';

export interface RefusedAnswer {
  readonly code: string;
  readonly params: RefusalParams;
  readonly entryId: string | null;
}

const powerTitles: Readonly<Record<string, Bilingual>> = {
  system: { zh: '系统管理员', en: 'System administrator' },
  security: { zh: '安全保密管理员', en: 'Security administrator' },
  audit: { zh: '安全审计员', en: 'Auditor' },
};
const titles: Readonly<Record<string, Bilingual>> = { ...dutyTitles, ...powerTitles };

/** Duties and powers by the names the house uses; the codes stay in `params`. */
function nameDuties(params: RefusalParams, language: Language): RefusalParams {
  const { who } = params;
  if (typeof who !== 'string' || who === '') return params;
  const named = who.split(', ').map((code) => titles[code]?.[language] ?? code);
  return { ...params, who: named.join(language === 'zh' ? '、' : ', ') };
}

/** Sends a refusal with its status and its text in the caller's language. */
export function sendRefusal(
  kernel: Kernel,
  reply: FastifyReply,
  refused: RefusedAnswer,
  language: Language,
): FastifyReply {
  const entry = kernel.registry.errors.get(refused.code) ?? kernelErrors['program.fault'];
  return reply.code(entry.status).send({
    kind: 'refused',
    code: refused.code,
    params: refused.params,
    text: errorText(
      entry,
      refused.code === 'not.permitted' ? nameDuties(refused.params, language) : refused.params,
      language,
    ),
    entryId: refused.entryId,
  });
}
