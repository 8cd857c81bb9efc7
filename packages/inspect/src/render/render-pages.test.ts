// CAR-11
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import { makeDocx, wordRun } from '../office/testing/make-packages.ts';
import { packPdf, packStream } from '../pages/testing/make-pdf.ts';
import { TaskPool } from '../process/task-process.ts';
import { packStored } from '../workbook/zip-package.ts';
import { describeRenderGap, renderGapReasons } from './render-gaps.ts';
import { pagePixelsMax } from './page-image.ts';
import { collectPages, inkOf } from './testing/collect-pages.ts';
import { makeOfd, ofdText } from './testing/make-ofd.ts';
import { makePng, makeRenderFiles, makeSheets, makeSlides, makeWord } from './testing/render-files.ts';

let pool: TaskPool;

beforeAll(() => {
  pool = new TaskPool({ jobs: 2 });
});

afterAll(async () => pool.close());

test.each(makeRenderFiles())('$name gives pages with ink on them', async ({ bytes }) => {
  const { pages, report } = await collectPages(pool, bytes, { dpi: 72 });
  expect(report.pages).toBe(pages.length);
  expect(pages.length).toBeGreaterThan(0);
  expect(inkOf(pages[0])).toBeGreaterThan(0);
});

test('a PDF has its pages at the size asked for, and letters of fonts it does not bring', async () => {
  // Names the font of the Song dynasty and brings none, as official PDFs of old do.
  const pdf = packPdf([
    { text: '<< /Type /Catalog /Pages 2 0 R >>' },
    { text: '<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 595 842] >>' },
    { text: '<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>' },
    packStream('', Buffer.from('BT /F1 24 Tf 1 0 0 1 60 780 Tm <b9d8d3dabcd3c7bfb1a3c3dcb9a4d7f7> Tj ET')),
    {
      text: '<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /GBK-EUC-H /DescendantFonts [6 0 R] >>',
    },
    {
      text: '<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R /DW 1000 >>',
    },
    {
      text: '<< /Type /FontDescriptor /FontName /SimSun /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>',
    },
  ]);
  const { pages, report } = await collectPages(pool, pdf, { dpi: 144 });
  expect(report).toMatchObject({ kind: 'pdf', engine: 'pdf', faithful: true, gaps: [] });
  expect(pages).toMatchObject([{ width: 1190, height: 1684 }]);
  expect(inkOf(pages[0], [0.1, 0.04, 0.45, 0.08])).toBeGreaterThan(0.05);
  expect(inkOf(pages[0], [0.1, 0.12, 0.9, 0.9])).toBe(0);
});

test('a Word document has its pages, what is hidden or deleted is said and not shown', async () => {
  const { pages, report, reasons } = await collectPages(pool, makeWord(), { dpi: 72 });
  expect(report).toMatchObject({ kind: 'docx', engine: 'flow', faithful: false });
  expect(pages.length).toBeGreaterThan(3);
  expect(reasons).toEqual(
    expect.arrayContaining(['simple-layout', 'hidden-not-shown', 'revisions-not-shown']),
  );
  // The number of the page stands in the footer of each, one letter where 88888888 was saved.
  for (const page of pages.slice(0, 3)) {
    expect(inkOf(page, [0.45, 0.88, 0.55, 0.97])).toBeGreaterThan(0);
    expect(inkOf(page, [0.2, 0.9, 0.47, 0.97])).toBe(0);
  }
});

test('a hidden sheet and a hidden slide are said and not shown', async () => {
  const sheets = await collectPages(pool, makeSheets(), { dpi: 72 });
  expect(sheets.report).toMatchObject({ engine: 'sheets', pages: 1 });
  expect(sheets.reasons).toContain('hidden-not-shown');
  const slides = await collectPages(pool, makeSlides(), { dpi: 72 });
  expect(slides.report).toMatchObject({ engine: 'slides', pages: 2 });
  expect(slides.reasons).toContain('hidden-not-shown');
  // What the layout adds stands below on the first slide only.
  expect(inkOf(slides.pages[0], [0, 0.8, 1, 1])).toBeGreaterThan(0);
  expect(inkOf(slides.pages[1], [0, 0.8, 1, 1])).toBe(0);
});

