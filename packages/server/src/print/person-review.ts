import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import type { Day } from './format.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm, typeSize } from './units.ts';

/** The review of somebody for a classified post. */
export interface PersonReview {
  readonly person: string;
  readonly unit: string;
  readonly post: string;
  readonly kind: string;
  readonly grade: string;
  readonly cause: string;
  readonly heads: readonly {
    readonly title: string;
    readonly ask: string;
    readonly answer: string;
    readonly note: string;
  }[];
  readonly opinions: readonly {
    readonly side: string;
    readonly verdict: string;
    readonly opinion: string;
    readonly by: string | undefined;
    readonly at: Date | undefined;
  }[];
  readonly result: string;
  readonly conditions: string;
  readonly validUntil: Day | undefined;
}

/** 涉密人员保密审查表; not shown to whom it is about, which its foot says. */
export async function printPersonReview(review: PersonReview, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'review.title', subtitle: review.person });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['name'], value: review.person },
      { label: texts['unit'], value: review.unit },
    ],
    [
      { label: texts['personnel.post'], value: review.post },
      { label: texts['personnel.grade'], value: review.grade },
    ],
    [
      { label: texts['kind'], value: review.kind },
      { label: texts['review.cause'], value: review.cause },
    ],
  ]);
  page.skip(3 * mm);
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 6, align: 'center' },
      { head: texts['review.head'], weight: 18 },
      { head: texts['review.ask'], weight: 38 },
      { head: texts['review.answer'], weight: 12, align: 'center', shrink: true },
      { head: texts['review.note'], weight: 30 },
    ],
    rows: review.heads.map((head, i) => [String(i + 1), head.title, head.ask, head.answer, head.note]),
    size: typeSize.smallFive,
  });
  page.skip(3 * mm);
  for (const one of review.opinions) {
    page.heading(page.t('review.opinion', { side: one.side }));
    page.paragraph([one.verdict, one.opinion].filter((words) => words !== '').join('：'), { indent: 2 });
  }
  page.heading(texts['review.result']);
  page.paragraph(
    [
      review.result,
      review.conditions,
      review.validUntil === undefined ? '' : page.t('review.valid', { day: page.day(review.validUntil) }),
    ]
      .filter((words) => words !== '')
      .join('；'),
    { indent: 2 },
  );
  page.skip(3 * mm);
  page.paragraph(texts['review.unseen'], { size: typeSize.smallFive });
  drawSignatures(
    page,
    [
      ...review.opinions.map((one) => ({
        role: one.side,
        ...(one.by === undefined ? {} : { name: one.by }),
        ...(one.at === undefined ? {} : { at: one.at }),
      })),
      { role: texts['personnel.approver'] },
    ],
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}
