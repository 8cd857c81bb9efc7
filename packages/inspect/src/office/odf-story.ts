import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place, PlaceKind } from '../document/place.ts';
import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';
import { columnLetters } from './cell-names.ts';
import { type Look, hiddenByLook } from './colours.ts';
import { layLook } from './docx-styles.ts';
import type { OdfStyles } from './odf-styles.ts';
import { Runs } from './runs.ts';

interface Sheet {
  name: string;
  row: number;
  column: number;
  rowsHidden: boolean;
  hiddenColumns: Set<number>;
  columns: number;
  hidden: Hidden | undefined;
}

interface Paragraph {
  runs: Runs;
  look: Look;
  heading: boolean;
}

/** Repetitions beyond the last content are how files fill a sheet up to its end. */
const columnsMax = 16_384;
const paragraphs: ReadonlySet<string> = new Set(['text:p', 'text:h']);
const kinds: Readonly<Record<string, PlaceKind>> = {
  'text:note-body': 'footnote',
  'office:annotation': 'comment',
  'draw:text-box': 'text-box',
  'style:header': 'header',
  'style:header-left': 'header',
  'style:header-first': 'header',
  'style:footer': 'footer',
  'style:footer-left': 'footer',
  'style:footer-first': 'footer',
  'presentation:notes': 'notes',
};
/** Elements whose text is a word of its own beside the paragraphs. */
const words: Readonly<Record<string, string>> = {
  'svg:title': 'title',
  'svg:desc': 'desc',
  'dc:creator': 'author',
  'text:user-field-decl': 'field',
};
/** Attributes that say something, wherever they stand. */
const spoken = [
  'text:string-value',
  'text:description',
  'text:condition',
  'office:target-frame-name',
  'form:label',
  'form:value',
  'form:current-value',
  'form:title',
  'table:title',
  'table:message',
] as const;

/** Reads the content or the styles of an OpenDocument file, package or flat (OpenDocument 1.3 part 3). */
export class OdfStory implements XmlHandler {
  readonly #extraction: Extraction;
  readonly #styles: OdfStyles;
  readonly #isSheets: boolean;
  readonly #outerHidden: Hidden | undefined;
  readonly #paragraphs: Paragraph[] = [];
  readonly #spans: Look[] = [];
  readonly #kinds: PlaceKind[] = [];
  readonly #sheets: Sheet[] = [];
  readonly #hiddenParts: (Hidden | undefined)[] = [];
  readonly #open: string[] = [];
  #word: string[] | undefined;
  #count = 0;
  #slide = 0;
  #deletions = 0;
  #metadata = 0;
  #cellShown = false;
  #cellValue = '';

  constructor(the: { extraction: Extraction; styles: OdfStyles; isSheets: boolean; hidden?: Hidden }) {
    this.#extraction = the.extraction;
    this.#styles = the.styles;
    this.#isSheets = the.isSheets;
    this.#outerHidden = the.hidden;
  }

  open(name: string, attributes: XmlAttributes): void {
    this.#open.push(name);
    if (paragraphs.has(name)) {
      this.#openParagraph(name, attributes);
      return;
    }
    const kind = kinds[name];
    if (kind !== undefined) this.#kinds.push(kind);
    if (words[name] !== undefined) this.#word = [];
    if (!this.#openInline(name, attributes) && !this.#openTable(name, attributes))
      this.#openOther(name, attributes);
    if (!name.startsWith('style:')) this.#tellSpoken(attributes);
  }

  #openParagraph(name: string, attributes: XmlAttributes): void {
    if (this.#kinds.length === 0) this.#count += 1;
    const look = this.#styles.look('paragraph', attributes.get('text:style-name'));
    this.#paragraphs.push({ runs: new Runs(), look, heading: name === 'text:h' });
    this.#cellShown = true;
  }

  #openInline(name: string, attributes: XmlAttributes): boolean {
    switch (name) {
      case 'text:span':
        this.#spans.push(this.#styles.look('text', attributes.get('text:style-name')));
        return true;
      case 'text:s':
        this.#add(' '.repeat(Math.min(64, Math.max(1, Number(attributes.get('text:c') ?? 1) || 1))));
        return true;
      case 'text:tab':
        this.#add('\t');
        return true;
      case 'text:line-break':
        this.#add('\n');
        return true;
      case 'text:a':
      case 'draw:a':
        this.#tellAttribute('hyperlink', attributes.get('xlink:href'));
        return true;
      case 'text:hidden-text':
      case 'text:hidden-paragraph':
        this.#hiddenParts.push('hidden-text');
        return true;
      case 'text:section':
        this.#hiddenParts.push(attributes.get('text:display') === 'none' ? 'hidden-text' : undefined);
        return true;
      case 'text:deletion':
        this.#deletions += 1;
        return true;
      default:
        return false;
    }
  }

