import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { makeZip } from '../archive/testing/make-zip.ts';
import { sourceOf } from './byte-source.ts';
import { sniffKind } from './sniff-kind.ts';

const kindOf = (content: string | Uint8Array): string =>
  sniffKind(sourceOf(typeof content === 'string' ? Buffer.from(content, 'utf8') : content));

test.each([
  ['', 'empty'],
  ['一段文字', 'text'],
  ['a,b\n1,2\n', 'text'],
  ['# 标题\n\n正文', 'text'],
  ['BM 是两个字母', 'text'],
  ['From 2024 on, things changed.\nTo: nobody', 'text'],
  ['注意：见附件\n说明: 无', 'text'],
  ['{\\rtf1 x}', 'rtf'],
  ['\uFEFF <!DOCTYPE html><p>x', 'html'],
  ['<!-- 注释 --><HTML><body>', 'html'],
  ['<?xml version="1.0"?><!DOCTYPE html><html>', 'html'],
  ['<?xml version="1.0"?><note>x</note>', 'xml'],
  ['<svg xmlns="http://www.w3.org/2000/svg"></svg>', 'xml'],
  ['<3 是一颗心', 'text'],
  ['From: a@b.example\nSubject: x\n\nbody', 'eml'],
  ['Subject: x\r\nX-Long: a\r\n b\r\nDate: x\r\n\r\n', 'eml'],
  ['From a@b.example Thu Jan  1 00:00:00 2026\nFrom: a@b.example\n\n', 'mbox'],
  ['junk first\n%PDF-1.7\n', 'pdf'],
  ['%PDF-1.4', 'pdf'],
])('%j is %s', (content, kind) => {
  expect(kindOf(content)).toBe(kind);
});

test.each([
  ['utf16le', '\uFEFF<html><body>字'],
  ['utf16le', '<html><body>text without a mark'],
] as const)('a page in %s is a page', (encoding, content) => {
  expect(kindOf(Buffer.from(content, encoding))).toBe('html');
});

test('bytes that are no text and have no signature are unknown', () => {
  expect(kindOf(Uint8Array.from({ length: 4096 }, (_, place) => (place * 7919) % 251))).toBe('unknown');
});

test('an archive is what its parts make it, whatever stands first', () => {
  const kinds = Object.fromEntries(
    Object.entries({
      docx: ['a.txt', 'word/document.xml', '[Content_Types].xml'],
      xlsx: ['[Content_Types].xml', 'xl\\workbook.xml'],
      pptx: ['[Content_Types].xml', 'ppt/presentation.xml', 'word/other.xml'],
      ofd: ['Doc_0/Document.xml', 'OFD.xml'],
      zip: ['word/document.xml'],
    }).map(([kind, names]) => [kind, kindOf(makeZip(names.map((name) => ({ name, content: '<a/>' }))))]),
  );
  expect(kinds).toEqual({ docx: 'docx', xlsx: 'xlsx', pptx: 'pptx', ofd: 'ofd', zip: 'zip' });
});

test('a document whose parts have unusual names is told by its declared types', () => {
  const types =
    '<Types><Override PartName="/a.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>';
  expect(
    kindOf(
      makeZip([
        { name: '[Content_Types].xml', content: types },
        { name: 'a.xml', content: '' },
      ]),
    ),
  ).toBe('xlsx');
});

test('open documents are told by their media type, packed or not, and by the manifest without it', () => {
  const odt = 'application/vnd.oasis.opendocument.text';
  const manifest = `<manifest:file-entry manifest:full-path="/" manifest:media-type="${odt}"/>`;
  expect(kindOf(makeZip([{ name: 'mimetype', content: odt, isPacked: true }]))).toBe('odt');
  expect(
    kindOf(
      makeZip([
        { name: 'content.xml', content: '' },
        { name: 'META-INF/manifest.xml', content: manifest },
      ]),
    ),
  ).toBe('odt');
});

test('an archive cut before its directory is told by what is left', () => {
  const whole = makeZip(
    ['word/document.xml', '[Content_Types].xml'].map((name) => ({ name, content: '<a/>'.repeat(500) })),
  );
  expect(kindOf(whole.subarray(0, whole.length - 200))).toBe('docx');
});

test('something before an archive does not hide what it is', () => {
  const zip = makeZip([{ name: 'OFD.xml', content: '' }]);
  expect(kindOf(Buffer.concat([zip.subarray(0, 4), deflateRawSync('x'), zip]))).toBe('ofd');
});

test('a signature alone never throws', () => {
  for (const start of ['504b0304', 'd0cf11e0a1b11ae1', '1f8b08', '424d', '25504446', '526172211a07'])
    expect(() => kindOf(Buffer.from(start, 'hex'))).not.toThrow();
});
