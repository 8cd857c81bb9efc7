import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { extractDoc } from './doc.ts';
import { makeCompound, makeDoc, makeNative, makeSummary } from './testing/make-compounds.ts';
import { gapReasons, summarise } from './testing/summarise.ts';

const read = async (bytes: Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractDoc, bytes);

test('paragraphs, cells and the stories beside the body are told', async () => {
  const bytes = makeDoc({
    body: '标题\r甲\u0007乙\u0007\u0007尾段\r',
    footnotes: '\u0002脚注\r',
    headers: ['', '', '', '', '', '', '偶数页眉\r', '页眉\r', '', '页脚\r', '', ''],
    comments: '\u0005批注\r',
    textBoxes: '框\r',
  });
  expect(summarise(await read(bytes))).toEqual([
    'body: 标题',
    'table: 甲',
    'table: 乙',
    'body: 尾段',
    'footnote: 脚注',
    'header: 偶数页眉',
    'header: 页眉',
    'footer: 页脚',
    'comment: 批注 [comment]',
    'text-box: 框',
  ]);
});

test.each([
  ['vanish', [0x3c, 0x08, 1], 'hidden-text'],
  ['a tracked deletion', [0x00, 0x08, 1], 'deleted-revision'],
  ['white letters', [0x70, 0x68, 0xff, 0xff, 0xff, 0], 'background-colour'],
  ['white letters by number', [0x42, 0x2a, 8], 'background-colour'],
  ['one point', [0x43, 0x4a, 2, 0], 'tiny'],
])('letters hidden by %s are told apart', async (_, codes, hidden) => {
  const bytes = makeDoc({ body: '看得见的密件。\r' }, [{ from: 4, to: 6, codes: Uint8Array.from(codes) }]);
  expect(summarise(await read(bytes))).toEqual(['body: 看得见的。', `body: 密件 [${hidden}]`]);
});

test('instructions of fields are told apart from their results', async () => {
  const bytes = makeDoc({ body: '见\u0013HYPERLINK "http://a.example"\u0014此处\u0015。\r' });
  expect(summarise(await read(bytes))).toEqual([
    'field: HYPERLINK "http://a.example" [hidden-text]',
    'body: 见此处。',
  ]);
});

test('properties in a code page are told', async () => {
  const title = Buffer.from('b1eacce2', 'hex');
  const summary = makeSummary({ 2: title, 4: Buffer.from('A') }, 936);
  const found = await read(makeDoc({ body: '文\r' }, [], { '\u0005SummaryInformation': summary }));
  expect(summarise(found)).toEqual(['body: 文', 'property: 标题 [property]', 'property: A [property]']);
});

test('embedded objects are entered, macros said', async () => {
  const native = makeNative('secret.txt', Buffer.from('content'));
  const found = await read(
    makeDoc({ body: '文\r' }, [], {
      'ObjectPool/_1/\u0001Ole10Native': native,
      'ObjectPool/_2/WordDocument': Buffer.alloc(5000),
      'Macros/VBA/dir': Buffer.from('macro'),
    }),
  );
  expect(
    found.entered.map(({ name, bytes }) => [
      name,
      bytes.length > 4000 ? 'document' : Buffer.from(bytes).toString(),
    ]),
  ).toEqual([
    ['secret.txt', 'content'],
    ['ObjectPool/_2', 'document'],
  ]);
  expect(gapReasons(found)).toEqual(['macro-not-read']);
});

test('a document of Word 6 is read in the code page of its language', async () => {
  const text = Buffer.from('bbfac3dcd0c5cfa20d', 'hex');
  const main = Buffer.alloc(0x300 + text.length);
  main.writeUInt16LE(0xa5dc, 0);
  main.writeUInt16LE(101, 2);
  main.writeUInt16LE(0x0804, 6);
  main.writeUInt32LE(0x300, 0x18);
  main.writeUInt32LE(0x300 + text.length, 0x1c);
  main.writeUInt32LE(text.length, 0x34);
  text.copy(main, 0x300);
  expect(summarise(await read(makeCompound({ WordDocument: main })))).toEqual(['body: 机密信息']);
});

test('an encrypted document is a gap', async () => {
  const main = Buffer.alloc(0x400);
  main.writeUInt16LE(0xa5ec, 0);
  main.writeUInt16LE(193, 2);
  main.writeUInt16LE(0x100, 0x0a);
  expect(gapReasons(await read(makeCompound({ WordDocument: main, '0Table': Buffer.alloc(100) })))).toEqual([
    'encrypted',
  ]);
});

test('pieces that repeat the same text without end are damage, not memory', async () => {
  const bytes = makeDoc({ body: '文'.repeat(100) });
  const cut = bytes.subarray(0, bytes.length - 1);
  expect(gapReasons(await read(cut)).every((reason) => reason === 'damaged')).toBe(true);
});
