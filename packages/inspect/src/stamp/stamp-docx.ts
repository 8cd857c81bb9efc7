import { unzipSync, zipSync } from 'fflate';
import type { Zippable } from 'fflate';
import {
  escapeXml,
  findParagraphs,
  propertiesOfParagraph,
  strikeRuns,
  textOfParagraph,
} from './docx-paragraphs.ts';
import type { ParagraphSpan } from './docx-paragraphs.ts';
import { StampRefused, formerWords } from './stamp-work.ts';
import type { StampWork } from './stamp-work.ts';

/** Paragraphs at the beginning that are looked through for a mark to strike out; the head of a document is no longer. */
const headParagraphsMax = 40;
/** Unpacked bytes of all parts. */
const unpackedBytesMax = 512 * 1024 ** 2;
const partsMax = 10_000;

/** 三号, in half points (GB/T 9704-2012, 7.2.1 and 7.2.2). */
const sizeHalfPoints = 32;
/**
 * A frame at the top left of the first page, 20 mm from its edge in twentieths of a point: in the top margin of the
 * standard (37 mm), so that nothing of the text moves.
 */
const frame =
  '<w:framePr w:hSpace="0" w:wrap="around" w:vAnchor="page" w:hAnchor="margin" w:xAlign="left" w:y="1134"/>';
const markProperties = `<w:pPr>${frame}<w:spacing w:before="0" w:after="0"/><w:ind w:left="0" w:firstLine="0"/><w:jc w:val="left"/></w:pPr>`;

/**
 * Puts mark and copy number on the first page of a docx, at the beginning of its body in a frame, so that they stand on
 * page one alone and belong to the text. Lines to strike out are struck where they stand, and the new mark stands above
 * the first, in its look. Every other part of the package stays as it is.
 * @throws StampRefused
 */
export function stampDocx(bytes: Uint8Array, work: StampWork): Uint8Array {
  const parts = unpack(bytes);
  const name = mainPart(parts);
  const content = parts[name];
  if (content === undefined) throw new StampRefused('damaged');
  const edited = editBody(decode(content), work);
  const zipped: Zippable = {};
  for (const [part, data] of Object.entries(parts))
    zipped[part] = [part === name ? Buffer.from(edited, 'utf8') : data, { mtime: '1980-01-02T00:00:00' }];
  return zipSync(zipped, { level: 6 });
}

function unpack(bytes: Uint8Array): Record<string, Uint8Array> {
  let unpacked = 0;
  let count = 0;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        unpacked += originalSize;
        count += 1;
        if (unpacked > unpackedBytesMax || count > partsMax) throw new StampRefused('too-large');
        if (/vbaproject\.bin$|vbadata\.xml$/i.test(name)) throw new StampRefused('macros');
        if (/^_xmlsignatures\//i.test(name)) throw new StampRefused('signed');
        return true;
      },
    });
    const types = parts['[Content_Types].xml'];
    if (types !== undefined && /macroEnabled/i.test(Buffer.from(types).toString('utf8')))
      throw new StampRefused('macros');
    return parts;
  } catch (error) {
    if (error instanceof StampRefused) throw error;
    throw new StampRefused('damaged');
  }
}

function mainPart(parts: Readonly<Record<string, Uint8Array>>): string {
  const relations = parts['_rels/.rels'];
  const text = relations === undefined ? '' : Buffer.from(relations).toString('utf8');
  const [related] = Array.from(text.matchAll(/<Relationship\s[^<>]*>/g), (match) => match[0]).filter((one) =>
    /Type="[^"]*\/officeDocument"/.test(one),
  );
  const target = /Target="([^"]+)"/.exec(related ?? '')?.[1]?.replace(/^\//, '');
  return target !== undefined && parts[target] !== undefined ? target : 'word/document.xml';
}

function decode(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new StampRefused('damaged');
  }
}

interface Edit {
  at: number;
  to: number;
  text: string;
}

