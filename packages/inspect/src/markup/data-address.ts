import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { tellPicture } from '../office/pictures.ts';

/** Enters the file an address holds in itself (RFC 2397), or hands it on where it is a picture. */
export async function enterDataAddress(extraction: Extraction, address: string): Promise<void> {
  const comma = address.indexOf(',');
  if (comma === -1) return;
  const head = address.slice('data:'.length, comma).toLowerCase();
  const bytes = decodeData(address.slice(comma + 1), head.includes(';base64'));
  if (bytes.length === 0) return;
  extraction.spend(bytes.length, bytes.length);
  if (tellPicture(extraction, bytes)) return;
  const type = head.split(';', 1)[0] ?? '';
  await extraction.enter({ name: `data:${type.slice(0, 64)}`, source: sourceOf(bytes), hidden: 'embedded' });
}

function decodeData(data: string, isBase64: boolean): Buffer {
  const plain = data.replace(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString(isBase64 ? 'latin1' : 'utf8'),
  );
  return isBase64 ? Buffer.from(plain, 'base64') : Buffer.from(plain, 'utf8');
}