  #openTable(name: string, attributes: XmlAttributes): boolean {
    switch (name) {
      case 'table:table':
        this.#openSheet(attributes);
        return true;
      case 'table:table-column':
        this.#openColumns(attributes);
        return true;
      case 'table:table-row':
        this.#openRow(attributes);
        return true;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        this.#openCell(attributes);
        return true;
      case 'table:deletion':
      case 'table:tracked-changes':
        this.#deletions += 1;
        return true;
      default:
        return false;
    }
  }

  #openSheet(attributes: XmlAttributes): void {
    const name = attributes.get('table:name') ?? '';
    const hidden = this.#styles.hidesTable(attributes.get('table:style-name')) ? 'hidden-sheet' : undefined;
    this.#sheets.push({
      name,
      row: -1,
      column: -1,
      rowsHidden: false,
      hiddenColumns: new Set(),
      columns: 0,
      hidden,
    });
    if (this.#isSheets) this.#tell(name, { kind: 'name', name: 'sheet', sheet: name }, hidden);
  }

  #openColumns(attributes: XmlAttributes): void {
    const sheet = this.#sheets.at(-1);
    if (sheet === undefined) return;
    const count = repeated(attributes, 'table:number-columns-repeated');
    const first = sheet.columns;
    sheet.columns += count;
    if (!isOff(attributes.get('table:visibility'))) return;
    const end = Math.min(columnsMax, sheet.columns);
    for (let column = first; column < end; column += 1) sheet.hiddenColumns.add(column);
  }

  #openRow(attributes: XmlAttributes): void {
    const sheet = this.#sheets.at(-1);
    if (sheet === undefined) return;
    sheet.row += 1;
    sheet.column = -1;
    sheet.rowsHidden = isOff(attributes.get('table:visibility'));
  }

  #openCell(attributes: XmlAttributes): void {
    const sheet = this.#sheets.at(-1);
    if (sheet === undefined) return;
    sheet.column += 1;
    this.#cellShown = false;
    this.#cellValue = attributes.get('office:string-value') ?? attributes.get('office:value') ?? '';
    const formula = attributes.get('table:formula');
    if (formula !== undefined && /"[^"]{2,}"|\[|:\/\//.test(formula) && /"|:\/\//.test(formula))
      this.#tell(formula, { kind: 'field', name: 'formula' }, 'hidden-text');
  }

  #openOther(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'draw:page':
        this.#slide += 1;
        this.#hiddenParts.push(
          this.#styles.hidesPage(attributes.get('draw:style-name')) ? 'hidden-slide' : undefined,
        );
        return;
      case 'office:meta':
        this.#metadata += 1;
        return;
      case 'text:variable-set':
      case 'text:placeholder':
      case 'text:user-field-decl':
        this.#tellAttribute(attributes.get('text:name') ?? 'field', attributes.get('office:string-value'));
        return;
      case 'table:named-expression':
      case 'table:named-range':
        this.#tell(attributes.get('table:name') ?? '', { kind: 'name', name: 'definedName' }, 'property');
        return;
      case 'office:event-listeners':
        return;
      case 'draw:image':
      case 'draw:object':
      case 'draw:plugin':
        this.#tellReference(attributes.get('xlink:href') ?? '');
        return;
      default:
    }
  }

  /** Objects and pictures within the file are parts of its package; others are not fetched. */
  #tellReference(address: string): void {
    if (!/^(?:[a-z][a-z0-9+.-]+:|\.\.\/|\/)/i.test(address) || address.startsWith('data:')) return;
    this.#tellAttribute('reference', address);
    this.#extraction.skip({ reason: 'external-content' });
  }

  close(name: string): void {
    this.#open.pop();
    if (paragraphs.has(name)) {
      this.#closeParagraph();
      return;
    }
    if (kinds[name] !== undefined) this.#kinds.pop();
    const word = words[name];
    if (word !== undefined && this.#word !== undefined) {
      if (this.#metadata === 0) this.#tellAttribute(word, this.#word.join(''));
      this.#word = undefined;
    }
    this.#closeOther(name);
  }

  #closeOther(name: string): void {
    const sheet = this.#sheets.at(-1);
    switch (name) {
      case 'text:span':
        this.#spans.pop();
        return;
      case 'text:hidden-text':
      case 'text:hidden-paragraph':
      case 'text:section':
      case 'draw:page':
        this.#hiddenParts.pop();
        return;
      case 'text:deletion':
      case 'table:deletion':
      case 'table:tracked-changes':
        this.#deletions -= 1;
        return;
      case 'office:meta':
        this.#metadata -= 1;
        return;
      case 'table:table':
        this.#sheets.pop();
        return;
      case 'table:table-cell':
      case 'table:covered-table-cell':
        // A cell without paragraphs shows nothing, yet keeps its value.
        if (sheet !== undefined && !this.#cellShown)
          this.#tell(this.#cellValue, this.#place('table'), 'hidden-text');
        return;
      default:
    }
  }

  text(text: string): void {
    if (this.#word !== undefined) this.#word.push(text);
    else if (this.#paragraphs.length > 0) this.#add(text);
  }

  #add(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    if (paragraph === undefined) return;
    let look = paragraph.look;
    for (const span of this.#spans) look = layLook(look, span);
    const background = this.#slide > 0 || this.#kinds.includes('text-box') ? undefined : 'FFFFFF';
    paragraph.runs.add(text, hiddenByLook(look, look.fill ?? background));
  }

  #closeParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    paragraph?.runs.flush((text, hidden) => {
      this.#tell(text, this.#place(paragraph.heading ? 'heading' : 'body'), hidden);
    });
  }

  #place(plain: PlaceKind): Omit<Place, 'path'> {
    const inner = this.#kinds.at(-1);
    const sheet = this.#sheets.at(-1);
    const slide = this.#slide > 0 ? { slide: this.#slide } : {};
    if (this.#isSheets && sheet !== undefined) {
      const cell = `${columnLetters(Math.max(0, sheet.column))}${sheet.row + 1}`;
      return { kind: inner ?? 'cell', sheet: sheet.name, cell };
    }
    if (inner !== undefined && !(inner === 'text-box' && this.#slide > 0)) return { kind: inner, ...slide };
    if (sheet !== undefined) return { kind: 'table', ...slide, paragraph: this.#count };
    return this.#slide > 0 ? { kind: 'slide', ...slide } : { kind: plain, paragraph: this.#count };
  }

  #tellSpoken(attributes: XmlAttributes): void {
    for (const key of spoken) this.#tellAttribute(key.replace(/^.*:/, ''), attributes.get(key));
  }

  #tellAttribute(name: string, text: string | undefined): void {
    if (text !== undefined) this.#tell(text, { kind: 'attribute', name }, 'property');
  }

  #tell(text: string, place: Omit<Place, 'path'>, reason: Hidden | undefined): void {
    if (text.trim() === '') return;
    const hidden = this.#outerHidden ?? this.#hiddenHere() ?? reason;
    this.#extraction.emit({ text, place, ...(hidden === undefined ? {} : { hidden }) });
  }

  #hiddenHere(): Hidden | undefined {
    if (this.#deletions > 0) return 'deleted-revision';
    const part = this.#hiddenParts.findLast((one) => one !== undefined);
    if (part !== undefined) return part;
    if (this.#kinds.includes('comment')) return 'comment';
    const sheet = this.#sheets.at(-1);
    if (sheet === undefined) return undefined;
    if (sheet.hidden !== undefined) return sheet.hidden;
    if (sheet.rowsHidden) return 'hidden-row';
    return sheet.hiddenColumns.has(sheet.column) ? 'hidden-column' : undefined;
  }
}

function repeated(attributes: XmlAttributes, name: string): number {
  const count = Number(attributes.get(name) ?? 1);
  return count > 0 && count <= 1_048_576 ? count : 1;
}

function isOff(visibility: string | undefined): boolean {
  return visibility === 'collapse' || visibility === 'filter';
}
