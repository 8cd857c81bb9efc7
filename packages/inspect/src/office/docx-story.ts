import type { Extraction } from '../document/extraction.ts';
import type { Hidden, Place, PlaceKind } from '../document/place.ts';
import type { XmlAttributes, XmlHandler } from '../markup/xml-scanner.ts';
import { type Look, hexColour, hiddenByLook } from './colours.ts';
import { type DocxStyles, layLook, readLook } from './docx-styles.ts';
import { Runs } from './runs.ts';

interface StoryKind {
  kind: PlaceKind;
  /** For what no page shows: comments, building blocks. */
  hidden?: Hidden | undefined;
}

interface Paragraph {
  runs: Runs;
  style: string | undefined;
  look: Look;
  instruction: string[];
  number: number;
}

interface Run {
  look: Look;
  style: string | undefined;
  /** Worked out when its first letter comes. */
  hidden: Hidden | undefined;
  isKnown: boolean;
}

interface Cell {
  fill: string | undefined;
  /** False where a style of the table may fill the cell with what is not known here. */
  isPlain: boolean;
}

/** Marks that stand for a sign. */
const signs: Readonly<Record<string, string>> = {
  'w:tab': '\t',
  'w:ptab': '\t',
  'w:br': '\n',
  'a:br': '\n',
  'w:cr': '\n',
  'w:noBreakHyphen': '-',
};
const texts: ReadonlySet<string> = new Set(['w:t', 'w:delText', 'a:t', 'm:t']);
const instructions: ReadonlySet<string> = new Set(['w:instrText', 'w:delInstrText']);
/** What a change of format keeps of before. */
const changes: ReadonlySet<string> = new Set(
  'w:rPrChange w:pPrChange w:tblPrChange w:tblPrExChange w:trPrChange w:tcPrChange w:sectPrChange'.split(' '),
);
/** What Word asks or offers in forms and controls; each says it in `w:val`. */
const spoken: ReadonlySet<string> = new Set([
  'w:alias',
  'w:tag',
  'w:default',
  'w:helpText',
  'w:statusText',
  'w:tblCaption',
  'w:tblDescription',
]);
const described = ['descr', 'title', 'alt', 'o:title'] as const;

/**
 * Reads one story of a Word document (ECMA-376 part 1, 17.2): its body, a header, the notes, the comments. Paragraphs
 * are told as wholes, what is hidden in them apart.
 */
export class DocxStory implements XmlHandler {
  readonly #extraction: Extraction;
  readonly #styles: DocxStyles;
  readonly #story: StoryKind;
  readonly #open: string[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #runs: Run[] = [];
  readonly #cells: Cell[] = [];
  readonly #tables: boolean[] = [];
  readonly #kinds: PlaceKind[] = [];
  #count = 0;
  #inText = 0;
  #inInstruction = 0;
  #inRuby = 0;
  #ruby: string[] = [];
  #changes = 0;
  #deletions = 0;
  #alternatives = 0;
  #fallbacks = 0;
  #offered = new Set<string>();
  #background = 'FFFFFF';

  constructor(the: { extraction: Extraction; styles: DocxStyles; story: StoryKind }) {
    this.#extraction = the.extraction;
    this.#styles = the.styles;
    this.#story = the.story;
  }

