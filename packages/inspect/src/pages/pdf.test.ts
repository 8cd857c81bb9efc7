import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PdfKit from 'pdfkit';
import { expect, test } from 'vitest';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import { collectExtraction } from '../document/testing/collect.ts';
import type { CollectOptions } from '../document/testing/collect.ts';
import { extractPdf } from './pdf.ts';
import { hexOf, makePdf, makeTextPdf, packStream } from './testing/make-pdf.ts';
import type { PdfInput } from './testing/make-pdf.ts';

const read = async (pdf: Uint8Array, options?: CollectOptions) => collectExtraction(extractPdf, pdf, options);
const readPage = async (content: string, input: Omit<PdfInput, 'pages'> = {}) =>
  read(makePdf({ pages: [content], ...input }));
const show = (text: string, { x = 60, y = 700, size = 12 } = {}) =>
  `BT /F1 ${size} Tf 1 0 0 1 ${x} ${y} Tm ${hexOf(text)} Tj ET`;

/** Bodies with what hides them. */
async function hiddenOf(content: string, input?: Omit<PdfInput, 'pages'>) {
  const { segments } = await readPage(content, input);
  return Object.fromEntries(
    segments.filter(({ place }) => place.kind === 'body').map(({ text, hidden }) => [text, hidden ?? 'seen']),
  );
}

test('lines come in order with page, paragraph and place', async () => {
  const { segments, gaps, pictures } = await read(
    makeTextPdf([['关于样例材料管理的通知', '各部门应当逐份登记'], ['第二页']]),
  );
  expect(segments.map(({ text, place }) => [text, place.page])).toEqual([
    ['关于样例材料管理的通知', 1],
    ['各部门应当逐份登记', 1],
    ['第二页', 2],
  ]);
  const [first] = segments;
  expect(first?.place.region?.x).toBeCloseTo(60 / 595, 3);
  expect(first?.place.region?.y).toBeCloseTo((842 - 780 - 10.5 * 0.85) / 842, 2);
  expect(first?.place.region?.width).toBeCloseTo((11 * 10.5) / 595, 3);
  expect({ gaps, pictures }).toEqual({ gaps: [], pictures: [] });
});

test('a mark that is drawn in pieces is one line', async () => {
  const { segments } = await readPage(
    [
      show('年', { x: 108 }),
      show('正文在前', { y: 500 }),
      show('机密', { x: 60 }),
      show('★10', { x: 84 }),
    ].join('\n'),
  );
  expect(segments.map(({ text }) => text)).toContain('机密★10年');
});

test('lines that go on make one paragraph, an indent begins another', async () => {
  const { segments } = await readPage(
    [
      show('第一段从这里开始一直写到行尾为止', { x: 84, y: 700 }),
      show('接着还是第一段的内容写到这里结束了', { x: 60, y: 682 }),
      show('第二段缩进两格', { x: 84, y: 664 }),
    ].join('\n'),
  );
  expect(segments.map(({ place }) => place.paragraph)).toEqual([1, 1, 2]);
});

test('what a reader would not see is said to be hidden', async () => {
  const box = '0.2 g 50 590 200 40 re f';
  expect(
    await hiddenOf(
      [
        show('看得见'),
        `1 g ${show('白字', { y: 650 })}`,
        box,
        `1 g ${show('深底白字', { y: 600 })} 0 g`,
        show('被涂黑', { y: 550 }),
        '0 g 50 540 200 30 re f',
        `3 Tr ${show('隐形', { y: 500 })} 0 Tr`,
        show('极小', { y: 450, size: 1 }),
        show('页外', { x: 700, y: 400 }),
        `q /Clear gs ${show('全透明', { y: 350 })} Q`,
      ].join('\n'),
      { resources: '/ExtGState << /Clear << /ca 0 >> >>' },
    ),
  ).toEqual({
    看得见: 'seen',
    白字: 'background-colour',
    深底白字: 'seen',
    被涂黑: 'hidden-text',
    隐形: 'hidden-text',
    极小: 'tiny',
    页外: 'off-page',
    全透明: 'hidden-text',
  });
});

test('a layer that is switched off hides its text', async () => {
  const content = `/OC /Off BDC ${show('关闭的图层')} EMC /OC /On BDC ${show('打开的图层', { y: 600 })} EMC`;
  expect(
    await hiddenOf(content, {
      catalogue: '/OCProperties << /OCGs [7 0 R 8 0 R] /D << /OFF [7 0 R] >> >>',
      resources: '/Properties << /Off 7 0 R /On 8 0 R >>',
      objects: [{ text: '<< /Type /OCG /Name (off) >>' }, { text: '<< /Type /OCG /Name (on) >>' }],
    }),
  ).toEqual({ 关闭的图层: 'hidden-text', 打开的图层: 'seen' });
});

