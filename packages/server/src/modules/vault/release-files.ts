import { type FileRoute, type LoadTx, defineFile } from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Vault } from '@fengni/kernel/vault/vault';
import { printPageImages } from '../../print/page-images.ts';
import { housePrinting } from '../house-printing.ts';
import { ReleasedFile } from './contract.ts';
import { decodeDocumentText, wholeText } from './examination/document-text.ts';
import { readCarrierOf } from './pages.ts';
import { vaultModulePolicy } from './policy.ts';
import { db, readContent, readObject, refuse } from './store.ts';
import type { ReleaseKind, VaultReleaseRow } from './tables.ts';
import { type Views, watermarkOf } from './views.ts';

/** Seconds for which a release counts as being handed out: until its opening stands in the log. */
const handingSeconds = 120;

/** What was released for its asker: each is handed out to him alone, print and file once. */
export function createReleaseFiles(the: { readonly vault: Vault; readonly views: Views }): FileRoute[] {
  const { vault, views } = the;
  const turns = new Turns();

  const printed = defineFile({
    name: 'vault.printFile',
    title: { zh: '取打印件', en: 'Take the print' },
    input: ReleasedFile,
    rule: vaultModulePolicy['vault.read'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const release = await findRelease(tx, { ...input, kind: 'print', personId: actor.personId });
      const { copy } = await readContent(tx, release.copy_id);
      const carrier = await readCarrierOf(tx, release.copy_id);
      if (copy.pages_object_id === null) throw refuse('vault.pages.none');
      const book = await readObject(tx, copy.pages_object_id);
      const mark = await watermarkOf(tx, { actor, number: carrier.number, copyNo: carrier.copy_no });
      return turns.take(release.id, tx.now, async () => {
        const index = await views.pageIndex(book);
        const printing = await housePrinting(tx, { actor, code: 'FN' });
        const bytes = await printPageImages(
          { ...printing, title: carrier.number },
          index.map(({ page, width, height }) => ({
            width,
            height,
            load: async () => (await views.page(book, page, mark)) ?? Buffer.alloc(0),
          })),
        );
        return {
          fileName: `${carrier.number}.pdf`,
          mediaType: 'application/pdf',
          bytes,
          subject: release.id,
        };
      });
    },
  });

  const saved = defineFile({
    name: 'vault.savedFile',
    title: { zh: '取导出文件', en: 'Take the file' },
    input: ReleasedFile,
    rule: vaultModulePolicy['vault.read'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const release = await findRelease(tx, { ...input, kind: 'save', personId: actor.personId });
      const { original, fileName } = await readContent(tx, release.copy_id);
      return turns.take(release.id, tx.now, async () => ({
        fileName,
        mediaType: 'application/octet-stream',
        bytes: Buffer.alloc(0),
        stream: vault.read(original),
        subject: release.id,
      }));
    },
  });

  const text = defineFile({
    name: 'vault.text',
    title: { zh: '取文档文字', en: 'Take the text' },
    input: ReleasedFile,
    rule: vaultModulePolicy['vault.read'],
    async make(tx, { input, actor }) {
      const release = await findRelease(tx, { ...input, kind: 'copy-text', personId: actor.personId });
      const { copy } = await readContent(tx, release.copy_id);
      if (copy.text_object_id === null) throw refuse('vault.pages.none');
      const object = await readObject(tx, copy.text_object_id);
      const { pieces } = await decodeDocumentText(vault.read(object));
      const bytes = Buffer.from(wholeText(pieces), 'utf8');
      return { fileName: 'text.txt', mediaType: 'text/plain; charset=utf-8', bytes, subject: release.id };
    },
  });

  return [printed, saved, text];
}

/** A release of the caller's own that has not run out, and of print or file not been handed out. */
async function findRelease(
  tx: LoadTx,
  the: { readonly releaseId: string; readonly kind: ReleaseKind; readonly personId: string },
): Promise<VaultReleaseRow> {
  const release = await tx.readOne(
    db.selectFrom('vault_release').selectAll().where('id', '=', the.releaseId).where('kind', '=', the.kind),
  );
  if (release === undefined || release.person_id !== the.personId) throw new Refusal('not.found');
  if (release.ended_at !== null || release.until <= tx.now)
    throw refuse(the.kind === 'copy-text' ? 'vault.text.permission' : 'vault.release.used');
  if (the.kind === 'copy-text') return release;
  const [opened] = await tx.readSql<{ opened: boolean }>('select release_opened($1) as opened', [release.id]);
  if (opened?.opened === true) throw refuse('vault.release.used');
  return release;
}

/** Two requests at once must not both have what is handed out once: the log has the first one's entry only when it is made. */
class Turns {
  readonly #since = new Map<string, number>();

  async take<Made>(releaseId: string, now: Date, make: () => Promise<Made>): Promise<Made> {
    const [since, at] = [this.#since.get(releaseId), now.getTime()];
    if (since !== undefined && at - since < handingSeconds * 1000) throw refuse('vault.release.used');
    this.#since.set(releaseId, at);
    try {
      return await make();
    } catch (error) {
      this.#since.delete(releaseId);
      throw error;
    }
  }
}