test('text, paths and pictures of an OFD stand where it says', async () => {
  const square =
    '<ofd:PathObject ID="3" Boundary="100 150 50 75" Fill="true"><ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 L 50 0 L 50 75 L 0 75 C</ofd:AbbreviatedData></ofd:PathObject>';
  const glyphs = ofdText('\ue000\ue001', '20 250 50 8');
  const { pages, report, reasons } = await collectPages(
    pool,
    makeOfd([ofdText('保密工作') + square + glyphs]),
    { dpi: 72 },
  );
  expect(report).toMatchObject({ kind: 'ofd', engine: 'ofd', pages: 1 });
  expect(inkOf(pages[0], [0.51, 0.51, 0.74, 0.74])).toBe(1);
  expect(inkOf(pages[0], [0.1, 0.1, 0.22, 0.13])).toBeGreaterThan(0.02);
  expect(inkOf(pages[0], [0, 0.8, 1, 1])).toBe(0);
  expect(reasons).toEqual(['fonts-substituted', 'glyphs-not-drawn']);
  expect(report.gaps).toContainEqual({ reason: 'glyphs-not-drawn', count: 2 });
});

const reasonsOf = async (bytes: Uint8Array): Promise<string[]> => (await collectPages(pool, bytes)).reasons;

test('what cannot be shown is said: nothing, riddles, archives, what is locked', async () => {
  expect(await reasonsOf(new Uint8Array())).toEqual(['empty']);
  expect(await reasonsOf(Buffer.from('7f454c46020101000000000000000000', 'hex'))).toEqual(['unknown-kind']);
  expect(await reasonsOf(packStored([{ name: 'a.txt', content: Buffer.from('a') }]))).toEqual([
    'unsupported-kind',
  ]);
  expect(await reasonsOf(Buffer.from('%PDF-1.7\nnothing follows'))).toEqual(['damaged']);
});

test('pages beyond the limit are left out with a word', async () => {
  const { pages, report } = await collectPages(pool, Buffer.from('一行\n'.repeat(2000)), {
    dpi: 40,
    pagesMax: 3,
  });
  expect(pages.length).toBe(3);
  expect(report.gaps).toContainEqual({ reason: 'too-many-pages', limit: 3 });
});

test('bombs of pixels, of paper and of packing cost neither the process nor the pool', async () => {
  const header = Buffer.from(makePng(2, 2));
  header.writeUInt32BE(60_000, 16);
  header.writeUInt32BE(60_000, 20);
  expect((await collectPages(pool, header)).report.gaps).toEqual([
    { reason: 'too-many-pixels', limit: pagePixelsMax },
  ]);

  const paper = packPdf([
    { text: '<< /Type /Catalog /Pages 2 0 R >>' },
    { text: '<< /Type /Pages /Count 1 /Kids [3 0 R] /MediaBox [0 0 1000000 1000000] >>' },
    { text: '<< /Type /Page /Parent 2 0 R /Resources << >> >>' },
  ]);
  const drawn = await collectPages(pool, paper);
  expect(drawn.reasons).toContain('too-many-pixels');
  for (const { width, height } of drawn.pages) expect(width * height).toBeLessThanOrEqual(pagePixelsMax);

  const packed = await collectPages(pool, packBomb(), { dpi: 40 });
  expect(packed.reasons).toContain('too-large');
  expect(packed.reasons).not.toContain('crashed');
});

/** A Word document whose body unpacks to a thousand times its size. */
function packBomb(): Buffer {
  const plain = makeDocx(`<w:p>${wordRun('零'.repeat(20_000_000))}</w:p>`);
  const name = Buffer.from('word/document.xml');
  const at = plain.indexOf(name);
  const bytes = plain.readUInt32LE(at - 30 + 22);
  const content = plain.subarray(at + name.length, at + name.length + bytes);
  // Raw deflate: without the two bytes of zlib's head and the four of its sum.
  const packed = deflateSync(content, { level: 9 }).subarray(2, -4);
  return zipOf(name, { packed, bytes });
}

function zipOf(name: Buffer, { packed, bytes }: { packed: Buffer; bytes: number }): Buffer {
  const types = Buffer.from('[Content_Types].xml');
  const entries = [
    { name: types, packed: Buffer.from('<Types/>'), bytes: 8, method: 0 },
    { name, packed, bytes, method: 8 },
  ];
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.method, 4);
    common.writeUInt32LE(entry.packed.length, 14);
    common.writeUInt32LE(entry.bytes, 18);
    common.writeUInt16LE(entry.name.length, 22);
    bodies.push(Buffer.from('PK\u0003\u0004', 'latin1'), common, entry.name, entry.packed);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, place, entry.name);
    at += 30 + entry.name.length + entry.packed.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...bodies, listed, end]);
}

