import type { OfficePackage } from '../../office/office-package.ts';
import { makeParagraph } from '../flow/flow.ts';
import type { Block, Cell, Inline, Paragraph, Table, TextStyle } from '../flow/flow.ts';
import { child, chosen, down, findBelow, numberAt } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';
import type { RenderOutput } from '../render-output.ts';
import type { WordNumbering } from './word-numbering.ts';
import { textStyleOf, twips } from './word-styles.ts';
import type { ParagraphLook, WordStyles } from './word-styles.ts';

/** English Metric Units of a point. */
export const emus = 12_700;

interface StoryInput {
  pack: OfficePackage;
  /** The part the story stands in: its relations are meant by ids. */
  part: string;
  styles: WordStyles;
  numbering: WordNumbering;
  output: RenderOutput;
}

interface Field {
  instruction: string;
  /** Between `separate` and `end` stands the result. */
  isResult: boolean;
}

/** Makes blocks of the paragraphs and tables of one part: the body, a header, a footer, notes. */
export class WordStory {
  /** Ids of the footnotes and endnotes met, in order. */
  readonly notes: string[] = [];
  readonly #input: StoryInput;
  readonly #fields: Field[] = [];
  /** Text boxes met within a paragraph stand below it. */
  #boxes: Block[] = [];

  constructor(input: StoryInput) {
    this.#input = input;
  }

  /** Blocks below an element, in order. */
  async *blocks(node: XmlNode): AsyncGenerator<Block> {
    for (const one of node.children.flatMap((below) => chosen(below))) {
      switch (one.name) {
        case 'w:p':
          yield await this.#paragraph(one);
          yield* this.#boxes.splice(0);
          break;
        case 'w:tbl':
          yield await this.#table(one);
          break;
        case 'w:del':
        case 'w:moveFrom':
          this.#input.output.gap({ reason: 'revisions-not-shown' });
          break;
        case 'w:sdt':
          yield* this.blocks(child(one, 'w:sdtContent') ?? one);
          break;
        case 'w:ins':
        case 'w:moveTo':
        case 'w:customXml':
        case 'w:smartTag':
          yield* this.blocks(one);
          break;
        case 'w:altChunk':
          this.#input.output.gap({ reason: 'chart-not-drawn' });
          break;
        default:
      }
    }
  }

  async all(node: XmlNode): Promise<Block[]> {
    const all: Block[] = [];
    for await (const block of this.blocks(node)) all.push(block);
    return all;
  }

