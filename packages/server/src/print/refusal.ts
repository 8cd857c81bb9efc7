import type { Lang } from './texts.ts';

/** What the printing refuses, with the words for the user: what happened, why, what to do. */
export const printErrors = {
  'print.labels.too.many': {
    zh: '不能打印：标签超过 2000 张，一次排版过大。分批打印。',
    en: 'Cannot print: more than 2000 labels are too many for one run. Print them in batches.',
  },
  'print.label.grid': {
    zh: '不能打印：按所设行列和边距，每张标签不足 40×25 毫米，条码无法识读。减少行列，或缩小边距和间距。',
    en: 'Cannot print: with these rows, columns and margins a label is smaller than 40×25 mm and its code cannot be read. Use fewer rows or columns, or smaller margins and gaps.',
  },
  'print.table.too.long': {
    zh: '不能打印：表格超过 10000 行，一次排版过大。缩小范围，分次打印。',
    en: 'Cannot print: the table has more than 10,000 rows, too many for one run. Narrow the selection and print in parts.',
  },
} as const satisfies Record<`print.${string}`, Record<Lang, string>>;

export type PrintErrorCode = keyof typeof printErrors;

/** Thrown for what the user can mend; `message` is the Chinese text, `printErrors[code]` holds both. */
export class PrintRefusal extends Error {
  readonly code: PrintErrorCode;

  constructor(code: PrintErrorCode) {
    super(printErrors[code].zh);
    this.name = 'PrintRefusal';
    this.code = code;
  }
}
