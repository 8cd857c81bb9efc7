import { withClient } from '@fengni/kernel/db/pool';
import { auditRows } from '@fengni/kernel/log/audit-rows';
import { withSnapshot } from '@fengni/kernel/log/reader';
import { verifyLog } from '@fengni/kernel/log/verify-log';
import { readWitnesses } from '@fengni/kernel/log/witnesses';
import type { Settings } from '@fengni/kernel/settings/settings';
import { verifierKeyOf } from '@fengni/seal/note';
import { readState, suiteOf } from './house.ts';
import { type ExitCode, type Speaker, exitCodes } from './io.ts';
import { withHouse } from './with-house.ts';

/** `fengni audit rows`: checks the log, then names every register row changed past it. Exit code 1 where something is. */
export async function runAuditRows(settings: Settings, speaker: Speaker): Promise<ExitCode> {
  return withHouse(settings, async ({ kernel, keys, owner }) => {
    const verifiers = keys.signers(suiteOf(await readState(kernel)) ?? 'intl').map(verifierKeyOf);
    const { log, rows } = await withClient(owner, (client) =>
      withSnapshot(client, async (reader) => ({
        log: await verifyLog(reader, {
          verifiers,
          witnesses: await readWitnesses(reader),
          now: kernel.clock(),
        }),
        rows: await auditRows(reader),
      })),
    );
    for (const { zh, en } of [...log.findings, ...rows.findings]) speaker.say(`异常  ${zh}`, `FAULT  ${en}`);
    const checked = rows.tables.reduce((sum, table) => sum + table.rows, 0);
    const found = log.findingCount + rows.findingCount;
    speaker.say(
      `已核对日志 ${log.size} 条、${rows.tables.length} 张表 ${checked} 行，发现 ${found} 处异常。`,
      `Checked ${log.size} log entries and ${checked} rows of ${rows.tables.length} tables; ${found} faults.`,
    );
    return found === 0 ? exitCodes.done : exitCodes.failed;
  });
}
