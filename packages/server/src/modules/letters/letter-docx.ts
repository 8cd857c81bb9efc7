import { AlignmentType, Document, LineRuleType, Packer, Paragraph, TextRun } from 'docx';
import type { LetterPaper } from '../../print/letter.ts';
import { formatTime } from '../../print/format.ts';

// GB/T 9704-2012: two-size title, three-size body, 28 points a line, margins 37, 35, 28, 26 mm. The library counts sizes
// in half points and lengths in twentieths of a point.
const titleSize = 44;
const bodySize = 32;
const lineTwips = 28 * 20;
const indentTwips = 32 * 20;
const twipsOfMm = (mm: number): number => Math.round((mm * 1440) / 25.4);
const bodyFont = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };
const titleFont = { ascii: 'Times New Roman', eastAsia: '方正小标宋简体', hAnsi: 'Times New Roman' };

const line = { line: lineTwips, lineRule: LineRuleType.EXACT } as const;

/** The letter as a Word file in the form of official documents, to be printed and signed by hand. */
export async function writeLetterDocx(
  letter: LetterPaper & { readonly language: 'zh' | 'en'; readonly timeZone: string },
): Promise<Uint8Array> {
  const prose = letter.body.split('\n').map(
    (text) =>
      new Paragraph({
        spacing: line,
        indent: { firstLine: indentTwips },
        children: [new TextRun({ text: text.trim(), font: bodyFont, size: bodySize })],
      }),
  );
  const signatures = letter.signers.map(
    ({ role, name, at }) =>
      new Paragraph({
        spacing: line,
        alignment: AlignmentType.LEFT,
        children: [
          new TextRun({
            text:
              name === undefined
                ? `${role}　签名：＿＿＿＿＿＿＿＿　　　年　　月　　日`
                : `${role}　${name}　${at === undefined ? '' : formatTime(at, letter.language, letter.timeZone)}`,
            font: bodyFont,
            size: bodySize,
          }),
        ],
      }),
  );
  const document = new Document({
    title: letter.title,
    creator: '封泥',
    sections: [
      {
        properties: {
          page: {
            size: { width: twipsOfMm(210), height: twipsOfMm(297) },
            margin: {
              top: twipsOfMm(37),
              bottom: twipsOfMm(35),
              left: twipsOfMm(28),
              right: twipsOfMm(26),
            },
          },
        },
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 240 },
            children: [new TextRun({ text: letter.title, font: titleFont, size: titleSize })],
          }),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 360 },
            children: [new TextRun({ text: letter.subtitle, font: bodyFont, size: bodySize })],
          }),
          ...prose,
          new Paragraph({ children: [] }),
          ...signatures,
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
