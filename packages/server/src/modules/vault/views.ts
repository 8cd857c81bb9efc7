import type { Actor } from '@fengni/kernel/access/actor';
import type { LoadTx } from '@fengni/kernel/command/define';
import type { VaultObjectRow } from '@fengni/kernel/vault/tables';
import type { Vault } from '@fengni/kernel/vault/vault';
import { watermarkPage } from '@fengni/inspect/watermark';
import { formatTime } from '../../print/format.ts';
import { decodeReport } from './examination/document-text.ts';
import type { ExaminationReport } from './examination/examination-report.ts';
import { type PageIndex, readPage, readPageIndex } from './examination/page-book.ts';

/** Indexes of page books kept: a reader turns the pages of one document. They hold places and sizes, nothing of content. */
const indexesHeldMax = 200;

/** Reads what views need out of the vault; whoever hands in a row has been let see it by row-level security. */
export class Views {
  readonly #vault: Vault;
  readonly #indexes = new Map<string, PageIndex>();

  constructor(vault: Vault) {
    this.#vault = vault;
  }

  async pageIndex(book: VaultObjectRow): Promise<PageIndex> {
    const known = this.#indexes.get(book.id);
    // a locked vault shows nothing, and a destroyed book has no pages
    if (known !== undefined && this.#vault.status === 'open' && book.state === 'kept') return known;
    const index = await readPageIndex(
      (from, to) => this.#vault.read(book, { from, to }),
      book.byte_count ?? 0,
    );
    this.#indexes.set(book.id, index);
    const [oldest] = this.#indexes.keys();
    if (this.#indexes.size > indexesHeldMax && oldest !== undefined) this.#indexes.delete(oldest);
    return index;
  }

  /** A page as a JPEG with the watermark of who looks at it; undefined where there is none of that number. */
  async page(book: VaultObjectRow, page: number, mark: WatermarkOf): Promise<Buffer | undefined> {
    const index = await this.pageIndex(book);
    const found = await readPage((from, to) => this.#vault.read(book, { from, to }), index, page);
    if (found === undefined) return undefined;
    return watermarkPage(found.image, {
      lines: mark.lines,
      seed: `${mark.seed}/${page}`,
      ...(mark.width === undefined ? {} : { width: mark.width }),
    });
  }

  /** What the examination said of a file. */
  report(text: VaultObjectRow): Promise<ExaminationReport> {
    return decodeReport(this.#vault.read(text));
  }
}

export interface WatermarkOf {
  readonly lines: readonly string[];
  readonly seed: string;
  readonly width?: number;
}

/** Who looks, when, where from, and at which copy: what a photograph of the screen tells. */
export async function watermarkOf(
  tx: LoadTx,
  the: { readonly actor: Actor; readonly number: string; readonly copyNo: string; readonly width?: number },
): Promise<WatermarkOf> {
  const { actor } = the;
  const zone = await tx.readSql<{ zone: string; staff: string | null }>(
    `select current_setting('fengni.zone') as zone, (select staff_no from person where id = $1) as staff`,
    [actor.personId],
  );
  const staff = zone[0]?.staff ?? '';
  const at = formatTime(tx.now, actor.language, zone[0]?.zone ?? 'UTC');
  return {
    lines: [`${actor.name} ${staff}`.trim(), at, `${actor.terminal} ${the.number}-${the.copyNo}`.trim()],
    seed: `${actor.personId}/${tx.now.toISOString()}`,
    ...(the.width === undefined ? {} : { width: the.width }),
  };
}
