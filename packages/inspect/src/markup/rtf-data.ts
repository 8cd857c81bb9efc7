import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { enterNative } from '../office/ole-objects.ts';
import { tellPicture } from '../office/pictures.ts';

/** A picture or object as it stands in the document: in digits, in bytes, or both. */
export interface FoundData {
  name: 'pict' | 'objdata' | 'datastore';
  digits: string[];
  bytes: Buffer[];
  format: string;
}

const bitmapHeadBytes = 14;
const stringBytesMax = 4096;

/** Hands a picture on, enters an object. */
export async function enterRtfData(extraction: Extraction, data: FoundData): Promise<void> {
  const digits = data.digits.join('').replace(/[^0-9a-f]/gi, '');
  const bytes = Buffer.concat([Buffer.from(digits, 'hex'), ...data.bytes]);
  if (bytes.length === 0) return;
  extraction.spend(bytes.length, bytes.length);
  if (data.name === 'pict') tellRtfPicture(extraction, bytes, data.format);
  else await enterObject(extraction, bytes);
}

function tellRtfPicture(extraction: Extraction, bytes: Buffer, format: string): void {
  if (tellPicture(extraction, bytes)) return;
  if (format === 'dibitmap' && bytes.length > 40) extraction.picture({ bytes: withBitmapHead(bytes) });
  else extraction.skip({ reason: 'picture-not-read', bytes: bytes.length });
}

/** The head a bitmap has in a file of its own ([MS-WMF] 2.2.2.3). */
function withBitmapHead(bitmap: Buffer): Buffer {
  const head = Buffer.alloc(bitmapHeadBytes);
  const colours =
    bitmap.readUInt32LE(32) || (bitmap.readUInt16LE(14) <= 8 ? 2 ** bitmap.readUInt16LE(14) : 0);
  head.write('BM', 'latin1');
  head.writeUInt32LE(bitmapHeadBytes + bitmap.length, 2);
  head.writeUInt32LE((bitmapHeadBytes + bitmap.readUInt32LE(0) + colours * 4) % 0x1_0000_0000, 10);
  return Buffer.concat([head, bitmap]);
}

/** An object of OLE 1 ([MS-OLEDS] 2.2.5): its class, then its data; or the data alone. */
async function enterObject(extraction: Extraction, bytes: Buffer): Promise<void> {
  const object = readObject(bytes);
  if (object === undefined) {
    await extraction.enter({ name: 'object', source: sourceOf(bytes), hidden: 'embedded' });
    return;
  }
  if (object.isLinked) extraction.skip({ reason: 'external-content' });
  if (object.topic !== '')
    extraction.emit({ text: object.topic, place: { kind: 'attribute', name: 'object' }, hidden: 'property' });
  if (object.data.length === 0 || tellPicture(extraction, object.data)) return;
  if (object.className === 'Package') {
    await enterNative(extraction, Buffer.concat([Buffer.alloc(4), object.data]));
    return;
  }
  const name = object.className === '' ? 'object' : object.className;
  await extraction.enter({ name, source: sourceOf(object.data), hidden: 'embedded' });
}

function readObject(
  bytes: Buffer,
): { className: string; topic: string; isLinked: boolean; data: Buffer } | undefined {
  if (bytes.length < 12 || bytes.readUInt8(1) > 5) return undefined;
  const format = bytes.readUInt32LE(4);
  if (format !== 1 && format !== 2) return undefined;
  const strings: string[] = [];
  let at = 8;
  for (let index = 0; index < 3; index += 1) {
    if (at + 4 > bytes.length) return undefined;
    const length = bytes.readUInt32LE(at);
    if (length > stringBytesMax || at + 4 + length > bytes.length) return undefined;
    strings.push(bytes.toString('latin1', at + 4, at + 4 + Math.max(0, length - 1)));
    at += 4 + length;
  }
  const [className = '', topic = ''] = strings;
  if (format === 1) return { className, topic, isLinked: true, data: Buffer.alloc(0) };
  if (at + 4 > bytes.length) return undefined;
  const data = bytes.subarray(at + 4, at + 4 + bytes.readUInt32LE(at));
  return { className, topic, isLinked: false, data };
}
