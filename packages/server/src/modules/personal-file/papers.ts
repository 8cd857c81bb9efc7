import type { Actor } from '@fengni/kernel/access/actor';
import {
  type Bilingual,
  type FileRoute,
  type LoadTx,
  type TrailSource,
  defineFile,
  defineReading,
} from '@fengni/kernel/command/define';
import { parseInstant } from '@fengni/kernel/command/instant';
import { gradeWords } from '@fengni/kernel/command/trail-words';
import { builtinPacks } from '@fengni/schemes/packs';
import type { Printing } from '../../print/canvas.ts';
import { formatTime } from '../../print/format.ts';
import { printHeldList } from '../../print/held-list.ts';
import { type FileLine, printPersonalFile } from '../../print/personal-file.ts';
import { type CellValue, type SheetColumn, writeWorkbook } from '../../spreadsheet/write-workbook.ts';
import { housePrinting } from '../house-printing.ts';
import {
  type HeadView,
  HeldAnswer,
  type HeldAnswerView,
  HeldInSpan,
  OpenFile,
  PersonalFile,
  type PersonalFileView,
  PrintFile,
  exportedLinesMax,
  fileLinesMax,
  heldShownMax,
  printedLinesMax,
} from './contract.ts';
import { readHeldInSpan } from './held-in-span.ts';
import { openPersonalFile } from './open-file.ts';
import { personalFilePolicy } from './policy.ts';

type Lang = 'zh' | 'en';
type Sources = () => readonly TrailSource[];

/** Personal data: neither paper nor workbook leaves the house without a word for it. */
const internalMark: Bilingual = { zh: '内部', en: 'Internal' };

async function printingFor(tx: LoadTx, actor: Actor, personId: string): Promise<Printing> {
  const printing = await housePrinting(tx, { actor, code: `FN-P-${personId.slice(0, 8).toUpperCase()}` });
  return { ...printing, mark: internalMark[actor.language] };
}

function clearanceWords(one: HeadView['clearances'][number], lang: Lang): string {
  const grade = one.grade === null ? '' : gradeWords(one.grade)[lang];
  return grade === '' ? (builtinPacks.get(one.scheme)?.[lang] ?? one.scheme) : grade;
}

function headWords(head: HeadView, lang: Lang) {
  const join = (words: readonly string[]) => words.join(lang === 'zh' ? '、' : ', ');
  return {
    person: head.person,
    staffNo: head.staffNo ?? '',
    unit: head.unit,
    posts: join(head.posts.map((one) => `${one.unit} ${one.post}`)),
    // one decision clears in several schemes
    clearances: join([...new Set(head.clearances.map((one) => clearanceWords(one, lang)))]),
  };
}

/** The words of a line without the number twice, and its days. */
function daysOf(line: { at: string; until: string | null; lasts: boolean }, zone: string) {
  const day = (instant: string) => localDay(instant, zone);
  return { from: day(line.at), to: line.until === null ? null : day(line.until), lasts: line.lasts };
}

const dayFormats = new Map<string, Intl.DateTimeFormat>();
function localDay(instant: string, zone: string): string {
  let format = dayFormats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: zone });
    dayFormats.set(zone, format);
  }
  return format.format(parseInstant(instant));
}

function fileLines(file: PersonalFileView, lang: Lang, zone: string): FileLine[] {
  const titles = new Map(file.sections.map((section) => [section.id, section.title[lang]]));
  return file.lines.map((line) => ({
    ...daysOf(line, zone),
    kind: titles.get(line.source) ?? '',
    words: line.words[lang],
  }));
}

