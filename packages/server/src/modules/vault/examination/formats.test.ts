// CAR-11
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeDocumentText, decodeReport, encodeDocumentText } from './document-text.ts';
import type { ExaminationReport } from './examination-report.ts';
import { encodePageBook, readPage, readPageIndex } from './page-book.ts';

const report: ExaminationReport = {
  kind: 'docx',
  outcome: 'whole',
  head: { title: '年度安排', documentNo: null, originator: null, copyNo: null, markText: null, mark: null },
  problems: [],
  gaps: [],
  pages: 2,
  rendering: { engine: 'pdf', faithful: true },
  nearCopies: [],
  textUnits: 4,
};

async function* cut(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size);
}

test('text comes back as it went in, wherever the vault cuts its bytes', async () => {
  const piece = fc.record({ page: fc.option(fc.nat({ max: 900 })), text: fc.string({ unit: 'grapheme' }) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 8 }),
      fc.integer({ min: 1, max: 50 }),
      async (pieces, size) => {
        const bytes = Buffer.concat([...encodeDocumentText({ report, pieces })]);
        expect(await decodeDocumentText(cut(bytes, size))).toEqual({ report, pieces });
        expect(await decodeReport(cut(bytes, size))).toEqual(report);
      },
    ),
  );
});

test('each page of a book is found by its number, and no other bytes are read for it', async () => {
  const image = fc.uint8Array({ minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(fc.array(image, { minLength: 1, maxLength: 6 }), async (images) => {
      const pages = images.map((bytes, i) => ({ page: i + 1, width: 10 + i, height: 20, image: bytes }));
      const parts: Uint8Array[] = [];
      for await (const part of encodePageBook(eachOf(pages))) parts.push(part);
      const book = Buffer.concat(parts);
      const read = (from: number, to: number) => cut(book.subarray(from, to), 7);
      const index = await readPageIndex(read, book.byteLength);
      for (const page of pages) {
        const found = await readPage(read, index, page.page);
        expect(found?.width).toBe(page.width);
        expect(Buffer.from(found?.image ?? []).equals(page.image)).toBe(true);
      }
      expect(await readPage(read, index, images.length + 1)).toBeUndefined();
    }),
  );
});

async function* eachOf<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
