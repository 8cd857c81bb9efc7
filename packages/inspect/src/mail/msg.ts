import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { CompoundFile } from '../office/compound.ts';
import { Bodies } from './bodies.ts';
import { unpackRtf } from './compressed-rtf.ts';
import { emitHeaders, readHeaders } from './headers.ts';
import { MessageStorage } from './message-storage.ts';

/** Properties of [MS-OXPROPS] that a mail program shows, by the name of the header they stand for. */
const shownProperties: readonly (readonly [tag: string, name: string])[] = [
  ['0037', 'Subject'],
  ['0C1A', 'From'],
  ['0C1F', 'From'],
  ['5D01', 'From'],
  ['0042', 'Sender'],
  ['0065', 'Sender'],
  ['0E04', 'To'],
  ['0E03', 'Cc'],
  ['0E02', 'Bcc'],
  ['0E1D', 'Subject'],
];
const ownTags = { body: '1000', html: '1013', rtf: '1009', headers: '007D' } as const;
const recipientTags = ['3001', '3003', '39FE'];
const attachmentTags = { longName: '3707', shortName: '3704', display: '3001', data: '3701' } as const;
const read = new Set<string>([...shownProperties.map(([tag]) => tag), ...Object.values(ownTags)]);

/**
 * Reads an Outlook message ([MS-OXMSG]): subject, people, bodies in every form it has, all other texts of its properties,
 * attachments and messages within.
 * @throws PartRefused `damaged`
 */
export async function extractMsg(extraction: Extraction): Promise<void> {
  const file = new CompoundFile(extraction.readAll());
  await readMessage(file, { extraction, prefix: '' });
}

interface Input {
  extraction: Extraction;
  /** The storage of the message: empty, or ends in `/`. */
  prefix: string;
}

async function readMessage(file: CompoundFile, { extraction, prefix }: Input): Promise<void> {
  const message = new MessageStorage(file, prefix);
  const seen = new Set<string>();
  for (const [tag, name] of shownProperties) {
    const text = message.text(tag);
    if (text === undefined || text.trim() === '' || seen.has(`${name}\n${text}`)) continue;
    seen.add(`${name}\n${text}`);
    extraction.emit({ text, place: { kind: 'field', name } });
  }
  emitRecipients(file, { extraction, prefix });
  emitTransportHeaders(message.text(ownTags.headers), extraction);
  await readBodies(message, extraction);
  emitOtherTexts(message, extraction);
  for (const storage of storagesOf(file, { prefix, start: '__attach_' })) {
    await enterAttachment(new MessageStorage(file, `${storage}/`, message.codePage), {
      file,
      extraction,
      storage,
    });
  }
}

/** The storages directly below a message whose names begin so. */
function storagesOf(file: CompoundFile, { prefix, start }: { prefix: string; start: string }): string[] {
  return file.storages.filter(
    (name) => name.startsWith(`${prefix}${start}`) && !name.slice(prefix.length).includes('/'),
  );
}

function emitRecipients(file: CompoundFile, { extraction, prefix }: Input): void {
  for (const storage of storagesOf(file, { prefix, start: '__recip_' })) {
    const recipient = new MessageStorage(file, `${storage}/`);
    const texts = new Set(
      recipientTags.map((tag) => recipient.text(tag)).filter((text) => text !== undefined),
    );
    const text = [...texts].join(' ').trim();
    if (text !== '') extraction.emit({ text, place: { kind: 'field', name: 'To' } });
  }
}

function emitTransportHeaders(headers: string | undefined, extraction: Extraction): void {
  if (headers !== undefined) emitHeaders(readHeaders(Buffer.from(headers, 'utf8')), extraction);
}

async function readBodies(message: MessageStorage, extraction: Extraction): Promise<void> {
  const bodies = new Bodies(extraction);
  const plain = message.text(ownTags.body);
  if (plain !== undefined) bodies.plain(plain);
  const html = message.text(ownTags.html) ?? message.page(ownTags.html);
  if (html !== undefined) await bodies.marked('html', Buffer.from(`\ufeff${html}`, 'utf8'));
  const packed = message.bytes(ownTags.rtf);
  if (packed === undefined) return;
  const rtf = unpackRtf(packed, extraction.limits.partBytesMax);
  if (rtf === undefined) {
    extraction.skip({ reason: 'damaged', bytes: packed.length });
    return;
  }
  extraction.spend(rtf.length, packed.length);
  await bodies.marked('rtf', rtf);
}

/** Texts of properties that no mail program shows. */
function emitOtherTexts(message: MessageStorage, extraction: Extraction): void {
  for (const tag of message.textTags) {
    if (read.has(tag)) continue;
    const text = message.text(tag)?.trim() ?? '';
    if (text !== '')
      extraction.emit({ text, place: { kind: 'property', name: `0x${tag}` }, hidden: 'property' });
  }
}

async function enterAttachment(
  attachment: MessageStorage,
  { file, extraction, storage }: { file: CompoundFile; extraction: Extraction; storage: string },
): Promise<void> {
  const { longName, shortName, display, data } = attachmentTags;
  const name = attachment.text(longName) ?? attachment.text(shortName) ?? attachment.text(display);
  const bytes = attachment.bytes(data);
  if (bytes !== undefined) {
    await extraction.enter({ name: name || 'attachment.bin', source: sourceOf(bytes) });
    return;
  }
  const inner = `${storage}/__substg1.0_${data}000D`;
  if (!file.storages.includes(inner)) {
    // by reference to a file elsewhere ([MS-OXCMSG] 2.2.2.9)
    extraction.skip({ reason: 'external-content' });
    return;
  }
  await extraction.enter({ name: name || 'message.msg', source: sourceOf(file.extract(inner)) });
}
