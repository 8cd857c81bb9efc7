import type { FileKind } from './kinds.ts';

/** Of a text's beginning, as much as is looked at. */
const headUnits = 16 * 1024;

const htmlTag =
  /^<(?:!doctype\s+html|html|head|body|title|meta|link|style|script|table|div|span|p|h[1-6]|ul|ol|br|a|img|font|center|form|b|i)[\s/>]/i;
const htmlRoot = /<(?:!doctype\s+html|html|head|body)[\s>]/i;
const xmlStart = /^<\?xml[\s?]|^<!DOCTYPE\s|^<[\p{L}_][\p{L}\p{N}._:-]*(?:\s[^<>]*)?\/?>/u;

const mboxStart = /^From \S+.*\d{4}\s*\r?\n(?:>From .*\r?\n)?[!-9;-~]+:/;
const headerLine = /^[!-9;-~]+:/;

/** Fields one of which every mail has; RFC 5322 3.6, RFC 2045. */
const mailFields = new Set([
  'from',
  'to',
  'cc',
  'subject',
  'date',
  'message-id',
  'received',
  'return-path',
  'mime-version',
  'content-type',
  'delivered-to',
  'reply-to',
  'sender',
  'x-mailer',
]);
const mailFieldsMin = 2;

/** Formats that are text themselves: rtf, html, xml, mail; undefined for any other text. */
export function sniffMarkup(text: string): FileKind | undefined {
  const start = text.slice(0, headUnits).replace(/^[\uFEFF\s]+/, '');
  if (start.startsWith('{\\rt')) return 'rtf';
  if (start.startsWith('<')) return sniffTags(start);
  if (mboxStart.test(start)) return 'mbox';
  if (isMail(start)) return 'eml';
  return undefined;
}

function sniffTags(start: string): FileKind | undefined {
  const plain = start.replaceAll(/<!--[\s\S]*?-->\s*/g, '');
  if (htmlTag.test(plain)) return 'html';
  const isXml = xmlStart.test(plain);
  if (
    htmlRoot.test(plain) &&
    (!isXml || /^(?:<\?xml[^>]*>\s*)?(?:<\?[^>]*>\s*)*<(?:!doctype\s+)?html/i.test(plain))
  )
    return 'html';
  return isXml ? 'xml' : undefined;
}

function isMail(start: string): boolean {
  const found = new Set<string>();
  const lines = start.split(/\r?\n/, 200);
  for (const [place, line] of lines.entries()) {
    if (line === '') break;
    if (/^[ \t]/.test(line) && place > 0) continue;
    if (!headerLine.test(line)) {
      // The last line of the sample may be cut.
      if (place === lines.length - 1 && place > 0) break;
      return false;
    }
    const field = line.slice(0, line.indexOf(':')).toLowerCase();
    if (mailFields.has(field)) found.add(field);
  }
  return found.size >= mailFieldsMin;
}
