import officeCrypto from 'officecrypto-tool';
import { expect, test } from 'vitest';
import { PartRefused } from '../document/extraction.ts';
import { collectExtraction } from '../document/testing/collect.ts';
import { CompoundFile } from './compound.ts';
import { extractOle } from './ole.ts';
import { makeCompound, makeNative } from './testing/make-compounds.ts';
import { makeDocx, wordRun } from './testing/make-packages.ts';
import { gapReasons, summarise } from './testing/summarise.ts';
import { extractWorks } from './works.ts';

test('a compound file gives its streams by path, small and large', () => {
  const large = Buffer.alloc(9000, 7);
  const file = new CompoundFile(makeCompound({ 'A/small': Buffer.from('x'), 'A/B/large': large }));
  // The library that writes it signs with a stream of its own.
  expect(file.names.filter((name) => name.includes('/')).toSorted()).toEqual(['A/B/large', 'A/small']);
  expect(file.storages.toSorted()).toEqual(['A', 'A/B']);
  expect(file.read('A/small')?.toString()).toBe('x');
  expect(file.read('A/B/large')?.equals(large)).toBe(true);
  const inner = new CompoundFile(file.extract('A'));
  expect(inner.read('B/large')?.equals(large)).toBe(true);
});

test('what is no compound file is refused', () => {
  expect(() => new CompoundFile(Buffer.alloc(600))).toThrow(PartRefused);
});

test('a file dropped in is entered under its name, and its old path told', async () => {
  const found = await collectExtraction(
    extractOle,
    makeCompound({ '\u0001Ole10Native': makeNative('a.txt', Buffer.from('内容')) }),
  );
  expect(found.entered.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['a.txt', '内容'],
  ]);
  expect(summarise(found)).toEqual(['attribute: a.txt [property]', 'attribute: C:\\from\\a.txt [property]']);
});

test('a protected package is opened by the password that fits, and is a gap without it', async () => {
  const document = makeDocx(`<w:p>${wordRun('密')}</w:p>`);
  const sealed = officeCrypto.encrypt(document, { password: '样例口令', type: 'standard' });
  const closed = await collectExtraction(extractOle, sealed, { passwords: ['错'] });
  expect([closed.entered.length, gapReasons(closed)]).toEqual([0, ['encrypted']]);
  const opened = await collectExtraction(extractOle, sealed, { passwords: ['错', '样例口令'] });
  expect(Buffer.from(opened.entered[0]?.bytes ?? []).equals(document)).toBe(true);
});

test('a document of Works is read; what is none is said not to be supported', async () => {
  const text = Buffer.from('第一段\r第二段\r', 'utf16le');
  const contents = Buffer.alloc(0x200 + text.length);
  contents.write('CHNKWKS ', 'latin1');
  contents.writeUInt16LE(24, 0x20);
  contents.write('TEXT', 0x22, 'latin1');
  contents.writeUInt32LE(0x200, 0x30);
  contents.writeUInt32LE(text.length, 0x34);
  text.copy(contents, 0x200);
  expect(summarise(await collectExtraction(extractWorks, makeCompound({ CONTENTS: contents })))).toEqual([
    'body: 第一段',
    'body: 第二段',
  ]);
  expect(gapReasons(await collectExtraction(extractWorks, makeCompound({ MatOST: text })))).toEqual([
    'unsupported-kind',
  ]);
});
