import { decodeWords } from 'postal-mime';
import type { Extraction } from '../document/extraction.ts';

export interface Header {
  name: string;
  value: string;
}

const headerBytesMax = 2 * 1024 * 1024;
const headersMax = 10_000;

/** What a mail program shows of a message's headers; all others are properties. */
const shownHeaders = new Set([
  'subject',
  'from',
  'sender',
  'to',
  'cc',
  'bcc',
  'reply-to',
  'date',
  'organization',
  'comments',
  'keywords',
]);

/**
 * The headers of a message (RFC 5322, 2.2), unfolded, their encoded words (RFC 2047) decoded. Bytes above ASCII that no
 * encoded word hides are UTF-8 (RFC 6532) or else GB 18030, as older Chinese mailers wrote them.
 */
export function readHeaders(bytes: Uint8Array): Header[] {
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, headerBytesMax));
  const end = endOfHeaders(raw);
  const lines = decodeBytes(raw.subarray(0, end))
    .replaceAll(/\r?\n(?=[ \t])/g, '')
    .split(/\r?\n/, headersMax);
  return lines.flatMap((line) => {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon)).trim();
    if (!/^[\u0021-\u007e]{1,200}$/.test(name)) return [];
    return [
      {
        name,
        value: decodeWords(
          line
            .slice(colon + 1)
            .replaceAll('\t', ' ')
            .trim(),
        ),
      },
    ];
  });
}

function endOfHeaders(raw: Buffer): number {
  const ends = [raw.indexOf('\r\n\r\n'), raw.indexOf('\n\n')].filter((end) => end !== -1);
  return ends.length === 0 ? raw.length : Math.min(...ends);
}

function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

export function emitHeaders(headers: readonly Header[], extraction: Extraction): void {
  for (const { name, value } of headers) {
    if (value === '') continue;
    if (shownHeaders.has(name.toLowerCase()))
      extraction.emit({ text: value, place: { kind: 'field', name } });
    else extraction.emit({ text: value, place: { kind: 'property', name }, hidden: 'property' });
  }
}
