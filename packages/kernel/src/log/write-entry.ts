import { randomBytes } from 'node:crypto';
import { encodeLeaf } from '@fengni/seal/canonical';
import { SealError } from '@fengni/seal/errors';
import type { Actor } from '../access/actor.ts';
import { canonicalText } from '../command/canonical.ts';
import type { Json, JsonObject } from '../command/define.ts';
import type { Tx } from '../db/tx.ts';
import type { KeyRing } from '../keys/key-ring.ts';
import { commitmentOfText } from './details.ts';

export type LogOutcome = 'done' | 'parked' | 'denied' | 'refused' | 'failed' | 'opened';

/** What one entry records. Everything here is of the handle tier or withheld. */
export interface EntryContent {
  readonly actor: Pick<Actor, 'accountId' | 'personId' | 'sessionId' | 'power'> | null;
  readonly terminal: string;
  readonly command: string;
  readonly commandId: string | null;
  readonly outcome: LogOutcome;
  readonly input: Json;
  readonly subject?: string | undefined;
  /** Duty under which it was done and whom the actor stood in for. */
  readonly by?: { readonly duty: string; readonly deputyFor: string | null } | null;
  readonly result?: JsonObject | undefined;
  readonly reason?: string | undefined;
  readonly more?: JsonObject | undefined;
}

/** What a command's id is answered with when it is sent again; kept with the entry, in the same round trip. */
export interface KeptOutcome {
  readonly commandId: string;
  readonly outcome: unknown;
}

/**
 * Writes the entry of this transaction: leaf, salted details, MAC and place in the sealer's queue, together with the
 * digest of all register rows the transaction wrote. No lock is taken; the sealer numbers entries later (DESIGN §5).
 */
export async function writeEntry(
  tx: Tx,
  keys: KeyRing,
  content: EntryContent,
  kept?: KeptOutcome,
): Promise<void> {
  const rows = await tx.writeSql<{ rows_written: number; digest: string }>(
    'select rows_written, digest from log_rows_digest($1)',
    [tx.entryId],
  );
  const { actor } = content;
  const details = {
    version: 1,
    entry: tx.entryId,
    at: tx.now.toISOString(),
    actor:
      actor === null ? null : { account: actor.accountId, person: actor.personId, session: actor.sessionId },
    power: actor?.power ?? null,
    by: content.by ?? null,
    terminal: content.terminal,
    command: content.command,
    commandId: content.commandId,
    outcome: content.outcome,
    input: content.input,
    subject: content.subject ?? null,
    result: content.result ?? null,
    reason: content.reason ?? null,
    more: content.more ?? null,
    rows: { count: rows[0]?.rows_written ?? 0, digest: rows[0]?.digest ?? '' },
  };
  const text = detailsText(details);
  const salt = randomBytes(32);
  const leaf = encodeLeaf({
    version: 1,
    id: tx.entryId,
    time: tx.now.toISOString(),
    commitment: commitmentOfText(salt, text),
  });
  const run =
    kept === undefined ? '' : 'run as (update command_run set outcome = $13, entry_id = $1 where id = $12), ';
  await tx.writeSql(
    `with ${run}entry as (insert into log_entry (id, recorded_at, leaf) values ($1, $2, $3)),
          detail as (insert into log_detail (entry_id, salt, details, account_id, person_id, command, outcome, subject_id, recorded_at)
                     values ($1, $4, $5, $6, $7, $8, $9, $10, $2))
     insert into log_pending (entry_id, mac) values ($1, $11)`,
    [
      tx.entryId,
      tx.now,
      leaf,
      salt,
      text,
      actor?.accountId ?? null,
      actor?.personId ?? null,
      content.command,
      content.outcome,
      content.subject ?? null,
      keys.macEntry(leaf),
      ...(kept === undefined ? [] : [kept.commandId, JSON.stringify(kept.outcome)]),
    ],
    kept === undefined ? 3 : 4,
  );
}

/** Canonical JSON. Input that is not Unicode (lone surrogates) is logged as far as it is: a refusal must be on record. */
function detailsText(details: Json): string {
  try {
    return canonicalText(details);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return canonicalText(wellFormed(details));
  }
}

function wellFormed(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value.map(wellFormed);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), wellFormed(inner)]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
