import type { ClockworkTask } from '@fengni/kernel/command/define';
import { daysAfter } from '@fengni/kernel/command/instant';
import { vaultObjects } from '@fengni/kernel/vault/tables';
import { uploadKeptDays } from './rules.ts';
import { db } from './store.ts';
import { uploads } from './tables.ts';
import { dropUploads } from './uploads.ts';

/** Uploads ended in one run; what is left is taken by the next. */
const uploadsAtOnceMax = 200;

/** What was uploaded and never attached is nobody's document: after some days its key is destroyed. */
export const sweepUploads: ClockworkTask = {
  name: 'vault.sweepUploads',
  title: { zh: '清除未登记的上传文件', en: 'Remove uploads that were not attached' },
  everyMinutes: 60,
  async run(tx) {
    const before = daysAfter(tx.now, -uploadKeptDays);
    const due = await tx.read(
      db
        .selectFrom('upload')
        .select(['id', 'object_id'])
        .where('state', 'in', ['open', 'examining', 'ready'])
        .where('begun_at', '<', before)
        .orderBy('begun_at')
        .limit(uploadsAtOnceMax),
    );
    if (due.length === 0) return {};
    const [rows] = await tx.lockTogether([
      { of: uploads, ids: due.map((row) => row.id) },
      { of: vaultObjects, ids: due.map((row) => row.object_id) },
    ]);
    const live = rows.filter((row) => row.state !== 'attached' && row.state !== 'dropped');
    await dropUploads(
      tx,
      live.map((upload) => ({ upload })),
    );
    return { result: { removed: live.length } };
  },
};
