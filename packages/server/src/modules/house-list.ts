import type { Actor } from '@fengni/kernel/access/actor';
import type { Bilingual, LoadTx, MadeFile } from '@fengni/kernel/command/define';
import type { Printing } from '../print/canvas.ts';
import { defaultTimeZone, formatTime } from '../print/format.ts';
import { type CellValue, type SheetColumn, writeWorkbook } from '../spreadsheet/write-workbook.ts';
import { housePrinting } from './house-printing.ts';

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

interface ListColumn<Row> extends Bilingual {
  /** In widths of a Latin digit; a Chinese character takes two. */
  readonly width: number;
  /** `text` where nothing is said. */
  readonly kind?: SheetColumn['kind'];
  readonly value: (row: Row, timeZone: string) => CellValue;
}

/** A list as it leaves the house; all words but the title and the heads are in the actor's language already. */
interface ListToExport<Row> {
  readonly actor: Pick<Actor, 'name' | 'language'>;
  readonly title: Bilingual;
  /** Whose list it is; the organisation's where nothing is said. */
  readonly unit?: string;
  /** Which of several of this title: a version, a month, a filter. It stands behind the title. */
  readonly edition?: string;
  /** What else the second row says, before who exported. */
  readonly about?: string;
  /** The marking of the whole file; the empty text is told as none. */
  readonly mark?: string;
  readonly columns: readonly ListColumn<Row>[];
  readonly rows: readonly Row[];
  /** Without its ending; the title where nothing is said. */
  readonly fileName?: string;
  readonly subject?: string;
}

/** A list as a workbook in the actor's language, which says what it is, whose, who took it out and when. */
export async function exportList<Row>(tx: LoadTx, list: ListToExport<Row>): Promise<MadeFile> {
  const { actor, columns, mark = '' } = list;
  const { language } = actor;
  // a workbook bears no code that leads back to it
  const printing = await housePrinting(tx, { actor, code: '' });
  const { timeZone = defaultTimeZone } = printing;
  const title = list.title[language];
  const bytes = writeWorkbook({
    sheets: [
      {
        name: title,
        titleRows: [[headingOf(list, printing.organisation)], [exportOf(list, printing)]],
        columns: columns.map((column) => ({
          title: column[language],
          width: column.width,
          kind: column.kind ?? 'text',
        })),
        rows: list.rows.map((row) => columns.map((column) => column.value(row, timeZone))),
      },
    ],
    properties: { title, author: actor.name, classification: mark },
  });
  const file = { fileName: `${list.fileName ?? title}.xlsx`, mediaType: workbookType, bytes };
  return list.subject === undefined ? file : { ...file, subject: list.subject };
}

function headingOf<Row>(list: ListToExport<Row>, organisation: string): string {
  const { unit = organisation, edition = '' } = list;
  const { language } = list.actor;
  const heading = `${unit} ${list.title[language]}`;
  if (edition === '') return heading;
  return language === 'zh' ? `${heading}（${edition}）` : `${heading} (${edition})`;
}

function exportOf<Row>(list: ListToExport<Row>, printing: Printing): string {
  const { actor, about = '', mark, rows } = list;
  const { language } = actor;
  const zh = language === 'zh';
  const time = formatTime(printing.printedAt, language, printing.timeZone ?? defaultTimeZone);
  const marked = mark === '' ? (zh ? '无' : 'none') : mark;
  const parts = [
    ...(marked === undefined ? [] : [zh ? `密级：${marked}` : `Mark: ${marked}`]),
    ...(about === '' ? [] : [about]),
    zh ? `导出人：${actor.name}` : `Exported by: ${actor.name}`,
    zh ? `导出时间：${time}` : `Exported at: ${time}`,
    zh ? `共 ${rows.length} 行` : `Rows: ${rows.length}`,
  ];
  return parts.join(zh ? '　' : '; ');
}
