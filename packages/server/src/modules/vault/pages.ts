import {
  type FileRoute,
  type LoadTx,
  type Query,
  defineFile,
  defineQuery,
} from '@fengni/kernel/command/define';
import { Refusal } from '@fengni/kernel/command/refusal';
import type { Vault } from '@fengni/kernel/vault/vault';
import { watermarkedType } from '@fengni/inspect/watermark';
import { levelToken } from '../carriers/api.ts';
import { CopyPages, PageRequest, PagesQuery } from './contract.ts';
import { vaultModulePolicy } from './policy.ts';
import { pageWidths } from './rules.ts';
import { type ContentTarget, db, readContent, readObject, refuse } from './store.ts';
import { type Views, watermarkOf } from './views.ts';

/** A copy's carrier as the foot of a page and the head of the viewer name it. */
export async function readCarrierOf(tx: LoadTx, copyId: string) {
  const row = await tx.readOne(
    db
      .selectFrom('copy as y')
      .innerJoin('carrier as c', 'c.id', 'y.carrier_id')
      .innerJoin('carrier_matter as m', 'm.id', 'c.id')
      .select(['y.copy_no', 'c.id as carrier_id', 'c.number', 'c.mark', 'c.scheme', 'c.level', 'm.title'])
      .where('y.id', '=', copyId),
  );
  if (row === undefined) throw new Refusal('not.found');
  return row;
}

/** A page as an image with the watermark of who looks; its opening is on the log before it is sent. */
export function createPageRoute(views: Views): FileRoute {
  return defineFile({
    name: 'vault.page',
    title: { zh: '查看电子文档页面', en: 'Look at a page' },
    input: PageRequest,
    rule: vaultModulePolicy['vault.read'],
    async make(tx, { input, actor }) {
      const { copy } = await readContent(tx, input.copyId);
      const carrier = await readCarrierOf(tx, input.copyId);
      if (copy.pages_object_id === null) throw refuse('vault.page.none', { page: input.page });
      const book = await readObject(tx, copy.pages_object_id);
      const mark = await watermarkOf(tx, {
        actor,
        number: carrier.number,
        copyNo: carrier.copy_no,
        width: input.width,
      });
      const bytes = await views.page(book, input.page, mark);
      if (bytes === undefined) throw refuse('vault.page.none', { page: input.page });
      // the name tells nothing that the address did not
      return { fileName: `${input.page}.jpg`, mediaType: watermarkedType, bytes, subject: copy.id };
    },
  });
}

/** What there is to look at: pages and their sizes, and what cannot be shown. Nothing of a page itself. */
export function createPagesQuery(the: { readonly views: Views; readonly vault: Vault }): Query {
  return defineQuery({
    name: 'vault.pages',
    title: { zh: '电子文档页面目录', en: 'Pages of an electronic document' },
    input: PagesQuery,
    output: CopyPages,
    rule: vaultModulePolicy['vault.read'],
    async run(tx, { input }) {
      const target = await readContent(tx, input.copyId);
      const carrier = await readCarrierOf(tx, input.copyId);
      const report = await readReport(tx, the.views, target);
      const book =
        target.copy.pages_object_id === null ? null : await readObject(tx, target.copy.pages_object_id);
      const index = book === null ? [] : await the.views.pageIndex(book);
      return {
        copyId: input.copyId,
        copyNo: carrier.copy_no,
        carrierId: carrier.carrier_id,
        number: carrier.number,
        mark: carrier.mark,
        levelToken: levelToken(carrier.scheme, carrier.level, carrier.mark),
        title: carrier.title,
        fileName: target.fileName,
        count: index.length,
        pages: index.map(({ page, width, height }) => ({ page, width, height })),
        faithful: report?.rendering?.faithful ?? false,
        engine: report?.rendering?.engine ?? null,
        gaps: (report?.gaps ?? []).filter(({ what }) => what === 'pages'),
        widths: [...pageWidths],
      };
    },
  });
}

async function readReport(tx: LoadTx, views: Views, { copy }: ContentTarget) {
  if (copy.text_object_id === null) return null;
  return views.report(await readObject(tx, copy.text_object_id));
}
