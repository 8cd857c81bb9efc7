import { type Command, type LoadTx, defineCommand } from '@fengni/kernel/command/define';
import type { Locked, Tx } from '@fengni/kernel/db/tx';
import { attachObjects } from '@fengni/kernel/vault/moves';
import { vaultObjects } from '@fengni/kernel/vault/tables';
import { type Vault, levelKeyOf } from '@fengni/kernel/vault/vault';
import {
  type CarrierRow,
  type CopyRow,
  addCopies,
  carrierMatters,
  carriers,
  copies,
  copyNumbers,
  isTopLevel,
  lockCarrier,
  moveCopies,
} from '../carriers/api.ts';
import { AttachUpload } from './contract.ts';
import { vaultFlows, vaultModulePolicy } from './policy.ts';
import { vaultPlace } from './rules.ts';
import { db, refuse } from './store.ts';
import { type UploadRow, electronicCopies, electronicCopyMatters, uploads } from './tables.ts';
import { Refusal } from '@fengni/kernel/command/refusal';

interface AttachTarget {
  readonly carrier: Locked<CarrierRow>;
  readonly unitPath: string;
  /** The copy that takes the file; null where one more is made for it. */
  readonly copy: Locked<CopyRow> | null;
  readonly taken: boolean;
  /** The upload is its uploader's alone: whoever consents sees the carrier and not the file. */
  readonly upload: Locked<UploadRow> | null;
  readonly fileName: string;
}

/**
 * A file that was uploaded becomes a numbered copy of a carrier, under the key of its level. The copy of a carrier that was
 * registered as electronic takes it at once; one more copy is a copy, and needs the consent that copying needs (CAR-5).
 */
export function createAttachCommand({ vault }: { readonly vault: Vault }): Command {
  return defineCommand({
    name: 'vault.attach',
    title: { zh: '登记电子份', en: 'Attach a file as an electronic copy' },
    input: AttachUpload,
    rule: vaultModulePolicy['vault.attach'],
    load: loadTarget,
    unitPath: (target) => target.unitPath,
    subjectId: ({ carrier }) => carrier.id,
    subjectNumber: ({ carrier }) => carrier.number,
    parks({ target: { upload, copy, carrier } }) {
      // an upload that is not the caller's own is not there; without one there is nothing to ask for
      if (copy !== null || upload === null) return null;
      return isTopLevel(carrier) ? vaultFlows.attach.top : vaultFlows.attach.usual;
    },
    snapshot: ({ target: { carrier, copy } }) => ({
      number: carrier.number,
      mark: carrier.mark,
      copyNo: copy?.copy_no ?? null,
    }),
    handle: (tx, { target, actor }) => attach(tx, vault, { target, actor }),
  });
}

async function loadTarget(
  tx: LoadTx,
  input: { readonly uploadId: string; readonly carrierId: string; readonly copyId: string | null },
): Promise<AttachTarget> {
  const { carrier, unitPath } = await lockCarrier(tx, input.carrierId);
  // who attaches a file says what is in the carrier, so he must be able to know it
  await tx.lock(carrierMatters, carrier.id);
  const copy = input.copyId === null ? null : await tx.lock(copies, input.copyId);
  const found = await tx.readOne(
    db
      .selectFrom('upload as u')
      .innerJoin('upload_matter as m', 'm.id', 'u.id')
      .select(['u.object_id', 'm.file_name'])
      .where('u.id', '=', input.uploadId),
  );
  const [[upload]] = await tx.lockTogether([
    { of: uploads, ids: found === undefined ? [] : [input.uploadId] },
    { of: vaultObjects, ids: found === undefined ? [] : [found.object_id] },
  ]);
  const holding = await tx.readOne(
    db
      .selectFrom('electronic_copy')
      .select('id')
      .where('id', '=', input.copyId ?? carrier.id),
  );
  return {
    carrier,
    unitPath,
    copy,
    taken: holding !== undefined,
    upload: upload ?? null,
    fileName: found?.file_name ?? '',
  };
}

function checkTarget({ carrier, copy, taken, upload }: AttachTarget): Locked<UploadRow> {
  if (upload === null) throw new Refusal('not.found');
  if (carrier.medium === 'telegram') throw refuse('vault.carrier.telegram');
  if (carrier.state !== 'active') throw refuse('vault.carrier.state');
  if (upload.state === 'open' || upload.state === 'examining') throw refuse('upload.still.examined');
  if (upload.state !== 'ready') throw refuse('upload.not.ready');
  if (copy === null) return upload;
  const fits =
    copy.carrier_id === carrier.id && carrier.medium === 'electronic' && copy.state === 'in-store' && !taken;
  if (!fits) throw refuse('vault.copy.taken', { copyNo: copy.copy_no });
  return upload;
}

async function attach(
  tx: Tx,
  vault: Vault,
  the: { readonly target: AttachTarget; readonly actor: Parameters<typeof addCopies>[1]['actor'] },
) {
  const { target, actor } = the;
  const { carrier } = target;
  const upload = checkTarget(target);
  const copy = await copyFor(tx, the);
  await attachObjects(vault, tx, {
    objectId: upload.object_id,
    levelKey: levelKeyOf(carrier.scheme, carrier.level),
    subjectId: carrier.id,
    partId: copy.id,
  });
  await tx.insert(electronicCopies, {
    id: copy.id,
    carrier_id: carrier.id,
    register_id: carrier.register_id,
    object_id: upload.object_id,
    text_object_id: upload.text_object_id,
    pages_object_id: upload.pages_object_id,
    byte_count: upload.size_bytes,
    page_count: upload.page_count ?? 0,
    outcome: upload.outcome ?? 'failed',
    attached_at: tx.now,
    attached_by: actor.personId,
    follow: true,
    fingerprinted: false,
  });
  await tx.insert(electronicCopyMatters, {
    id: copy.id,
    carrier_id: carrier.id,
    file_name: target.fileName,
  });
  await tx.update(uploads, upload, { state: 'attached', copy_id: copy.id, ended_at: tx.now });
  return { result: { copyId: copy.id, copyNo: copy.copy_no } };
}

/** The copy the file becomes: the one that waits for it, or one more. */
async function copyFor(
  tx: Tx,
  { target, actor }: Parameters<typeof attach>[2],
): Promise<Pick<CopyRow, 'id' | 'copy_no'>> {
  const { copy, carrier } = target;
  if (copy !== null) {
    await moveCopies(tx, [copy], {
      move: 'store',
      byId: actor.personId,
      signed: 'clerk',
      holderId: null,
      place: vaultPlace,
    });
    return copy;
  }
  const [next] = await tx.writeSql<{ ordinal: number }>('select next_copy_ordinal($1) as ordinal', [
    carrier.id,
  ]);
  const [added] = await addCopies(tx, {
    carrier,
    actor,
    copyNos: copyNumbers(next?.ordinal ?? 1, 1),
    move: 'register',
    place: vaultPlace,
    keeperId: null,
  });
  if (added === undefined) throw new Error('one copy was added');
  await tx.update(carriers, carrier, { copy_count: carrier.copy_count + 1 });
  return added;
}
