import { mkdir, readdir } from 'node:fs/promises';
import { withClient } from '@fengni/kernel/db/pool';
import { exportLog } from '@fengni/kernel/log/export-log';
import { sealPending } from '@fengni/kernel/log/sealer';
import type { Settings } from '@fengni/kernel/settings/settings';
import { verifierKeyOf } from '@fengni/seal/note';
import { readState, suiteOf } from './house.ts';
import { type ExitCode, type Speaker, exitCodes, failed } from './io.ts';
import { withHouse } from './with-house.ts';

/** `fengni log export DIR`: the log as a folder anybody can check with `seal verify`; it discloses no details. */
export async function runLogExport(settings: Settings, dir: string, speaker: Speaker): Promise<ExitCode> {
  return withHouse(settings, async ({ kernel, keys, owner }) => {
    await mkdir(dir, { recursive: true });
    if ((await readdir(dir)).length > 0)
      throw failed(
        `文件夹 ${dir} 不是空的。请指定空文件夹。`,
        `Folder ${dir} is not empty. Name an empty one.`,
      );
    const signers = keys.signers(suiteOf(await readState(kernel)) ?? 'intl');
    await sealPending(kernel, { signers, onForeign: () => undefined });
    await withClient(owner, (client) => exportLog(client, dir, signers.map(verifierKeyOf)));
    speaker.say(
      `日志已导出到 ${dir}。核验：fengni seal verify ${dir}`,
      `The log was exported to ${dir}. Check it: fengni seal verify ${dir}`,
    );
    return exitCodes.done;
  });
}
