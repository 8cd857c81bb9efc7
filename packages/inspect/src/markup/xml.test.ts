import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { gapReasons, summarise } from '../office/testing/summarise.ts';
import { extractXml } from './xml.ts';

const read = async (xml: string | Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractXml, Buffer.from(xml));

test('text, words in attributes and comments are told; runs do not part words', async () => {
  const xml =
    '<?xml version="1.0"?><a k="属性" n="12"><!-- 注 --><w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密</w:t></w:r></w:p><c>文</c></a>';
  expect(summarise(await read(xml))).toEqual([
    'attribute: 属性',
    'comment: 注 [comment]',
    'body: 机密',
    'body: 文',
  ]);
});

test('entities are told where they are declared and never expanded', async () => {
  const xml = '<!DOCTYPE a [<!ENTITY x "藏"><!ENTITY y "&x;&x;">]><a>&y;</a>';
  expect(summarise(await read(xml))).toEqual([
    'name: 藏 [hidden-text]',
    'name: &x;&x; [hidden-text]',
    'body: &y;',
  ]);
});

test('files in base64 are entered, pictures handed on', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  const xml = `<w:d><w:binData>${png}</w:binData><pkg:binaryData>${Buffer.from('inner').toString('base64')}</pkg:binaryData></w:d>`;
  const found = await read(xml);
  expect([found.pictures.length, found.entered.map(({ bytes }) => Buffer.from(bytes).toString())]).toEqual([
    1,
    ['inner'],
  ]);
});

test('the encoding is told by mark or declaration; what is not well-formed is damaged', async () => {
  const utf16 = Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from('<a>密</a>', 'utf16le').swap16()]);
  expect(summarise(await read(utf16))).toEqual(['body: 密']);
  const gbk = Buffer.concat([
    Buffer.from('<?xml version="1.0" encoding="GBK"?><a>'),
    Buffer.from('c3dc', 'hex'),
    Buffer.from('</a>'),
  ]);
  expect(summarise(await read(gbk))).toEqual(['body: 密']);
  expect(gapReasons(await read('<a>x'))).toEqual(['damaged']);
});
