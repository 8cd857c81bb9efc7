/** A document as a stream of paragraphs and tables; lengths in points. */

export interface TextStyle {
  size: number;
  bold: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  /** `#rrggbb` */
  colour: string;
  family: string;
  raise: 'none' | 'super' | 'sub';
}

export type Inline =
  | { kind: 'text'; text: string; style: TextStyle }
  /** The number of the page it stands on. */
  | { kind: 'page-number'; style: TextStyle }
  | { kind: 'line-break' }
  | { kind: 'tab'; style: TextStyle }
  | { kind: 'picture'; bytes: Uint8Array; width: number; height: number };

export interface Paragraph {
  kind: 'paragraph';
  inlines: Inline[];
  align: 'left' | 'centre' | 'right' | 'justify';
  indentLeft: number;
  indentRight: number;
  /** Of the first line against the others; negative for a hanging indent. */
  indentFirst: number;
  before: number;
  after: number;
  /** Times the size of the largest letter, or so many points exactly. */
  line: { times: number } | { points: number };
  /** Number or bullet of a list. */
  marker?: Inline & { kind: 'text' };
  fill?: string;
  breaksBefore?: boolean;
}

export interface Cell {
  /** Place of its first column, from zero. */
  column: number;
  columns: number;
  rows: number;
  blocks: Block[];
  fill?: string;
}

export interface Table {
  kind: 'table';
  /** Widths. */
  columns: number[];
  rows: { cells: Cell[]; heightMin: number; isRepeated: boolean }[];
  hasBorders: boolean;
}

export type Block = Paragraph | Table | { kind: 'page-break' };

export interface PageSetup {
  width: number;
  height: number;
  top: number;
  right: number;
  bottom: number;
  left: number;
  /** From the edge of the paper. */
  header: number;
  footer: number;
}

export interface Section {
  setup: PageSetup;
  header: Block[];
  footer: Block[];
  blocks: Iterable<Block>;
}

/** A4 with the margins of an official document (GB/T 9704-2012, 5.2.1: 37 mm above, 28 mm to the left). */
export const a4Setup: PageSetup = {
  width: 595,
  height: 842,
  top: 105,
  right: 74,
  bottom: 99,
  left: 79,
  header: 42,
  footer: 50,
};

export function makeParagraph(
  inlines: Inline[],
  more: Partial<Omit<Paragraph, 'kind' | 'inlines'>> = {},
): Paragraph {
  return {
    kind: 'paragraph',
    inlines,
    align: 'left',
    indentLeft: 0,
    indentRight: 0,
    indentFirst: 0,
    before: 0,
    after: 0,
    line: { times: 1.35 },
    ...more,
  };
}
