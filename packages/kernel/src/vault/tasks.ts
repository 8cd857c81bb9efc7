import type { ClockworkTask } from '../command/define.ts';
import type { Tx } from '../db/tx.ts';
import { oweDestruction, readRoot } from './key-commands.ts';
import { finishDestructions, rewrapDue, sweepVault } from './moves.ts';
import type { Vault } from './vault.ts';

/** What the vault does by itself, once its store is open: destructions ended, keys wrapped anew, orphans swept. */
export function createVaultTasks(vault: Vault): ClockworkTask[] {
  return [
    {
      name: 'vault.finishDestructions',
      title: { zh: '销毁电子文档密钥', en: 'Destroy the keys of electronic documents' },
      everyMinutes: 1,
      async run(tx) {
        const destroyed = await finishDestructions(vault, tx);
        if (destroyed > 0) await oweHeldGenerations(tx);
        return { result: { destroyed } };
      },
    },
    {
      name: 'vault.rewrap',
      title: { zh: '更换电子文档密钥的封装', en: 'Wrap the keys of electronic documents anew' },
      everyMinutes: 1,
      async run(tx) {
        return { result: { wrapped: await rewrapDue(vault, tx) } };
      },
    },
    {
      name: 'vault.sweep',
      title: { zh: '清理电子文档库', en: 'Sweep the vault' },
      everyMinutes: 24 * 60,
      async run(tx) {
        return { result: await sweepVault(vault, tx) };
      },
    },
  ];
}

/** A generation that still opens what was destroyed is owed its own end (DESIGN §6). */
async function oweHeldGenerations(tx: Tx): Promise<void> {
  const held = await tx.readSql<{ id: string; number: number }>(
    `select g.id, g.number from vault_generation g where g.state = 'alive' and exists (
       select from vault_object o where o.state = 'destroyed' and o.generations_left @> array[g.number])`,
  );
  if (held.length > 0) await oweDestruction(tx, held, await readRoot(tx));
}
