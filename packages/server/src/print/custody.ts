import { drawFields, entryWords, type LoggedEntry } from './blocks.ts';
import type { Printing } from './canvas.ts';
import { formatCopyNumber } from './format.ts';
import { Page } from './page.ts';
import { type Cell, type CellBox, drawTable, measureTable, type TableOptions } from './table.ts';
import { mm, typeSize } from './units.ts';

export interface CustodyEvent {
  at: Date;
  /** What happened: 印制, 入柜, 传阅, 归还 … */
  what: string;
  from?: string | undefined;
  to?: string | undefined;
  place?: string | undefined;
  /** 系统签名（双因素）, 纸质签名（甲二补录） … */
  signed?: string | undefined;
  /** The entry in the log. */
  entry: LoggedEntry;
}

/** State of the log the events were proved against (C2SP tlog-checkpoint). */
export interface PrintedCheckpoint {
  origin: string;
  size: number;
  /** Root hash, base64 as in the checkpoint. */
  root: string;
}

/** Chain of custody of one copy, from the first minute to the last (CAR-10). */
export interface Custody {
  number: string;
  /** Who may only handle prints no title. */
  title?: string | undefined;
  /** Oldest first. */
  events: CustodyEvent[];
  checkpoint: PrintedCheckpoint;
}

const sizes = [typeSize.five, typeSize.smallFive, 8, 7] as const;
/** Height of checkpoint and instructions under the line of events, in points. */
const endHeight = 58 * mm;

/** The life of the copy on one page: set smaller while that helps, then over further pages. */
export async function printCustody(custody: Custody, printing: Printing): Promise<Uint8Array> {
  const page = new Page(printing, { title: 'custody.title' });
  const { texts } = page;
  drawFields(page, [
    [
      { label: texts['number'], value: custody.number },
      { label: texts['copy.number'], value: formatCopyNumber(printing.copyNumber ?? '') },
    ],
    ...(custody.title === undefined ? [] : [[{ label: texts['document.title'], value: custody.title }]]),
  ]);
  page.skip(4 * mm);
  const tables = sizes.map((size) => eventTable(page, custody.events, size));
  const fitting = tables.find((table) => measureTable(page, table) + endHeight <= page.room);
  const table = fitting ?? tables.at(-1);
  if (table !== undefined) drawTable(page, table);
  drawProof(page, custody.checkpoint);
  return page.finish();
}

function eventTable(page: Page, events: CustodyEvent[], size: number): TableOptions {
  const { texts } = page;
  return {
    columns: [
      {
        head: '',
        weight: 6,
        draw: (box, row, rows) => drawBead(page, box, { first: row === 0, last: row === rows - 1 }),
      },
      { head: texts['time'], weight: 31, align: 'center', shrink: true },
      { head: texts['custody.what'], weight: 20, align: 'center', shrink: true },
      { head: texts['custody.from'], weight: 19 },
      { head: texts['custody.to'], weight: 19 },
      { head: texts['custody.place'], weight: 23 },
      { head: texts['custody.signed'], weight: 25 },
      { head: texts['custody.entry'], weight: 16, align: 'right', shrink: true },
    ],
    rows: events.map((event): Cell[] => [
      '',
      page.timeLines(event.at),
      event.what,
      event.from ?? '',
      event.to ?? '',
      event.place ?? '',
      event.signed ?? '',
      entryWords(page, event.entry),
    ]),
    size,
  };
}

// The line of life: a bead for each event, joined to the one before and after.
function drawBead(page: Page, box: CellBox, place: { first: boolean; last: boolean }): void {
  const { doc } = page.canvas;
  const x = box.x + box.width / 2;
  const y = box.y + box.height / 2;
  if (!place.first) page.canvas.rule([x, box.y], [x, y], 1);
  if (!place.last) page.canvas.rule([x, y], [x, box.y + box.height], 1);
  doc.circle(x, y, 2.4).fill('black');
}

function drawProof(page: Page, checkpoint: PrintedCheckpoint): void {
  const { texts } = page;
  page.heading(texts['custody.checkpoint'], 30 * mm);
  drawFields(
    page,
    [
      [
        { label: texts['custody.origin'], value: checkpoint.origin },
        { label: texts['custody.size'], value: String(checkpoint.size) },
      ],
      [{ label: texts['custody.root'], value: checkpoint.root }],
    ],
    typeSize.smallFive,
  );
  page.heading(texts['custody.verify'], 16 * mm);
  for (const step of ['one', 'two', 'three'] as const) {
    page.paragraph(texts[`custody.verify.${step}`], { size: typeSize.smallFive, leading: 1.5 });
  }
}