  async #paragraph(node: XmlNode): Promise<Paragraph> {
    const { styles, numbering } = this.#input;
    const properties = child(node, 'w:pPr');
    const { numbering: list, ...look } = styles.paragraphLook(properties);
    const inlines: Inline[] = [];
    await this.#inlines(node, { properties, inlines });
    const mark = textStyleOf(styles.textLook(properties, child(properties, 'w:rPr')));
    // An empty paragraph is as high as its mark.
    if (inlines.length === 0) inlines.push({ kind: 'text', text: '', style: mark });
    const number = list === undefined ? undefined : numbering.next(list);
    return makeParagraph(inlines, {
      line: { times: 1.3 },
      ...look,
      ...(number === undefined ? {} : markerOf(number, { style: styleIn(inlines) ?? mark, look })),
    });
  }

  async #inlines(node: XmlNode, to: { properties: XmlNode | undefined; inlines: Inline[] }): Promise<void> {
    for (const one of node.children.flatMap((below) => chosen(below))) {
      switch (one.name) {
        case 'w:r':
          await this.#run(one, to);
          break;
        case 'w:del':
        case 'w:moveFrom':
          this.#input.output.gap({ reason: 'revisions-not-shown' });
          break;
        case 'w:fldSimple':
          if (/^\s*PAGE\b/i.test(one.attributes.get('w:instr') ?? ''))
            to.inlines.push({
              kind: 'page-number',
              style: this.#styleOf(to.properties, findBelow(one, 'w:rPr')),
            });
          else await this.#inlines(one, to);
          break;
        case 'm:oMath':
        case 'm:oMathPara':
          to.inlines.push({
            kind: 'text',
            text: mathText(one),
            style: this.#styleOf(to.properties, undefined),
          });
          break;
        case 'w:hyperlink':
        case 'w:ins':
        case 'w:moveTo':
        case 'w:smartTag':
        case 'w:sdt':
        case 'w:sdtContent':
        case 'w:dir':
        case 'w:bdo':
          await this.#inlines(one, to);
          break;
        default:
      }
    }
  }

  #styleOf(paragraph: XmlNode | undefined, run: XmlNode | undefined): TextStyle {
    return textStyleOf(this.#input.styles.textLook(paragraph, run));
  }

  async #run(run: XmlNode, to: { properties: XmlNode | undefined; inlines: Inline[] }): Promise<void> {
    const look = this.#input.styles.textLook(to.properties, child(run, 'w:rPr'));
    const style = textStyleOf(look);
    for (const one of run.children.flatMap((below) => chosen(below))) {
      if (one.name === 'w:fldChar') this.#turnField(one, { style, inlines: to.inlines });
      else if (one.name === 'w:instrText') this.#addInstruction(one.text);
      else if (look.isHidden === true && one.name !== 'w:rPr')
        this.#input.output.gap({ reason: 'hidden-not-shown' });
      else if (!this.#isInPageField()) await this.#runPart(one, { style, inlines: to.inlines });
    }
  }

  async #runPart(one: XmlNode, { style, inlines }: { style: TextStyle; inlines: Inline[] }): Promise<void> {
    switch (one.name) {
      case 'w:t':
        inlines.push({ kind: 'text', text: one.text, style });
        return;
      case 'w:tab':
      case 'w:ptab':
        inlines.push({ kind: 'tab', style });
        return;
      case 'w:br':
      case 'w:cr':
        inlines.push({ kind: 'line-break' });
        return;
      case 'w:noBreakHyphen':
        inlines.push({ kind: 'text', text: '-', style });
        return;
      case 'w:sym':
        inlines.push({ kind: 'text', text: symbolOf(one), style });
        return;
      case 'w:footnoteReference':
      case 'w:endnoteReference':
        this.#noteReference(one, { style, inlines });
        return;
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        await this.#drawing(one, inlines);
        return;
      default:
    }
  }

  #noteReference(one: XmlNode, { style, inlines }: { style: TextStyle; inlines: Inline[] }): void {
    this.notes.push(
      `${one.name === 'w:footnoteReference' ? 'footnotes' : 'endnotes'}/${one.attributes.get('w:id') ?? ''}`,
    );
    inlines.push({ kind: 'text', text: String(this.notes.length), style: { ...style, raise: 'super' } });
  }

  #turnField(node: XmlNode, { style, inlines }: { style: TextStyle; inlines: Inline[] }): void {
    const type = node.attributes.get('w:fldCharType');
    if (type === 'begin') this.#fields.push({ instruction: '', isResult: false });
    else if (type === 'separate') {
      const field = this.#fields.at(-1);
      if (field !== undefined) field.isResult = true;
    } else if (type === 'end') {
      const field = this.#fields.pop();
      if (field !== undefined && isPageField(field)) inlines.push({ kind: 'page-number', style });
    }
  }

  #addInstruction(text: string): void {
    const field = this.#fields.at(-1);
    if (field !== undefined && field.instruction.length < 1000) field.instruction += text;
  }

  /** What was the number of the page when it was last saved is not shown, nor instructions. */
  #isInPageField(): boolean {
    return this.#fields.some((field) => isPageField(field) || !field.isResult);
  }

  async #drawing(node: XmlNode, inlines: Inline[]): Promise<void> {
    const { output } = this.#input;
    const box = findBelow(node, 'w:txbxContent');
    if (box !== undefined) this.#boxes.push(...(await this.all(box)));
    const found = await this.#picture(node);
    if (found !== undefined) inlines.push(found);
    else if (box === undefined && isDrawn(node)) output.gap({ reason: 'chart-not-drawn' });
  }

  async #picture(node: XmlNode): Promise<Inline | undefined> {
    const { pack, part } = this.#input;
    const id =
      findBelow(node, 'a:blip')?.attributes.get('r:embed') ??
      findBelow(node, 'v:imagedata')?.attributes.get('r:id');
    const target = await pack.target(part, id);
    const bytes = target === undefined ? undefined : pack.bytes(target);
    if (bytes === undefined) return undefined;
    const extent = findBelow(node, 'wp:extent');
    const shape = findBelow(node, 'v:shape')?.attributes.get('style') ?? '';
    const width = (numberAt(extent, 'cx') ?? 0) / emus || cssPoints(shape, 'width') || 200;
    const height = (numberAt(extent, 'cy') ?? 0) / emus || cssPoints(shape, 'height') || 150;
    return { kind: 'picture', bytes, width, height };
  }

  async #table(node: XmlNode): Promise<Table> {
    const columns = (child(node, 'w:tblGrid')?.children ?? [])
      .filter(({ name }) => name === 'w:gridCol')
      .slice(0, columnsMax)
      .map((column) => (numberAt(column, 'w:w') ?? 1000) / twips);
    const rows: Table['rows'] = [];
    /** Cells that go on in the next row, by their first column. */
    const open = new Map<number, Cell>();
    for (const row of rowsOf(node)) rows.push(await this.#row(row, { columns, open }));
    return { kind: 'table', columns: columns.length === 0 ? [400] : columns, rows, hasBorders: true };
  }

  async #row(
    row: XmlNode,
    { columns, open }: { columns: number[]; open: Map<number, Cell> },
  ): Promise<Table['rows'][number]> {
    const properties = child(row, 'w:trPr');
    let column = numberAt(child(properties, 'w:gridBefore'), 'w:val') ?? 0;
    const cells: Cell[] = [];
    for (const node of cellsOf(row)) {
      if (column >= columnsMax) break;
      const look = child(node, 'w:tcPr');
      const span = Math.max(
        1,
        Math.min(columnsMax - column, numberAt(child(look, 'w:gridSpan'), 'w:val') ?? 1),
      );
      while (columns.length < column + span) columns.push(60);
      const merge = child(look, 'w:vMerge');
      const above = open.get(column);
      if (merge !== undefined && merge.attributes.get('w:val') !== 'restart' && above !== undefined)
        above.rows += 1;
      else {
        const fill = child(look, 'w:shd')?.attributes.get('w:fill') ?? '';
        const cell: Cell = {
          column,
          columns: span,
          rows: 1,
          blocks: await this.all(node),
          ...(/^[0-9a-f]{6}$/i.test(fill) ? { fill: `#${fill}` } : {}),
        };
        cells.push(cell);
        if (merge === undefined) open.delete(column);
        else open.set(column, cell);
      }
      column += span;
    }
    const height = numberAt(child(properties, 'w:trHeight'), 'w:val') ?? 0;
    return {
      cells,
      heightMin: Math.min(600, Math.max(0, height / twips)),
      isRepeated: child(properties, 'w:tblHeader') !== undefined,
    };
  }
}

