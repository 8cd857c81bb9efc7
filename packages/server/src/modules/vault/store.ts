import type { LoadTx } from '@fengni/kernel/command/define';
import { Refusal, refuser } from '@fengni/kernel/command/refusal';
import { tables } from '@fengni/kernel/db/table';
import type { Locked } from '@fengni/kernel/db/tx';
import type { OrgTables } from '@fengni/kernel/org/tables';
import { type VaultObjectRow, type VaultTables, vaultObjects } from '@fengni/kernel/vault/tables';
import type { CarriersTables } from '../carriers/api.ts';
import { vaultModuleErrors } from './contract.ts';
import { type ElectronicCopyRow, type UploadRow, type VaultModuleTables, uploads } from './tables.ts';

export const db = tables<VaultModuleTables & VaultTables & CarriersTables & OrgTables>();
export const refuse = refuser(vaultModuleErrors);

/** An upload of the caller's own, with its object. */
export interface UploadTarget {
  readonly upload: Locked<UploadRow>;
  readonly object: Locked<VaultObjectRow>;
}

export async function lockUpload(tx: LoadTx, uploadId: string): Promise<UploadTarget> {
  const [[upload], [object]] = await lockPair(tx, uploadId);
  if (upload === undefined || object === undefined) throw new Refusal('not.found');
  return { upload, object };
}

async function lockPair(tx: LoadTx, uploadId: string) {
  const found = await tx.readOne(db.selectFrom('upload').select('object_id').where('id', '=', uploadId));
  return tx.lockTogether([
    { of: uploads, ids: [uploadId] },
    { of: vaultObjects, ids: found === undefined ? [] : [found.object_id] },
  ]);
}

/** An electronic copy whose content the caller may know; who only handles it has it not found. */
export interface ContentTarget {
  readonly copy: ElectronicCopyRow;
  readonly original: VaultObjectRow;
  readonly fileName: string;
}

/** The rows of a copy's objects under row-level security: who may not know the carrier sees none of them. */
export async function readContent(tx: LoadTx, copyId: string): Promise<ContentTarget> {
  const copy = await tx.readOne(db.selectFrom('electronic_copy').selectAll().where('id', '=', copyId));
  const original =
    copy === undefined
      ? undefined
      : await tx.readOne(db.selectFrom('vault_object').selectAll().where('id', '=', copy.object_id));
  const matter = await tx.readOne(
    db.selectFrom('electronic_copy_matter').select('file_name').where('id', '=', copyId),
  );
  if (copy === undefined || original === undefined || matter === undefined) throw new Refusal('not.found');
  return { copy, original, fileName: matter.file_name };
}

/** An object in the caller's sight. */
export async function readObject(tx: LoadTx, objectId: string): Promise<VaultObjectRow> {
  const row = await tx.readOne(db.selectFrom('vault_object').selectAll().where('id', '=', objectId));
  if (row === undefined) throw new Refusal('not.found');
  return row;
}
