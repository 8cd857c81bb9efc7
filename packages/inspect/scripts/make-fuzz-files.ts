import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { makeSevenZip } from '../src/archive/testing/make-seven-zip.ts';
import { makeTar } from '../src/archive/testing/make-tar.ts';
import { makeZip } from '../src/archive/testing/make-zip.ts';
import type { FuzzFile } from './fuzz-pool.ts';

const fixture = (name: string): FuzzFile => ({
  name,
  bytes: readFileSync(path.join(import.meta.dirname, '..', 'fixtures', name)),
});

const text = '关于测试的通知：本件仅供测试。\n第二行 2026 年 1 月 1 日\n';
const page = `<!doctype html><html><head><title>页</title></head><body><p hidden>${text}</p><table><tr><td>1<td>2</table></body></html>`;
const mail = `From: a@b.example\r\nSubject: =?utf-8?B?${Buffer.from('主题').toString('base64')}?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${text}\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(page).toString('base64')}\r\n--x--\r\n`;

/** One small file of most kinds, made here. */
export function makeFuzzFiles(): FuzzFile[] {
  const inner = [
    { name: '甲.txt', content: Buffer.from(text) },
    { name: '乙/丙.html', content: Buffer.from(page) },
    { name: '丁.eml', content: Buffer.from(mail) },
  ];
  const made: Record<string, Buffer> = {
    'a.txt': Buffer.from(text.repeat(20)),
    'utf16.txt': Buffer.from(text, 'utf16le'),
    'a.html': Buffer.from(page),
    'a.eml': Buffer.from(mail),
    'a.rtf': Buffer.from(
      '{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0 SimSun;}}\\f0 \\u20851?\\u20110? \\b x\\b0{\\*\\x y}\\par}',
    ),
    'a.xml': Buffer.from(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e "x">]><a b="1"><c>${text}&e;</c></a>`),
    'a.zip': makeZip(inner.map((part) => ({ ...part, isPacked: true }))),
    'locked.zip': makeZip(inner.map((part) => ({ ...part, password: 'x' }))),
    'a.7z': makeSevenZip(inner),
    'a.tar': makeTar(inner),
    'a.tar.gz': gzipSync(makeTar(inner)),
    'a.zst': zstdCompressSync(Buffer.from(text.repeat(100))),
  };
  return [
    ...Object.entries(made).map(([name, bytes]) => ({ name, bytes })),
    ...['ledger.xlsx', 'ledger-password.xlsx', 'ledger.xls', 'ledger-gb18030.csv', 'ledger-utf16le.csv'].map(
      fixture,
    ),
  ];
}
