import { CodedRefusal } from '../coded-refusal.ts';
import type { RefusalTexts } from '../coded-refusal.ts';
import type { TextRange } from '../copies/copy-index.ts';

/**
 * What the cells of a column are, and so how they are normalised and where they are looked for:
 * - `name` of a person or a place: letters and ideographs, spaces between do not matter;
 * - `number`, `id`: letters and digits, groups parted by spaces, hyphens, dots or slashes are one;
 * - `phone`: the same, with or without the country's prefix 86;
 * - `coordinate`: one of latitude or longitude, or both, decimal or in degrees, within a tolerance;
 * - `free`: any wording.
 */
export type ColumnKind = 'name' | 'number' | 'phone' | 'id' | 'coordinate' | 'free';

export interface ExactColumn {
  /** Named in findings: a heading such as `身份证号`, never a value. */
  name: string;
  kind: ColumnKind;
  /** True: a cell of it is enough. False: only with another field of the same row nearby. */
  alone: boolean;
}

export interface ExactTableOptions {
  /** Named in findings. */
  id: string;
  columns: readonly ExactColumn[];
  /** The installation's key, 32 bytes or more. */
  key: Uint8Array;
  /** UTF-16 units between two fields of a row that meet; default 120. */
  withinUnits?: number;
  /** Degrees between a coordinate in the table and one in a text that count as the same; default 0.001, some 100 m. */
  toleranceDegrees?: number;
}

/** What of a row was found in a text. */
export interface ExactMatch {
  table: string;
  /** Place of the row among the rows given, from 0; the first where several rows have the same fields. */
  row: number;
  /** Rows that have these fields. */
  rows: number;
  /** In the order of the text. */
  fields: { column: string; range: TextRange }[];
}

/** A table of protected records as keyed hashes: no cell in it, in memory some 30 bytes a cell. */
export interface ExactTable {
  readonly id: string;
  readonly rowCount: number;
  /** Cells taken, each once for each row. */
  readonly cellCount: number;
  readonly bytes: number;
  /** Fields of records in a text. */
  find(text: string): ExactMatch[];
}

const refusalTexts = {
  damaged: {
    zh: '精确匹配表文件已损坏（{detail}），没有使用。请从原始数据重新生成。',
    en: 'The file of the exact-data table is damaged ({detail}) and was not used. Make it anew from the records.',
  },
  'wrong-key': {
    zh: '密钥与精确匹配表不符。请使用生成时的密钥。',
    en: 'The key is not the one the exact-data table was made with. Use that key.',
  },
  'weak-key': {
    zh: '密钥不足 32 字节。请使用安装时生成的密钥。',
    en: 'The key has fewer than 32 bytes. Use the key made at installation.',
  },
  'unknown-version': {
    zh: '精确匹配表的格式版本（{detail}）不受支持。请重新生成。',
    en: 'The exact-data table has a format version ({detail}) not known here. Make it anew.',
  },
  'bad-columns': {
    zh: '列的定义无效（{detail}）。至少一列可以单独命中，或至少有两列。',
    en: 'The columns are not valid ({detail}). At least one must be enough alone, or there must be two.',
  },
  'too-many-rows': {
    zh: '超过 {detail} 行的上限。请分成几张表。',
    en: 'More than the limit of {detail} rows. Make several tables.',
  },
  'no-cells': {
    zh: '没有可用的单元格：内容为空或过短。请检查列的类型。',
    en: 'No cell can be used: all are empty or too short. Check the kinds of the columns.',
  },
} as const satisfies Record<string, RefusalTexts>;

export type ExactTableRefusal = keyof typeof refusalTexts;

/** The table cannot be made or opened, and why; never quotes a cell. */
export class ExactTableRefused extends CodedRefusal<ExactTableRefusal> {
  constructor(code: ExactTableRefusal, detail = '') {
    super(refusalTexts, code, detail);
  }
}