const photograph = packStream(
  '/Type /XObject /Subtype /Image /Width 32 /Height 32 /ColorSpace /DeviceGray /BitsPerComponent 8',
  Buffer.alloc(32 * 32, 120),
);
const drawPhotograph = 'q 595 0 0 842 0 0 cm /Im Do Q';

test('characters recognised earlier under the picture of their page are not hidden', async () => {
  const input = { resources: '/XObject << /Im 7 0 R >>', objects: [photograph] };
  expect(await hiddenOf(`${drawPhotograph} 3 Tr ${show('识别所得')} 0 Tr`, input)).toEqual({
    识别所得: 'seen',
  });
});

test('a page that only shows a picture is handed on as a page, an empty one is not', async () => {
  const pdf = makePdf({
    pages: [drawPhotograph, ''],
    resources: '/XObject << /Im 7 0 R >>',
    objects: [photograph],
  });
  const { pictures } = await read(pdf);
  expect(pictures.map(({ page, isPage, pdf: whole }) => ({ page, isPage, whole }))).toEqual([
    { page: 1, isPage: true, whole: {} },
  ]);
});

test('a scanned page stays one though a number is printed on it', async () => {
  const input = { resources: '/XObject << /Im 7 0 R >>', objects: [photograph] };
  const { pictures } = await readPage(`${drawPhotograph} ${show('第3页')}`, input);
  expect(pictures.map(({ page, isPage }) => ({ page, isPage }))).toContainEqual({ page: 1, isPage: true });
  const longer = await readPage(`${drawPhotograph} ${show('正文'.repeat(40), { size: 5 })}`, input);
  expect(longer.pictures.every(({ isPage }) => isPage !== true)).toBe(true);
});

test('a picture among text is handed on as it is', async () => {
  const { pictures, gaps } = await readPage(`q 100 0 0 100 50 50 cm /Im Do Q ${show('图文混排')}`, {
    resources: '/XObject << /Im 7 0 R >>',
    objects: [photograph],
  });
  expect(gaps).toEqual([]);
  expect(pictures).toHaveLength(1);
  expect(Buffer.from(pictures[0]?.bytes ?? []).toString('latin1', 1, 4)).toBe('PNG');
});

test('glyphs without characters are counted, and their page is left to recognition', async () => {
  const glyphs = Array.from({ length: 40 }, (_, index) => String.fromCharCode(3 + index * 210)).join('');
  const { gaps, pictures } = await readPage(show(glyphs), { hasCharacters: false });
  expect(gaps).toEqual([{ reason: 'unmapped-characters', count: 40, path: [] }]);
  expect(pictures).toMatchObject([{ page: 1, isPage: true }]);
});

