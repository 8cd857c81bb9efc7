import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** Notice in writing of the mark of a thing on which none can be put (保密法实施条例 art. 21(2); FACTS M14). */
export interface WrittenNotice {
  number: string;
  unit: string;
  title: string;
  mark: string;
  medium: string;
  issuedOn?: Day | undefined;
  day: Day;
  /** Those in scope, who sign that they know. */
  persons: { name: string; unit: string }[];
}

const endHeight = 40 * mm;

/** The notice with a line for each person in scope. It bears the mark of what it is about. */
export async function printWrittenNotice(notice: WrittenNotice, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'notice.title', subtitle: notice.number });
  const { texts } = page;
  drawFields(page, [
    [{ label: texts['document.title'], value: notice.title }],
    [
      { label: texts['mark'], value: notice.mark },
      { label: texts['kind'], value: notice.medium },
    ],
    [
      { label: texts['unit'], value: notice.unit },
      { label: texts['notice.issued'], value: page.day(notice.issuedOn) },
    ],
  ]);
  page.skip(4 * mm);
  page.paragraph(texts['notice.words'], { size: typeSize.five, leading: 1.6, after: 3 * mm });
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center' },
      { head: texts['unit'], weight: 34 },
      { head: texts['name'], weight: 22, align: 'center' },
      { head: texts['signature'], weight: 28, align: 'center' },
      { head: texts['day'], weight: 24, align: 'center' },
    ],
    rows: notice.persons.map((person, index) => [String(index + 1), person.unit, person.name, '', '']),
    rowHeightMin: 9 * mm,
    tailHeight: endHeight,
  });
  page.need(endHeight);
  page.skip(3 * mm);
  drawSignatures(page, [{ role: texts['notice.classifier'] }, { role: texts['notice.clerk'] }], {
    heading: texts['signatures.heading'],
  });
  return page.finish();
}
