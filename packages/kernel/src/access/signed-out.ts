import type { Actor } from './actor.ts';

const none = '00000000-0000-0000-0000-000000000000';

/** Stands where a caller would, for the few commands that are called before there is one (set-up, sign-in). */
export const signedOutActor: Actor = {
  sessionId: none,
  sessionKind: 'web',
  accountId: none,
  login: '',
  language: 'zh',
  personId: none,
  name: '',
  unitId: none,
  unitPath: '',
  power: null,
  factorAt: null,
  startedAt: new Date(0),
  terminal: '',
  clearances: {},
  duties: [],
};
