import { write, utils } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { mutateFile } from '../../scripts/mutate-bytes.ts';
import type { ExtractorTable } from '../document/extraction.ts';
import { collectExtraction } from '../document/testing/collect.ts';
import type { FileKind } from '../document/kinds.ts';
import { markupExtractors } from '../markup/extractors.ts';
import { officeExtractors } from './extractors.ts';
import { makeCompound, makeDoc, makeNative, makePpt, makeSummary } from './testing/make-compounds.ts';
import { makeDocx, makeOdf, makePptx, makeXlsx, slideShape, wordRun } from './testing/make-packages.ts';

const table: ExtractorTable = { ...officeExtractors, ...markupExtractors };
const rounds = 60;

function makeWorkbook(): Buffer {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([
      ['姓名', 1.5, true],
      ['甲一', 39.904211, 45_000],
    ]),
    '表',
  );
  const bytes: unknown = write(book, { type: 'buffer', bookType: 'biff8' });
  return Buffer.from(bytes instanceof Uint8Array ? bytes : []);
}

const summary = makeSummary({ 2: Buffer.from('title') }, 936);
const rtf =
  "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 S;}}{\\colortbl;\\red1\\green2\\blue3;}{\\header H\\par}\\f0\\cf1 \\'bb\\'fa\\u23494?" +
  '{\\*\\unknown x}{\\field{\\*\\fldinst HYPERLINK "a"}{\\fldrslt b}}{\\pict\\pngblip 89504e470d0a1a0a}{\\object{\\*\\objdata 0105000002}}\\par}';
const html =
  '<html><head><title>t</title><style>.a{display:none}</style><script>x</script></head><body><!-- c --><p class="a" style="color:#fff">文' +
  '<img src="data:image/png;base64,iVBORw0KGgo=" alt="b"></p><table><tr><td>1</td></tr></table></body></html>';
const xml =
  '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><a b="属性"><c>文&amp;&e;</c><w:binData>iVBORw0KGgo=</w:binData></a>';

const fixtures: readonly [FileKind, Buffer][] = [
  ['docx', makeDocx(`<w:p>${wordRun('机')}${wordRun('密', '<w:vanish/><w:sz w:val="2"/>')}</w:p>`)],
  [
    'xlsx',
    makeXlsx(
      [
        {
          name: '表',
          xml: '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c><v>45000</v></c></row></sheetData>',
        },
      ],
      { strings: '<si><t>文</t></si>' },
    ),
  ],
  ['pptx', makePptx([{ shapes: slideShape('甲') }, { shapes: slideShape('乙'), attributes: 'show="0"' }])],
  [
    'doc',
    makeDoc(
      { body: '甲\u0013X\u0014乙\u0015\r', headers: ['', '', '', '', '', '', '', '眉\r', '', '', '', ''] },
      [{ from: 0, to: 1, codes: Uint8Array.of(0x3c, 8, 1) }],
      { '\u0005SummaryInformation': summary },
    ),
  ],
  ['xls', makeWorkbook()],
  [
    'ppt',
    makePpt(
      [
        { text: '甲', outline: 'T', comment: '批' },
        { text: '乙', isHidden: true },
      ],
      '旧',
    ),
  ],
  [
    'ole',
    makeCompound({
      '\u0001Ole10Native': makeNative('a.txt', Buffer.from('x')),
      '\u0005SummaryInformation': summary,
    }),
  ],
  ['odt', makeOdf('text', '<office:text><text:p>文<text:s text:c="3"/></text:p></office:text>')],
  [
    'ods',
    makeOdf(
      'spreadsheet',
      '<office:spreadsheet><table:table table:name="甲"><table:table-row><table:table-cell><text:p>格</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>',
    ),
  ],
  ['rtf', Buffer.from(rtf, 'latin1')],
  ['html', Buffer.from(html)],
  ['xml', Buffer.from(xml)],
];

test.each(fixtures)('a %s that is broken in any way is read as far as it goes', async (kind, bytes) => {
  const extractor = await table[kind]?.();
  if (extractor === undefined) throw new Error(`${kind} has an extractor`);
  const whole = await collectExtraction(extractor, bytes);
  expect(whole.segments.length + whole.entered.length).toBeGreaterThan(0);
  let told = 0;
  for (let seed = 1; seed <= rounds; seed += 1) {
    // Other errors than refusals pass through and fail the test.
    const found = await collectExtraction(extractor, mutateSafely(bytes, seed));
    told += found.segments.length + found.gaps.length;
  }
  expect(told).toBeGreaterThan(0);
});

function mutateSafely(bytes: Buffer, seed: number): Buffer {
  const mutated = mutateFile(bytes, seed);
  return mutated.length === 0 ? Buffer.from([0]) : mutated;
}
