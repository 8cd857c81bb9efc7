import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { extractDocx } from './docx.ts';
import { makeDocx, packParts, packStreamed, wordRun, wordXml } from './testing/make-packages.ts';
import { gapReasons, summarise } from './testing/summarise.ts';

const paragraph = (...runs: string[]): string => `<w:p>${runs.join('')}</w:p>`;
const read = async (bytes: Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractDocx, bytes);
const readBody = async (...body: string[]): Promise<string[]> =>
  summarise(await read(makeDocx(body.join(''))));

test('a word split over runs is one text, paragraphs are counted', async () => {
  const { segments } = await read(
    makeDocx(paragraph(wordRun('机'), wordRun('密')) + paragraph(wordRun('第二段'))),
  );
  expect(segments.map(({ text, place }) => [text, place.paragraph])).toEqual([
    ['机密', 1],
    ['第二段', 2],
  ]);
});

test.each([
  ['vanish', '<w:vanish/>', 'hidden-text'],
  ['white on white', '<w:color w:val="FFFFFF"/>', 'background-colour'],
  ['nearly white', '<w:color w:val="FAFAFA"/>', 'background-colour'],
  [
    'the colour of its shading',
    '<w:color w:val="FF0000"/><w:shd w:val="clear" w:fill="FF0000"/>',
    'background-colour',
  ],
  ['the colour of its marker', '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>', 'background-colour'],
  ['one point', '<w:sz w:val="2"/>', 'tiny'],
  ['a style that vanishes', '<w:rStyle w:val="Ghost"/>', 'hidden-text'],
  ['a style based on one that vanishes', '<w:rStyle w:val="Shade"/>', 'hidden-text'],
])('text hidden by %s is told apart from what is seen', async (_, properties, hidden) => {
  const styles = wordXml(
    'styles',
    '<w:style w:type="character" w:styleId="Ghost"><w:rPr><w:vanish/></w:rPr></w:style>' +
      '<w:style w:type="character" w:styleId="Shade"><w:basedOn w:val="Ghost"/></w:style>',
  );
  const bytes = makeDocx(paragraph(wordRun('看得见'), wordRun('看不见', properties), wordRun('的')), {
    relations: [{ type: 'styles', target: 'styles.xml' }],
    parts: { 'word/styles.xml': styles },
  });
  expect(summarise(await read(bytes))).toEqual(['body: 看得见的', `body: 看不见 [${hidden}]`]);
});

test.each([
  ['vanish switched off', '<w:vanish w:val="0"/>'],
  ['white on black', '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:fill="000000"/>'],
  ['automatic colour', '<w:color w:val="auto"/>'],
  ['small print', '<w:sz w:val="8"/>'],
  ['what it was before a change of format', '<w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange>'],
])('text is not called hidden for %s', async (_, properties) => {
  expect(await readBody(paragraph(wordRun('看得见', properties)))).toEqual(['body: 看得见']);
});

const tableOf = (fill: string): string =>
  `<w:tbl><w:tr><w:tc><w:tcPr>${fill}</w:tcPr>${paragraph(wordRun('白字', '<w:color w:val="FFFFFF"/>'))}</w:tc></w:tr></w:tbl>`;

test('white text in a filled cell is seen, in an empty one it is not', async () => {
  expect(await readBody(tableOf('<w:shd w:val="clear" w:fill="1F3864"/>'), tableOf(''))).toEqual([
    'table: 白字',
    'table: 白字 [background-colour]',
  ]);
});

test('the mark of a paragraph does not hide its letters', async () => {
  const marked = `<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>${wordRun('看得见')}</w:p>`;
  expect(await readBody(marked)).toEqual(['body: 看得见']);
});

test('tracked deletions and what was moved away are hidden, insertions are text', async () => {
  const deleted = '<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>';
  const moved = `<w:moveFrom>${wordRun('移走')}</w:moveFrom>`;
  expect(
    await readBody(paragraph(wordRun('留下'), deleted, `<w:ins>${wordRun('新增')}</w:ins>`, moved)),
  ).toEqual(['body: 留下新增', 'body: 删去 移走 [deleted-revision]']);
});