/** A person's file as an official form, as far as the filter goes. */
function printRoute(all: Sources): FileRoute {
  return defineFile({
    name: 'personalFile.print',
    title: { zh: '打印个人保密档案', en: 'Print a personal file' },
    input: PrintFile,
    rule: personalFilePolicy['personalFile.read'],
    async make(tx, { input, actor }) {
      const asked = { ...input, after: null };
      const file = await openPersonalFile(tx, { all: all(), input: asked, actor, linesMax: printedLinesMax });
      const lang = actor.language;
      const printing = await printingFor(tx, actor, file.head.personId);
      const bytes = await printPersonalFile(
        {
          ...headWords(file.head, lang),
          span: { from: input.from ?? undefined, to: input.to ?? undefined },
          sections: file.sections
            .filter((section) => section.count > 0)
            .map((section) => ({ title: section.title[lang], count: section.count })),
          lines: fileLines(file, lang, printing.timeZone ?? 'UTC'),
          cut: file.next !== null,
        },
        printing,
      );
      const fileName = `${lang === 'zh' ? '个人保密档案' : 'file'} ${file.head.person}.pdf`;
      return { fileName, mediaType: 'application/pdf', bytes, subject: file.head.personId };
    },
  });
}

interface Sheet {
  readonly title: string;
  readonly columns: SheetColumn[];
  readonly rows: CellValue[][];
}

/** A workbook leaves the program: it bears who took it out and when. */
function workbook(sheet: Sheet, the: { readonly actor: Actor; readonly printing: Printing }): Uint8Array {
  const lang = the.actor.language;
  const time = formatTime(the.printing.printedAt, lang, the.printing.timeZone ?? 'UTC');
  const about =
    lang === 'zh'
      ? `${internalMark.zh}　导出人：${the.actor.name}　导出时间：${time}　共 ${sheet.rows.length} 条`
      : `${internalMark.en}. Exported by ${the.actor.name}, ${time}; ${sheet.rows.length} lines`;
  return writeWorkbook({
    sheets: [
      { name: sheet.title, titleRows: [[sheet.title], [about]], columns: sheet.columns, rows: sheet.rows },
    ],
    properties: { title: sheet.title, author: the.actor.name, classification: internalMark[lang] },
  });
}

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const columnTitles = {
  from: { zh: '起始日期', en: 'From' },
  to: { zh: '截止日期', en: 'To' },
  kind: { zh: '类别', en: 'Kind' },
  what: { zh: '内容', en: 'What' },
  number: { zh: '编号', en: 'Number' },
  level: { zh: '密级', en: 'Level' },
  how: { zh: '方式', en: 'How' },
  first: { zh: '最早', en: 'First' },
  last: { zh: '最晚', en: 'Last' },
} as const satisfies Record<string, Bilingual>;
const lastsWords: Bilingual = { zh: '至今', en: 'to this day' };
const column = (key: keyof typeof columnTitles, width: number, lang: Lang): SheetColumn => ({
  title: columnTitles[key][lang],
  width,
  kind: key === 'from' || key === 'to' || key === 'first' || key === 'last' ? 'date' : 'text',
});

function exportRoute(all: Sources): FileRoute {
  return defineFile({
    name: 'personalFile.export',
    title: { zh: '导出个人保密档案', en: 'Export a personal file' },
    input: PrintFile,
    rule: personalFilePolicy['personalFile.export'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const asked = { ...input, after: null };
      const file = await openPersonalFile(tx, {
        all: all(),
        input: asked,
        actor,
        linesMax: exportedLinesMax,
      });
      const lang = actor.language;
      const printing = await printingFor(tx, actor, file.head.personId);
      const title = lang === 'zh' ? `${file.head.person}个人保密档案` : `File of ${file.head.person}`;
      const bytes = workbook(
        {
          title,
          columns: [
            column('from', 12, lang),
            column('to', 12, lang),
            column('kind', 20, lang),
            column('what', 60, lang),
          ],
          rows: fileLines(file, lang, printing.timeZone ?? 'UTC').map((line) => [
            line.from,
            line.lasts ? lastsWords[lang] : line.to,
            line.kind,
            line.words,
          ]),
        },
        { actor, printing },
      );
      return { fileName: `${title}.xlsx`, mediaType: spreadsheet, bytes, subject: file.head.personId };
    },
  });
}

