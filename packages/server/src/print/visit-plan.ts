import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm } from './units.ts';

/** The plan of a visit as it was reviewed: who comes, where they go, what may be shown and said and what not. */
export interface VisitPlan {
  readonly number: string;
  readonly unit: string;
  readonly kind: string;
  readonly state: string;
  readonly firm: string;
  readonly country: string;
  readonly purpose: string;
  readonly host: string;
  readonly escorts: string;
  readonly from: string;
  readonly to: string;
  readonly visitors: number;
  readonly foreigners: number;
  readonly devices: string;
  readonly mayShow: string;
  readonly mayNot: string;
  readonly route: readonly {
    readonly area: string;
    readonly keyPlace: boolean;
    readonly treatment: string;
    readonly preparation: string;
    readonly preparedAt: Date | undefined;
  }[];
  readonly opinions: readonly {
    readonly step: string;
    readonly person: string;
    readonly words: string;
    readonly at: Date;
  }[];
}

export async function printVisitPlan(plan: VisitPlan, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'visit.title', subtitle: plan.number });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['visit.firm'], value: plan.firm },
      { label: texts['visit.country'], value: plan.country },
    ],
    [
      { label: texts['visit.kind'], value: plan.kind },
      { label: texts['visit.state'], value: plan.state },
    ],
    [
      { label: texts['visit.days'], value: `${page.day(plan.from)}—${page.day(plan.to)}` },
      {
        label: texts['visit.people'],
        value: page.t('visit.people.count', { count: plan.visitors, foreigners: plan.foreigners }),
      },
    ],
    [
      { label: texts['unit'], value: plan.unit },
      { label: texts['visit.host'], value: plan.host },
    ],
    [{ label: texts['visit.escorts'], value: plan.escorts }],
    [{ label: texts['visit.purpose'], value: plan.purpose }],
    [{ label: texts['visit.may.show'], value: plan.mayShow }],
    [{ label: texts['visit.may.not'], value: plan.mayNot }],
    [{ label: texts['visit.devices'], value: plan.devices }],
  ]);
  page.skip(4 * mm);
  page.heading(texts['visit.route']);
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center' },
      { head: texts['visit.area'], weight: 30 },
      { head: texts['visit.treatment'], weight: 16, align: 'center' },
      { head: texts['visit.preparation'], weight: 32 },
      { head: texts['visit.prepared'], weight: 20 },
    ],
    rows: plan.route.map((stop, i) => [
      String(i + 1),
      stop.keyPlace ? page.t('visit.key.place', { area: stop.area }) : stop.area,
      stop.treatment,
      stop.preparation,
      page.timeLines(stop.preparedAt),
    ]),
    rowHeightMin: 8 * mm,
  });
  if (plan.opinions.length > 0) {
    page.skip(4 * mm);
    page.heading(texts['visit.opinions']);
    drawTable(page, {
      columns: [
        { head: texts['visit.step'], weight: 26 },
        { head: texts['name'], weight: 16, align: 'center' },
        { head: texts['visit.opinion'], weight: 42 },
        { head: texts['time'], weight: 22 },
      ],
      rows: plan.opinions.map((one) => [one.step, one.person, one.words, page.timeLines(one.at)]),
    });
  }
  page.skip(4 * mm);
  drawSignatures(page, [{ role: texts['visit.host'], name: plan.host }, { role: texts['visit.office'] }], {
    heading: texts['signatures.heading'],
  });
  return page.finish();
}

/** One visitor on the sheet at the door. */
interface SheetVisitor {
  readonly badge: string;
  readonly name: string;
  readonly firm: string;
  readonly country: string;
  readonly document: string;
}
export interface VisitorSheet {
  readonly number: string;
  readonly unit: string;
  readonly host: string;
  readonly from: string;
  readonly to: string;
  readonly devices: string;
  readonly visitors: readonly SheetVisitor[];
}

/** Signed at the door: who came and went, what was kept of him. */
export async function printVisitorSheet(sheet: VisitorSheet, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'visit.sheet', subtitle: sheet.number, layout: 'landscape' });
  const { texts } = page;
  page.paragraph(
    page.t('visit.sheet.head', {
      unit: sheet.unit,
      host: sheet.host,
      from: page.day(sheet.from),
      to: page.day(sheet.to),
      devices: sheet.devices,
    }),
    { after: 4 },
  );
  drawTable(page, {
    columns: [
      { head: texts['visit.badge.no'], weight: 18, align: 'center' },
      { head: texts['name'], weight: 18, shrink: true },
      { head: texts['visit.firm'], weight: 28 },
      { head: texts['visit.country'], weight: 12, align: 'center', shrink: true },
      { head: texts['visit.document'], weight: 22 },
      { head: texts['visit.kept'], weight: 18 },
      { head: texts['visit.in'], weight: 14 },
      { head: texts['visit.out'], weight: 14 },
      { head: texts['signature'], weight: 18 },
    ],
    rows: sheet.visitors.map((one) => [
      one.badge,
      one.name,
      one.firm,
      one.country,
      one.document,
      '',
      '',
      '',
      '',
    ]),
    rowHeightMin: 10 * mm,
  });
  page.skip(3 * mm);
  page.paragraph(texts['visit.sheet.note'], { indent: 2 });
  return page.finish();
}
