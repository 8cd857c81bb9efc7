import { drawFields, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** Who had a carrier in a span: the list an inquiry begins with (INC-3). */
export interface WhoHadPaper {
  readonly number: string;
  readonly from: Day;
  readonly to: Day;
  readonly people: number;
  readonly copies: number;
  readonly lines: readonly {
    readonly copyNumber: string;
    readonly person: string;
    readonly unit: string;
    readonly how: string;
    readonly at: Date;
    readonly until: Date | undefined;
  }[];
}

export async function printWhoHad(paper: WhoHadPaper, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'had.title', subtitle: paper.number });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['number'], value: paper.number },
      {
        label: texts['file.span'],
        value: page.t('file.span.words', { from: page.day(paper.from), to: page.day(paper.to) }),
      },
    ],
    [
      { label: texts['had.people'], value: String(paper.people) },
      { label: texts['had.copies'], value: String(paper.copies) },
    ],
  ]);
  page.skip(4 * mm);
  if (paper.lines.length === 0) page.paragraph(texts['had.none'], { indent: 2 });
  else {
    drawTable(page, {
      columns: [
        { head: texts['order'], weight: 9, align: 'center', shrink: true },
        { head: texts['name'], weight: 18, align: 'center' },
        { head: texts['unit'], weight: 30 },
        { head: texts['copy.number'], weight: 14, align: 'center', shrink: true },
        { head: texts['held.how'], weight: 20, align: 'center' },
        { head: texts['had.from'], weight: 26, align: 'center' },
        { head: texts['had.to'], weight: 26, align: 'center' },
      ],
      rows: paper.lines.map((line, i) => [
        String(i + 1),
        line.person,
        line.unit,
        line.copyNumber,
        line.how,
        page.timeLines(line.at),
        page.timeLines(line.until),
      ]),
      size: typeSize.smallFive,
      tailHeight: signaturesHeight(2),
    });
  }
  drawSignatures(page, [{ role: texts['had.made'] }, { role: texts['leaving.officer'] }]);
  return page.finish();
}
