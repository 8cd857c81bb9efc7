import { drawFields } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { mm } from './units.ts';

/** What stands on the case, bag or envelope that carriers are sent or kept in (保密法实施条例 art. 27(3); FACTS M9). */
export interface PackingLabel {
  /** Highest level of what is inside: the level alone, no term. */
  level: string;
  number: string;
  sender: string;
  addressee: string;
  sealNumber: string;
  channel: string;
  day: Day;
  /** Copies inside. */
  count: number;
}

const levelSize = 42;
const lineSize = 18;

/** One sheet to be glued on: level, number, both units, seal. Nothing tells what is inside. */
export async function printPackingLabel(label: PackingLabel, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'packing.title', subtitle: label.number });
  const { texts } = page;
  page.skip(4 * mm);
  page.paragraph(label.level, { face: 'hei', size: levelSize, align: 'center', after: 8 * mm });
  page.paragraph(page.t('packing.to', { unit: label.addressee }), {
    face: 'hei',
    size: lineSize,
    after: 5 * mm,
  });
  page.paragraph(page.t('packing.from', { unit: label.sender }), { size: lineSize, after: 8 * mm });
  drawFields(page, [
    [
      { label: texts['packing.seal'], value: label.sealNumber },
      { label: texts['day'], value: page.day(label.day) },
    ],
    [
      { label: texts['packing.channel'], value: label.channel },
      { label: texts['packing.count'], value: String(label.count) },
    ],
  ]);
  page.skip(6 * mm);
  page.paragraph(texts['packing.words'], { face: 'hei', align: 'center' });
  return page.finish();
}
