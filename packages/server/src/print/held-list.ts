import { drawFields, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** What somebody held or could open in a span, or who had a carrier: the two lists an inquiry begins with (INC-3). */
export interface HeldList {
  readonly person: string;
  readonly from: Day;
  readonly to: Day;
  readonly counts: readonly { readonly words: string; readonly count: number }[];
  readonly lines: readonly {
    readonly level: string;
    readonly number: string;
    readonly how: string;
    readonly first: Day;
    readonly last: Day;
    readonly lasts: boolean;
  }[];
  readonly total: number;
}

export async function printHeldList(list: HeldList, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'held.title', subtitle: list.person, layout: 'landscape' });
  const { texts } = page;
  const counts = list.counts.map(({ words, count }) => `${words} ${count}`);
  drawFields(
    page,
    [
      [
        { label: texts['name'], value: list.person },
        {
          label: texts['file.span'],
          value: page.t('file.span.words', { from: page.day(list.from), to: page.day(list.to) }),
        },
      ],
      [{ label: texts['held.counts'], value: counts.join(page.lang === 'zh' ? '；' : '; ') }],
    ],
    typeSize.five,
  );
  page.skip(4 * mm);
  if (list.lines.length === 0) page.paragraph(texts['held.none'], { indent: 2 });
  else {
    drawTable(page, {
      columns: [
        { head: texts['order'], weight: 10, align: 'center', shrink: true },
        { head: texts['mark'], weight: 18, align: 'center' },
        { head: texts['number'], weight: 44 },
        { head: texts['held.how'], weight: 60 },
        { head: texts['held.first'], weight: 32, align: 'center' },
        { head: texts['held.last'], weight: 32, align: 'center' },
      ],
      rows: list.lines.map((line, i) => [
        String(i + 1),
        line.level,
        line.number === '' ? texts['held.unseen'] : line.number,
        line.how,
        page.day(line.first),
        line.lasts ? `${page.day(line.last)}*` : page.day(line.last),
      ]),
      size: typeSize.smallFive,
      tailHeight: signaturesHeight(2),
    });
  }
  page.skip(2 * mm);
  if (list.lines.some((line) => line.lasts))
    page.paragraph(texts['held.lasts'], { size: typeSize.smallFive });
  if (list.total > list.lines.length)
    page.paragraph(page.t('held.cut', { shown: list.lines.length, total: list.total }), {
      size: typeSize.smallFive,
    });
  drawSignatures(page, [{ role: texts['leaving.personnel'] }, { role: texts['leaving.officer'] }]);
  return page.finish();
}
