import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { codeOfAddress } from '@fengni/kernel/access/factors';
import type { Settings } from '@fengni/kernel/settings/settings';
import { z } from 'zod';
import { demoAccountsFile } from '../demo/make-demo.ts';
import { type ExitCode, type Speaker, exitCodes, failed } from './io.ts';

const DemoAccounts = z.array(z.object({ login: z.string(), generator: z.string() }));

/** `fengni demo code LOGIN`: stands in for the code generator a demo account's owner would hold. */
export async function runDemoCode(settings: Settings, login: string, speaker: Speaker): Promise<ExitCode> {
  const text = await readFile(path.join(settings.dataDir, demoAccountsFile), 'utf8').catch(() => null);
  if (text === null) throw failed(`${settings.dataDir} 中没有演示数据。`, `There is no demo in ${settings.dataDir}.`);
  const account = DemoAccounts.parse(JSON.parse(text)).find((one) => one.login === login);
  if (account === undefined) throw failed(`演示中没有账号 ${login}。`, `The demo has no account ${login}.`);
  const code = codeOfAddress(account.generator, new Date());
  speaker.say(code, code);
  return exitCodes.done;
}