function editBody(xml: string, work: StampWork): string {
  const body = /<w:body(?:\s[^<>]*)?>/.exec(xml);
  if (body === null) throw new StampRefused('damaged');
  const start = body.index + body[0].length;
  const spans = findParagraphs(xml).filter((span) => span.from >= start);
  const { words, former, copyNumber } = work;
  const struck = findStruck(xml, spans, work);
  const top = [
    ...(copyNumber === null ? [] : [paragraphOf(copyNumber, markProperties)]),
    ...(words === null || struck.length > 0 ? [] : [paragraphOf(words, markProperties)]),
    ...(former === null || struck.length > 0 ? [] : [formerParagraph(former)]),
  ].join('');
  return applyEdits(xml, [
    ...(top === '' ? [] : [{ at: start, to: start, text: top }]),
    ...strikeParagraphs(xml, struck, words),
    ...markPortions(xml, spans, work),
  ]);
}

function applyEdits(xml: string, edits: readonly Edit[]): string {
  let edited = xml;
  for (const { at, to, text } of edits.toSorted((a, b) => b.at - a.at || b.to - a.to))
    edited = edited.slice(0, at) + text + edited.slice(to);
  return edited;
}

/** Paragraphs of the head that are one of the lines to strike out and nothing else. */
function findStruck(xml: string, spans: readonly ParagraphSpan[], { strike }: StampWork): ParagraphSpan[] {
  const wanted = strike.map(({ text }) => text.trim());
  const found = spans
    .slice(0, headParagraphsMax)
    .filter(({ from, to }) => wanted.includes(textOfParagraph(xml.slice(from, to)).trim()));
  if (found.length < wanted.length) throw new StampRefused('mark-elsewhere');
  return found;
}

function strikeParagraphs(xml: string, struck: readonly ParagraphSpan[], words: string | null): Edit[] {
  return struck.map(({ from, to }, i) => {
    const old = xml.slice(from, to);
    const properties = propertiesOfParagraph(old);
    const above = i === 0 && words !== null ? paragraphOf(words, properties) : '';
    const at = startOfRuns(old, properties);
    const runs = strikeRuns(old.slice(at, old.length - '</w:p>'.length));
    const text = `${above}${old.slice(0, at)}${runOf(formerWords.before)}${runs}${runOf(formerWords.after)}</w:p>`;
    return { at: from, to, text };
  });
}

/** Where the runs of a paragraph begin, behind its tag and properties. */
function startOfRuns(paragraph: string, properties: string): number {
  const tag = /^<w:p(?:\s[^<>]*)?>/.exec(paragraph)?.[0] ?? '';
  return properties === '' ? tag.length : paragraph.indexOf(properties, tag.length) + properties.length;
}

/** A level of its own before the paragraph's first words. */
function markPortions(xml: string, spans: readonly ParagraphSpan[], { portions }: StampWork): Edit[] {
  return portions.flatMap(({ paragraph, words }) => {
    const span = spans[paragraph - 1];
    if (span === undefined) throw new StampRefused('portion-missing');
    const old = xml.slice(span.from, span.to);
    const text = textOfParagraph(old).trim();
    if (text === '') throw new StampRefused('portion-missing');
    if (text.startsWith(words)) return [];
    const at = span.from + startOfRuns(old, propertiesOfParagraph(old));
    return [{ at, to: at, text: runOf(words) }];
  });
}

function runOf(text: string, more = ''): string {
  const fonts = '<w:rFonts w:ascii="黑体" w:eastAsia="黑体" w:hAnsi="黑体" w:cs="黑体"/>';
  return `<w:r><w:rPr>${fonts}${more}<w:sz w:val="${sizeHalfPoints}"/><w:szCs w:val="${sizeHalfPoints}"/></w:rPr><w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`;
}

function paragraphOf(text: string, properties: string): string {
  return `<w:p>${properties}${runOf(text)}</w:p>`;
}

function formerParagraph(words: string): string {
  const struck = runOf(words, '<w:strike/>');
  return `<w:p>${markProperties}${runOf(formerWords.before)}${struck}${runOf(formerWords.after)}</w:p>`;
}
