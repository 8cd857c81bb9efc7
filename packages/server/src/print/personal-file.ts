import { drawFields, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** A line of somebody's file: a day, or from a day to a day, or to this day. */
export interface FileLine {
  readonly from: Day;
  readonly to: Day | null;
  readonly lasts: boolean;
  readonly kind: string;
  readonly words: string;
}

/** A person's file (个人保密档案): who he is, what there is of each kind, and what happened, the newest first. */
export interface PersonalFilePaper {
  readonly person: string;
  readonly staffNo: string;
  readonly unit: string;
  readonly posts: string;
  readonly clearances: string;
  readonly span: { readonly from: Day | undefined; readonly to: Day | undefined };
  readonly sections: readonly { readonly title: string; readonly count: number }[];
  readonly lines: readonly FileLine[];
  /** There are older lines than these. */
  readonly cut: boolean;
}

export async function printPersonalFile(file: PersonalFilePaper, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'file.title', subtitle: file.person });
  const { texts } = page;
  const { from, to } = file.span;
  drawFields(page, [
    [
      { label: texts['name'], value: file.person },
      { label: texts['leaving.staffno'], value: file.staffNo },
    ],
    [
      { label: texts['unit'], value: file.unit },
      { label: texts['file.clearance'], value: file.clearances },
    ],
    [{ label: texts['file.posts'], value: file.posts }],
    [
      {
        label: texts['file.span'],
        value:
          from === undefined && to === undefined
            ? texts['file.span.all']
            : page.t('file.span.words', {
                from: from === undefined ? '…' : page.day(from),
                to: to === undefined ? '…' : page.day(to),
              }),
      },
    ],
    [
      {
        label: texts['file.sections'],
        value: file.sections
          .map(({ title, count }) => `${title} ${count}`)
          .join(page.lang === 'zh' ? '；' : '; '),
      },
    ],
  ]);
  page.skip(4 * mm);
  page.heading(texts['file.lines']);
  if (file.lines.length === 0) page.paragraph(texts['file.none'], { indent: 2 });
  else {
    drawTable(page, {
      columns: [
        { head: texts['order'], weight: 9, align: 'center', shrink: true },
        { head: texts['file.day'], weight: 30, align: 'center' },
        { head: texts['kind'], weight: 26 },
        { head: texts['file.what'], weight: 62 },
      ],
      rows: file.lines.map((line, i) => [String(i + 1), daysOf(page, line), line.kind, line.words]),
      size: typeSize.smallFive,
      tailHeight: signaturesHeight(2),
    });
  }
  if (file.cut)
    page.paragraph(page.t('file.cut', { count: file.lines.length }), { size: typeSize.smallFive });
  drawSignatures(page, [{ role: texts['leaving.personnel'] }, { role: texts['leaving.officer'] }]);
  return page.finish();
}

function daysOf(page: Page, line: FileLine): string {
  const from = page.day(line.from);
  if (line.lasts) return page.t('file.since', { day: from });
  return line.to === null || line.to === line.from ? from : `${from}\n${page.day(line.to)}`;
}
