import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { collectExtraction } from '../document/testing/collect.ts';
import { gapReasons, summarise } from '../office/testing/summarise.ts';
import { extractHtml } from './html.ts';

const read = async (html: string | Uint8Array): ReturnType<typeof collectExtraction> =>
  collectExtraction(extractHtml, typeof html === 'string' ? Buffer.from(html) : html);
const readPage = async (html: string): Promise<string[]> => summarise(await read(html));

test('inline elements do not part words, block elements do', async () => {
  const html =
    '<body><p>机<b>密</b><span>件</span> a&nbsp;b\n  c</p><div>二<br>三<div>四</div></div><td>格</td><h2>题</h2></body>';
  expect(await readPage(html)).toEqual([
    'body: 机密件 a\u00a0b c',
    'body: 二\n三',
    'body: 四',
    'table: 格',
    'heading: 题',
  ]);
});

test.each([
  ['<p hidden>x</p>', 'hidden-text'],
  ['<div style="display: none"><p>x</p></div>', 'hidden-text'],
  ['<p style="visibility:hidden">x</p>', 'hidden-text'],
  ['<p style="opacity:0">x</p>', 'hidden-text'],
  ['<p style="color:#fff">x</p>', 'background-colour'],
  ['<p style="color:white;background:rgb(255, 255, 255)">x</p>', 'background-colour'],
  ['<table bgcolor="#000000"><tr><td><font color="black">x</font></td></tr></table>', 'background-colour'],
  ['<p style="font-size:1px">x</p>', 'tiny'],
  ['<p style="font-size:0">x</p>', 'tiny'],
  ['<p style="position:absolute;left:-9999px">x</p>', 'off-page'],
  ['<style>.s{color:red;display:none}</style><p class="a s">x</p>', 'hidden-text'],
  ['<template><p>x</p></template>', 'hidden-text'],
])('text in %s is hidden', async (html, hidden) => {
  const told = (await readPage(html)).filter((line) => /^(?:body|table): x/.test(line));
  expect(told).toEqual([expect.stringMatching(new RegExp(`: x \\[${hidden}\\]$`))]);
});

test.each([
  '<p style="color:#fff;background:#000">x</p>',
  '<p class="dark" style="color:#fff">x</p>',
  '<p style="display:block">x</p>',
])('text in %s is seen', async (html) => {
  expect(await readPage(html)).toEqual(['body: x']);
});

test('comments, scripts, addresses and what attributes say are told', async () => {
  const html =
    '<head><title>标题</title><meta name="keywords" content="关键"><meta name="viewport" content="width=device-width">' +
    '<script>var a = "密";</script></head><!-- 注 --><img alt="图" src="a.png"><input type="hidden" name="k" value="v">' +
    '<input placeholder="提示"><a href="http://a.example/x" onclick="go()" title="说明">链</a>';
  expect(await readPage(html)).toEqual([
    'property: 标题',
    'property: 关键 [property]',
    'attribute: var a = "密"; [script]',
    'comment: 注 [comment]',
    'attribute: 图 [property]',
    'attribute: a.png [property]',
    'attribute: v [hidden-text]',
    'attribute: 提示',
    'attribute: http://a.example/x [property]',
    'attribute: go() [script]',
    'attribute: 说明 [property]',
    'body: 链',
  ]);
});

test('files within addresses are entered, what is loaded from outside is said', async () => {
  const png = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64');
  const found = await read(
    `<img src="data:image/png;base64,${png}"><a href="data:text/plain,%E6%9C%BA%E5%AF%86">x</a><img src="b.png">`,
  );
  expect(found.pictures).toHaveLength(1);
  expect(found.entered.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([
    ['data:text/plain', '机密'],
  ]);
  expect(found.gaps).toEqual([{ path: [], reason: 'external-content', count: 1 }]);
});

const words = '关于做好保密工作的通知各单位要认真学习贯彻';

test.each([
  ['a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(`<p>${words}</p>`, 'utf16le')])],
  ['its declaration', iconv.encode(`<meta charset="gb2312"><p>${words}</p>`, 'gbk')],
  [
    'an older declaration',
    iconv.encode(`<meta http-equiv="Content-Type" content="text/html; charset=big5"><p>${words}</p>`, 'gbk'),
  ],
  ['its characters', iconv.encode(`<p>${words}</p>`, 'gb18030')],
  ['nothing but zero bytes', Buffer.from(`<html><p>${words}</p></html>`, 'utf16le')],
])('the encoding is told by %s', async (_, bytes) => {
  expect((await readPageBytes(bytes)).at(-1)).toBe(`body: ${words}`);
});

async function readPageBytes(bytes: Uint8Array): Promise<string[]> {
  return summarise(await read(bytes));
}

test('deep nesting and unclosed elements are read to the end', async () => {
  const found = await read(`${'<div>'.repeat(10_000)}深</div><p>尾`);
  expect(summarise(found)).toEqual(['body: 深', 'body: 尾']);
  expect(gapReasons(found)).toEqual(['damaged']);
});
