import { PartRefused } from '../../document/extraction.ts';
import { OfficePackage } from '../../office/office-package.ts';
import { drawFlow } from '../flow/draw-flow.ts';
import { a4Setup, makeParagraph } from '../flow/flow.ts';
import type { Block, PageSetup, Section } from '../flow/flow.ts';
import { sansFamily } from '../fonts.ts';
import { plainStyle } from '../flow-of-text.ts';
import { loadPictures } from '../load-pictures.ts';
import { readForDrawing } from '../part-reading.ts';
import { child, numberAt, readPartTree } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';
import type { RenderInput } from '../render-task.ts';
import { WordNumbering } from './word-numbering.ts';
import { sectionIn, WordStory } from './word-story.ts';
import { twips, WordStyles } from './word-styles.ts';

/**
 * Lays out a Word document (ECMA-376) on pages: sections with their paper, headers and footers; paragraphs, lists, tables and
 * pictures; notes at the end. Positions of floating things are not kept.
 * @throws PartRefused `damaged`
 */
export async function drawWord({ source, bytes, output, limits }: RenderInput): Promise<void> {
  const pack = new OfficePackage(readForDrawing({ source, bytes, output, limits }));
  const [related] = await pack.targets('', 'officeDocument');
  const main = related !== undefined && pack.has(related) ? related : 'word/document.xml';
  const root = await readPartTree(pack, main);
  const body = child(child(root, 'w:document'), 'w:body');
  if (body === undefined) throw new PartRefused({ reason: 'damaged' });
  output.gap({ reason: 'simple-layout' });
  if (pack.names.some((name) => /^word\/comments\d*\.xml$/i.test(name)))
    output.gap({ reason: 'comments-not-shown' });
  const word = await WordDocument.open(pack, { main, output });
  const loadPicture = loadPictures(output, limits);
  for (const part of splitSections(body)) {
    const section = await word.section(part);
    await drawFlow([section], { output, loadPicture });
  }
  const notes = await word.notes();
  if (notes !== undefined) await drawFlow([notes], { output, loadPicture });
}

interface BodySection {
  nodes: XmlNode[];
  properties: XmlNode | undefined;
}

/** A section ends with the paragraph that holds its properties; the last one's stand at the end of the body. */
function splitSections(body: XmlNode): BodySection[] {
  const sections: BodySection[] = [];
  let nodes: XmlNode[] = [];
  for (const node of body.children) {
    if (node.name === 'w:sectPr') continue;
    nodes.push(node);
    const properties = node.name === 'w:p' ? sectionIn(node) : undefined;
    if (properties === undefined) continue;
    sections.push({ nodes, properties });
    nodes = [];
  }
  if (nodes.length > 0 || sections.length === 0)
    sections.push({ nodes, properties: child(body, 'w:sectPr') });
  return joinContinuous(sections, child(body, 'w:sectPr'));
}

/** A section that begins on the page of the one before is put to it: how it divides the page is not kept. */
function joinContinuous(sections: readonly BodySection[], last: XmlNode | undefined): BodySection[] {
  const joined: BodySection[] = [];
  for (const section of sections) {
    const properties = section.properties ?? last;
    const isContinuous = child(properties, 'w:type')?.attributes.get('w:val') === 'continuous';
    const before = joined.at(-1);
    if (isContinuous && before !== undefined) before.nodes.push(...section.nodes);
    else joined.push({ nodes: [...section.nodes], properties });
  }
  return joined;
}

class WordDocument {
  readonly #pack: OfficePackage;
  readonly #main: string;
  readonly #styles: WordStyles;
  readonly #numbering: WordNumbering;
  readonly #story: WordStory;
  readonly #input: Pick<RenderInput, 'output'>;
  #margins: { header: Block[]; footer: Block[] } = { header: [], footer: [] };

