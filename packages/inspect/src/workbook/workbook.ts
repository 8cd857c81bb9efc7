import { isRecord } from '../document/is-record.ts';

/**
 * A table file as read: what it says, nothing interpreted beyond the file's own types. Rows and columns count from 0.
 */
export interface Workbook {
  kind: WorkbookKind;
  /** How the bytes became text; only csv and tsv have it. */
  encoding?: TextEncoding;
  sheets: Sheet[];
  notes: WorkbookNote[];
}

export const workbookKinds = ['xlsx', 'xls', 'csv', 'tsv'] as const;
export type WorkbookKind = (typeof workbookKinds)[number];

export const textEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030'] as const;
export type TextEncoding = (typeof textEncodings)[number];

export interface Sheet {
  name: string;
  hidden: boolean;
  /** Blank rows are empty arrays, so that the place in the array is the place in the file; no blanks at the ends. */
  rows: Cell[][];
  hiddenColumns: number[];
  hiddenRows: number[];
  merges: MergedRange[];
}

/** Both ends included. */
export interface MergedRange {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

/** A cell, or null when it is blank. */
export type Cell = null | FilledCell;

export interface FilledCell {
  /** What the reader of the table sees; dates in a format that varies with the computer's region are shown as ISO. */
  text: string;
  kind: CellKind;
  /** For `number`, and for `formula` whose last result was a number. */
  number?: number;
  /** For `date`, and for `formula` whose last result was a date: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SS`, no zone. */
  date?: string;
  /** For `formula`, without the equals sign; never computed here. */
  formula?: string;
}

export const cellKinds = ['text', 'number', 'date', 'boolean', 'error', 'formula'] as const;
export type CellKind = (typeof cellKinds)[number];

/** Something the person who gave the file should know. */
export interface WorkbookNote {
  code: NoteCode;
  /** The sheet meant, when it is one. */
  sheet?: string;
  /** How many, when they were counted. */
  count?: number;
}

/** What the notes mean, for the screen. */
export const noteTexts = {
  'macros-ignored': {
    zh: '文件含有宏，没有读取，也不会运行。',
    en: 'The file carries macros; they were neither read nor run.',
  },
  'links-ignored': {
    zh: '文件引用了其他文件，没有读取被引用的文件。',
    en: 'The file refers to other files; these were not read.',
  },
  'objects-ignored': {
    zh: '文件含有图片或嵌入对象，没有读取。',
    en: 'The file carries pictures or embedded objects; they were not read.',
  },
  'formulas-not-computed': {
    zh: '有公式单元格，取的是文件中保存的计算结果。',
    en: 'Some cells are formulas; the results stored in the file were taken.',
  },
  'sheet-without-cells': {
    zh: '有图表、宏或对话框工作表，没有读取。',
    en: 'A chart, macro or dialog sheet was not read.',
  },
  'date-1904': {
    zh: '文件使用 1904 日期系统，日期已按此换算。',
    en: 'The file counts dates from 1904; they were converted accordingly.',
  },
  'encoding-guessed': {
    zh: '文字编码没有标明，系统按内容判断；请核对文字是否正确。',
    en: 'The text encoding is not marked and was judged by the content; check that the text is right.',
  },
  'quote-unclosed': {
    zh: '有引号没有闭合，其后的内容并入了一个单元格。',
    en: 'A quotation mark is never closed; what follows it went into one cell.',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export type NoteCode = keyof typeof noteTexts;

/** Bounds on what is taken from one file; each has its own reason when it is passed. */
export interface WorkbookLimits {
  sheetsMax: number;
  rowsMax: number;
  columnsMax: number;
  /** Filled cells in all sheets. */
  cellsMax: number;
  /** UTF-16 units in one cell; 32 767 is Excel's own limit. */
  cellUnitsMax: number;
  packageEntriesMax: number;
  unpackedBytesMax: number;
  /** Unpacked size of a package over its own size. */
  unpackedRatioMax: number;
}

export interface WorkbookOptions {
  limits?: Partial<WorkbookLimits>;
}

export const workbookLimits: WorkbookLimits = {
  sheetsMax: 64,
  rowsMax: 50_000,
  columnsMax: 512,
  cellsMax: 600_000,
  cellUnitsMax: 32_767,
  packageEntriesMax: 2_000,
  unpackedBytesMax: 192 * 1024 * 1024,
  unpackedRatioMax: 150,
};

/** A workbook out of what a reading process answered; undefined when the answer is not one. */
export function parseWorkbook(value: unknown): Workbook | undefined {
  if (!isRecord(value)) return undefined;
  const kind = oneOf(workbookKinds, value['kind']);
  const encoding = oneOf(textEncodings, value['encoding']);
  const sheets = parseList(value['sheets'], parseSheet);
  const notes = parseList(value['notes'], parseNote);
  if (kind === undefined || sheets === undefined || notes === undefined) return undefined;
  return { kind, ...(encoding === undefined ? {} : { encoding }), sheets, notes };
}

function parseSheet(value: unknown): Sheet | undefined {
  if (!isRecord(value)) return undefined;
  const { name, hidden } = value;
  const rows = parseList(value['rows'], (row) => parseList(row, parseCell));
  const hiddenColumns = parseList(value['hiddenColumns'], parseIndex);
  const hiddenRows = parseList(value['hiddenRows'], parseIndex);
  const merges = parseList(value['merges'], parseMerge);
  if (typeof name !== 'string' || typeof hidden !== 'boolean') return undefined;
  if (rows === undefined || hiddenColumns === undefined || hiddenRows === undefined || merges === undefined) {
    return undefined;
  }
  return { name, hidden, rows, hiddenColumns, hiddenRows, merges };
}

function parseCell(value: unknown): Cell | undefined {
  if (value === null) return null;
  if (!isRecord(value)) return undefined;
  const { text, number, date, formula } = value;
  const kind = oneOf(cellKinds, value['kind']);
  if (kind === undefined || typeof text !== 'string') return undefined;
  return {
    text,
    kind,
    ...(typeof number === 'number' ? { number } : {}),
    ...(typeof date === 'string' && isLocalDate(date) ? { date } : {}),
    ...(typeof formula === 'string' ? { formula } : {}),
  };
}

function isLocalDate(text: string): boolean {
  return (
    /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}:\d{2})?$/.test(text) &&
    !Number.isNaN(Date.parse(`${text.slice(0, 10)}Z`))
  );
}

function parseMerge(value: unknown): MergedRange | undefined {
  if (!isRecord(value)) return undefined;
  const [top, left, bottom, right] = ['top', 'left', 'bottom', 'right'].map((side) =>
    parseIndex(value[side]),
  );
  if (top === undefined || left === undefined || bottom === undefined || right === undefined)
    return undefined;
  return { top, left, bottom, right };
}

function parseNote(value: unknown): WorkbookNote | undefined {
  if (!isRecord(value)) return undefined;
  const { code, sheet, count } = value;
  if (!isNoteCode(code)) return undefined;
  return {
    code,
    ...(typeof sheet === 'string' ? { sheet } : {}),
    ...(typeof count === 'number' ? { count } : {}),
  };
}

function isNoteCode(value: unknown): value is NoteCode {
  return typeof value === 'string' && Object.hasOwn(noteTexts, value);
}

function parseIndex(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value | undefined {
  return values.find((candidate) => candidate === value);
}

/** The parsed list, or undefined when it is none or any item is not as it should be. */
function parseList<Item>(value: unknown, parse: (item: unknown) => Item | undefined): Item[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const items: Item[] = [];
  for (const item of value) {
    const parsed = parse(item);
    if (parsed === undefined) return undefined;
    items.push(parsed);
  }
  return items;
}
