import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { mm } from './units.ts';

/** What goes into the office's file about somebody who is not staff. */
export interface EngagementSheet {
  readonly person: string;
  readonly kind: string;
  readonly unit: string;
  readonly sponsor: string;
  readonly firm: string;
  readonly contract: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly cleared: string;
  readonly duties: string;
  readonly keyPlaces: string;
  readonly purpose: string;
  readonly briefedOn: string | null;
  readonly agreedAt: Date | null;
}

/** The form on which the sponsor, the head of the unit and the office sign for him. */
export async function printEngagementSheet(sheet: EngagementSheet, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'engagement.title', subtitle: sheet.person });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['name'], value: sheet.person },
      { label: texts['kind'], value: sheet.kind },
    ],
    [
      { label: texts['unit'], value: sheet.unit },
      { label: texts['engagement.sponsor'], value: sheet.sponsor },
    ],
    [
      { label: texts['engagement.firm'], value: sheet.firm },
      { label: texts['engagement.contract'], value: sheet.contract },
    ],
    [
      { label: texts['engagement.from'], value: page.day(sheet.fromOn) },
      { label: texts['engagement.until'], value: page.day(sheet.untilOn) },
    ],
    [
      { label: texts['engagement.cleared'], value: sheet.cleared },
      { label: texts['engagement.places'], value: sheet.keyPlaces },
    ],
    [{ label: texts['engagement.duties'], value: sheet.duties }],
    [
      {
        label: texts['engagement.briefed'],
        value: sheet.briefedOn === null ? undefined : page.day(sheet.briefedOn),
      },
      { label: texts['engagement.agreed'], value: page.time(sheet.agreedAt ?? undefined) },
    ],
  ]);
  page.skip(4 * mm);
  page.heading(texts['engagement.purpose']);
  page.paragraph(sheet.purpose, { indent: 2 });
  page.skip(2 * mm);
  page.paragraph(texts['engagement.statement'], { indent: 2 });
  drawSignatures(
    page,
    [
      { role: texts['engagement.himself'] },
      { role: texts['engagement.sponsor'] },
      { role: texts['engagement.head'] },
      { role: texts['leaving.officer'] },
    ],
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}
