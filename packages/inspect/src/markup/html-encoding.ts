import { makeDecoder } from '../text/decode-stream.ts';
import { type TextEncodingName, detectEncoding } from '../text/detect-encoding.ts';
import { usableEncoding } from './xml-encoding.ts';

/** Where a page says its encoding (HTML Standard, 13.2.3.2, which looks at 1024 bytes; real pages say it later). */
const declarationBytesMax = 8192;
const faultsFree = 2;
const faultsPerUnit = 0.001;

const names: Readonly<Record<string, TextEncodingName>> = { big5: 'big5', 'big5-hkscs': 'big5' };

/**
 * The text of a page: by its byte order mark; else, where its bytes are not plainly of one encoding, by the one it
 * declares if that fits them, and by its characters if not.
 */
export function decodePageText(bytes: Uint8Array): string {
  const found = detectEncoding(bytes, true);
  const declared = declaredEncoding(bytes);
  if (found !== undefined && !found.guessed) {
    const escapes = found.encoding === 'hz' && !/hz/i.test(declared ?? '');
    return decodeWhole(bytes.subarray(found.markBytes), escapes ? 'utf-8' : found.encoding);
  }
  if (found?.encoding === 'utf-16le' || found?.encoding === 'utf-16be')
    return decodeWhole(bytes, found.encoding);
  const label = usableEncoding(declared);
  if (label !== undefined && !contradicts(label, found?.encoding)) {
    const known = names[label];
    const text = known === undefined ? new TextDecoder(label).decode(bytes) : decodeWhole(bytes, known);
    if (countFaults(text) <= faultsFree + faultsPerUnit * text.length) return text;
  }
  return decodeWhole(bytes, found?.encoding ?? 'windows-1252');
}

function decodeWhole(bytes: Uint8Array, encoding: TextEncodingName): string {
  const decoder = makeDecoder(encoding);
  return decoder.write(bytes) + decoder.end();
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, declarationBytesMax)).toString('latin1');
  return /<(?:meta|\?xml)[^>]{0,512}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,32})/i.exec(head)?.[1];
}

function countFaults(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at !== -1; at = text.indexOf('\ufffd', at + 1)) count += 1;
  return count;
}

/** Chinese pages that declare the other Chinese encoding: either fits the bytes of the other, and only one gives words. */
function contradicts(declared: string, found: TextEncodingName | undefined): boolean {
  if (found === 'gb18030') return declared === 'big5';
  return found === 'big5' && (declared === 'gb18030' || declared === 'gbk');
}
