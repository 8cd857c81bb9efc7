import { z } from 'zod';

/** A page image of a document, as it was rendered. */
export interface PageImage {
  /** From 1. */
  readonly page: number;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly image: Uint8Array;
}

const Entry = z.object({
  page: z.int().min(1),
  width: z.int().min(1),
  height: z.int().min(1),
  from: z.int().min(0),
  bytes: z.int().min(1),
});
/** Where each page image of a book lies. */
export const PageIndex = z.array(Entry);
export type PageIndex = z.infer<typeof PageIndex>;

const footerBytes = 8;
const indexBytesMax = 4 * 1024 * 1024;

/** Bytes of an object from an offset up to another. */
export type ReadRange = (from: number, to: number) => AsyncIterable<Uint8Array>;

/**
 * All page images of a document in one object: the images one after another, the index of where each lies, and the length
 * of the index. So one key opens the pages of one document, and a view reads the page it shows.
 */
export async function* encodePageBook(pages: AsyncIterable<PageImage>): AsyncGenerator<Uint8Array> {
  const index: PageIndex = [];
  let from = 0;
  for await (const { page, width, height, image } of pages) {
    yield image;
    index.push({ page, width, height, from, bytes: image.byteLength });
    from += image.byteLength;
  }
  const text = Buffer.from(JSON.stringify(index));
  const footer = Buffer.alloc(footerBytes);
  footer.writeUInt32BE(text.byteLength, 4);
  yield text;
  yield footer;
}

/** Where the pages of a book of so many bytes lie. */
export async function readPageIndex(read: ReadRange, byteCount: number): Promise<PageIndex> {
  const footer = await collect(read(byteCount - footerBytes, byteCount));
  const length = footer.readUInt32BE(4);
  if (length > indexBytesMax) throw new Error('an index of pages is of bounded length');
  const text = await collect(read(byteCount - footerBytes - length, byteCount - footerBytes));
  return PageIndex.parse(JSON.parse(text.toString('utf8')));
}

/** One page image, or undefined where there is no such page. */
export async function readPage(
  read: ReadRange,
  index: PageIndex,
  page: number,
): Promise<PageImage | undefined> {
  const entry = index.find((one) => one.page === page);
  if (entry === undefined) return undefined;
  const image = await collect(read(entry.from, entry.from + entry.bytes));
  return { page, width: entry.width, height: entry.height, image };
}

async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts);
}