  open(name: string, attributes: XmlAttributes): void {
    const parent = this.#open.at(-1);
    this.#open.push(name);
    if (texts.has(name)) {
      this.#inText += 1;
      return;
    }
    if (changes.has(name)) {
      this.#changes += 1;
      return;
    }
    if (this.#changes > 0) return;
    switch (name) {
      case 'w:p':
      case 'a:p':
        this.#openParagraph();
        return;
      case 'w:r':
      case 'a:r':
        this.#runs.push({ look: {}, style: undefined, hidden: undefined, isKnown: false });
        return;
      case 'w:pStyle':
        this.#paragraph().style = attributes.get('w:val');
        return;
      case 'w:rStyle':
        if (parent === 'w:rPr') this.#styleRun(attributes.get('w:val'));
        return;
      case 'w:shd':
      case 'w:vanish':
      case 'w:specVanish':
      case 'w:color':
      case 'w:sz':
      case 'w:highlight':
        this.#readLook(name, attributes, parent);
        return;
      default:
        if (instructions.has(name)) this.#inInstruction += 1;
        else if (!this.#openStructure(name, attributes)) this.#openOther(name, attributes);
    }
  }

  #openStructure(name: string, attributes: XmlAttributes): boolean {
    switch (name) {
      case 'w:tbl':
        this.#tables.push(false);
        return true;
      case 'w:tblStyle':
        if (this.#tables.length > 0)
          this.#tables[this.#tables.length - 1] = this.#styles.fillsCells(attributes.get('w:val'));
        return true;
      case 'w:tc':
        this.#cells.push({ fill: undefined, isPlain: this.#tables.at(-1) !== true });
        return true;
      case 'w:txbxContent':
        this.#kinds.push('text-box');
        return true;
      case 'w:del':
      case 'w:moveFrom':
        this.#deletions += 1;
        return true;
      case 'mc:AlternateContent':
        this.#alternatives += 1;
        return true;
      case 'mc:Fallback':
        this.#fallbacks += 1;
        this.#openParagraph();
        return true;
      case 'w:rt':
        this.#inRuby += 1;
        return true;
      default:
        return false;
    }
  }

  #openOther(name: string, attributes: XmlAttributes): void {
    const sign = signs[name];
    if (sign !== undefined) {
      if (this.#runs.length > 0) this.#add(sign);
      return;
    }
    switch (name) {
      case 'w:background':
        this.#background = hexColour(attributes.get('w:color')) ?? this.#background;
        return;
      case 'w:fldChar':
        if (attributes.get('w:fldCharType') !== 'begin') this.#tellInstruction(this.#paragraphs.at(-1));
        return;
      case 'w:fldSimple':
        this.#tellField(attributes.get('w:instr') ?? '');
        return;
      case 'w:sym':
        this.#addSymbol(attributes.get('w:char'));
        return;
      case 'v:textpath':
        this.#tell(attributes.get('string') ?? '', { kind: 'text-box' });
        return;
      case 'w:listEntry':
      case 'w:listItem':
        this.#tellAttribute('list', attributes.get('w:displayText') ?? attributes.get('w:val'));
        return;
      case 'w:comment':
        this.#tellAttribute('author', attributes.get('w:author'), 'comment');
        return;
      case 'w:bookmarkStart':
        this.#tellBookmark(attributes.get('w:name') ?? '');
        return;
      default:
        this.#describe(name, attributes);
    }
  }

  #describe(name: string, attributes: XmlAttributes): void {
    if (spoken.has(name)) {
      this.#tellAttribute(name.slice(2), attributes.get('w:val'));
      return;
    }
    if (name.startsWith('w:')) return;
    for (const key of described) this.#tellAttribute(key, attributes.get(key));
  }

  close(name: string): void {
    this.#open.pop();
    if (texts.has(name)) {
      this.#inText -= 1;
      return;
    }
    if (this.#changes > 0) {
      if (changes.has(name)) this.#changes -= 1;
      return;
    }
    if (instructions.has(name)) {
      this.#inInstruction -= 1;
      return;
    }
    switch (name) {
      case 'w:p':
      case 'a:p':
        this.#closeParagraph(this.#paragraphs.pop());
        return;
      case 'w:r':
      case 'a:r':
        this.#runs.pop();
        return;
      default:
        this.#closeStructure(name);
    }
  }

  #closeStructure(name: string): void {
    switch (name) {
      case 'w:tbl':
        this.#tables.pop();
        return;
      case 'w:tc':
        this.#cells.pop();
        return;
      case 'w:txbxContent':
        this.#kinds.pop();
        return;
      case 'w:del':
      case 'w:moveFrom':
        this.#deletions -= 1;
        return;
      case 'mc:Fallback':
        this.#closeParagraph(this.#paragraphs.pop());
        this.#fallbacks -= 1;
        return;
      case 'mc:AlternateContent':
        this.#alternatives -= 1;
        if (this.#alternatives === 0) this.#offered = new Set();
        return;
      case 'w:rt':
        this.#inRuby -= 1;
        return;
      case 'w:ruby':
        if (this.#ruby.length > 0) this.#add(` (${this.#ruby.join('')})`);
        this.#ruby = [];
        return;
      default:
    }
  }

  text(text: string): void {
    if (this.#inText > 0) {
      if (this.#inRuby > 0) this.#ruby.push(text);
      else this.#add(text);
    } else if (this.#inInstruction > 0) this.#paragraph().instruction.push(text);
  }

  #openParagraph(): void {
    if (this.#fallbacks === 0 && this.#kinds.length === 0) this.#count += 1;
    this.#paragraphs.push({
      runs: new Runs(),
      style: undefined,
      look: {},
      instruction: [],
      number: this.#count,
    });
  }

  #paragraph(): Paragraph {
    const last = this.#paragraphs.at(-1);
    if (last !== undefined) return last;
    this.#openParagraph();
    return this.#paragraph();
  }

  #closeParagraph(paragraph: Paragraph | undefined): void {
    if (paragraph === undefined) return;
    this.#tellInstruction(paragraph);
    const kind = this.#kindOf(paragraph);
    paragraph.runs.flush((text, hidden) => {
      this.#tell(text, { kind, paragraph: paragraph.number }, hidden);
    });
  }

