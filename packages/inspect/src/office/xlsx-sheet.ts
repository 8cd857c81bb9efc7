import type { Extraction } from '../document/extraction.ts';
import type { Hidden } from '../document/place.ts';
import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';
import { showNumber } from './cell-format.ts';
import { HiddenColumns, columnLetters, columnOf, plainHeaderText } from './cell-names.ts';
import type { XlsxStrings } from './xlsx-strings.ts';
import type { XlsxStyles } from './xlsx-styles.ts';

interface SheetContext {
  extraction: Extraction;
  strings: XlsxStrings;
  styles: XlsxStyles;
  date1904: boolean;
  sheet: string;
  hidden: Hidden | undefined;
}

const headerParts: ReadonlySet<string> = new Set([
  'oddHeader',
  'evenHeader',
  'firstHeader',
  'oddFooter',
  'evenFooter',
  'firstFooter',
]);
/** What a list of allowed values, an input hint or a link says; each in these attributes. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  dataValidation: ['promptTitle', 'prompt', 'errorTitle', 'error'],
  hyperlink: ['location', 'display', 'tooltip'],
  scenario: ['name', 'comment', 'user'],
  protectedRange: ['name'],
  sheetPr: ['codeName'],
};
/** A formula is told when it says more than its result: words of its own, or another file. */
const tellingFormula = /"[^"]{2,}"|\[|:\/\//;

/** Reads the cells of a sheet as they stream by (ECMA-376 part 1, 18.3). */
export class XlsxSheet implements XmlHandler {
  readonly #context: SheetContext;
  readonly #columns = new HiddenColumns();
  #row = 0;
  #column = -1;
  #rowHidden = false;
  #type = 'n';
  #style = 0;
  #collecting: 'value' | 'formula' | 'inline' | 'header' | 'list' | undefined;
  #value: string[] = [];
  #formula: string[] = [];
  #words: string[] = [];
  #inReading = false;
  #inCell = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  open(name: string, attributes: XmlAttributes): void {
    switch (name) {
      case 'c':
        this.#openCell(attributes);
        return;
      case 'v':
        if (this.#inCell) this.#collecting = 'value';
        return;
      case 'f':
        if (this.#inCell) this.#collecting = 'formula';
        return;
      case 't':
        if (this.#inCell) this.#collecting = 'inline';
        return;
      case 'rPh':
        this.#inReading = true;
        return;
      case 'row':
        this.#openRow(attributes);
        return;
      case 'col':
        this.#readColumns(attributes);
        return;
      case 'formula1':
      case 'formula2':
        this.#collect('list');
        return;
      default:
        if (headerParts.has(name)) this.#collect('header');
        else if (spoken[name] !== undefined) this.#tellSpoken(spoken[name], attributes);
    }
  }

  #collect(what: 'list' | 'header'): void {
    this.#collecting = what;
    this.#words = [];
  }

  #openRow(attributes: XmlAttributes): void {
    const row = Number(attributes.get('r'));
    this.#row = row > 0 ? row : this.#row + 1;
    this.#column = -1;
    this.#rowHidden = isTrue(attributes.get('hidden')) || attributes.get('ht') === '0';
  }