test('a text box offered twice for two generations of programs is told once', async () => {
  const box = `<w:txbxContent>${paragraph(wordRun('框中文字'))}</w:txbxContent>`;
  const both =
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>${box}</wps:txbx></mc:Choice>` +
    `<mc:Fallback><v:textbox>${box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r>`;
  expect(await readBody(paragraph(wordRun('外'), both))).toEqual(['text-box: 框中文字', 'body: 外']);
});

test('what only the fallback says is hidden', async () => {
  const both =
    `<w:r><mc:AlternateContent><mc:Choice Requires="wps"/><mc:Fallback>${paragraph(wordRun('暗语'))}</mc:Fallback>` +
    '</mc:AlternateContent></w:r>';
  expect(await readBody(paragraph(wordRun('外'), both))).toEqual(['body: 暗语 [hidden-text]', 'body: 外']);
});

test('instructions of fields, words drawn as a watermark and alternative texts are told', async () => {
  const field =
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK </w:instrText></w:r>' +
    '<w:r><w:instrText>"http://a.example"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' +
    `${wordRun('链接')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;
  const drawn =
    '<w:r><v:shape alt="替代"><v:textpath string="机密★10年"/></v:shape><wp:docPr descr="说明"/></w:r>';
  expect(await readBody(paragraph(field, drawn))).toEqual([
    'field: HYPERLINK "http://a.example" [hidden-text]',
    'attribute: 替代 [property]',
    'text-box: 机密★10年',
    'attribute: 说明 [property]',
    'body: 链接',
  ]);
});

test('headers, footers, notes and comments are told as what they are', async () => {
  const bytes = makeDocx(paragraph(wordRun('正文')), {
    relations: [
      { type: 'header', target: 'header1.xml' },
      { type: 'footer', target: 'footer1.xml' },
      { type: 'footnotes', target: 'footnotes.xml' },
      { type: 'comments', target: 'comments.xml' },
    ],
    parts: {
      'word/header1.xml': wordXml('hdr', paragraph(wordRun('秘密★5年'))),
      'word/footer1.xml': wordXml('ftr', paragraph(wordRun('页脚'))),
      'word/footnotes.xml': wordXml('footnotes', `<w:footnote>${paragraph(wordRun('脚注'))}</w:footnote>`),
      'word/comments.xml': wordXml(
        'comments',
        `<w:comment w:author="甲一">${paragraph(wordRun('批注'))}</w:comment>`,
      ),
      'word/header9.xml': wordXml('hdr', paragraph(wordRun('无人引用'))),
    },
  });
  expect(summarise(await read(bytes))).toEqual([
    'body: 正文',
    'header: 秘密★5年',
    'footer: 页脚',
    'footnote: 脚注',
    'attribute: 甲一 [comment]',
    'comment: 批注 [comment]',
    'body: 无人引用 [hidden-text]',
  ]);
});

test('properties, document variables and data bound to the document are hidden properties', async () => {
  const bytes = makeDocx('', {
    relations: [{ type: 'settings', target: 'settings.xml' }],
    parts: {
      'docProps/core.xml':
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:title>标题甲</dc:title></cp:coreProperties>',
      'docProps/app.xml': '<Properties><Company>样例公司</Company><Words>3</Words></Properties>',
      'docProps/custom.xml':
        '<Properties><property name="密级"><vt:lpwstr xmlns:vt="v">机密</vt:lpwstr></property></Properties>',
      'word/settings.xml': wordXml(
        'settings',
        '<w:docVars><w:docVar w:name="甲" w:val="变量值"/></w:docVars>',
      ),
      'customXml/item1.xml': '<root number="12"><name>绑定数据</name></root>',
    },
  });
  const { segments } = await read(bytes);
  expect(segments.map(({ text, place, hidden }) => [place.name, text, hidden])).toEqual([
    ['甲', '变量值', 'property'],
    ['title', '标题甲', 'property'],
    ['Company', '样例公司', 'property'],
    ['密级', '机密', 'property'],
    ['root number', '12', 'property'],
    ['customXml/item1.xml', '绑定数据', 'property'],
  ]);
});

test('embedded files are entered, pictures handed on, macros and media said', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex');
  const found = await read(
    makeDocx('', {
      relations: [{ type: 'aFChunk', target: 'chunk.html' }],
      parts: {
        'word/chunk.html': '<p>块</p>',
        'word/embeddings/oleObject1.bin': 'ole',
        'word/media/image1.png': png,
        'word/media/sound.wav': 'RIFF',
        'word/vbaProject.bin': 'macros',
        'word/theme/theme1.xml': '<theme/>',
      },
    }),
  );
  expect(found.entered.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['chunk.html', 'embedded'],
    ['oleObject1.bin', 'embedded'],
  ]);
  expect(found.pictures).toHaveLength(1);
  expect(gapReasons(found)).toEqual(['media-not-read', 'macro-not-read']);
});

