import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { makeNative } from '../office/testing/make-compounds.ts';
import { gapReasons, summarise } from '../office/testing/summarise.ts';
import { extractRtf } from './rtf.ts';

const read = async (rtf: string): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractRtf, Buffer.from(rtf, 'latin1'));
const readRtf = async (body: string): Promise<string[]> =>
  summarise(await read(`{\\rtf1\\ansi\\ansicpg936 ${body}}`));

test.each([
  ['936', "\\'bb\\'fa\\'c3\\'dc", '机密'],
  ['950', "\\'be\\'f7\\'b1\\'4b", '機密'],
  ['932', "\\'8b\\'40\\'96\\'a7", '機密'],
  ['932', "\\'83\\\\", 'ソ'],
  ['949', "\\'b1\\'e2\\'b9\\'d0", '기밀'],
  ['1251', "\\'d2\\'e0\\'e9\\'ed\\'e0", 'Тайна'],
])('letters of code page %s', async (page, codes, text) => {
  expect(summarise(await read(`{\\rtf1\\ansi\\ansicpg${page} ${codes}\\par}`))).toEqual([`body: ${text}`]);
});

test('the character set of a font decides over the page of the document', async () => {
  const fonts = '{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset134 SimSun;}}';
  expect(
    summarise(await read(`{\\rtf1\\ansi\\ansicpg1252${fonts}\\f1 \\'c3\\'dc{\\f0 \\'e9}\\par}`)),
  ).toEqual(['body: 密é']);
  expect(
    summarise(await read(`{\\rtf1\\ansi\\ansicpg1252${fonts}\\loch\\af0\\dbch\\af1 \\'c3\\'dc\\par}`)),
  ).toEqual(['body: 密']);
});

test('characters by number, with the letters that stand in for them left out', async () => {
  expect(await readRtf("\\uc1\\u26426?\\uc2\\u23494\\'c3\\'dc.\\uc0\\u-10179\\u-8704\\par")).toEqual([
    'body: 机密.😀',
  ]);
  expect(await readRtf('{\\upr{old}{\\*\\ud{\\u26032?}}}\\par')).toEqual(['body: 新']);
});

test('a word over groups is one text; cells, tabs and dashes', async () => {
  expect(await readRtf('{\\b A}{\\i B}\\tab C\\emdash D\\par a\\cell b\\cell\\row')).toEqual([
    'body: AB\tC—D',
    'table: a',
    'table: b',
  ]);
});

test.each([
  ['hidden letters', '\\v x\\v0', 'hidden-text'],
  ['deleted letters', '{\\deleted x}', 'deleted-revision'],
  ['white letters', '{\\cf2 x}', 'background-colour'],
  ['letters of their background', '{\\cf1\\chcbpat1 x}', 'background-colour'],
  ['one point', '{\\fs2 x}', 'tiny'],
])('%s are told apart', async (_, code, hidden) => {
  const colours = '{\\colortbl;\\red255\\green0\\blue0;\\red255\\green255\\blue255;}';
  expect(await readRtf(`${colours}A${code} B\\par`)).toEqual([
    expect.stringMatching(/^body: A ?B$/),
    `body: x [${hidden}]`,
  ]);
});

test('headers, footnotes, comments and boxes are told as what they are', async () => {
  const body =
    '{\\header H\\par}{\\footerf F\\par}T{\\footnote N}{\\*\\annotation C}{\\shp{\\*\\shpinst{\\shptxt B\\par}}}\\par';
  expect(await readRtf(body)).toEqual([
    'header: H',
    'footer: F',
    'footnote: N',
    'comment: C [comment]',
    'text-box: B',
    'body: T',
  ]);
});

test('properties, instructions of fields and destinations nobody knows are hidden', async () => {
  const body =
    '{\\info{\\title T}{\\author A}}{\\*\\userprops{\\propname P}\\proptype30{\\staticval V}}{\\*\\unknown U}' +
    '{\\field{\\*\\fldinst HYPERLINK "http://a.example"}{\\fldrslt L}}\\par';
  expect(await readRtf(body)).toEqual([
    'property: T [property]',
    'property: A [property]',
    'property: P [property]',
    'property: V [property]',
    'property: U [hidden-text]',
    'field: HYPERLINK "http://a.example" [hidden-text]',
    'body: L',
  ]);
});

test('pictures are handed on, whether in digits or in bytes; drawings are said', async () => {
  const png = '89504e470d0a1a0a';
  const found = await read(
    `{\\rtf1{\\pict\\pngblip ${png}}{\\pict\\pngblip\\bin8 ${Buffer.from(png, 'hex').toString('latin1')}}{\\pict\\wmetafile8 0102}}`,
  );
  expect(found.pictures.map(({ bytes }) => Buffer.from(bytes).toString('hex'))).toEqual([png, png]);
  expect(gapReasons(found)).toEqual(['picture-not-read']);
});

const text = (value: string): Buffer =>
  Buffer.concat([Buffer.from(Uint32Array.from([value.length + 1]).buffer), Buffer.from(`${value}\0`)]);

const object = (name: string, data: Buffer): string =>
  Buffer.concat([
    Buffer.from(Uint32Array.from([0x501, 2]).buffer),
    text(name),
    text(''),
    text(''),
    Buffer.from(Uint32Array.from([data.length]).buffer),
    data,
  ]).toString('hex');

test('objects are entered: those of another program, and files dropped in', async () => {
  const native = makeNative('a.txt', Buffer.from('内容')).subarray(4);
  const found = await read(
    `{\\rtf1{\\object{\\*\\objdata ${object('Word.Document.8', Buffer.from('doc'))}}}{\\object{\\*\\objdata ${object('Package', native)}}}}`,
  );
  expect(found.entered.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['Word.Document.8', 'doc'],
    ['a.txt', '内容'],
  ]);
});

test('nesting is bounded, what is cut off is damaged, what follows the end is said', async () => {
  expect(gapReasons(await read(`{\\rtf1 ${'{'.repeat(20_000)}`))).toEqual(['too-deep']);
  const cut = await read('{\\rtf1 text');
  expect([summarise(cut), gapReasons(cut)]).toEqual([['body: text'], ['damaged']]);
  const after = await read('{\\rtf1 text\\par}hidden after the end');
  expect(gapReasons(after)).toEqual(['unsupported-feature']);
});
