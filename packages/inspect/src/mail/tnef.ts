import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { decodePage } from '../office/code-pages.ts';
import type { Bodies } from './bodies.ts';
import { unpackRtf } from './compressed-rtf.ts';

const signature = 0x223e9f78;
/** Attributes of [MS-OXTNEF] 2.1.3.3, with their types. */
const attributes = {
  subject: 0x0001_8004,
  body: 0x0002_800c,
  attachmentTitle: 0x0001_8010,
  attachmentData: 0x0006_800f,
  attachmentStart: 0x0006_9002,
  messageProperties: 0x0006_9003,
  attachmentProperties: 0x0006_9005,
  codePage: 0x0006_9007,
} as const;
const longNameTag = 0x3707;
const rtfTag = 0x1009;
const htmlTag = 0x1013;
const bodyTag = 0x1000;

export function isTnef(bytes: Uint8Array): boolean {
  return bytes.length > 6 && bufferOf(bytes).readUInt32LE(0) === signature;
}

interface Attached {
  name: string;
  data: Buffer | undefined;
}

/** Opens a `winmail.dat` ([MS-OXTNEF]): subject, bodies and attachments that Outlook packed into one. */
export async function readTnef(
  bytes: Uint8Array,
  { extraction, bodies }: { extraction: Extraction; bodies: Bodies },
): Promise<void> {
  const file = bufferOf(bytes);
  const attached: Attached[] = [];
  let codePage = 936;
  for (const { id, data } of readAttributes(file)) {
    const last = attached.at(-1);
    switch (id) {
      case attributes.codePage:
        if (data.length >= 4) codePage = data.readUInt32LE(0);
        break;
      case attributes.subject:
        extraction.emit({ text: textOf(data, codePage), place: { kind: 'field', name: 'Subject' } });
        break;
      case attributes.body:
        bodies.plain(textOf(data, codePage));
        break;
      case attributes.messageProperties:
        await readBodies(data, { extraction, bodies, codePage });
        break;
      case attributes.attachmentStart:
        attached.push({ name: '', data: undefined });
        break;
      case attributes.attachmentTitle:
        if (last !== undefined && last.name === '') last.name = textOf(data, codePage);
        break;
      case attributes.attachmentProperties:
        if (last !== undefined)
          last.name = readProperties(data, codePage).get(longNameTag)?.text ?? last.name;
        break;
      case attributes.attachmentData:
        if (last !== undefined) last.data = data;
        break;
    }
  }
  for (const { name, data } of attached) {
    if (data === undefined) extraction.skip({ reason: 'unsupported-feature' });
    else await extraction.enter({ name: name || 'attachment.bin', source: sourceOf(data) });
  }
}

function* readAttributes(file: Buffer): Generator<{ id: number; data: Buffer }> {
  for (let at = 6; at + 9 <= file.length;) {
    const id = file.readUInt32LE(at + 1);
    const length = file.readUInt32LE(at + 5);
    const data = file.subarray(at + 9, at + 9 + length);
    if (data.length < length) return;
    yield { id, data };
    at += 9 + length + 2;
  }
}

async function readBodies(
  data: Buffer,
  { extraction, bodies, codePage }: { extraction: Extraction; bodies: Bodies; codePage: number },
): Promise<void> {
  const properties = readProperties(data, codePage);
  const plain = properties.get(bodyTag)?.text;
  if (plain !== undefined) bodies.plain(plain);
  const html = properties.get(htmlTag)?.bytes;
  if (html !== undefined) await bodies.marked('html', html);
  const packed = properties.get(rtfTag)?.bytes;
  const rtf = packed === undefined ? undefined : unpackRtf(packed, extraction.limits.partBytesMax);
  if (rtf === undefined || packed === undefined) return;
  extraction.spend(rtf.length, packed.length);
  await bodies.marked('rtf', rtf);
}

interface Value {
  bytes: Buffer;
  text: string;
}

const propertiesMax = 10_000;
const fixedBytes: Readonly<Record<number, number>> = {
  0x2: 4,
  0x3: 4,
  0x4: 4,
  0x5: 8,
  0x6: 8,
  0x7: 8,
  0xa: 4,
  0xb: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
};

/** The properties of an attribute that are strings or bytes ([MS-OXTNEF] 2.1.3.4). */
function readProperties(data: Buffer, codePage: number): Map<number, Value> {
  const found = new Map<number, Value>();
  if (data.length < 4) return found;
  const count = Math.min(data.readUInt32LE(0), propertiesMax);
  let at = 4;
  for (let index = 0; index < count && at + 4 <= data.length; index += 1) {
    const type = data.readUInt16LE(at);
    const tag = data.readUInt16LE(at + 2);
    at = skipName(data, { at: at + 4, tag });
    const fixed = fixedBytes[type & 0xfff];
    const isMany = (type & 0x1000) !== 0;
    let values = 1;
    if (isMany || fixed === undefined) {
      if (at + 4 > data.length) return found;
      values = Math.min(data.readUInt32LE(at), propertiesMax);
      at += 4;
    }
    for (let value = 0; value < values; value += 1) {
      if (fixed !== undefined) {
        at += fixed;
        continue;
      }
      if (at + 4 > data.length) return found;
      const length = data.readUInt32LE(at);
      const bytes = data.subarray(at + 4, at + 4 + length);
      // an object begins with the id of its interface
      if (!found.has(tag))
        found.set(tag, { bytes, text: type === 0x1f ? utf16Of(bytes) : textOf(bytes, codePage) });
      at += 4 + length + ((4 - (length % 4)) % 4);
    }
  }
  return found;
}

function skipName(data: Buffer, { at, tag }: { at: number; tag: number }): number {
  if (tag < 0x8000 || at + 24 > data.length) return at;
  const isNumber = data.readUInt32LE(at + 16) === 0;
  if (isNumber) return at + 24;
  const length = data.readUInt32LE(at + 20);
  return at + 24 + length + ((4 - (length % 4)) % 4);
}

function textOf(bytes: Buffer, codePage: number): string {
  return decodePage(bytes, codePage).replace(/\0[^]*$/, '');
}

function utf16Of(bytes: Buffer): string {
  return bytes.toString('utf16le').replace(/\0[^]*$/, '');
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
