import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  makeDocx,
  makePptx,
  makeXlsx,
  relationsXml,
  slideShape,
  slideXml,
  wordRun,
  wordXml,
} from '../../office/testing/make-packages.ts';
import { packPng } from '../../pages/pack-png.ts';
import { makeTextPdf } from '../../pages/testing/make-pdf.ts';
import { makeOfd, ofdText } from './make-ofd.ts';

/** Packages made for readers of parts have no list of types; what tells kinds apart wants one. */
const types = { '[Content_Types].xml': '<Types/>' };

const line = '关于印发测试办法的通知，本件仅供测试。';

/** A grey picture with a black square. */
export function makePng(width: number, height: number): Uint8Array {
  const rows = new Uint8Array(width * height).fill(200);
  for (let y = 0; y < height / 2; y += 1) rows.fill(0, y * width, y * width + Math.floor(width / 2));
  return packPng({ width, height, channels: 1, bits: 8, rows });
}

const paragraph = (content: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${content}</w:p>`;

const cell = (text: string, properties = ''): string =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(wordRun(text))}</w:tc>`;

/** Body of a Word document with all that is laid out. */
export const wordBody = [
  paragraph(
    wordRun('测试单位文件', '<w:b/><w:sz w:val="44"/><w:color w:val="C00000"/>'),
    '<w:jc w:val="center"/>',
  ),
  ...Array.from({ length: 60 }, () =>
    paragraph(wordRun(line.repeat(4)), '<w:ind w:firstLineChars="200"/><w:jc w:val="both"/>'),
  ),
  paragraph(wordRun('第一项'), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
  `<w:tbl><w:tblGrid><w:gridCol w:w="3000"/><w:gridCol w:w="3000"/></w:tblGrid><w:tr>${cell('甲', '<w:vMerge w:val="restart"/>')}${cell('乙')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}${cell('丙')}</w:tr></w:tbl>`,
  paragraph(
    `<w:r><w:drawing><wp:inline><wp:extent cx="914400" cy="914400"/><a:graphic><a:graphicData><a:blip r:embed="rId1"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`,
  ),
  paragraph(`${wordRun('注')}<w:r><w:footnoteReference w:id="2"/></w:r>`),
  paragraph('<w:del><w:r><w:delText>删去</w:delText></w:r></w:del>'),
  paragraph(wordRun('隐藏', '<w:vanish/>')),
  '<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:bottom="1984" w:left="1588" w:right="1474"/></w:sectPr>',
].join('');

export function makeWord(body = wordBody): Buffer {
  return makeDocx(body, {
    relations: [
      { type: 'image', target: 'media/a.png' },
      { type: 'footer', target: 'footer1.xml' },
      { type: 'footnotes', target: 'footnotes.xml' },
      { type: 'numbering', target: 'numbering.xml' },
    ],
    parts: {
      ...types,
      'word/media/a.png': makePng(60, 60),
      'word/footer1.xml': wordXml(
        'ftr',
        paragraph(
          '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>88888888</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
          '<w:jc w:val="center"/>',
        ),
      ),
      'word/footnotes.xml': wordXml(
        'footnotes',
        `<w:footnote w:id="2">${paragraph(wordRun('脚注文字'))}</w:footnote>`,
      ),
      'word/numbering.xml': wordXml(
        'numbering',
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
      ),
    },
  });
}

const cellsOf = (texts: readonly string[], row: number): string =>
  `<row r="${row}">${texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`;

export function makeSheets(): Buffer {
  return makeXlsx(
    [
      {
        name: '台账',
        xml: `<sheetData>${cellsOf(['编号', '名称'], 1)}${cellsOf(['1', line], 2)}</sheetData>`,
      },
      { name: '密', state: 'hidden', xml: `<sheetData>${cellsOf(['隐藏'], 1)}</sheetData>` },
    ],
    { parts: types },
  );
}

const placeOf = (x: number, y: number): string =>
  `<a:xfrm><a:off x="${x}" y="${y}"/><a:ext cx="7000000" cy="900000"/></a:xfrm>`;

export function makeSlides(): Buffer {
  return makePptx(
    [
      {
        shapes: slideShape(line, { shape: placeOf(900_000, 700_000) }),
        relations: [{ type: 'slideLayout', target: '../slideLayouts/slideLayout1.xml' }],
      },
      { shapes: slideShape('第二页', { shape: placeOf(900_000, 700_000) }) },
      { shapes: slideShape('不放映'), attributes: 'show="0"' },
    ],
    {
      ...types,
      'ppt/slideLayouts/slideLayout1.xml': slideXml(
        'sldLayout',
        `<p:cSld><p:spTree>${slideShape('页脚', { shape: placeOf(900_000, 5_800_000) })}</p:spTree></p:cSld>`,
      ),
      'ppt/slideLayouts/_rels/slideLayout1.xml.rels': relationsXml([]),
    },
  );
}

/** One file of each kind that is drawn here, with its ending. */
export function makeRenderFiles(): { name: string; bytes: Buffer }[] {
  const ledger = path.join(import.meta.dirname, '../../../fixtures/ledger.xls');
  return Object.entries({
    'a.txt': Buffer.from(`${line}\n`.repeat(200)),
    'a.html': Buffer.from(`<html><body><h1>标题</h1><p>${line}</p></body></html>`),
    'a.eml': Buffer.from(
      `From: a@b.example\r\nSubject: test\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${line}\r\n`,
    ),
    'a.rtf': Buffer.from('{\\rtf1\\ansi\\ansicpg936 \\u20851?\\u20110? test\\par}'),
    'a.pdf': makeTextPdf([[line], ['second page']]),
    'a.ofd': makeOfd(
      [
        `${ofdText(line.slice(0, 10))}<ofd:PathObject ID="3" Boundary="20 60 100 50" Fill="true"><ofd:FillColor Value="0 0 0"/><ofd:AbbreviatedData>M 0 0 L 100 0 L 100 50 B 90 40 80 30 0 50 A 5 5 0 0 1 3 3 C</ofd:AbbreviatedData></ofd:PathObject><ofd:ImageObject ID="4" Boundary="20 150 40 40" ResourceID="7"/>`,
      ],
      { 'Doc_0/a.png': makePng(40, 40) },
    ),
    'a.png': Buffer.from(makePng(300, 200)),
    'a.docx': makeWord(),
    'a.xlsx': makeSheets(),
    'a.pptx': makeSlides(),
    'a.xls': readFileSync(ledger),
  }).map(([name, bytes]) => ({ name, bytes }));
}