const utf16 = (text: string) => `<feff${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;

test('comments, fields, links, outline and metadata are read', async () => {
  const { segments } = await readPage(show('正文'), {
    catalogue: '/Outlines 7 0 R /AcroForm << /Fields [10 0 R] >>',
    page: '/Annots [9 0 R 10 0 R 11 0 R]',
    trailer: '/Info 12 0 R',
    objects: [
      { text: '<< /Type /Outlines /First 8 0 R /Last 8 0 R /Count 1 >>' },
      { text: `<< /Title ${utf16('第一章')} /Parent 7 0 R >>` },
      {
        text: `<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents ${utf16('批注意见')} /T ${utf16('甲一')} >>`,
      },
      {
        text: `<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V ${utf16('乙二')} /Rect [10 50 90 70] /DA (/Helv 10 Tf) >>`,
      },
      {
        text: '<< /Type /Annot /Subtype /Link /Rect [10 80 90 90] /A << /S /URI /URI (https://example.org/a) >> >>',
      },
      { text: `<< /Title ${utf16('标题属性')} /Author ${utf16('丙三')} >>` },
    ],
  });
  const seen = segments.map(({ text, hidden, place }) => [place.kind, text, hidden]);
  expect(seen).toContainEqual(['heading', '第一章', undefined]);
  expect(seen).toContainEqual(['annotation', '批注意见', 'comment']);
  expect(seen).toContainEqual(['annotation', '甲一', 'comment']);
  expect(seen).toContainEqual(['field', '乙二', undefined]);
  expect(seen).toContainEqual(['attribute', 'https://example.org/a', undefined]);
  expect(seen).toContainEqual(['property', '标题属性', 'property']);
  expect(seen).toContainEqual(['property', '丙三', 'property']);
});

test('attachments are entered', async () => {
  const { entered } = await readPage(show('正文'), {
    catalogue: '/Names << /EmbeddedFiles << /Names [(a) 7 0 R] >> >>',
    objects: [
      { text: '<< /Type /Filespec /F (list.txt) /UF (list.txt) /EF << /F 8 0 R >> >>' },
      packStream('/Type /EmbeddedFile', Buffer.from('附件内容')),
    ],
  });
  expect(entered.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['list.txt', '附件内容'],
  ]);
});

test('what an earlier revision said is given as deleted', async () => {
  const before = makeTextPdf([['旧版本内容', '不变的一行']]);
  const content = Buffer.from(`BT /F1 10.5 Tf 1 0 0 1 60 700 Tm ${hexOf('不变的一行')} Tj ET`);
  const start = before.length;
  const object = Buffer.from(
    `8 0 obj\n<< /Length ${content.length} >>\nstream\n${content.toString()}\nendstream\nendobj\n`,
  );
  const previous = /startxref\n(\d+)/.exec(before.toString('latin1'))?.[1] ?? '0';
  const after = Buffer.concat([
    before,
    object,
    Buffer.from(
      `xref\n8 1\n${String(start).padStart(10, '0')} 00000 n \ntrailer\n<< /Size 9 /Root 1 0 R /Prev ${previous} >>\nstartxref\n${start + object.length}\n%%EOF\n`,
    ),
  ]);
  const { segments } = await read(after);
  expect(segments.map(({ text, hidden }) => [text, hidden])).toEqual([
    ['不变的一行', undefined],
    ['旧版本内容', 'deleted-revision'],
  ]);
});

const fontFile = fileURLToPath(
  import.meta.resolve('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'),
);

async function printed(text: string, options: PDFKit.PDFDocumentOptions): Promise<Buffer> {
  const document = new PdfKit(options);
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => void chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on('end', () => resolve()));
  document.font(readFileSync(fontFile)).fontSize(14).text(text);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

test('an embedded font is read; a password opens what is encrypted, without one it is a gap', async () => {
  const plain = await read(await printed('内嵌字体的正文', {}));
  expect(plain.segments.map(({ text }) => text)).toContain('内嵌字体的正文');
  const locked = await printed('加密的正文', { userPassword: '口令-1', pdfVersion: '1.7ext3' });
  expect((await read(locked)).gaps).toEqual([{ reason: 'encrypted', path: [] }]);
  expect((await read(locked, { passwords: ['no'] })).gaps).toEqual([{ reason: 'encrypted', path: [] }]);
  const opened = await read(locked, { passwords: ['no', '口令-1'] });
  expect(opened.segments.map(({ text }) => text)).toContain('加密的正文');
});

test('pages beyond the limit are a gap', async () => {
  const { segments, gaps } = await read(makeTextPdf([['一'], ['二'], ['三']]), { limits: { pagesMax: 2 } });
  expect(segments.map(({ text }) => text)).toEqual(['一', '二']);
  expect(gaps).toEqual([{ reason: 'too-many-pages', limit: 2, path: [] }]);
});

test('a file that is no PDF, or cut off, or whose pages turn on themselves, is survived', async () => {
  expect((await read(Buffer.from('%PDF-1.7 nothing more'))).gaps).toMatchObject([{ reason: 'damaged' }]);
  const whole = makeTextPdf([['可以恢复的正文']]);
  const cut = whole.subarray(0, whole.indexOf('xref'));
  const recovered = await read(cut);
  expect(recovered.segments.map(({ text }) => text)).toContain('可以恢复的正文');
  expect(recovered.gaps).toMatchObject([{ reason: 'damaged' }]);
  const loop = whole.toString('latin1').replace(/\/Kids \[\d+ 0 R\]/, '/Kids [2 0 R]');
  expect((await read(Buffer.from(loop, 'latin1'))).gaps.length).toBeGreaterThan(0);
});

test('mutations of a file with everything in it never crash, and most still give their text', async () => {
  const file = makePdf({
    pages: [show('变异测试正文'), drawPhotograph],
    catalogue: '/Names << /EmbeddedFiles << /Names [(a) 8 0 R] >> >>',
    resources: '/XObject << /Im 7 0 R >>',
    objects: [
      photograph,
      { text: '<< /Type /Filespec /F (b.txt) /EF << /F 9 0 R >> >>' },
      packStream('/Type /EmbeddedFile', Buffer.from('b')),
    ],
  });
  let readable = 0;
  for (let seed = 1; seed <= 60; seed += 1) {
    const { segments } = await read(mutateFile(file, seed));
    if (segments.some(({ text }) => text.includes('变异测试'))) readable += 1;
  }
  expect(readable).toBeGreaterThan(15);
});
