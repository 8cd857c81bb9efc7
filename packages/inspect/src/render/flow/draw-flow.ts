import type { Canvas } from '@napi-rs/canvas';
import type { RenderOutput } from '../render-output.ts';
import type { Block, Section } from './flow.ts';
import { layOutParagraph } from './lay-out-paragraph.ts';
import type { Item, PictureLoader } from './lay-out-paragraph.ts';
import { layOutTable } from './lay-out-table.ts';

/** Draws sections page by page; each begins a page. A document without blocks gives one empty page. */
export async function drawFlow(
  sections: Iterable<Section>,
  { output, loadPicture }: { output: RenderOutput; loadPicture: PictureLoader },
): Promise<void> {
  for (const section of sections) {
    const pages = new FlowPages(section, { output, loadPicture });
    for (const block of section.blocks) await pages.add(block);
    await pages.finish();
  }
}

async function layOutBlocks(
  blocks: Iterable<Block>,
  { width, loadPicture }: { width: number; loadPicture: PictureLoader },
): Promise<Item[]> {
  const items: Item[] = [];
  for (const block of blocks) {
    if (block.kind === 'paragraph') items.push(...(await layOutParagraph(block, { width, loadPicture })));
    else if (block.kind === 'table')
      items.push(...(await layOutTable(block, { width, loadPicture, layOutBlocks })).items);
  }
  return items;
}

interface Page {
  canvas: Canvas;
  scale: number;
  y: number;
}

/** Fills one page after the other and gives each away when the next begins. */
class FlowPages {
  readonly #section: Section;
  readonly #output: RenderOutput;
  readonly #loadPicture: PictureLoader;
  readonly #width: number;
  #page: Page | undefined;
  /** Whether anything stands on the page. */
  #isStarted = false;

  constructor(
    section: Section,
    { output, loadPicture }: { output: RenderOutput; loadPicture: PictureLoader },
  ) {
    this.#section = section;
    this.#output = output;
    this.#loadPicture = loadPicture;
    const { width, left, right } = section.setup;
    this.#width = Math.max(40, width - left - right);
  }

  async add(block: Block): Promise<void> {
    const room = { width: this.#width, loadPicture: this.#loadPicture };
    if (block.kind === 'page-break') {
      if (this.#page === undefined) await this.#open();
      await this.#close();
    } else if (block.kind === 'paragraph')
      for (const item of await layOutParagraph(block, room)) await this.#place(item, []);
    else {
      const { items, repeated } = await layOutTable(block, { ...room, layOutBlocks });
      for (const item of items) await this.#place(item, repeated.includes(item) ? [] : repeated);
    }
  }

  async finish(): Promise<void> {
    if (this.#page === undefined && this.#isStarted) return;
    if (this.#page === undefined) await this.#open();
    await this.#close();
  }

  async #place(item: Item, repeated: readonly Item[]): Promise<void> {
    const { setup } = this.#section;
    const bottom = setup.height - setup.bottom;
    let page = this.#page ?? (await this.#open());
    const before = page.y > setup.top ? item.before : 0;
    if (item.breaksBefore && page.y > setup.top) page = await this.#nextPage([]);
    else if (page.y + before + item.height > bottom && page.y > setup.top) {
      const isTall = item.height > bottom - setup.top;
      const parts = isTall ? item.split?.(bottom - page.y) : undefined;
      if (parts !== undefined) {
        this.#draw(page, parts[0], 0);
        await this.#nextPage(repeated);
        return this.#place(parts[1], repeated);
      }
      page = await this.#nextPage(repeated);
    }
    const fitting = bottom - page.y;
    const parts = item.height > fitting ? item.split?.(fitting) : undefined;
    if (parts !== undefined && parts[1].height < item.height) {
      this.#draw(page, parts[0], 0);
      await this.#nextPage([]);
      return this.#place(parts[1], []);
    }
    this.#draw(page, item, page.y > setup.top ? item.before : 0);
  }

  #draw(page: Page, item: Item, before: number): void {
    const { setup } = this.#section;
    item.draw(page.canvas.getContext('2d'), {
      x: setup.left,
      y: page.y + before,
      page: this.#output.pages + 1,
    });
    page.y += before + item.height;
  }

  async #nextPage(repeated: readonly Item[]): Promise<Page> {
    await this.#close();
    const page = await this.#open();
    const { setup } = this.#section;
    const room = setup.height - setup.top - setup.bottom;
    if (repeated.reduce((all, { height }) => all + height, 0) < room / 2)
      for (const item of repeated) this.#draw(page, item, 0);
    return page;
  }

  async #open(): Promise<Page> {
    const { setup } = this.#section;
    const { canvas, scale } = this.#output.newPage(setup.width, setup.height);
    canvas.getContext('2d').scale(scale, scale);
    this.#page = { canvas, scale, y: setup.top };
    this.#isStarted = true;
    return this.#page;
  }

  async #close(): Promise<void> {
    if (this.#page === undefined) return;
    const { canvas } = this.#page;
    await this.#drawMargins(canvas);
    canvas.getContext('2d').resetTransform();
    this.#output.put(canvas);
    this.#page = undefined;
  }

  /** Header and footer, as far as they fit into their margins. */
  async #drawMargins(canvas: Canvas): Promise<void> {
    const { setup, header, footer } = this.#section;
    const room = { width: this.#width, loadPicture: this.#loadPicture };
    const context = canvas.getContext('2d');
    const page = this.#output.pages + 1;
    let y = setup.header;
    for (const item of await layOutBlocks(header, room)) {
      if (y + item.height > setup.top) break;
      item.draw(context, { x: setup.left, y, page });
      y += item.height;
    }
    const items = await layOutBlocks(footer, room);
    const height = items.reduce((all, item) => all + item.height, 0);
    y = Math.max(setup.height - setup.bottom, setup.height - setup.footer - height);
    for (const item of items) {
      item.draw(context, { x: setup.left, y, page });
      y += item.height;
    }
  }
}
