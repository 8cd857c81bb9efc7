import { read as readBook, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { makeXlsx, relationsXml } from './testing/make-packages.ts';
import { gapReasons, summarise } from './testing/summarise.ts';
import { extractXlsx } from './xlsx.ts';

const read = async (bytes: Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractXlsx, bytes);
const rows = (inner: string): string => `<sheetData>${inner}</sheetData>`;
const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

async function readCells(xml: string, styles = ''): Promise<unknown[]> {
  const { segments } = await read(makeXlsx([{ name: '表', xml }], { styles }));
  const cells = segments.filter(({ place }) => place.kind === 'cell' || place.kind === 'field');
  return cells.map(({ text, place, hidden }) => [
    place.cell,
    text,
    ...(hidden === undefined ? [] : [hidden]),
  ]);
}

test('cells of every type are told with their places', async () => {
  const xml = rows(
    '<row r="2"><c r="B2" t="inlineStr"><is><t>内</t><t>联</t><rPh><t>ない</t></rPh></is></c><c t="b"><v>1</v></c>' +
      '<c r="AA2" t="str"><f>A1</f><v>结果</v></c><c t="e"><v>#N/A</v></c><c><v>42.5</v></c></row><row><c><v>7</v></c></row>',
  );
  expect(await readCells(xml)).toEqual([
    ['B2', '内联'],
    ['C2', 'TRUE'],
    ['AA2', '结果'],
    ['AB2', '#N/A'],
    ['AC2', '42.5'],
    ['A3', '7'],
  ]);
});

test('shared strings are joined over their runs; readings and strings no cell shows are hidden', async () => {
  const strings = '<si><r><t>机</t></r><r><t>密</t></r><rPh><t>きみつ</t></rPh></si><si><t>遗留</t></si>';
  const xml = rows('<row r="1"><c r="A1" t="s"><v>0</v></c></row>');
  expect(summarise(await read(makeXlsx([{ name: '表', xml }], { strings })))).toEqual([
    'name: 表',
    'cell: 机密',
    'attribute: きみつ [property]',
    'cell: 遗留 [hidden-text]',
  ]);
});

test.each([['hidden'], ['veryHidden']])('cells of a sheet that is %s are hidden', async (state) => {
  const found = await read(
    makeXlsx([
      { name: '甲', xml: '' },
      { name: '乙', state, xml: rows(`<row>${inline('暗')}</row>`) },
    ]),
  );
  expect(summarise(found)).toEqual(['name: 甲', 'name: 乙 [hidden-sheet]', 'cell: 暗 [hidden-sheet]']);
});

test('hidden rows and columns hide their cells', async () => {
  const xml =
    '<cols><col min="2" max="3" hidden="1"/></cols>' +
    rows(`<row r="1">${inline('见')}${inline('列')}</row><row r="2" hidden="1">${inline('行')}</row>`);
  expect(await readCells(xml)).toEqual([
    ['A1', '见'],
    ['B1', '列', 'hidden-column'],
    ['A2', '行', 'hidden-row'],
  ]);
});

const styledText = (style: number): string => `<c s="${style}" t="str"><v>x${style}</v></c>`;

test('white on white, tiny letters and formats that show nothing hide a cell', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>' +
    '<fonts><font/><font><color rgb="FFFFFFFF"/></font><font><sz val="1"/></font><font><color theme="0"/></font></fonts>' +
    '<fills><fill/><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF000080"/></patternFill></fill></fills>' +
    '<cellXfs><xf/><xf fontId="1"/><xf fontId="2"/><xf fontId="3"/><xf fontId="1" fillId="2"/><xf numFmtId="170"/></cellXfs>';
  const xml = rows(`<row r="1">${[0, 1, 2, 3, 4].map(styledText).join('')}<c s="5"><v>3.25</v></c></row>`);
  expect(await readCells(xml, styles)).toEqual([
    ['A1', 'x0'],
    ['B1', 'x1', 'background-colour'],
    ['C1', 'x2', 'tiny'],
    ['D1', 'x3', 'background-colour'],
    ['E1', 'x4'],
    ['F1', '3.25', 'hidden-text'],
  ]);
});

const cell = (style: number, value: string): string => `<c s="${style}"><v>${value}</v></c>`;

test('numbers and dates are told as shown, and in full where the display drops digits', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>' +
    '<cellXfs><xf/><xf numFmtId="2"/><xf numFmtId="170"/><xf numFmtId="14"/><xf numFmtId="4"/><xf numFmtId="11"/></cellXfs>';
  const xml = rows(
    `<row r="1">${cell(0, '1.10101199003071E+17')}${cell(1, '39.904211')}${cell(2, '45000')}${cell(3, '45000')}` +
      `${cell(4, '1234.5')}${cell(5, '110101199003071230')}</row>`,
  );
  expect(await readCells(xml, styles)).toEqual([
    ['A1', '110101199003071000'],
    ['B1', '39.90'],
    ['B1', '39.904211', 'hidden-text'],
    ['C1', '2023年3月15日'],
    ['D1', '2023-03-15'],
    ['E1', '1,234.50'],
    ['F1', '1.10E+17'],
    ['F1', '110101199003071000', 'hidden-text'],
  ]);
});

