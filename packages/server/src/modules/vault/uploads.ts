import { type Command, defineCommand } from '@fengni/kernel/command/define';
import type { Tx } from '@fengni/kernel/db/tx';
import { beginDestruction } from '@fengni/kernel/vault/moves';
import { type Vault, intakeLevelKey } from '@fengni/kernel/vault/vault';
import { BeginUpload, DropUpload, FinishUpload, RetryExamination } from './contract.ts';
import { vaultModulePolicy } from './policy.ts';
import { readUploadLimit } from './upload-limit.ts';
import { tidyFileName, uploadsOpenMax } from './rules.ts';
import { type UploadTarget, db, lockUpload, refuse } from './store.ts';
import { uploadMatters, uploads } from './tables.ts';

/**
 * A file comes in: begun by a command, its bytes by PATCH in pieces that may be days apart, finished by a command. Until it
 * is attached to a carrier it is its uploader's alone, under a key of its own.
 */
export function createUploadCommands({ vault }: { readonly vault: Vault }): Command[] {
  const beginUpload = defineCommand({
    name: 'vault.beginUpload',
    title: { zh: '开始上传文件', en: 'Begin an upload' },
    input: BeginUpload,
    rule: vaultModulePolicy['vault.upload'],
    async load(tx) {
      const open = await tx.readOne(
        db
          .selectFrom('upload')
          .select((eb) => eb.fn.countAll<string>().as('count'))
          .where('state', '=', 'open'),
      );
      return { open: Number(open?.count ?? 0), limit: await readUploadLimit(tx) };
    },
    async handle(tx, { input, target: { open, limit }, actor }) {
      if (input.size > limit) throw refuse('upload.too.large', { max: Math.floor(limit / 1024 / 1024) });
      if (open >= uploadsOpenMax) throw refuse('upload.too.many', { max: uploadsOpenMax });
      const object = await vault.begin(tx, {
        levelKey: intakeLevelKey,
        purpose: 'original',
        madeBy: actor.personId,
      });
      const id = tx.newId();
      await tx.insert(uploads, {
        id,
        object_id: object.id,
        size_bytes: input.size,
        state: 'open',
        outcome: null,
        text_object_id: null,
        pages_object_id: null,
        page_count: null,
        copy_id: null,
        begun_at: tx.now,
        begun_by: actor.personId,
        finished_at: null,
        ended_at: null,
      });
      await tx.insert(uploadMatters, { id, file_name: tidyFileName(input.name) });
      return { subject: id, result: { uploadId: id } };
    },
  });

  const finishUpload = defineCommand({
    name: 'vault.finishUpload',
    title: { zh: '上传完成', en: 'Finish an upload' },
    input: FinishUpload,
    rule: vaultModulePolicy['vault.upload'],
    load: (tx, input) => lockUpload(tx, input.uploadId),
    subjectId: ({ upload }) => upload.id,
    async handle(tx, { target: { upload, object } }) {
      if (upload.state !== 'open') throw refuse('upload.not.open');
      const { length, ended } = await vault.progress(object);
      if (!ended) throw refuse('upload.not.whole', { received: length, size: upload.size_bytes });
      await vault.finish(tx, object);
      await tx.update(uploads, upload, { state: 'examining', finished_at: tx.now });
      await askExamination(tx, upload.id);
      return {};
    },
  });

  const dropUpload = defineCommand({
    name: 'vault.dropUpload',
    title: { zh: '取消上传', en: 'Drop an upload' },
    input: DropUpload,
    rule: vaultModulePolicy['vault.upload'],
    load: (tx, input) => lockUpload(tx, input.uploadId),
    subjectId: ({ upload }) => upload.id,
    async handle(tx, { target }) {
      if (target.upload.state === 'attached' || target.upload.state === 'dropped')
        throw refuse('upload.not.ready');
      await dropUploads(tx, [target]);
      return {};
    },
  });

  const retryExamination = defineCommand({
    name: 'vault.retryExamination',
    title: { zh: '重新检查', en: 'Examine again' },
    input: RetryExamination,
    rule: vaultModulePolicy['vault.upload'],
    load: (tx, input) => lockUpload(tx, input.uploadId),
    subjectId: ({ upload }) => upload.id,
    async handle(tx, { target: { upload } }) {
      if (upload.state !== 'ready' || upload.outcome === 'whole') throw refuse('upload.not.ready');
      await tx.update(uploads, upload, { state: 'examining', outcome: null });
      await askExamination(tx, upload.id);
      return {};
    },
  });

  return [beginUpload, finishUpload, dropUpload, retryExamination];
}

/** Puts a file in the queue of the examinations: machinery beside the register. */
async function askExamination(tx: Tx, uploadId: string): Promise<void> {
  await tx.writeSql('select ask_examination($1)', [uploadId]);
}

/** Ends uploads: their keys are destroyed, with what was derived from them. */
export async function dropUploads(tx: Tx, dropped: readonly Pick<UploadTarget, 'upload'>[]): Promise<void> {
  await beginDestruction(tx, { objectIds: dropped.map(({ upload }) => upload.object_id) });
  await tx.updateAll(
    uploads,
    dropped.map(({ upload }) => upload),
    { state: 'dropped', ended_at: tx.now },
  );
}
