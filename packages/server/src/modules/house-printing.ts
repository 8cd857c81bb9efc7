import type { Actor } from '@fengni/kernel/access/actor';
import { readHouseState } from '@fengni/kernel/access/begin-house';
import type { LoadTx } from '@fengni/kernel/command/define';
import type { Printing } from '../print/canvas.ts';

/** What every paper of the house bears: whose it is, when and by whom it was printed, and whether the house is a demo. */
export async function housePrinting(
  tx: LoadTx,
  the: { readonly actor: Pick<Actor, 'name' | 'language'>; readonly code: string },
): Promise<Printing> {
  const roots = await tx.readSql<{ name: string; zone: string }>(
    `select name, current_setting('fengni.zone') as zone from unit where parent_id is null`,
  );
  const { settings } = await readHouseState(tx);
  return {
    lang: the.actor.language,
    organisation: roots[0]?.name ?? '',
    printedAt: tx.now,
    printedBy: the.actor.name,
    code: the.code,
    timeZone: roots[0]?.zone ?? 'UTC',
    demo: settings['house.demo'] === true,
  };
}
