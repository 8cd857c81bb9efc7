import { drawFields, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** A line of figures: a level, a unit, or the total. */
export interface StatisticsLine {
  name: string;
  standing: number;
  made: number;
  original: number;
  derived: number;
  changed: number;
  released: number;
  /** Standing matters by length of term: up to a year, 5, 10, 20, longer, open. Empty where they are not told apart. */
  bands: number[];
}

/** What a house tells the same-level bureau of a year (国家秘密事项统计表). */
export interface StatisticsPaper {
  unit: string;
  year: number;
  day: Day;
  filed?: { day: Day; to: string; receipt: string } | undefined;
  levels: StatisticsLine[];
  total: StatisticsLine;
  units: StatisticsLine[];
}

/** The statistics across A4: by level with terms, by unit, and the lines to sign. */
export async function printStatistics(paper: StatisticsPaper, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'statistics.title', layout: 'landscape' });
  const { texts } = page;
  page.paragraph(page.t('statistics.year', { year: paper.year }), { align: 'center', after: 4 });
  const filed =
    paper.filed === undefined
      ? ''
      : page.t('trade.filed.words', { ...paper.filed, day: page.day(paper.filed.day) });
  drawFields(
    page,
    [
      [
        { label: texts['statistics.unit'], value: paper.unit },
        { label: texts['statistics.day'], value: page.day(paper.day) },
      ],
      [{ label: texts['statistics.filed'], value: filed }],
    ],
    typeSize.five,
  );
  page.heading(texts['statistics.by.level']);
  drawFigures(page, { lines: [...paper.levels, paper.total], bands: true });
  page.heading(texts['statistics.by.unit']);
  drawFigures(page, { lines: [...paper.units, paper.total], bands: false });
  page.skip(2 * mm);
  page.paragraph(texts['statistics.note'], { size: typeSize.smallFive });
  drawSignatures(page, [{ role: texts['statistics.sign.made'] }, { role: texts['statistics.sign.head'] }]);
  return page.finish();
}

function drawFigures(
  page: Page,
  the: { readonly lines: readonly StatisticsLine[]; readonly bands: boolean },
): void {
  const { texts } = page;
  const heads = [
    texts['statistics.standing'],
    texts['statistics.made'],
    texts['statistics.original'],
    texts['statistics.derived'],
  ];
  // changes and releases are told by unit: what became of a level's matters is of another level now
  const changes = [texts['statistics.changed'], texts['statistics.released']];
  const bands = [
    texts['statistics.band.year'],
    texts['statistics.band.five'],
    texts['statistics.band.ten'],
    texts['statistics.band.twenty'],
    texts['statistics.band.longer'],
    texts['statistics.band.open'],
  ];
  const shown = [...heads, ...(the.bands ? bands : changes)];
  drawTable(page, {
    columns: [
      { head: texts['statistics.what'], weight: 40 },
      ...shown.map((head) => ({ head, weight: 18, align: 'center' as const, shrink: true })),
    ],
    rows: the.lines.map((line): Cell[] => {
      const figures = [line.standing, line.made, line.original, line.derived];
      const more = the.bands ? line.bands : [line.changed, line.released];
      return [line.name, ...[...figures, ...more].map(String)];
    }),
    size: typeSize.five,
    rowHeightMin: 7 * mm,
    tailHeight: the.bands ? 0 : 10 * mm + signaturesHeight(2),
  });
}
