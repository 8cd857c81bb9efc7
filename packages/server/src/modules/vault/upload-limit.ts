import { settings } from '@fengni/kernel/access/tables';
import { type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import { z } from 'zod';
import { SetUploadLimit } from './contract.ts';
import { vaultModulePolicy } from './policy.ts';
import { uploadBytesMax } from './rules.ts';

const limitSetting = 'vault.uploadBytesMax';
const mebibyte = 1024 * 1024;
const Limit = z.int().min(1).max(uploadBytesMax);

/** The largest file the house takes, in bytes. */
export async function readUploadLimit(tx: Pick<LoadTx, 'readSql'>): Promise<number> {
  const rows = await tx.readSql<{ value: unknown }>('select value from setting where name = $1', [
    limitSetting,
  ]);
  const parsed = Limit.safeParse(rows[0]?.value);
  return parsed.success ? parsed.data : uploadBytesMax;
}

/** How large a file may be is the house's to say: by its disks, and by what is to be kept in a vault at all. */
export const setUploadLimit = defineCommand({
  name: 'vault.setUploadLimit',
  title: { zh: '设定上传文件上限', en: 'Set the limit of uploads' },
  input: SetUploadLimit,
  rule: vaultModulePolicy['vault.limit'],
  async load(tx) {
    const rows = await tx.readSql<{ id: string }>('select id from setting where name = $1', [limitSetting]);
    const found = rows[0];
    return found === undefined ? null : tx.lock(settings, found.id);
  },
  async handle(tx, { input, target }) {
    const value = input.mebibytes * mebibyte;
    if (target === null) await tx.insert(settings, { id: tx.newId(), name: limitSetting, value });
    else await tx.update(settings, target, { value });
    return { result: { mebibytes: input.mebibytes } };
  },
});
