import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { extractOdp, extractOds, extractOdt } from './odf.ts';
import { makeOdf } from './testing/make-packages.ts';
import { gapReasons, summarise } from './testing/summarise.ts';

const meta = ['property: 样例标题 [property]', 'property: 样例项目 [property]'];
const readText = async (content: string, more: Parameters<typeof makeOdf>[2] = {}): Promise<string[]> =>
  summarise(
    await collectExtraction(extractOdt, makeOdf('text', `<office:text>${content}</office:text>`, more)),
  );

test('paragraphs, spaces, headings, notes and annotations are told', async () => {
  const content =
    '<text:h>标题</text:h><text:p>机<text:span>密</text:span><text:s text:c="2"/>件<text:tab/>尾' +
    '<text:note><text:note-body><text:p>脚注</text:p></text:note-body></text:note></text:p>' +
    '<text:p><office:annotation><dc:creator>甲一</dc:creator><text:p>批注</text:p></office:annotation>正文</text:p>';
  expect(await readText(content)).toEqual([
    'heading: 标题',
    'footnote: 脚注',
    'body: 机密  件\t尾',
    'attribute: 甲一 [comment]',
    'comment: 批注 [comment]',
    'body: 正文',
    ...meta,
  ]);
});

const style = (family: string, inner: string): string =>
  `<style:style style:name="T" style:family="${family}">${inner}</style:style>`;

test.each([
  ['display', '<style:text-properties text:display="none"/>', 'hidden-text'],
  ['colour', '<style:text-properties fo:color="#ffffff"/>', 'background-colour'],
  [
    'its own background',
    '<style:text-properties fo:color="#ff0000" fo:background-color="#ff0000"/>',
    'background-colour',
  ],
  ['size', '<style:text-properties fo:font-size="1pt"/>', 'tiny'],
])('text hidden by %s', async (_, properties, hidden) => {
  const content = '<text:p>见<text:span text:style-name="T">不见</text:span></text:p>';
  expect(await readText(content, { automatic: style('text', properties) })).toEqual([
    'body: 见',
    `body: 不见 [${hidden}]`,
    ...meta,
  ]);
});

test('tracked deletions, hidden sections and hidden paragraphs are hidden', async () => {
  const content =
    '<text:tracked-changes><text:changed-region><text:deletion><text:p>删去</text:p></text:deletion></text:changed-region></text:tracked-changes>' +
    '<text:section text:display="none"><text:p>节</text:p></text:section><text:p>见</text:p>';
  expect(await readText(content)).toEqual([
    'body: 删去 [deleted-revision]',
    'body: 节 [hidden-text]',
    'body: 见',
    ...meta,
  ]);
});

test('headers and footers stand in the styles', async () => {
  const styles =
    '<office:master-styles><style:header><text:p>秘密★5年</text:p></style:header><style:footer><text:p>页脚</text:p></style:footer></office:master-styles>';
  expect(await readText('<text:p>文</text:p>', { styles })).toEqual([
    'body: 文',
    'header: 秘密★5年',
    'footer: 页脚',
    ...meta,
  ]);
});

const cell = (text: string): string => `<table:table-cell><text:p>${text}</text:p></table:table-cell>`;

test('hidden sheets, rows and columns of a workbook hide their cells', async () => {
  const content =
    '<office:spreadsheet><table:table table:name="甲"><table:table-column/><table:table-column table:visibility="collapse"/>' +
    `<table:table-row>${cell('见')}${cell('列')}</table:table-row>` +
    `<table:table-row table:visibility="collapse">${cell('行')}</table:table-row></table:table>` +
    `<table:table table:name="乙" table:style-name="T"><table:table-row>${cell('暗')}</table:table-row></table:table></office:spreadsheet>`;
  const automatic = style('table', '<style:table-properties table:display="false"/>');
  const found = await collectExtraction(extractOds, makeOdf('spreadsheet', content, { automatic }));
  expect(
    found.segments.map(({ text, place, hidden }) => [place.sheet, place.cell, text, hidden]).slice(0, 6),
  ).toEqual([
    ['甲', undefined, '甲', undefined],
    ['甲', 'A1', '见', undefined],
    ['甲', 'B1', '列', 'hidden-column'],
    ['甲', 'A2', '行', 'hidden-row'],
    ['乙', undefined, '乙', 'hidden-sheet'],
    ['乙', 'A1', '暗', 'hidden-sheet'],
  ]);
});

const page = (inner: string, attributes = ''): string =>
  `<draw:page ${attributes}><draw:frame><draw:text-box><text:p>${inner}</text:p></draw:text-box></draw:frame></draw:page>`;

test('slides have numbers, notes and hidden ones', async () => {
  const content = `<office:presentation>${page('一')}${page('二', 'draw:style-name="T"')}</office:presentation>`;
  const automatic = style(
    'drawing-page',
    '<style:drawing-page-properties presentation:visibility="hidden"/>',
  );
  const found = await collectExtraction(extractOdp, makeOdf('presentation', content, { automatic }));
  expect(found.segments.map(({ text, place, hidden }) => [place.slide, text, hidden]).slice(0, 2)).toEqual([
    [1, '一', undefined],
    [2, '二', 'hidden-slide'],
  ]);
});

test('encrypted parts are a gap', async () => {
  const manifest =
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>';
  const bytes = makeOdf('text', '', { parts: { 'META-INF/manifest.xml': manifest } });
  const found = await collectExtraction(extractOdt, bytes);
  expect(gapReasons(found)).toEqual(['encrypted']);
});

test('pictures are handed on, macros said, objects in place read', async () => {
  const parts = {
    'Pictures/1.png': Buffer.from('89504e470d0a1a0a', 'hex'),
    'Basic/Standard/Module1.xml': '<x/>',
    'Object 1/content.xml':
      '<text:p xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">图表</text:p>',
  };
  const found = await collectExtraction(extractOdt, makeOdf('text', '', { parts }));
  expect(summarise(found)).toEqual(['body: 图表 [embedded]', ...meta]);
  expect([found.pictures.length, gapReasons(found)]).toEqual([1, ['macro-not-read']]);
});

test('a flat document is read like a package', async () => {
  const flat =
    '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    '<office:meta><dc:title>平面</dc:title></office:meta><office:body><office:text><text:p>正文</text:p></office:text></office:body></office:document>';
  expect(summarise(await collectExtraction(extractOdt, Buffer.from(flat)))).toEqual([
    'property: 平面 [property]',
    'body: 正文',
  ]);
});
