import type { FlowStep } from '../command/define.ts';

/** Grants, and what changes whom they reach, are the security administrator's (SEC-1). */
export const consentOfSecurity: FlowStep = {
  duties: [],
  powers: ['security'],
  count: 1,
  days: 7,
  must: 'handle',
  name: { zh: '安全保密管理员同意', en: 'Consent of the security administrator' },
};

const leaderName = { zh: '分管保密领导', en: 'Leader in charge' } as const;

/** Consent of the leader in charge of secrecy; the first responsible person may give it in his place. */
export function leaderStep(the: { readonly days: number; readonly must: FlowStep['must'] }): FlowStep {
  return { duties: ['leader-in-charge', 'first-responsible'], count: 1, ...the, name: leaderName };
}
