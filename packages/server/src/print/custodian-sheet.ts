import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { drawQr } from './code.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** A custodian's share of a generation of the key store. The bytes are as secret as the share. */
export interface CustodianSheet {
  generation: number;
  madeAt: Date;
  custodian: string;
  /** Which share of how many, and how many open the generation. */
  place: number;
  count: number;
  threshold: number;
  /** In groups of four, joined by hyphens. */
  share: string;
}

const groupsPerLine = 6;
const qrSide = 42 * mm;
const shareCharsMax = 120;

/** The share in groups to be typed, the same as a symbol to be scanned, how it is kept, and who has received it. */
export async function printCustodianSheet(sheet: CustodianSheet, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'share.title' });
  const { texts } = page;
  const { generation: number, threshold } = sheet;
  drawFields(page, [
    [
      { label: texts['share.generation'], value: page.t('share.generation.number', { number }) },
      { label: texts['share.made'], value: page.time(sheet.madeAt) },
    ],
    [
      { label: texts['share.custodian'], value: sheet.custodian },
      {
        label: texts['share.place'],
        value: page.t('share.place.of', { place: sheet.place, count: sheet.count }),
      },
    ],
    [{ label: texts['share.threshold'], value: page.t('share.threshold.of', { threshold }) }],
  ]);
  const groups = sheet.share.split('-');
  page.heading(page.t('share.groups', { groups: groups.length }));
  drawGroups(page, groups);
  page.skip(4 * mm);
  drawQr(page.canvas.doc, groups.join(''), {
    x: page.left + (page.width - qrSide) / 2,
    y: page.y,
    side: qrSide,
    charsMax: shareCharsMax,
  });
  page.skip(qrSide + 4 * mm);
  page.paragraph(page.t('share.how', { threshold }), { size: typeSize.five, indent: 2, after: 3 });
  page.paragraph(page.t('share.warning', { threshold, number }), {
    size: typeSize.five,
    indent: 2,
    after: 3,
  });
  drawSignatures(page, [{ role: texts['share.received'] }, { role: texts['share.given'] }], {
    rowHeight: 9 * mm,
  });
  return page.finish();
}

/** Each group under its number, so that one can say which of them was misread. */
function drawGroups(page: Page, groups: readonly string[]): void {
  const lines = Math.ceil(groups.length / groupsPerLine);
  const rows = Array.from({ length: lines }, (_, line) =>
    Array.from({ length: groupsPerLine }, (__, place) => {
      const index = line * groupsPerLine + place;
      const group = groups[index];
      return group === undefined ? ['', ''] : [String(index + 1), group];
    }).flat(),
  );
  const number = { head: '', weight: 7, align: 'center' as const };
  const group = { head: '', weight: 17, align: 'center' as const, face: 'hei' as const, shrink: true };
  drawTable(page, {
    columns: Array.from({ length: groupsPerLine }, () => [number, group]).flat(),
    rows,
    head: false,
    size: typeSize.smallFour,
    rowHeightMin: 10 * mm,
  });
}
