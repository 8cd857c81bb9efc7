import { detectEncoding } from '../text/detect-encoding.ts';
import { makeDecoder } from '../text/decode-stream.ts';

/**
 * Names of an archive that does not say how they are encoded: UTF-8 where they hold as such, else what all of them
 * together look like (GBK, Big5, Shift_JIS …), for one name is too short to tell.
 */
export function decodeNames(raw: readonly Uint8Array[]): string[] {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const asUtf8 = raw.map((bytes) => {
    try {
      return strict.decode(bytes);
    } catch {
      return undefined;
    }
  });
  const unclear = raw.filter((_, place) => asUtf8[place] === undefined);
  const sample = Buffer.concat(unclear.slice(0, 1000).flatMap((bytes) => [bytes, Buffer.from('\n')]));
  const encoding = detectEncoding(sample, true)?.encoding ?? 'gb18030';
  return raw.map((bytes, place) => asUtf8[place] ?? decodeOne(bytes, encoding));
}

function decodeOne(bytes: Uint8Array, encoding: Parameters<typeof makeDecoder>[0]): string {
  const decoder = makeDecoder(encoding);
  return decoder.write(bytes) + decoder.end();
}
