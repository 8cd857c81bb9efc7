import { saveExactTable } from '../exact/exact-table-file.ts';
import { InspectFault, systemCode } from '../scan/inspect-fault.ts';
import { loadExactTable } from '../scan/load-exact-table.ts';
import type { IndexRecordsOptions } from './define-inspect-commands.ts';
import { inspectExitCodes } from './inspect-io.ts';
import type { InspectExitCode, Setting } from './inspect-io.ts';
import { loadKey } from './load-engine.ts';

/** `fengni index records`: makes a table of protected records that holds keyed hashes only, for `scan --exact`. */
export async function runIndexRecords(
  file: string,
  { out, keyFile }: IndexRecordsOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  const key = await loadKey(keyFile, setting);
  const table = await loadExactTable(file, key);
  try {
    saveExactTable(out, table, key);
  } catch (error) {
    if (systemCode(error) === '') throw error;
    throw new InspectFault('cannot-write', { path: out, detail: systemCode(error) });
  }
  const { rowCount, cellCount } = table;
  setting.io.err(
    `${setting.t(
      `已写入 ${out}：${rowCount} 条记录，${cellCount} 个字段。原始数据请按规定保管，检查时只需要此文件和密钥。`,
      `${out}: ${rowCount} records, ${cellCount} fields. Keep the records themselves where they belong; an inspection needs this file and the key only.`,
    )}\n`,
  );
  return inspectExitCodes.pass;
}