test('a formula is told where it says more than its result', async () => {
  const xml = rows(
    '<row r="1"><c r="A1" t="str"><f>IF(B1,"绝密","")</f><v></v></c><c r="B1"><f>SUM(C1:C2)</f><v>3</v></c></row>',
  );
  expect(await readCells(xml)).toEqual([
    ['A1', 'IF(B1,"绝密","")', 'hidden-text'],
    ['B1', '3'],
  ]);
});

test('comments, threads, headers, names, hints and text boxes are told', async () => {
  const parts = {
    'xl/comments1.xml':
      '<comments><authors><author>甲一</author></authors><commentList><comment ref="B2"><text><r><t>批</t></r><r><t>注</t></r></text></comment></commentList></comments>',
    'xl/threadedComments/threadedComment1.xml':
      '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="C3"><text>会话</text></threadedComment></ThreadedComments>',
    'xl/drawings/drawing1.xml':
      '<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>框</a:t></a:r><a:r><a:t>内</a:t></a:r></a:p></d>',
    'xl/drawings/_rels/drawing1.xml.rels': relationsXml([{ type: 'chart', target: '../charts/chart1.xml' }]),
    'xl/charts/chart1.xml':
      '<c xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:pt><c:v>图例</c:v></c:pt></c>',
  };
  const xml =
    '<dataValidations><dataValidation sqref="A1" prompt="提示"><formula1>"甲,乙"</formula1></dataValidation></dataValidations>' +
    '<headerFooter><oddHeader>&amp;L&amp;"宋体,Bold"&amp;14秘密&amp;C第&amp;P页</oddHeader></headerFooter>';
  const relations = [
    { type: 'comments', target: '../comments1.xml' },
    { type: 'threadedComment', target: '../threadedComments/threadedComment1.xml' },
    { type: 'drawing', target: '../drawings/drawing1.xml' },
  ];
  const workbook = '<definedNames><definedName name="名称">\'表\'!$A$1</definedName></definedNames>';
  expect(summarise(await read(makeXlsx([{ name: '表', xml, relations }], { parts, workbook })))).toEqual([
    "name: 名称 '表'!$A$1 [property]",
    'name: 表',
    'attribute: 提示 [property]',
    'attribute: "甲,乙" [property]',
    'header: 秘密\n第页',
    'comment: 甲一 [comment]',
    'comment: 批注 [comment]',
    'comment: 会话 [comment]',
    'text-box: 框内',
    'text-box: 图例',
  ]);
});

test('data kept for pivot tables and of other workbooks is hidden in the file', async () => {
  const parts = {
    'xl/pivotCache/pivotCacheDefinition1.xml': '<p><cacheField name="姓名"><s v="丙三"/></cacheField></p>',
    'xl/externalLinks/externalLink1.xml': '<e><cell><v>外部值</v></cell></e>',
    'xl/externalLinks/_rels/externalLink1.xml.rels': relationsXml([
      { type: 'externalLinkPath', target: 'file:///c:/a.xlsx', external: true },
    ]),
  };
  const found = await read(makeXlsx([], { parts }));
  expect(summarise(found)).toEqual([
    'property: 姓名 [embedded]',
    'property: 丙三 [embedded]',
    'property: 外部值 [embedded]',
    'attribute: file:///c:/a.xlsx [property]',
  ]);
  expect(gapReasons(found)).toEqual(['external-content']);
});

test('a sheet above four mebibytes streams by', async () => {
  const row = `<row>${inline('重复的内容一二三四五六七八九十')}</row>`;
  const xml = rows(row.repeat(50_000));
  expect(Buffer.byteLength(xml)).toBeGreaterThan(4 * 1024 * 1024);
  const { segments } = await read(makeXlsx([{ name: '大表', xml }]));
  expect(segments).toHaveLength(50_001);
  expect(segments.at(-1)?.place).toMatchObject({ cell: 'A50000', sheet: '大表' });
});

test('a binary workbook is read too', async () => {
  const book = readBook('姓名,值\n甲一,5', { type: 'string' });
  const bytes: unknown = write(book, { type: 'buffer', bookType: 'xlsb' });
  const found = await read(bytes instanceof Uint8Array ? bytes : new Uint8Array());
  expect(found.segments.map(({ text, place }) => [place.cell, text])).toEqual(
    expect.arrayContaining([
      ['A1', '姓名'],
      ['A2', '甲一'],
      ['B2', '5'],
    ]),
  );
});
