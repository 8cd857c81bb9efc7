import { definePolicy, everyAccount, power, signedOut } from '@fengni/kernel/access/policy';

export const administrationPolicy = definePolicy({
  'sheet.first': signedOut(),
  'sheet.account': power('system'),
  'sheet.own': everyAccount(),
});
