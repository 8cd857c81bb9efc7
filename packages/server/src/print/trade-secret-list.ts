import { type Signed, drawFields, drawSignatures, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** A line of the list; without a name the printer may only handle it. */
export interface TradeSecretLine {
  number: string;
  mark: string;
  expires?: Day | undefined;
  /** What became of it against the list before, with the reason where it is known. */
  change: string;
  name?: string | undefined;
  content?: string | undefined;
  owner?: string | undefined;
  holders?: string | undefined;
  measures?: string | undefined;
}

/** A unit's list of trade secrets of a year (商业秘密事项清单), in the form that is signed and filed. */
export interface TradeSecretListPaper {
  unit: string;
  year: number;
  version: number;
  state: string;
  filed?: { day: Day; to: string; receipt: string } | undefined;
  counts: {
    items: number;
    core: number;
    ordinary: number;
    added: number;
    changed: number;
    ended: number;
  };
  lines: TradeSecretLine[];
  /** Lines of which the printer may not know what they are. */
  unknown: number;
  signed: { made: Signed; head: Signed };
}

/** The list across A4 with the lines for the three who sign: who drew it up, the office, the first responsible person. */
export async function printTradeSecretList(
  list: TradeSecretListPaper,
  printing: Printing,
): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'trade.title', layout: 'landscape' });
  const { texts } = page;
  page.paragraph(page.t('trade.edition', { year: list.year, version: list.version }), {
    align: 'center',
    after: 4,
  });
  const filed =
    list.filed === undefined
      ? ''
      : page.t('trade.filed.words', { ...list.filed, day: page.day(list.filed.day) });
  drawFields(
    page,
    [
      [
        { label: texts['trade.unit'], value: list.unit },
        { label: texts['trade.state'], value: list.state },
      ],
      [
        { label: texts['trade.figures'], value: page.t('trade.figures.words', list.counts) },
        { label: texts['trade.filed'], value: filed },
      ],
    ],
    typeSize.five,
  );
  page.skip(4 * mm);
  drawLines(page, list.lines);
  page.skip(2 * mm);
  if (list.unknown > 0)
    page.paragraph(page.t('trade.unknown', { count: list.unknown }), { size: typeSize.five });
  drawSignatures(page, [
    { role: texts['trade.sign.made'], ...list.signed.made },
    { role: texts['trade.sign.office'] },
    { role: texts['trade.sign.head'], ...list.signed.head },
  ]);
  return page.finish();
}

function drawLines(page: Page, lines: TradeSecretLine[]): void {
  const { texts } = page;
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 10, align: 'center', shrink: true },
      { head: texts['trade.number'], weight: 20, align: 'center', shrink: true },
      { head: texts['trade.name'], weight: 74 },
      { head: texts['trade.mark'], weight: 30, align: 'center' },
      { head: texts['trade.owner'], weight: 26 },
      { head: texts['trade.holders'], weight: 40 },
      { head: texts['trade.measures'], weight: 46 },
      { head: texts['trade.change'], weight: 28 },
    ],
    rows: lines.map((line, index): Cell[] => [
      String(index + 1),
      line.number,
      [line.name ?? '', line.content ?? ''].filter((words) => words !== '').join('\n'),
      line.expires === undefined
        ? line.mark
        : `${line.mark}\n${page.t('trade.expires', { day: page.day(line.expires) })}`,
      line.owner ?? '',
      line.holders ?? '',
      line.measures ?? '',
      line.change,
    ]),
    size: typeSize.smallFive,
    rowHeightMin: 8 * mm,
    tailHeight: 10 * mm + signaturesHeight(3),
  });
}