const columnsMax = 200;

function* rowsOf(table: XmlNode): Generator<XmlNode> {
  for (const one of table.children) {
    if (one.name === 'w:tr') yield one;
    else if (['w:sdt', 'w:sdtContent', 'w:ins', 'w:customXml'].includes(one.name)) yield* rowsOf(one);
  }
}

function* cellsOf(row: XmlNode): Generator<XmlNode> {
  for (const one of row.children) {
    if (one.name === 'w:tc') yield one;
    else if (['w:sdt', 'w:sdtContent', 'w:customXml'].includes(one.name)) yield* cellsOf(one);
  }
}

function markerOf(
  number: string,
  { style, look }: { style: TextStyle; look: ParagraphLook },
): Partial<Paragraph> {
  const isHanging = (look.indentFirst ?? 0) < 0;
  const marker = {
    kind: 'text' as const,
    text: number,
    style: { ...style, underline: false, strike: false },
  };
  // The number stands in the indent, and the text begins where the other lines do.
  return isHanging
    ? { marker, indentFirst: 0 }
    : { marker, indentFirst: (look.indentFirst ?? 0) + number.length * style.size * 0.9 + 4 };
}

function styleIn(inlines: readonly Inline[]): TextStyle | undefined {
  for (const inline of inlines) if (inline.kind === 'text' && inline.text !== '') return inline.style;
  return undefined;
}

const isPageField = ({ instruction }: Field): boolean => /^\s*PAGE\b/i.test(instruction);

/** A drawing, not only an anchor of something invisible. */
function isDrawn(node: XmlNode): boolean {
  return ['a:graphicData', 'v:shape', 'v:group', 'o:OLEObject'].some(
    (name) => findBelow(node, name) !== undefined,
  );
}

function symbolOf(node: XmlNode): string {
  const code = Number.parseInt(node.attributes.get('w:char') ?? '', 16);
  // Symbol fonts put their characters into the private area; the common bullet and boxes have equals.
  const known: Readonly<Record<number, string>> = {
    0xf0b7: '•',
    0xf0fc: '✓',
    0xf0a8: '□',
    0xf052: '☑',
    0xf0a3: '□',
    0xf0fe: '☑',
  };
  return known[code] ?? (code >= 0x20 && code < 0xe000 ? String.fromCodePoint(code) : '□');
}

function mathText(node: XmlNode): string {
  return node.name === 'm:t' ? node.text : node.children.map((one) => mathText(one)).join('');
}

function cssPoints(style: string, name: string): number | undefined {
  const found = new RegExp(`(?:^|;)\\s*${name}:\\s*([\\d.]+)(pt|in|px)?`).exec(style);
  if (found === null) return undefined;
  const value = Number(found[1]);
  return found[2] === 'in' ? value * 72 : found[2] === 'px' ? value * 0.75 : value;
}

/** The properties of a section that stand in a paragraph, which is its last. */
export function sectionIn(paragraph: XmlNode): XmlNode | undefined {
  return down(paragraph, 'w:pPr', 'w:sectPr');
}
