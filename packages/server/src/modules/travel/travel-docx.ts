import {
  AlignmentType,
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { TravelForm } from '../../print/travel-papers.ts';
import { formatDay } from '../../print/format.ts';
import { type Lang, textsOf } from '../../print/texts.ts';

// GB/T 9704-2012: two-size title, three-size heads, four-size cells. The library counts sizes in half points.
const titleSize = 44;
const cellSize = 28;
const bodyFont = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' };
const titleFont = { ascii: 'Times New Roman', eastAsia: '方正小标宋简体', hAnsi: 'Times New Roman' };

function cell(text: string, span = 1): TableCell {
  return new TableCell({
    columnSpan: span,
    margins: { top: 80, bottom: 80, left: 100, right: 100 },
    children: text
      .split('\n')
      .map(
        (line) => new Paragraph({ children: [new TextRun({ text: line, font: bodyFont, size: cellSize })] }),
      ),
  });
}

/** The application as a Word file, to be filled in further and signed by hand. */
export async function writeTravelDocx(
  form: TravelForm & { readonly language: Lang; readonly timeZone: string },
): Promise<Uint8Array> {
  const texts = textsOf(form.language);
  const day = (text: string): string => formatDay(text, form.language);
  const rows: readonly (readonly [string, string, ...string[]])[] = [
    [texts['unit'], form.unit, texts['kind'], form.kind],
    [texts['travel.leader'], form.leader, texts['travel.applicant'], form.applicant],
    [texts['travel.from'], day(form.fromOn), texts['travel.until'], day(form.untilOn)],
    [texts['travel.regions'], form.regions],
    [texts['travel.purpose'], form.purpose],
    [texts['travel.contacts'], form.contacts],
    [texts['travel.funding'], form.funding, texts['travel.invitation'], form.invitation],
    [
      texts['travel.travellers'],
      form.travellers.map((one) => `${one.person}（${one.unit}）${one.notes}`).join('\n'),
    ],
    ...form.opinions.map((one): readonly [string, string] => [
      one.role,
      one.name === undefined
        ? '\n'
        : `${one.name}　${one.at === undefined ? '' : one.at.toISOString().slice(0, 10)}`,
    ]),
  ];
  const document = new Document({
    title: texts['travel.title'],
    creator: '封泥',
    sections: [
      {
        children: [
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { after: 240 },
            children: [new TextRun({ text: texts['travel.title'], font: titleFont, size: titleSize })],
          }),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: rows.map(
              ([label, value, ...rest]) =>
                new TableRow({
                  children: [
                    cell(label),
                    cell(value, rest.length === 0 ? 3 : 1),
                    ...rest.map((text) => cell(text)),
                  ],
                }),
            ),
          }),
        ],
      },
    ],
  });
  return Packer.toBuffer(document);
}
