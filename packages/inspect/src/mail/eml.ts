import PostalMime from 'postal-mime';
import type { Attachment, Email } from 'postal-mime';
import { sourceOf } from '../document/byte-source.ts';
import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { Bodies } from './bodies.ts';
import { emitHeaders, readHeaders } from './headers.ts';
import type { Header } from './headers.ts';
import { isTnef, readTnef } from './tnef.ts';

const nestingMax = 64;
const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Reads a mail message (RFC 5322, MIME as in RFC 2045 to 2049): headers, bodies as text and as HTML, attachments and
 * messages within, each of which is entered. A `winmail.dat` is opened in place.
 */
export async function extractEml(extraction: Extraction): Promise<void> {
  const all = extraction.readAll();
  const raw = Buffer.from(all.buffer, all.byteOffset, all.byteLength);
  const bytes = raw.subarray(0, 3).equals(byteOrderMark) ? raw.subarray(3) : raw;
  const headers = readHeaders(bytes);
  emitHeaders(headers, extraction);
  tellWhatIsSealed(headers, extraction);
  const mail = await parse(bytes);
  const bodies = new Bodies(extraction);
  if (mail.text !== undefined) bodies.plain(mail.text);
  // with a byte order mark, for the page may still name the charset it was decoded from
  if (mail.html !== undefined) await bodies.marked('html', Buffer.from(`\ufeff${mail.html}`, 'utf8'));
  for (const attachment of mail.attachments) await enterAttachment(attachment, { extraction, bodies });
}

async function parse(bytes: Uint8Array): Promise<Email> {
  try {
    return await PostalMime.parse(bytes, {
      forceRfc822Attachments: true,
      attachmentEncoding: 'arraybuffer',
      maxNestingDepth: nestingMax,
    });
  } catch {
    throw new PartRefused({ reason: 'damaged', bytes: bytes.length });
  }
}

/** Encrypted mail: S/MIME (RFC 8551) and OpenPGP (RFC 3156). */
function tellWhatIsSealed(headers: readonly Header[], extraction: Extraction): void {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value.toLowerCase() ?? '';
  const isEnveloped = /^application\/(?:x-)?pkcs7-mime/.test(type) && !type.includes('signed-data');
  if (isEnveloped || type.startsWith('multipart/encrypted')) extraction.skip({ reason: 'encrypted' });
  if (type.startsWith('message/external-body')) extraction.skip({ reason: 'external-content' });
}

async function enterAttachment(
  attachment: Attachment,
  { extraction, bodies }: { extraction: Extraction; bodies: Bodies },
): Promise<void> {
  const { content, filename, description, mimeType } = attachment;
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : new Uint8Array(content);
  if (description !== undefined && description !== '')
    extraction.emit({ text: description, place: { kind: 'property', name: 'Content-Description' } });
  if (mimeType === 'message/external-body') extraction.skip({ reason: 'external-content' });
  extraction.spend(bytes.length, bytes.length);
  if (isTnef(bytes)) {
    await readTnef(bytes, { extraction, bodies });
    return;
  }
  const name = filename === null || filename === '' ? nameFor(mimeType) : filename;
  await extraction.enter({ name, source: sourceOf(bytes) });
}

function nameFor(mimeType: string): string {
  if (mimeType === 'message/rfc822') return 'message.eml';
  return `attachment.${/\/([\w-]+)/.exec(mimeType)?.[1] ?? 'bin'}`;
}
