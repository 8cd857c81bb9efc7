import { FileRefused } from './failures.ts';
import type { TextEncoding } from './workbook.ts';

export interface DecodedText {
  text: string;
  encoding: TextEncoding;
  /** True when neither a byte order mark nor the strict form of UTF-8 settled it. */
  guessed: boolean;
}

const byteOrderMarks: readonly { encoding: TextEncoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * Text out of bytes, every attempt strict (one wrong byte and it fails), in this order:
 *
 * 1. a byte order mark decides, and what it says must hold;
 * 2. a zero byte means UTF-16 without a mark (no text in UTF-8 or GB 18030 has one): the byte order that gives more
 *    line ends, delimiters and digits wins;
 * 3. UTF-8, which other encodings hardly ever satisfy by chance;
 * 4. GB 18030 (GB 18030-2022 as the WHATWG Encoding Standard has it), which contains GBK and GB 2312.
 *
 * Control characters other than tab, line feed, form feed and carriage return mean that it is no text.
 * @throws FileRefused `encoding` or `unknown-kind`
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const mark = byteOrderMarks.find((candidate) =>
    candidate.bytes.every((byte, place) => bytes[place] === byte),
  );
  if (mark !== undefined) {
    const text = decodeStrictly(bytes.subarray(mark.bytes.length), mark.encoding);
    if (text === undefined) throw new FileRefused('encoding');
    return { text: withoutControls(text), encoding: mark.encoding, guessed: false };
  }
  if (bytes.includes(0)) return decodeUnmarkedUtf16(bytes);
  const utf8 = decodeStrictly(bytes, 'utf-8');
  if (utf8 !== undefined) return { text: withoutControls(utf8), encoding: 'utf-8', guessed: false };
  const gb18030 = decodeStrictly(bytes, 'gb18030');
  if (gb18030 === undefined) throw new FileRefused('encoding');
  return { text: withoutControls(gb18030), encoding: 'gb18030', guessed: true };
}

function decodeUnmarkedUtf16(bytes: Uint8Array): DecodedText {
  const [best] = (['utf-16le', 'utf-16be'] as const)
    .map((encoding) => ({ encoding, text: decodeStrictly(bytes, encoding) }))
    .map(({ encoding, text }) => ({ encoding, text, score: text === undefined ? -1 : countTableSigns(text) }))
    .toSorted((left, right) => right.score - left.score);
  if (best?.text === undefined || best.score === 0) throw new FileRefused('unknown-kind');
  return { text: withoutControls(best.text), encoding: best.encoding, guessed: true };
}

function countTableSigns(text: string): number {
  return text.match(/[\r\n\t,;|"\d]/g)?.length ?? 0;
}

function decodeStrictly(bytes: Uint8Array, encoding: TextEncoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u0008\u000b\u000e-\u001f]/.test(text)) throw new FileRefused('unknown-kind');
  return text;
}