/** Opening somebody's file is on the log, so it is a file route and not a query. */
function openRoute(all: Sources): FileRoute {
  return defineReading({
    name: 'personalFile.open',
    title: { zh: '查看个人保密档案', en: 'Open a personal file' },
    input: OpenFile,
    rule: personalFilePolicy['personalFile.read'],
    output: PersonalFile,
    async read(tx, { input, actor }) {
      const told = await openPersonalFile(tx, { all: all(), input, actor, linesMax: fileLinesMax });
      return { told, subject: told.head.personId };
    },
  });
}

function heldLines(answer: HeldAnswerView, lang: Lang, zone: string) {
  const titles = new Map(answer.sources.map((source) => [source.id, source.title[lang]]));
  return answer.things.map((thing) => ({
    number: thing.number,
    level: thing.level?.words[lang] ?? '',
    how: thing.how.map((id) => titles.get(id) ?? id).join(lang === 'zh' ? '、' : ', '),
    words: thing.words[lang],
    first: localDay(thing.firstAt, zone),
    last: localDay(thing.lastAt, zone),
    lasts: thing.lasts,
  }));
}

/** Everything he held or could open in a span (INC-3): as an answer for the page, as a form and as a workbook. */
function heldRoutes(all: Sources): readonly FileRoute[] {
  const about = {
    input: HeldInSpan,
    rule: personalFilePolicy['personalFile.read'],
  };
  const answer = defineReading({
    ...about,
    name: 'personalFile.held',
    title: { zh: '查询某段时间持有和知悉的载体', en: 'What somebody held in a span' },
    output: HeldAnswer,
    async read(tx, { input, actor }) {
      const held = await readHeldInSpan(tx, { all: all(), input, actor });
      const told = { ...held, things: held.things.slice(0, heldShownMax) };
      return { told, subject: held.personId };
    },
  });
  const print = defineFile({
    ...about,
    name: 'personalFile.printHeld',
    title: { zh: '打印持有和知悉载体清单', en: 'Print what somebody held' },
    async make(tx, { input, actor }) {
      const held = await readHeldInSpan(tx, { all: all(), input, actor });
      const lang = actor.language;
      const printing = await printingFor(tx, actor, held.personId);
      const lines = heldLines(held, lang, printing.timeZone ?? 'UTC');
      const bytes = await printHeldList(
        {
          person: held.person,
          from: held.from,
          to: held.to,
          counts: held.counts.map((one) => ({ words: one.words[lang], count: one.count })),
          lines: lines.slice(0, heldShownMax),
          total: held.total,
        },
        printing,
      );
      const fileName = `${lang === 'zh' ? '持有和知悉载体清单' : 'held'} ${held.person}.pdf`;
      return { fileName, mediaType: 'application/pdf', bytes, subject: held.personId };
    },
  });
  const exported = defineFile({
    ...about,
    name: 'personalFile.exportHeld',
    title: { zh: '导出持有和知悉载体清单', en: 'Export what somebody held' },
    rule: personalFilePolicy['personalFile.export'],
    secondFactor: true,
    async make(tx, { input, actor }) {
      const held = await readHeldInSpan(tx, { all: all(), input, actor });
      const lang = actor.language;
      const printing = await printingFor(tx, actor, held.personId);
      const title =
        lang === 'zh'
          ? `${held.person}持有和知悉载体清单（${held.from} 至 ${held.to}）`
          : `Held by ${held.person}, ${held.from} to ${held.to}`;
      const bytes = workbook(
        {
          title,
          columns: [
            column('level', 10, lang),
            column('number', 20, lang),
            column('how', 30, lang),
            column('first', 12, lang),
            column('last', 12, lang),
            column('what', 50, lang),
          ],
          rows: heldLines(held, lang, printing.timeZone ?? 'UTC').map((line) => [
            line.level,
            line.number,
            line.how,
            line.first,
            line.last,
            line.words,
          ]),
        },
        { actor, printing },
      );
      return { fileName: `${title}.xlsx`, mediaType: spreadsheet, bytes, subject: held.personId };
    },
  });
  return [answer, print, exported];
}

export function personalFileRoutes(all: Sources): readonly FileRoute[] {
  return [openRoute(all), printRoute(all), exportRoute(all), ...heldRoutes(all)];
}
