import { openCheckpoint } from '@fengni/seal/checkpoint';
import { SealError } from '@fengni/seal/errors';
import type { VerifierKey } from '@fengni/seal/note';
import type pg from 'pg';
import { sessions, settings } from '../access/tables.ts';
import type { JsonObject } from '../command/define.ts';
import type { Kernel } from '../command/kernel.ts';
import { transact } from '../command/transact.ts';
import { withClient } from '../db/pool.ts';
import { writeEntry } from '../log/write-entry.ts';
import type { Manifest } from './records.ts';
import { unconfirmedSetting } from './restore-backup.ts';

/** What a restore lost, as far as anything outside the backup can tell. */
export interface RestoreLoss {
  /** Entries of the log in the backup. */
  readonly restored: number;
  /** Entries a witness has seen; null where no witness's checkpoint is at hand. */
  readonly witnessed: number | null;
  /** Entries that were witnessed and are in no backup: numbers `restored` to `witnessed - 1`. */
  readonly lost: number;
  /** Where backup and witness speak of the same size, whether they speak of the same tree. */
  readonly agrees: boolean | null;
}

/**
 * Compares a backup's log with the checkpoint a witness holds.
 * Throws `SealError` where the note is not signed by this log.
 */
export function findLoss(manifest: Manifest, note: string | null, keys: readonly VerifierKey[]): RestoreLoss {
  const { size: restored, root } = manifest.head;
  if (note === null) return { restored, witnessed: manifest.witnessed?.size ?? null, lost: 0, agrees: null };
  const seen = openCheckpoint(note, keys);
  if (seen.origin !== manifest.head.origin) throw new SealError('checkpoint.malformed');
  return {
    restored,
    witnessed: seen.size,
    lost: Math.max(0, seen.size - restored),
    agrees: seen.size === restored ? seen.root.toString('base64') === root : null,
  };
}

/**
 * Begins a new epoch of the log after a restore: an entry names the old head, the last witness and what was lost, and
 * everybody's sessions end. The house stays unconfirmed.
 */
export async function beginEpoch(the: {
  readonly kernel: Kernel;
  readonly owner: pg.ClientConfig;
  readonly manifest: Manifest;
  readonly loss: RestoreLoss;
  readonly operator: string;
}): Promise<{ readonly epoch: number; readonly sessionsEnded: number }> {
  const { kernel, manifest, loss } = the;
  const found = await withClient(the.owner, async (client) => {
    const { rows } = await client.query<{ setting: string; sessions: string[] }>(
      `select id as setting, array(select id::text from session where ended_at is null and kind <> 'approval') as sessions
       from setting where name = $1`,
      [unconfirmedSetting],
    );
    return rows[0] ?? { setting: '', sessions: [] };
  });
  const epoch = manifest.head.epoch + 1;
  const facts: JsonObject = {
    oldHead: manifest.head,
    newEpoch: epoch,
    witnessed: manifest.witnessed,
    loss: { ...loss },
    backupMadeAt: manifest.madeAt,
  };
  // the reading role is the sealer's here: the head is its own
  const options = { sessionHash: '', entryId: kernel.newId(), mode: 'read write', readAs: 'sealer' } as const;
  await transact(kernel, options, async (tx) => {
    tx.grant([found.setting, ...found.sessions]);
    await tx.readSql('update log_head set epoch = $1 where epoch = $2', [epoch, manifest.head.epoch]);
    await tx.writeSql(`update ${sessions.name} set ended_at = $2 where id = any($1)`, [
      found.sessions,
      tx.now,
    ]);
    await tx.writeSql(`update ${settings.name} set value = $2 where id = $1`, [
      found.setting,
      JSON.stringify(facts),
    ]);
    await writeEntry(tx, kernel.keys, {
      actor: null,
      terminal: 'console',
      command: 'house.restore',
      commandId: null,
      outcome: 'done',
      input: {},
      more: { ...facts, operator: the.operator },
    });
  });
  return { epoch, sessionsEnded: found.sessions.length };
}