test('what is loaded from outside is a gap, a mere link is not', async () => {
  const link = { type: 'hyperlink', target: 'http://a.example/页', external: true };
  const template = { type: 'attachedTemplate', target: 'http://b.example/t.dotm', external: true };
  const linked = await read(makeDocx('', { relations: [link] }));
  expect([summarise(linked), gapReasons(linked)]).toEqual([
    ['attribute: http://a.example/页 [property]'],
    [],
  ]);
  const loaded = await read(makeDocx('', { relations: [template] }));
  expect(gapReasons(loaded)).toEqual(['external-content']);
});

test('strict documents and other prefixes are read like the usual ones', async () => {
  const strict =
    '<q:document xmlns:q="http://purl.oclc.org/ooxml/wordprocessingml/main"><q:body><q:p><q:r><q:rPr><q:vanish/></q:rPr>' +
    '<q:t>严格</q:t></q:r></q:p></q:body></q:document>';
  const plain =
    '<document xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><p><r><t>无前缀</t></r></p></document>';
  expect(summarise(await read(packParts({ 'word/document.xml': strict })))).toEqual([
    'body: 严格 [hidden-text]',
  ]);
  expect(summarise(await read(packParts({ 'word/document.xml': plain })))).toEqual(['body: 无前缀']);
});

test('a damaged part is a gap, what comes before the damage and the other parts are read', async () => {
  const cut = wordXml('document', paragraph(wordRun('前半')) + paragraph(wordRun('后半'))).slice(0, -20);
  const found = await read(
    packParts({
      'word/document.xml': cut,
      'docProps/app.xml': '<Properties><Manager>乙二</Manager></Properties>',
    }),
  );
  expect(summarise(found)).toEqual(['body: 前半', 'body: 后半', 'property: 乙二 [property]']);
  expect(gapReasons(found)).toEqual(['damaged']);
});

test('entities of a document type are never expanded, and that is said', async () => {
  const bomb = `<!DOCTYPE a [<!ENTITY b "哈"><!ENTITY c "&b;&b;">]>${wordXml('document', paragraph(wordRun('&c;')))}`;
  const found = await read(packParts({ 'word/document.xml': bomb }));
  expect(summarise(found)).toEqual(['body: &c;']);
  expect(gapReasons(found)).toEqual(['unsupported-feature']);
});

test('a package without a directory is read by its parts', async () => {
  const document = wordXml('document', paragraph(wordRun('没有目录')));
  const found = await read(packStreamed('word/document.xml', document));
  expect(summarise(found)).toEqual(['body: 没有目录']);
  expect(gapReasons(found)).toContain('damaged');
});

test('a part that unpacks beyond the limit ends the reading', async () => {
  const found = await collectExtraction(extractDocx, makeDocx(paragraph(wordRun('甲'.repeat(2000)))), {
    limits: { unpackedBytesMax: 1000 },
  });
  expect(gapReasons(found)).toEqual(['expands-too-much']);
});
