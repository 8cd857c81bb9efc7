import { homedir } from 'node:os';
import { type Settings, readSettings } from '@fengni/kernel/settings/settings';
import { type CliIo, CliStop, exitCodes } from './io.ts';

export interface SettingOverrides {
  readonly port?: string | undefined;
  readonly host?: string | undefined;
  readonly data?: string | undefined;
  readonly demo?: boolean | undefined;
}

/** Settings from the environment, options of the command line first. Every fault is told at once; exit code 2. */
export function readCliSettings(io: CliIo, overrides: SettingOverrides = {}): Settings {
  const env = {
    ...io.env,
    ...(overrides.port !== undefined && { FENGNI_PORT: overrides.port }),
    ...(overrides.host !== undefined && { FENGNI_HOST: overrides.host }),
    ...(overrides.data !== undefined && { FENGNI_DATA: overrides.data }),
    ...(overrides.demo === true && { FENGNI_DEMO: '1' }),
  };
  const read = readSettings({ env, isRoot: process.getuid?.() === 0, home: homedir() });
  if (read.ok) return read.settings;
  throw new CliStop(exitCodes.settings, {
    zh: `设置有 ${read.faults.length} 处错误，未启动：\n${read.faults.map((fault) => `  - ${fault.zh}`).join('\n')}`,
    en: `${read.faults.length} setting(s) are wrong; nothing was started:\n${read.faults.map((fault) => `  - ${fault.en}`).join('\n')}`,
  });
}
