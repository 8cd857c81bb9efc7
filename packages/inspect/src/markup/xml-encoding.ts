/** Names that `TextDecoder` does not know or takes for something else. */
const otherNames: Readonly<Record<string, string>> = {
  'utf-16': 'utf-16le',
  gb2312: 'gb18030',
  gbk: 'gb18030',
};

/**
 * The encoding of an XML document, by its byte order mark, its first bytes or its declaration (XML 1.0, appendix F);
 * UTF-8 where nothing says otherwise.
 */
export function xmlEncodingOf(start: Uint8Array): string {
  const [first, second, third, fourth] = start;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0 && third !== 0) return 'utf-16le';
  if (first === 0 && second === 0x3c && third === 0 && fourth !== 0) return 'utf-16be';
  const head = Buffer.from(start.subarray(0, 200)).toString('latin1');
  const declared = /^(?:\u00ef\u00bb\u00bf)?\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/.exec(head)?.[1];
  return usableEncoding(declared) ?? 'utf-8';
}

/** The name by which `TextDecoder` knows an encoding; undefined for those it does not. */
export function usableEncoding(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const lower = name.trim().toLowerCase();
  const label = otherNames[lower] ?? lower;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
