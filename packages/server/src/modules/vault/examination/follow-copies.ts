import { CopyIndexRefused } from '@fengni/inspect/copy-index';
import type { ChaskeyKey } from '@fengni/inspect/chaskey';
import type { Kernel } from '@fengni/kernel/command/kernel';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Tx } from '@fengni/kernel/db/tx';
import { asClockwork, writeClockworkEntry } from '@fengni/kernel/schedule/as-clockwork';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import type { Vault } from '@fengni/kernel/vault/vault';
import { gramsOfText } from '../search/grams.ts';
import { db } from '../store.ts';
import { electronicCopies } from '../tables.ts';
import { decodeDocumentText, wholeText } from './document-text.ts';
import type { Examiner } from './examine-file.ts';

export interface FollowDeps {
  readonly kernel: Kernel;
  readonly vault: Vault;
  readonly copies: Examiner['copies'];
  readonly gramKey: ChaskeyKey;
}

/**
 * Brings one electronic copy in line with its carrier: its words are findable below 机密 and not above, and its fingerprints
 * are in the house's index while its content is kept. Returns false where none waits or the vault is locked.
 */
export async function followNext(deps: FollowDeps): Promise<boolean> {
  if (deps.vault.status !== 'open') return false;
  const waiting = await asClockwork(deps.kernel, deps.kernel.newId(), findNext);
  if (waiting === null) return false;
  const { copyId, text } = waiting;
  const words = text?.state === 'kept' ? await readWords(deps.vault, text) : null;
  const fingerprinted = await keepFingerprints(deps, copyId, words);
  await asClockwork(deps.kernel, deps.kernel.newId(), async (tx) => {
    const copy = await tx.lock(electronicCopies, copyId);
    if (words !== null)
      await tx.writeSql('select put_content_grams($1, $2)', [copyId, [...gramsOfText(words, deps.gramKey)]]);
    await tx.update(electronicCopies, copy, { follow: false, fingerprinted });
    await writeClockworkEntry(deps.kernel, tx, {
      command: 'vault.index',
      outcome: 'done',
      input: {},
      subject: copyId,
    });
  });
  return true;
}

async function findNext(
  tx: Tx,
): Promise<{ readonly copyId: string; readonly text: VaultObjectRow | undefined } | null> {
  const [copy] = await tx.read(
    db
      .selectFrom('electronic_copy')
      .select(['id', 'text_object_id'])
      .where('follow', '=', true)
      .orderBy('id')
      .limit(1),
  );
  if (copy === undefined) return null;
  const text =
    copy.text_object_id === null
      ? undefined
      : await tx.readOne(db.selectFrom('vault_object').selectAll().where('id', '=', copy.text_object_id));
  return { copyId: copy.id, text };
}

/** The words of a copy; null where its content is gone. */
async function readWords(vault: Vault, text: VaultObjectRow): Promise<string | null> {
  try {
    const { pieces } = await decodeDocumentText(vault.read(text));
    return wholeText(pieces);
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

async function keepFingerprints(
  { copies }: FollowDeps,
  copyId: string,
  words: string | null,
): Promise<boolean> {
  if (copies === null) return false;
  if (words === null) {
    // what a destroyed document left leaves the disk, too
    if (await copies.remove(copyId)) await copies.compact();
    return false;
  }
  try {
    await copies.add(copyId, words);
    return true;
  } catch (error) {
    // a text too short or too long to be told from others
    if (error instanceof CopyIndexRefused) return false;
    throw error;
  }
}