  static async open(
    pack: OfficePackage,
    input: { main: string } & Pick<RenderInput, 'output'>,
  ): Promise<WordDocument> {
    const [styles] = await pack.targets(input.main, 'styles');
    const [numbering] = await pack.targets(input.main, 'numbering');
    return new WordDocument(pack, {
      ...input,
      styles: new WordStyles(styles === undefined ? undefined : await readPartTree(pack, styles)),
      numbering: new WordNumbering(numbering === undefined ? undefined : await readPartTree(pack, numbering)),
    });
  }

  private constructor(
    pack: OfficePackage,
    input: { main: string; styles: WordStyles; numbering: WordNumbering } & Pick<RenderInput, 'output'>,
  ) {
    this.#pack = pack;
    this.#main = input.main;
    this.#styles = input.styles;
    this.#numbering = input.numbering;
    this.#input = input;
    this.#story = this.#storyOf(input.main);
  }

  #storyOf(part: string): WordStory {
    return new WordStory({
      pack: this.#pack,
      part,
      styles: this.#styles,
      numbering: this.#numbering,
      output: this.#input.output,
    });
  }

  async section({ nodes, properties }: BodySection): Promise<Section> {
    const header = await this.#margin(properties, 'w:headerReference');
    const footer = await this.#margin(properties, 'w:footerReference');
    // A section without its own has those of the one before (17.10.5).
    this.#margins = { header: header ?? this.#margins.header, footer: footer ?? this.#margins.footer };
    const content: XmlNode = { name: '', attributes: new Map(), children: nodes, text: '' };
    return { setup: setupOf(properties), ...this.#margins, blocks: await this.#story.all(content) };
  }

  async #margin(properties: XmlNode | undefined, name: string): Promise<Block[] | undefined> {
    const references = properties?.children.filter((one) => one.name === name) ?? [];
    const chosen = references.find((one) => one.attributes.get('w:type') === 'default') ?? references[0];
    const part = await this.#pack.target(this.#main, chosen?.attributes.get('r:id'));
    const [root] = part === undefined ? [] : ((await readPartTree(this.#pack, part))?.children ?? []);
    return part === undefined || root === undefined ? undefined : this.#storyOf(part).all(root);
  }

  /** Footnotes and endnotes, on a page of their own: where they stood is told by their numbers. */
  async notes(): Promise<Section | undefined> {
    if (this.#story.notes.length === 0) return undefined;
    const blocks: Block[] = [];
    for (const [at, note] of this.#story.notes.entries()) {
      const [kind = '', id] = note.split('/');
      const [part] = await this.#pack.targets(this.#main, kind);
      const root = part === undefined ? undefined : (await readPartTree(this.#pack, part))?.children[0];
      const node = root?.children.find((one) => one.attributes.get('w:id') === id);
      if (part === undefined || node === undefined) continue;
      const style = { ...plainStyle, size: 9, family: sansFamily };
      blocks.push(makeParagraph([{ kind: 'text', text: `[${at + 1}]`, style }], { before: 4 }));
      blocks.push(...(await this.#storyOf(part).all(node)));
    }
    return { setup: a4Setup, header: [], footer: [], blocks };
  }
}

const sidePointsMax = 2000;

function points(node: XmlNode | undefined, name: string, otherwise: number): number {
  const value = numberAt(node, name);
  return value === undefined ? otherwise : Math.min(sidePointsMax, Math.abs(value) / twips);
}

function setupOf(properties: XmlNode | undefined): PageSetup {
  const size = child(properties, 'w:pgSz');
  const margin = child(properties, 'w:pgMar');
  const width = Math.max(100, points(size, 'w:w', a4Setup.width));
  const height = Math.max(100, points(size, 'w:h', a4Setup.height));
  return {
    width,
    height,
    top: Math.min(height / 3, points(margin, 'w:top', 72)),
    bottom: Math.min(height / 3, points(margin, 'w:bottom', 72)),
    left: Math.min(width / 3, points(margin, 'w:left', 90)),
    right: Math.min(width / 3, points(margin, 'w:right', 90)),
    header: points(margin, 'w:header', 42),
    footer: points(margin, 'w:footer', 50),
  };
}
