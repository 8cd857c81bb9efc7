import { drawSignatures, type Signed, signaturesHeight } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { type Cell, drawTable } from './table.ts';
import { fillText, textsOf } from './texts.ts';
import { mm, typeSize } from './units.ts';

export interface MattersLine {
  number: string;
  name: string;
  mark: string;
  scope: string;
  basis: string;
  owner: string;
  /** Own or received, in words. */
  origin: string;
  link: string;
}

/** A unit's list of matters (保密事项一览表) as it is approved, signed and filed. */
export interface MattersList {
  /** 国家秘密事项一览表 and the like. */
  title: string;
  unit: string;
  version: number;
  /** In what state the version is, in words. */
  state: string;
  inForceFrom?: Day | undefined;
  filed?: { day: Day; with: string; number: string } | undefined;
  lines: MattersLine[];
  /** Absent names leave lines to sign. */
  reviewer: Signed;
  approver: Signed;
}

/** The list across A4, its head on every page, with the signatures beside its last lines. */
export async function printMattersList(list: MattersList, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, {
    title: { words: list.title },
    subtitle: [
      list.unit,
      fillText(textsOf(printing.lang ?? 'zh')['matters.version'], { version: list.version }),
      list.state,
    ].join('　'),
    layout: 'landscape',
  });
  const { texts } = page;
  drawTable(page, {
    columns: [
      { head: texts['number'], weight: 8, align: 'center', shrink: true },
      { head: texts['matters.name'], weight: 26 },
      { head: texts['mark'], weight: 12, align: 'center', shrink: true },
      { head: texts['matters.scope'], weight: 18 },
      { head: texts['matters.basis'], weight: 24 },
      { head: texts['matters.owner'], weight: 12, align: 'center' },
      { head: texts['matters.origin'], weight: 7, align: 'center', shrink: true },
      { head: texts['matters.link'], weight: 12 },
    ],
    rows: list.lines.map((line): Cell[] => [
      line.number,
      line.name,
      line.mark,
      line.scope,
      line.basis,
      line.owner,
      line.origin,
      line.link,
    ]),
    size: typeSize.smallFive,
    rowHeightMin: 7 * mm,
    tailHeight: signaturesHeight(2) + 20 * mm,
  });
  page.skip(2 * mm);
  page.need(8 * mm);
  page.paragraph(page.t('matters.total', { count: list.lines.length }), { size: typeSize.five });
  drawFiling(page, list);
  drawSignatures(
    page,
    [
      { role: texts['matters.reviewer'], ...list.reviewer },
      { role: texts['matters.approver'], ...list.approver },
    ],
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}

/** Since when the list is in force and where it is filed, below its lines. */
function drawFiling(page: Page, list: MattersList): void {
  const parts: string[] = [];
  if (list.inForceFrom !== undefined)
    parts.push(page.t('matters.since', { day: page.day(list.inForceFrom) }));
  if (list.filed !== undefined) {
    const { day, with: bureau, number } = list.filed;
    parts.push(page.t('matters.filed', { day: page.day(day), bureau, number }));
  }
  if (parts.length > 0) page.paragraph(parts.join('　'), { size: typeSize.five });
}
