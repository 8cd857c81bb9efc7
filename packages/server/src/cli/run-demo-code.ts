import type { Settings } from '@fengni/kernel/settings/settings';
import { demoCode } from '../demo/demo-code.ts';
import { type ExitCode, type Speaker, exitCodes, failed } from './io.ts';

/** `fengni demo code LOGIN`: the code a generator would show now. */
export async function runDemoCode(settings: Settings, login: string, speaker: Speaker): Promise<ExitCode> {
  const code = await demoCode(settings.dataDir, login, new Date());
  if (code === null) {
    throw failed(
      `${settings.dataDir} 中没有演示账号 ${login}。请核对 FENGNI_DATA 和登录名。`,
      `${settings.dataDir} holds no demo account ${login}. Check FENGNI_DATA and the login name.`,
    );
  }
  speaker.say(code, code);
  return exitCodes.done;
}
