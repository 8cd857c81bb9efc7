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
