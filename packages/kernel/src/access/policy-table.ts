import { definePolicy, everyAccount, power, signedOut } from './policy.ts';

/** Accounts and backup are the system administrator's, grants and rules the security one's, the log the auditor's. */
export const accessPolicy = definePolicy({
  'house.begin': signedOut(),
  'account.activate': signedOut(),
  'session.signIn': signedOut(),
  'session.own': everyAccount(),
  'session.end': power('system'),
  'account.manage': power('system'),
  'account.read': power('system', 'security', 'audit'),
  'session.read': power('system', 'audit'),
  'account.sign-in': power('security'),
  'directory.keep': power('security'),
  'directory.read': power('system', 'security', 'audit'),
  'terminal.manage': power('security'),
  'terminal.read': power('system', 'security', 'audit'),
});
