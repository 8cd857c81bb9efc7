import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { extractPptx } from './pptx.ts';
import { makePptx, relationsXml, slideShape, slideXml } from './testing/make-packages.ts';
import { gapReasons, summarise } from './testing/summarise.ts';

const read = async (bytes: Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractPptx, bytes);

test('slides are told in the order of the show with their numbers, hidden ones as hidden', async () => {
  const { segments } = await read(
    makePptx([
      { shapes: slideShape('一') },
      { shapes: slideShape('二'), attributes: 'show="0"' },
      { shapes: slideShape('三') },
    ]),
  );
  expect(segments.map(({ text, place, hidden }) => [place.slide, text, hidden])).toEqual([
    [1, '一', undefined],
    [2, '二', 'hidden-slide'],
    [3, '三', undefined],
  ]);
});

test('a slide that is in no show is hidden', async () => {
  const stray = slideXml('sld', `<p:cSld><p:spTree>${slideShape('弃用')}</p:spTree></p:cSld>`);
  expect(summarise(await read(makePptx([], { 'ppt/slides/slide9.xml': stray })))).toEqual([
    'slide: 弃用 [hidden-slide]',
  ]);
});

const white = '<a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill></a:rPr>';
const blueShape = '<a:solidFill><a:srgbClr val="0000FF"/></a:solidFill>';
const offShape = '<a:xfrm><a:off x="9999999" y="0"/><a:ext cx="10" cy="10"/></a:xfrm>';

test.each([
  ['white on white', { run: white }, 'slide: 字 [background-colour]'],
  ['white on blue', { run: white, shape: blueShape }, 'slide: 字'],
  ['one point', { run: '<a:rPr sz="100"/>' }, 'slide: 字 [tiny]'],
  ['beside the slide', { shape: offShape }, 'slide: 字 [off-page]'],
])('a text that is %s', async (_, look, expected) => {
  expect(summarise(await read(makePptx([{ shapes: slideShape('字', look) }])))).toEqual([expected]);
});

test('notes, comments, alternative texts, tables and diagrams are told', async () => {
  const space = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  const parts = {
    'ppt/notesSlides/notesSlide1.xml': slideXml('notes', slideShape('备注')),
    'ppt/comments/comment1.xml': slideXml('cmLst', '<p:cm><p:text>批注</p:text></p:cm>'),
    'ppt/commentAuthors.xml': slideXml('cmAuthorLst', '<p:cmAuthor name="甲一"/>'),
    'ppt/diagrams/data1.xml': `<d ${space}><a:p><a:t>节点</a:t></a:p></d>`,
    'ppt/diagrams/drawing1.xml': `<d ${space}><a:p><a:t>节点</a:t></a:p></d>`,
  };
  const table =
    '<p:graphicFrame><a:tbl><a:tc><a:p><a:r><a:t>格</a:t></a:r></a:p></a:tc></a:tbl></p:graphicFrame>';
  const picture = '<p:pic><p:cNvPr id="2" name="n" descr="图说"/></p:pic>';
  const relations = [
    { type: 'notesSlide', target: '../notesSlides/notesSlide1.xml' },
    { type: 'comments', target: '../comments/comment1.xml' },
    { type: 'diagramData', target: '../diagrams/data1.xml' },
    { type: 'diagramDrawing', target: '../diagrams/drawing1.xml' },
  ];
  expect(summarise(await read(makePptx([{ shapes: table + picture, relations }], parts)))).toEqual([
    'table: 格',
    'attribute: 图说 [property]',
    'notes: 备注',
    'comment: 批注 [comment]',
    'text-box: 节点',
    'attribute: 甲一 [comment]',
  ]);
});

test('what a layout draws on every slide is told, prompts of its placeholders are not', async () => {
  const layout = slideXml(
    'sldLayout',
    slideShape('点击编辑', { nonVisual: '<p:ph type="title"/>' }) + slideShape('内部资料'),
  );
  expect(summarise(await read(makePptx([], { 'ppt/slideLayouts/slideLayout1.xml': layout })))).toEqual([
    'slide: 内部资料',
  ]);
});

test('embedded objects are entered, pictures carry the number of their slide, films are said', async () => {
  const relations = [
    { type: 'image', target: '../media/image1.png' },
    { type: 'package', target: '../embeddings/a.xlsx' },
  ];
  const found = await read(
    makePptx([{ shapes: '', relations }], {
      'ppt/media/image1.png': Buffer.from('89504e470d0a1a0a', 'hex'),
      'ppt/media/film.mp4': 'film',
      'ppt/embeddings/a.xlsx': 'PK',
    }),
  );
  expect(found.pictures.map(({ slide }) => slide)).toEqual([1]);
  expect(found.entered.map(({ name }) => name)).toEqual(['a.xlsx']);
  expect(gapReasons(found)).toEqual(['media-not-read']);
});

test('a package whose show is gone is damaged, its slides are still read', async () => {
  const found = await read(
    makePptx([{ shapes: slideShape('甲') }], {
      'ppt/presentation.xml': '',
      'ppt/_rels/presentation.xml.rels': relationsXml([]),
    }),
  );
  expect(summarise(found)).toEqual(['slide: 甲 [hidden-slide]']);
});