  #readColumns(attributes: XmlAttributes): void {
    if (!isTrue(attributes.get('hidden')) && attributes.get('width') !== '0') return;
    this.#columns.add(Number(attributes.get('min')) - 1, Number(attributes.get('max')) - 1);
  }

  #openCell(attributes: XmlAttributes): void {
    const reference = attributes.get('r');
    this.#column = (reference === undefined ? undefined : columnOf(reference)) ?? this.#column + 1;
    this.#type = attributes.get('t') ?? 'n';
    this.#style = Number(attributes.get('s') ?? 0);
    this.#value = [];
    this.#formula = [];
    this.#inCell = true;
  }

  close(name: string): void {
    switch (name) {
      case 'c':
        this.#inCell = false;
        this.#tellCell();
        return;
      case 'v':
      case 'f':
      case 't':
        this.#collecting = undefined;
        return;
      case 'rPh':
        this.#inReading = false;
        return;
      default:
        if (this.#collecting === 'header' || this.#collecting === 'list') this.#closeWords(name);
    }
  }

  text(text: string): void {
    switch (this.#collecting) {
      case 'value':
        this.#value.push(text);
        return;
      case 'inline':
        if (!this.#inReading) this.#value.push(text);
        return;
      case 'formula':
        this.#formula.push(text);
        return;
      case 'header':
      case 'list':
        this.#words.push(text);
        return;
      case undefined:
    }
  }

  #tellCell(): void {
    if (this.#formula.length > 0) this.#tellFormula(this.#formula.join(''));
    if (this.#value.length === 0) return;
    const value = this.#value.length === 1 ? (this.#value[0] ?? '') : this.#value.join('');
    const style = this.#context.styles.styleOf(this.#style);
    switch (this.#type) {
      case 's':
        this.#tell(this.#context.strings.use(Number(value)) ?? '', this.#hidden(style.hidden));
        return;
      case 'b':
        this.#tell(value === '1' ? 'TRUE' : 'FALSE', this.#hidden(style.hidden));
        return;
      case 'n':
        this.#tellNumber(value, style.format, style.hidden);
        return;
      default:
        this.#tell(value, this.#hidden(style.hidden));
    }
  }

  #tellNumber(value: string, format: string | number, look: Hidden | undefined): void {
    const number = Number(value);
    if (!Number.isFinite(number)) {
      this.#tell(value, this.#hidden(look));
      return;
    }
    if (format === 0 && value.length <= 11 && !value.includes('E')) {
      this.#tell(value, this.#hidden(look));
      return;
    }
    const { shown, isBlank, full } = showNumber(number, format, this.#context.date1904);
    this.#tell(shown, this.#hidden(isBlank ? 'hidden-text' : look));
    if (full !== undefined) this.#tell(full, this.#hidden('hidden-text'));
  }

  #hidden(look: Hidden | undefined): Hidden | undefined {
    if (this.#context.hidden !== undefined) return this.#context.hidden;
    if (this.#rowHidden) return 'hidden-row';
    if (this.#columns.has(this.#column)) return 'hidden-column';
    return look;
  }

  #tell(text: string, hidden: Hidden | undefined): void {
    if (text.trim() === '') return;
    const { extraction, sheet } = this.#context;
    const place = { kind: 'cell', sheet, cell: this.#reference() } as const;
    extraction.emit(hidden === undefined ? { text, place } : { text, place, hidden });
  }

  #reference(): string {
    return columnLetters(this.#column) + String(this.#row);
  }

  #tellFormula(text: string): void {
    if (this.#value.length > 0 && !tellingFormula.test(text)) return;
    const { extraction, sheet } = this.#context;
    const place = { kind: 'field', sheet, cell: this.#reference(), name: 'formula' } as const;
    extraction.emit({ text, place, hidden: 'hidden-text' });
  }

  #tellSpoken(names: readonly string[], attributes: XmlAttributes): void {
    const { extraction, sheet } = this.#context;
    for (const name of names) {
      const text = attributes.get(name)?.trim() ?? '';
      if (text === '') continue;
      const cell = attributes.get('ref') ?? attributes.get('sqref');
      const place = { kind: 'attribute', sheet, name, ...(cell === undefined ? {} : { cell }) } as const;
      extraction.emit({ text, place, hidden: this.#context.hidden ?? 'property' });
    }
  }

  #closeWords(name: string): void {
    const { extraction, sheet, hidden } = this.#context;
    const words = this.#words.join('');
    this.#words = [];
    const isList = this.#collecting === 'list';
    this.#collecting = undefined;
    const text = isList ? words : plainHeaderText(words);
    if (text === '' || (isList && !words.includes('"'))) return;
    const kind = isList ? 'attribute' : name.endsWith('Header') ? 'header' : 'footer';
    const reason = hidden ?? (isList ? 'property' : undefined);
    extraction.emit({
      text,
      place: { kind, sheet, name },
      ...(reason === undefined ? {} : { hidden: reason }),
    });
  }
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true' || value === 'on';
}
