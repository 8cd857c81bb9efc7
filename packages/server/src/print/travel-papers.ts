import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { drawTable } from './table.ts';
import { mm } from './units.ts';

/** A journey abroad as it is applied for. */
export interface TravelForm {
  readonly kind: string;
  readonly unit: string;
  readonly regions: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly leader: string;
  readonly applicant: string;
  readonly purpose: string;
  readonly funding: string;
  readonly contacts: string;
  readonly invitation: string;
  readonly travellers: readonly {
    readonly person: string;
    readonly unit: string;
    /** Checks that ask for something, in words; empty where the reader does not answer for him. */
    readonly notes: string;
  }[];
  /** What deciders said so far, and who is still to say it. */
  readonly opinions: readonly { readonly role: string; readonly name?: string; readonly at?: Date }[];
}

export async function printTravelForm(form: TravelForm, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'travel.title', subtitle: form.unit });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['kind'], value: form.kind },
      { label: texts['travel.leader'], value: form.leader },
    ],
    [
      { label: texts['travel.from'], value: page.day(form.fromOn) },
      { label: texts['travel.until'], value: page.day(form.untilOn) },
    ],
    [{ label: texts['travel.regions'], value: form.regions }],
    [{ label: texts['travel.purpose'], value: form.purpose }],
    [{ label: texts['travel.contacts'], value: form.contacts }],
    [
      { label: texts['travel.funding'], value: form.funding },
      { label: texts['travel.invitation'], value: form.invitation },
    ],
  ]);
  page.skip(4 * mm);
  page.heading(texts['travel.travellers']);
  drawTable(page, {
    columns: [
      { head: texts['order'], weight: 8, align: 'center' },
      { head: texts['name'], weight: 18 },
      { head: texts['unit'], weight: 30 },
      { head: texts['travel.checks'], weight: 60 },
    ],
    rows: form.travellers.map((one, i) => [String(i + 1), one.person, one.unit, one.notes]),
    rowHeightMin: 9 * mm,
  });
  page.skip(4 * mm);
  drawSignatures(page, [{ role: texts['travel.applicant'], name: form.applicant }, ...form.opinions], {
    heading: texts['signatures.heading'],
  });
  return page.finish();
}

/** What must not be done, read out and signed by each traveller. */
export interface TravelBriefing {
  readonly regions: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly items: readonly string[];
  readonly travellers: readonly { readonly person: string; readonly at?: Date }[];
}

export async function printTravelBriefing(sheet: TravelBriefing, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'travel.briefing', subtitle: sheet.regions });
  const { texts } = page;
  page.paragraph(
    page.t('travel.briefing.head', { from: page.day(sheet.fromOn), until: page.day(sheet.untilOn) }),
    { indent: 2 },
  );
  for (const [i, item] of sheet.items.entries()) page.paragraph(`${i + 1}. ${item}`, { indent: 2 });
  page.skip(4 * mm);
  page.paragraph(texts['travel.briefing.statement'], { indent: 2 });
  drawSignatures(
    page,
    sheet.travellers.map(({ person, at }) => ({
      role: person,
      // what is not acknowledged on screen is left to the pen
      ...(at === undefined ? {} : { name: person, at }),
    })),
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}

/** One paper that goes out for one journey. */
export interface TravelSlip {
  readonly person: string;
  readonly unit: string;
  readonly kind: string;
  readonly number: string;
  readonly validUntil: string;
  readonly place: string;
  readonly regions: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly dueOn: string;
}

export async function printTravelSlip(slip: TravelSlip, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'travel.slip', subtitle: slip.person });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['name'], value: slip.person },
      { label: texts['unit'], value: slip.unit },
    ],
    [
      { label: texts['kind'], value: slip.kind },
      { label: texts['number'], value: slip.number },
    ],
    [
      { label: texts['travel.valid'], value: page.day(slip.validUntil) },
      { label: texts['travel.place'], value: slip.place },
    ],
    [{ label: texts['travel.regions'], value: slip.regions }],
    [
      { label: texts['travel.from'], value: page.day(slip.fromOn) },
      { label: texts['travel.until'], value: page.day(slip.untilOn) },
    ],
    [{ label: texts['travel.due'], value: page.day(slip.dueOn) }],
  ]);
  page.skip(4 * mm);
  page.paragraph(texts['travel.slip.statement'], { indent: 2 });
  drawSignatures(
    page,
    [
      { role: texts['travel.slip.holder'] },
      { role: texts['travel.slip.lent'] },
      { role: texts['travel.slip.returned'] },
    ],
    { heading: texts['signatures.heading'] },
  );
  return page.finish();
}
