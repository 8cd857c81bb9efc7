import { expect, test } from 'vitest';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import { collectExtraction } from '../document/testing/collect.ts';
import { packStored } from '../workbook/zip-package.ts';
import { extractOfd } from './ofd.ts';
import { packPng } from './pack-png.ts';

const read = async (ofd: Uint8Array) => collectExtraction(extractOfd, ofd);
const wrap = (name: string, content: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><ofd:${name} xmlns:ofd="http://www.ofdspec.org/2016">${content}</ofd:${name}>`;
const text = (words: string, { box = '20 30 100 8', more = '', inner = '' } = {}) =>
  `<ofd:TextObject ID="9" Boundary="${box}" Font="1" Size="5" ${more}>${inner}<ofd:TextCode X="0" Y="5" DeltaX="g ${words.length} 5">${words}</ofd:TextCode></ofd:TextObject>`;
const page = (objects: string, template = '') =>
  wrap('Page', `${template}<ofd:Content><ofd:Layer ID="2" Type="Body">${objects}</ofd:Layer></ofd:Content>`);

const entry = wrap(
  'OFD',
  '<ofd:DocBody><ofd:DocInfo><ofd:Title>通知标题</ofd:Title><ofd:Author>甲一</ofd:Author><ofd:Keywords><ofd:Keyword>关键词</ofd:Keyword></ofd:Keywords><ofd:CustomDatas><ofd:CustomData Name="密级">内部</ofd:CustomData></ofd:CustomDatas></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>',
);

interface OfdInput {
  pages: readonly string[];
  document?: string;
  common?: string;
  parts?: Readonly<Record<string, string | Uint8Array>>;
}

function makeOfd({ pages, document = '', common = '', parts = {} }: OfdInput): Buffer {
  const listed = pages
    .map((_page, index) => `<ofd:Page ID="${index + 10}" BaseLoc="Pages/${index}.xml"/>`)
    .join('');
  const root = wrap(
    'Document',
    `<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 200 300</ofd:PhysicalBox></ofd:PageArea>${common}</ofd:CommonData><ofd:Pages>${listed}</ofd:Pages>${document}`,
  );
  const all: Record<string, string | Uint8Array> = { 'OFD.xml': entry, 'Doc_0/Document.xml': root, ...parts };
  pages.forEach((content, index) => (all[`Doc_0/Pages/${index}.xml`] = content));
  return packStored(Object.entries(all).map(([name, content]) => ({ name, content: Buffer.from(content) })));
}

test('pages, places and metadata', async () => {
  const { segments, gaps } = await read(
    makeOfd({ pages: [page(text('第一页正文')), page(text('第二页正文', { box: '40 150 100 8' }))] }),
  );
  expect(gaps).toEqual([]);
  const bodies = segments.filter(({ place }) => place.kind === 'body');
  expect(bodies.map((segment) => [segment.text, segment.place.page])).toEqual([
    ['第一页正文', 1],
    ['第二页正文', 2],
  ]);
  expect(bodies[1]?.place.region).toMatchObject({ x: 0.2, width: 0.125 });
  const properties = segments.filter(({ place }) => place.kind === 'property');
  expect(properties.map((segment) => [segment.place.name, segment.text, segment.hidden])).toEqual([
    ['Title', '通知标题', 'property'],
    ['Author', '甲一', 'property'],
    ['Keyword', '关键词', 'property'],
    ['密级', '内部', 'property'],
  ]);
});

test('template, annotation, pattern, tags, signature and attachment are all read', async () => {
  const watermark = `<ofd:PathObject ID="5" Boundary="0 0 200 300" Fill="true"><ofd:FillColor><ofd:Pattern><ofd:CellContent>${text('严禁复制')}</ofd:CellContent></ofd:Pattern></ofd:FillColor></ofd:PathObject>`;
  const { segments, entered, gaps } = await read(
    makeOfd({
      pages: [page(text('正文', { box: '20 100 50 8' }), '<ofd:Template TemplateID="3"/>')],
      common: '<ofd:TemplatePage ID="3" BaseLoc="Tpl.xml"/>',
      document:
        '<ofd:Annotations>Annots.xml</ofd:Annotations><ofd:Attachments>Attachs.xml</ofd:Attachments><ofd:CustomTags>Tags.xml</ofd:CustomTags><ofd:Outlines><ofd:OutlineElem Title="第一章"/></ofd:Outlines>',
      parts: {
        'Doc_0/Tpl.xml': page(text('模板红头')),
        'Doc_0/Annots.xml': wrap(
          'Annotations',
          '<ofd:Page PageID="10"><ofd:FileLoc>A0.xml</ofd:FileLoc></ofd:Page>',
        ),
        'Doc_0/A0.xml': wrap(
          'PageAnnot',
          `<ofd:Annot Type="Watermark"><ofd:Remark>批注说明</ofd:Remark><ofd:Appearance Boundary="0 0 200 300">${watermark}</ofd:Appearance></ofd:Annot>`,
        ),
        'Doc_0/Attachs.xml': wrap(
          'Attachments',
          '<ofd:Attachment Name="附件清单"><ofd:FileLoc>list.csv</ofd:FileLoc></ofd:Attachment>',
        ),
        'Doc_0/list.csv': '一,二',
        'Doc_0/Tags.xml': wrap(
          'CustomTags',
          '<ofd:CustomTag><ofd:FileLoc>T0.xml</ofd:FileLoc></ofd:CustomTag>',
        ),
        'Doc_0/T0.xml': '<公文体><发文字号>样发〔2026〕1号</发文字号></公文体>',
        'Doc_0/forgotten.txt': '没有任何引用',
      },
    }),
  );
  const all = segments.map((segment) => [segment.place.kind, segment.text, segment.hidden]);
  expect(all).toContainEqual(['annotation', '严禁复制', undefined]);
  expect(all).toContainEqual(['annotation', '批注说明', 'comment']);
  expect(all).toContainEqual(['body', '模板红头', undefined]);
  expect(all).toContainEqual(['body', '正文', undefined]);
  expect(all).toContainEqual(['heading', '第一章', undefined]);
  expect(all).toContainEqual(['property', '样发〔2026〕1号', 'property']);
  expect(entered.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['附件清单.csv', undefined],
    ['Doc_0/forgotten.txt', 'embedded'],
  ]);
  expect(gaps).toEqual([]);
});

test('what a reader would not see is said to be hidden', async () => {
  const { segments } = await read(
    makeOfd({
      pages: [
        page(
          [
            text('看得见'),
            text('不可见', { box: '20 60 50 8', more: 'Visible="false"' }),
            text('透明字', { box: '20 90 50 8', more: 'Alpha="0"' }),
            text('白色字', { box: '20 120 50 8', inner: '<ofd:FillColor Value="255 255 255"/>' }),
            text('页面外', { box: '220 150 50 8' }),
          ].join(''),
        ),
      ],
    }),
  );
  const bodies = segments.filter(({ place }) => place.kind === 'body');
  expect(Object.fromEntries(bodies.map((segment) => [segment.text, segment.hidden]))).toEqual({
    看得见: undefined,
    不可见: 'hidden-text',
    透明字: 'hidden-text',
    白色字: 'background-colour',
    页面外: 'off-page',
  });
});

test('glyphs without text are a gap, and so is a page of nothing but curves', async () => {
  const glyphs =
    '<ofd:TextObject ID="4" Boundary="0 0 50 9" Size="5"><ofd:CGTransform CodePosition="0" GlyphCount="3"><ofd:Glyphs>11 12 13</ofd:Glyphs></ofd:CGTransform><ofd:TextCode X="0" Y="5"></ofd:TextCode></ofd:TextObject>';
  const curves =
    '<ofd:PathObject ID="5" Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData></ofd:PathObject>';
  const { gaps } = await read(makeOfd({ pages: [page(text('字') + glyphs), page(curves)] }));
  expect(gaps).toEqual([
    { reason: 'page-not-read', page: 2, path: [] },
    { reason: 'unmapped-characters', count: 3, path: [] },
  ]);
});

const dot = packPng({ width: 20, height: 20, channels: 1, bits: 8, rows: new Uint8Array(400) });

test('pictures are handed on with their place; one that is all of its page is a page', async () => {
  const { pictures } = await read(
    makeOfd({
      pages: [page('<ofd:ImageObject ID="6" ResourceID="7" Boundary="0 0 200 300"/>')],
      common: '<ofd:DocumentRes>Res.xml</ofd:DocumentRes>',
      parts: {
        'Doc_0/Res.xml': wrap(
          'Res',
          '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
        ).replace('<ofd:Res ', '<ofd:Res BaseLoc="Res" '),
        'Doc_0/Res/a.png': dot,
      },
    }),
  );
  expect(pictures.map(({ page: number, isPage, region }) => ({ number, isPage, region }))).toEqual([
    { number: 1, isPage: true, region: { x: 0, y: 0, width: 1, height: 1 } },
  ]);
});

test('a package without its pages, and one that is none, are gaps', async () => {
  expect((await read(packStored([{ name: 'OFD.xml', content: Buffer.from(entry) }]))).gaps).toMatchObject([
    { reason: 'damaged' },
  ]);
  expect((await read(Buffer.from('PK\u0003\u0004 no package at all'))).gaps).toHaveLength(1);
});

test('mutations never crash, and most still give their text', async () => {
  const file = makeOfd({ pages: [page(text('变异测试正文'))] });
  let readable = 0;
  for (let seed = 1; seed <= 300; seed += 1) {
    const { segments } = await read(mutateFile(file, seed));
    if (segments.some((segment) => segment.text.includes('变异'))) readable += 1;
  }
  expect(readable).toBeGreaterThan(100);
});
