import { decodeEntities } from '../markup/entities.ts';

/** A paragraph of WordprocessingML in the text of its part: UTF-16 offsets, its end behind `</w:p>`. */
export interface ParagraphSpan {
  from: number;
  to: number;
}

/** The outermost paragraphs of a body, in order; those in text boxes within them are not listed. */
export function findParagraphs(xml: string): ParagraphSpan[] {
  const found: ParagraphSpan[] = [];
  let depth = 0;
  let from = 0;
  for (const match of xml.matchAll(/<w:p(?:\s[^<>]*?)?(\/?)>|<\/w:p>/g)) {
    if (match[0].startsWith('</')) {
      depth = Math.max(0, depth - 1);
      if (depth === 0) found.push({ from, to: match.index + match[0].length });
    } else if (match[1] === '/') {
      if (depth === 0) found.push({ from: match.index, to: match.index + match[0].length });
    } else {
      if (depth === 0) from = match.index;
      depth += 1;
    }
  }
  return found;
}

/** The text a paragraph shows. */
export function textOfParagraph(xml: string): string {
  return Array.from(xml.matchAll(/<w:t(?:\s[^<>]*)?>([^<]*)<\/w:t>|<w:tab\s*\/>/g), (match) =>
    match[1] === undefined ? '\t' : decodeEntities(match[1]),
  ).join('');
}

/** The paragraph's properties as they are written, or ''. */
export function propertiesOfParagraph(xml: string): string {
  return /^<w:p(?:\s[^<>]*)?>\s*(<w:pPr>[\s\S]*?<\/w:pPr>|<w:pPr\s*\/>)/.exec(xml)?.[1] ?? '';
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Strikes out every run of a paragraph. */
export function strikeRuns(xml: string): string {
  return xml.replaceAll(
    /<w:r(\s[^<>]*)?>(?:\s*<w:rPr>([\s\S]*?)<\/w:rPr>|\s*<w:rPr\s*\/>)?/g,
    (_, attributes: string | undefined, properties: string | undefined) =>
      `<w:r${attributes ?? ''}><w:rPr>${withStrike(properties ?? '')}</w:rPr>`,
  );
}

/** `w:strike` has its place in the order of a run's properties (ECMA-376 part 1, 17.3.2.28). */
function withStrike(properties: string): string {
  const bare = properties.replaceAll(/<w:d?strike(?:\s[^<>]*)?\/>/g, '');
  const before =
    /^(?:\s*<w:(?:rStyle|rFonts|b|bCs|i|iCs|caps|smallCaps)(?:\s[^<>]*)?\/>)*/.exec(bare)?.[0] ?? '';
  return `${before}<w:strike/>${bare.slice(before.length)}`;
}