test('a document that keeps its process busy is ended, and the pages before are kept', async () => {
  const short = new TaskPool({ jobs: 1, limits: { timeMs: 15_000, timePerMebibyteMs: 0 } });
  // Each page paints a form that paints a form, ten times each, five deep.
  const forms = Array.from({ length: 6 }, (_, at) =>
    packStream(
      `/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X ${7 + at} 0 R >> >>`,
      Buffer.from(at === 5 ? '0 0 500 500 re f' : '/X Do '.repeat(30)),
    ),
  );
  const pdf = packPdf([
    { text: '<< /Type /Catalog /Pages 2 0 R >>' },
    { text: '<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] /MediaBox [0 0 595 842] >>' },
    { text: '<< /Type /Page /Parent 2 0 R /Resources << >> >>' },
    { text: '<< /Type /Page /Parent 2 0 R /Contents 12 0 R /Resources << /XObject << /X 6 0 R >> >> >>' },
    { text: 'null' },
    ...forms,
    packStream('', Buffer.from('/X Do')),
  ]);
  const { pages, report } = await collectPages(short, pdf);
  await short.close();
  expect(pages.length).toBe(1);
  expect(report.gaps).toEqual([{ reason: 'timed-out', limit: 15_000 }]);
});

test('damaged files of every kind drawn here end no process and keep none', async () => {
  const many = new TaskPool({ jobs: 2, limits: { filesPerProcess: 100 } });
  const suspicious: string[] = [];
  const seen = new Set<string>();
  for (const { name, bytes } of makeRenderFiles())
    for (let seed = 1; seed <= 6; seed += 1) {
      const { reasons } = await collectPages(many, mutate(bytes, seed), { dpi: 40, pagesMax: 5 });
      for (const reason of reasons) {
        seen.add(reason);
        if (['crashed', 'timed-out', 'out-of-memory'].includes(reason))
          suspicious.push(`${name} ${seed} ${reason}`);
      }
    }
  await many.close();
  expect(suspicious).toEqual([]);
  expect(seen).toContain('damaged');
});

function mutate(bytes: Buffer, seed: number): Buffer {
  try {
    return mutateFile(bytes, seed);
  } catch {
    return bytes.subarray(0, Math.floor(bytes.length / seed));
  }
}

/** A process that a file has taken over: it says what it likes. */
function poolSaying(answers: readonly { value: unknown; bytes?: Uint8Array }[]): Pick<TaskPool, 'run'> {
  return {
    async *run() {
      for (const { value, bytes = new Uint8Array() } of answers)
        yield { type: 'answer', value, bytes: Buffer.from(bytes) };
    },
  };
}

test.each([
  ['no object', 'page', undefined],
  ['an unknown kind', { type: 'kind', kind: 'exe', engine: 'pdf' }, undefined],
  ['an unknown engine', { type: 'kind', kind: 'pdf', engine: 'mine' }, undefined],
  ['a page out of order', { type: 'page', page: 2 }, Buffer.from(makePng(4, 4))],
  ['a page that is no page image', { type: 'page', page: 1 }, Buffer.from('GIF89a')],
  ['a gap without a reason', { type: 'gap', gap: { reason: '__proto__' } }, undefined],
  ['a gap with a word for a number', { type: 'gap', gap: { reason: 'damaged', page: '1' } }, undefined],
])('a process that says %s is not believed further', async (_name, value, bytes) => {
  const after = { value: { type: 'page', page: 1 }, bytes: makePng(4, 4) };
  const told = bytes === undefined ? { value } : { value, bytes };
  const { report, pages } = await collectPages(poolSaying([told, after]), new Uint8Array());
  expect(pages).toEqual([]);
  expect(report).toMatchObject({ faithful: false, gaps: [{ reason: 'crashed' }] });
});

test('every gap has words in both languages, with the numbers it met', () => {
  for (const reason of renderGapReasons) {
    const { zh, en } = describeRenderGap({ reason, count: 7, limit: 9 });
    expect(zh).toMatch(/。$/);
    expect(en).toMatch(/\.$/);
    expect(zh + en).not.toMatch(/[{}?]/);
  }
});
