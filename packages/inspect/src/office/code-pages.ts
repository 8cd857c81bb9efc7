import iconv from 'iconv-lite';

/** Code pages by number, as Windows counts them, where iconv-lite has another name for them. */
const names: Readonly<Record<number, string>> = {
  932: 'cp932',
  936: 'gb18030',
  949: 'cp949',
  950: 'cp950',
  1200: 'utf16le',
  1201: 'utf16be',
  10000: 'macroman',
  10001: 'cp932',
  10002: 'cp950',
  10003: 'cp949',
  10008: 'gb18030',
  20866: 'koi8-r',
  20936: 'gb2312',
  28591: 'latin1',
  32768: 'macroman',
  32769: 'cp1252',
  51932: 'euc-jp',
  51936: 'gb2312',
  52936: 'hz-gb-2312',
  54936: 'gb18030',
  65001: 'utf8',
};
const fallbackPage = 1252;

function encodingOf(page: number): string {
  const name = names[page] ?? `cp${page}`;
  return iconv.encodingExists(name) ? name : `cp${fallbackPage}`;
}

/** Text in a Windows code page; an unknown page counts as 1252, which gives every byte some character. */
export function decodePage(bytes: Uint8Array, page: number): string {
  return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encodingOf(page));
}

/** Code pages of Windows language ids ([MS-LCID]), by their primary language; Chinese differs by region. */
const pagesByLanguage: Readonly<Record<number, number>> = {
  0x01: 1256,
  0x02: 1251,
  0x05: 1250,
  0x08: 1253,
  0x0d: 1255,
  0x0e: 1250,
  0x11: 932,
  0x12: 949,
  0x15: 1250,
  0x19: 1251,
  0x1e: 874,
  0x1f: 1254,
  0x22: 1251,
};

export function pageOfLanguage(language: number): number {
  if ((language & 0x3ff) === 0x04) return language === 0x0404 || language === 0x0c04 ? 950 : 936;
  return pagesByLanguage[language & 0x3ff] ?? fallbackPage;
}

/** Code pages of the character sets fonts name ([MS-WMF] 2.1.1.5). */
export const pagesByCharset: Readonly<Record<number, number>> = {
  0: 1252,
  77: 10000,
  128: 932,
  129: 949,
  130: 1361,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};
