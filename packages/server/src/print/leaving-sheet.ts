import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm } from './units.ts';

/** What goes round with who leaves. */
export interface LeavingSheet {
  readonly person: string;
  readonly staffNo: string;
  readonly unit: string;
  readonly kind: string;
  readonly lastOn: string;
  readonly talkedOn: string | null;
  readonly frozenAt: Date | null;
  readonly lines: readonly { readonly what: string; readonly number: string; readonly place: string }[];
}

/** Each line is signed for by whoever takes it back; the empty one says that nothing is held. */
export async function printLeavingSheet(sheet: LeavingSheet, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'leaving.title', subtitle: sheet.person });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['name'], value: sheet.person },
      { label: texts['leaving.staffno'], value: sheet.staffNo },
    ],
    [
      { label: texts['unit'], value: sheet.unit },
      { label: texts['kind'], value: sheet.kind },
    ],
    [
      { label: texts['leaving.last'], value: page.day(sheet.lastOn) },
      { label: texts['leaving.talk'], value: sheet.talkedOn === null ? undefined : page.day(sheet.talkedOn) },
    ],
    [{ label: texts['leaving.frozen'], value: page.time(sheet.frozenAt ?? undefined) }],
  ]);
  page.skip(4 * mm);
  page.heading(texts['leaving.held']);
  if (sheet.lines.length === 0) page.paragraph(texts['leaving.held.none'], { indent: 2 });
  else {
    drawTable(page, {
      columns: [
        { head: texts['order'], weight: 8, align: 'center' },
        { head: texts['leaving.what'], weight: 24 },
        { head: texts['number'], weight: 26 },
        { head: texts['leaving.place'], weight: 26 },
        { head: texts['leaving.taken'], weight: 26 },
      ],
      rows: sheet.lines.map((line, i) => [String(i + 1), line.what, line.number, line.place, '']),
      rowHeightMin: 9 * mm,
    });
  }
  page.skip(4 * mm);
  page.paragraph(texts['leaving.statement'], { indent: 2 });
  drawSignatures(
    page,
    [
      { role: texts['leaving.signer'] },
      { role: texts['leaving.personnel'] },
      { role: texts['leaving.officer'] },
    ],
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}