  #kindOf(paragraph: Paragraph): PlaceKind {
    const kind = this.#kinds.at(-1) ?? this.#story.kind;
    if (kind !== 'body') return kind;
    if (this.#tables.length > 0) return 'table';
    return this.#styles.isHeading(paragraph.style) ? 'heading' : 'body';
  }

  #styleRun(style: string | undefined): void {
    const run = this.#runs.at(-1);
    if (run !== undefined) run.style = style;
  }

  #readLook(name: string, attributes: XmlAttributes, parent: string | undefined): void {
    if (parent === 'w:tcPr') {
      const cell = this.#cells.at(-1);
      const fill = hexColour(attributes.get('w:fill'));
      if (cell !== undefined && fill !== undefined) Object.assign(cell, { fill, isPlain: true });
      return;
    }
    if (parent === 'w:pPr') {
      readLook(this.#paragraph().look, name, attributes);
      return;
    }
    // The properties of a paragraph's mark say nothing of its letters.
    if (parent !== 'w:rPr' || this.#open.at(-3) === 'w:pPr') return;
    const run = this.#runs.at(-1);
    if (run !== undefined) readLook(run.look, name, attributes);
  }

  #add(text: string): void {
    this.#paragraph().runs.add(text, this.#hiddenNow());
    if (this.#alternatives > 0 && this.#fallbacks === 0) this.#offered.add(text);
  }

  #addSymbol(char: string | undefined): void {
    const code = Number.parseInt(char ?? '', 16);
    if (code > 0 && code <= 0xffff) this.#add(String.fromCodePoint(code));
  }

  #hiddenNow(): Hidden | undefined {
    if (this.#deletions > 0) return 'deleted-revision';
    const run = this.#runs.at(-1);
    if (run === undefined) return undefined;
    if (!run.isKnown) {
      run.hidden = this.#hiddenByLook(run);
      run.isKnown = true;
    }
    return run.hidden;
  }

  #hiddenByLook(run: Run): Hidden | undefined {
    const paragraph = this.#paragraph();
    const look = layLook(this.#styles.lookOf(paragraph.style, run.style), run.look);
    return hiddenByLook(look, look.fill ?? paragraph.look.fill ?? this.#backgroundNow());
  }

  /** Undefined within shapes and tables whose filling is not known. */
  #backgroundNow(): string | undefined {
    const cell = this.#cells.at(-1);
    if (cell?.fill !== undefined) return cell.fill;
    if (this.#kinds.length > 0 || cell?.isPlain === false) return undefined;
    return this.#background;
  }

  #tellInstruction(paragraph: Paragraph | undefined): void {
    if (paragraph === undefined || paragraph.instruction.length === 0) return;
    this.#tellField(paragraph.instruction.join(''));
    paragraph.instruction = [];
  }

  #tellField(instruction: string): void {
    const text = instruction.trim();
    if (text === '' || plainField.test(text)) return;
    this.#tell(text, { kind: 'field', name: text.split(/\s/, 1)[0] ?? '' }, 'hidden-text');
    if (loadingField.test(text)) this.#extraction.skip({ reason: 'external-content' });
  }

  #tellBookmark(name: string): void {
    if (!name.startsWith('_')) this.#tellAttribute('bookmark', name);
  }

  #tellAttribute(name: string, text: string | undefined, hidden: Hidden = 'property'): void {
    if (text !== undefined) this.#tell(text, { kind: 'attribute', name }, hidden);
  }

  #tell(text: string, place: Omit<Place, 'path'>, reason?: Hidden): void {
    if (text.trim() === '') return;
    let hidden = reason ?? this.#story.hidden;
    if (this.#fallbacks > 0) {
      // A fallback repeats its choice for older programs; what only it says is seen by nobody else.
      if (this.#offered.has(text)) return;
      hidden ??= 'hidden-text';
    } else if (this.#alternatives > 0) this.#offered.add(text);
    this.#extraction.emit({ text, place, ...(hidden === undefined ? {} : { hidden }) });
  }
}

/** Fields that say no more than their result does. */
const plainField =
  /^(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION|TOC|PAGEREF|REF|NOTEREF|SEQ|STYLEREF|=|FORMTEXT|FORMCHECKBOX|FORMDROPDOWN|SHAPE)\b[^"]*$/i;
/** Fields whose result is loaded from elsewhere. */
const loadingField = /^(?:INCLUDEPICTURE|INCLUDETEXT|IMPORT|DDEAUTO|DDE|LINK|RD|DATABASE)\b/i;
