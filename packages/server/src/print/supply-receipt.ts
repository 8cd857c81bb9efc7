import { drawFields, drawSignatures } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { Page } from './page.ts';
import { mm } from './units.ts';

/** What is given to an outsider, as he signs for it. */
export interface SupplyReceipt {
  readonly number: string;
  readonly title: string;
  readonly content: string;
  readonly form: string;
  readonly mark: string;
  readonly sampleNo: string;
  readonly recipient: string;
  readonly country: string;
  readonly contact: string;
  readonly receivedBy: string;
  readonly givenOn: string | null;
  readonly returnBy: string | null;
  readonly agreementNo: string;
  readonly giver: string;
  readonly unit: string;
}

export async function printSupplyReceipt(receipt: SupplyReceipt, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'supply.title', subtitle: receipt.number });
  const { texts } = page;
  drawFields(page, [
    [{ label: texts['supply.what'], value: receipt.title }],
    [{ label: texts['supply.content'], value: receipt.content }],
    [
      { label: texts['supply.form'], value: receipt.form },
      { label: texts['mark'], value: receipt.mark },
    ],
    [
      { label: texts['supply.sample'], value: receipt.sampleNo },
      { label: texts['supply.agreement'], value: receipt.agreementNo },
    ],
    [
      { label: texts['supply.recipient'], value: receipt.recipient },
      { label: texts['visit.country'], value: receipt.country },
    ],
    [
      {
        label: texts['supply.contact'],
        value: receipt.receivedBy === '' ? receipt.contact : receipt.receivedBy,
      },
      {
        label: texts['supply.given'],
        value: receipt.givenOn === null ? undefined : page.day(receipt.givenOn),
      },
    ],
    [
      { label: texts['unit'], value: receipt.unit },
      {
        label: texts['supply.return'],
        value: receipt.returnBy === null ? texts['supply.no.return'] : page.day(receipt.returnBy),
      },
    ],
  ]);
  page.skip(4 * mm);
  page.paragraph(texts['supply.statement'], { indent: 2 });
  drawSignatures(
    page,
    [{ role: texts['supply.giver'], name: receipt.giver }, { role: texts['supply.receiver'] }],
    {
      heading: texts['signatures.heading'],
    },
  );
  return page.finish();
}
