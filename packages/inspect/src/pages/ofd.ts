import { sourceOf } from '../document/byte-source.ts';
import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { isPicture } from '../pictures/picture-header.ts';
import { readDer } from './der-strings.ts';
import { readOfdAnnotations } from './ofd-annotations.ts';
import { OfdPackage } from './ofd-package.ts';
import { boxFrom, PageGatherer, placeKindOf } from './ofd-page.ts';
import type { Box, PageContent } from './ofd-page.ts';
import { find, findAll } from './ofd-tree.ts';
import type { OfdElement } from './ofd-tree.ts';
import { boxOf, isSameParagraph, readLines, regionIn } from './page-text.ts';
import type { Fragment } from './page-text.ts';

const defaultPage: Box = { x: 0, y: 0, width: 210, height: 297 };

/**
 * Reads an OFD file (GB/T 33190-2016): every document in the package with its metadata, outline, pages, templates,
 * annotations, custom tags, attachments, names in its signatures and seals, and pictures. Parts that nothing refers to
 * are read too and said to be hidden.
 * @throws PartRefused `damaged`, `encrypted`
 */
export async function extractOfd(extraction: Extraction): Promise<void> {
  const parts = new OfdPackage(extraction);
  const entry = parts.tree('OFD.xml');
  if (entry === undefined)
    throw new PartRefused({ reason: parts.has('OFD.xml') ? 'damaged' : 'unknown-kind' });
  if (parts.unread.some((name) => /(?:^|\/)(?:Encryptions|decryptseed)\.(?:xml|dat)$/i.test(name)))
    extraction.skip({ reason: 'encrypted' });
  const reader = new OfdReader(parts, extraction);
  for (const body of findAll(entry, 'DocBody')) await reader.readBody(body);
  await reader.readRest();
}

interface Resources {
  /** Files of pictures by id. */
  media: Map<string, string>;
  composites: Map<string, OfdElement>;
}

class OfdReader {
  readonly #parts: OfdPackage;
  readonly #extraction: Extraction;
  readonly #handedOn = new Set<string>();
  readonly #documents = new Set<string>();
  #page = 0;
  #paragraph = 0;
  #unmapped = 0;

  constructor(parts: OfdPackage, extraction: Extraction) {
    this.#parts = parts;
    this.#extraction = extraction;
  }

  async readBody(body: OfdElement): Promise<void> {
    const info = find(body, 'DocInfo');
    if (info !== undefined) this.#emitProperties(info);
    const roots = [find(body, 'DocRoot')?.text, ...versionsOf(body)];
    for (const location of roots) {
      if (location === undefined || location.trim() === '') continue;
      const name = this.#parts.resolve(location, 'OFD.xml');
      if (this.#documents.has(name)) continue;
      this.#documents.add(name);
      await this.#readDocument(name);
    }
    const signatures = find(body, 'Signatures')?.text ?? '';
    if (signatures.trim() !== '') this.#readSignatures(this.#parts.resolve(signatures, 'OFD.xml'));
  }

  /** Metadata: elements of the information, each by its own name, and free pairs. */
  #emitProperties(info: OfdElement): void {
    for (const child of info.children) {
      if (child.children.length > 0) this.#emitProperties(child);
      const text = child.text.trim();
      if (text === '') continue;
      const name = child.attributes.get('Name') ?? child.name;
      this.#extraction.emit({ text, place: { kind: 'property', name }, hidden: 'property' });
    }
  }

  async #readDocument(name: string): Promise<void> {
    const document = this.#parts.tree(name);
    if (document === undefined) {
      this.#extraction.skip({ reason: 'damaged' });
      return;
    }
    const resources = this.#readResources(document, name);
    this.#readPages(document, { name, resources });
    for (const title of findAll(document, 'OutlineElem')) {
      const text = title.attributes.get('Title')?.trim() ?? '';
      if (text !== '') this.#extraction.emit({ text, place: { kind: 'heading', name: 'outline' } });
    }
    for (const link of findAll(document, 'URI')) this.#emitLink(link);
    for (const kind of ['CustomTags', 'Extensions'] as const) this.#readTags(document, { name, kind });
    await this.#readAttachments(document, name);
    if (this.#unmapped > 0) this.#extraction.skip({ reason: 'unmapped-characters', count: this.#unmapped });
    this.#unmapped = 0;
  }

  #emitLink(link: OfdElement): void {
    const text = link.attributes.get('URI')?.trim() ?? '';
    if (text !== '') this.#extraction.emit({ text, place: { kind: 'attribute', name: 'url' } });
  }

  #readResources(document: OfdElement, name: string): Resources {
    const resources: Resources = { media: new Map(), composites: new Map() };
    for (const kind of ['PublicRes', 'DocumentRes'] as const) {
      for (const { text } of findAll(document, kind))
        this.#addResources(this.#parts.resolve(text, name), resources);
    }
    return resources;
  }

  #addResources(name: string, { media, composites }: Resources): void {
    const tree = this.#parts.tree(name);
    if (tree === undefined) return;
    const folder = find(tree, 'Res')?.attributes.get('BaseLoc') ?? '';
    for (const item of findAll(tree, 'MultiMedia')) {
      const file = find(item, 'MediaFile')?.text ?? '';
      const type = item.attributes.get('Type') ?? 'Image';
      const full = this.#parts.resolve(`${folder === '' ? '' : `${folder}/`}${file.trim()}`, name);
      const found = this.#parts.has(full) ? full : this.#parts.resolve(file, name);
      if (type === 'Image') media.set(item.attributes.get('ID') ?? '', found);
      else if (this.#parts.bytes(found) !== undefined) this.#extraction.skip({ reason: 'media-not-read' });
    }
    for (const item of findAll(tree, 'CompositeGraphicUnit'))
      composites.set(item.attributes.get('ID') ?? '', item);
  }

  #readPages(document: OfdElement, { name, resources }: { name: string; resources: Resources }): void {
    const { pagesMax } = this.#extraction.limits;
    const templates = new Map<string, OfdElement | undefined>();
    for (const template of findAll(document, 'TemplatePage')) {
      const location = template.attributes.get('BaseLoc') ?? '';
      templates.set(
        template.attributes.get('ID') ?? '',
        this.#parts.tree(this.#parts.resolve(location, name)),
      );
    }
    const annotations = readOfdAnnotations(this.#parts, findAll(document, 'Annotations'), name);
    const pages = find(document, 'Pages');
    const common = boxFrom(find(document, 'PhysicalBox')?.text) ?? defaultPage;
    for (const page of pages?.children ?? []) {
      if (page.name !== 'Page') continue;
      if (this.#page >= pagesMax) {
        this.#extraction.skip({ reason: 'too-many-pages', limit: pagesMax });
        return;
      }
      this.#page += 1;
      const location = this.#parts.resolve(page.attributes.get('BaseLoc') ?? '', name);
      const annots = annotations.get(page.attributes.get('ID') ?? '') ?? [];
      this.#readPage(location, { templates, resources, annots, common });
    }
  }

  #readPage(
    name: string,
    input: {
      templates: ReadonlyMap<string, OfdElement | undefined>;
      resources: Resources;
      annots: readonly OfdElement[];
      common: Box;
    },
  ): void {
    const tree = this.#parts.tree(name);
    if (tree === undefined) {
      this.#extraction.skip({ reason: 'damaged', page: this.#page });
      return;
    }
    const resources = {
      media: new Map(input.resources.media),
      composites: new Map(input.resources.composites),
    };
    for (const { text } of findAll(tree, 'PageRes'))
      this.#addResources(this.#parts.resolve(text, name), resources);
    const box = boxFrom(find(tree, 'PhysicalBox')?.text) ?? input.common;
    const gatherer = new PageGatherer(box, resources.composites);
    const whole = { origin: { x: 0, y: 0, width: 0, height: 0 }, hidden: false, isAnnotation: false };
    for (const annot of input.annots) this.#gatherAnnotation(annot, gatherer);
    for (const use of findAll(tree, 'Template')) {
      const template = input.templates.get(use.attributes.get('TemplateID') ?? '');
      if (template !== undefined) gatherer.gather(template, whole);
    }
    gatherer.gather(tree, whole);
    this.#emitPage(gatherer.content, { box, media: resources.media });
  }

  #gatherAnnotation(annot: OfdElement, gatherer: PageGatherer): void {
    const hidden = annot.attributes.get('Visible') === 'false';
    for (const appearance of findAll(annot, 'Appearance')) {
      const origin = boxFrom(appearance.attributes.get('Boundary')) ?? defaultPage;
      gatherer.gather(appearance, { origin, hidden, isAnnotation: true });
    }
    const place = {
      kind: 'annotation',
      name: annot.attributes.get('Type') ?? 'Annot',
      page: this.#page,
    } as const;
    for (const remark of annot.children) {
      const text = remark.text.trim();
      if (remark.name !== 'Appearance' && text !== '')
        this.#extraction.emit({ text, place, hidden: 'comment' });
    }
    for (const parameter of findAll(annot, 'Parameter')) {
      const text = parameter.text.trim();
      const name = parameter.attributes.get('Name') ?? 'Parameter';
      if (text !== '')
        this.#extraction.emit({
          text,
          place: { kind: 'property', name, page: this.#page },
          hidden: 'property',
        });
    }
    for (const link of findAll(annot, 'URI')) this.#emitLink(link);
  }

  #emitPage(content: PageContent, { box, media }: { box: Box; media: ReadonlyMap<string, string> }): void {
    let before: Fragment | undefined;
    for (const line of readLines(content.fragments)) {
      if (before === undefined || !isSameParagraph(before, line)) this.#paragraph += 1;
      before = line;
      const region = regionIn(box, boxOf(line));
      this.#extraction.emit({
        text: line.text.trim(),
        place: {
          kind: placeKindOf(line),
          page: this.#page,
          paragraph: this.#paragraph,
          ...(region === undefined ? {} : { region }),
        },
        ...(line.hidden === undefined ? {} : { hidden: line.hidden }),
      });
    }
    this.#unmapped += content.unmapped;
    const isPage = content.fragments.length === 0;
    for (const picture of content.pictures) {
      const name = media.get(picture.resource);
      if (name === undefined || this.#handedOn.has(name)) continue;
      const origin = { ...picture.box, x: picture.box.x - box.x, y: picture.box.y - box.y };
      const covers = isPage && picture.box.width * picture.box.height > 0.5 * box.width * box.height;
      this.#handOn(name, { isPage: covers, region: regionIn(box, origin) });
    }
    if (isPage && content.pictures.length === 0 && (content.isPainted || content.unmapped > 0))
      this.#extraction.skip({ reason: 'page-not-read', page: this.#page });
  }

  #handOn(name: string, { isPage, region }: { isPage: boolean; region: ReturnType<typeof regionIn> }): void {
    this.#handedOn.add(name);
    const bytes = this.#parts.bytes(name);
    if (bytes === undefined) {
      this.#extraction.skip({ reason: 'damaged', page: this.#page });
      return;
    }
    this.#extraction.picture({
      bytes,
      page: this.#page,
      ...(region === undefined ? {} : { region }),
      ...(isPage ? { isPage } : {}),
    });
  }

  /** Custom tags and extensions (GB/T 33190-2016, 16 and 17): their own files, whose texts no reader shows. */
  #readTags(document: OfdElement, { name, kind }: { name: string; kind: 'CustomTags' | 'Extensions' }): void {
    for (const { text } of findAll(document, kind)) {
      const list = this.#parts.resolve(text, name);
      const tree = this.#parts.tree(list);
      if (tree === undefined) continue;
      this.#emitTexts(tree, kind);
      for (const location of ['FileLoc', 'ExtendData'] as const) {
        for (const file of findAll(tree, location)) {
          const tags = this.#parts.resolve(file.text, list);
          if (this.#parts.hasRead(tags)) continue;
          const content = this.#parts.tree(tags);
          if (content !== undefined) this.#emitTexts(content, kind);
        }
      }
    }
  }

  /** All texts of a part that is not shown, each under the name of its element. */
  #emitTexts(element: OfdElement, from: string): void {
    for (const child of element.children) {
      const text = child.text.trim();
      if (text !== '' && !/^(?:FileLoc|SchemaLoc|ExtendData|ObjectRef)$/.test(child.name))
        this.#extraction.emit({
          text,
          place: { kind: 'property', name: `${from} ${child.name}` },
          hidden: 'property',
        });
      this.#emitTexts(child, from);
    }
  }

  async #readAttachments(document: OfdElement, name: string): Promise<void> {
    for (const { text } of findAll(document, 'Attachments')) {
      const list = this.#parts.resolve(text, name);
      const tree = this.#parts.tree(list);
      if (tree === undefined) continue;
      for (const attachment of findAll(tree, 'Attachment')) await this.#enterAttachment(attachment, list);
    }
  }

  async #enterAttachment(attachment: OfdElement, list: string): Promise<void> {
    const file = this.#parts.resolve(find(attachment, 'FileLoc')?.text ?? '', list);
    const bytes = this.#parts.bytes(file);
    if (bytes === undefined) {
      this.#extraction.skip({ reason: 'damaged' });
      return;
    }
    const name = attachment.attributes.get('Name') ?? '';
    await this.#extraction.enter({ name: nameWithEnding(name, file), source: sourceOf(bytes) });
  }

  /** Signatures and the seals in them (GB/T 33190-2016, 18; GB/T 38540): who signed, and what the seal says and shows. */
  #readSignatures(list: string): void {
    const tree = this.#parts.tree(list);
    if (tree === undefined) return;
    for (const signature of findAll(tree, 'Signature')) {
      const name = this.#parts.resolve(signature.attributes.get('BaseLoc') ?? '', list);
      const content = this.#parts.tree(name);
      if (content === undefined) continue;
      for (const provider of findAll(content, 'Provider')) {
        for (const text of provider.attributes.values()) this.#emitSignature(text);
      }
      for (const parameter of findAll(content, 'Parameter')) this.#emitSignature(parameter.text);
      const seal = find(content, 'Seal');
      const sealFile = seal === undefined ? undefined : find(seal, 'BaseLoc')?.text;
      const value = find(content, 'SignedValue')?.text;
      for (const file of [sealFile, value])
        if (file !== undefined) this.#readSeal(this.#parts.resolve(file, name));
    }
  }

  #emitSignature(value: string): void {
    const text = value.trim();
    if (text !== '')
      this.#extraction.emit({ text, place: { kind: 'property', name: 'signature' }, hidden: 'property' });
  }

  #readSeal(name: string): void {
    const bytes = this.#parts.bytes(name);
    if (bytes === undefined) return;
    const { strings, octets } = readDer(bytes);
    for (const text of new Set(strings)) this.#emitSignature(text);
    for (const octet of octets) if (isPicture(octet)) this.#extraction.picture({ bytes: octet });
  }

  /** Whatever the package holds besides: nothing in it is passed over. */
  async readRest(): Promise<void> {
    for (const name of this.#parts.unread) {
      const bytes = this.#parts.bytes(name);
      if (bytes === undefined || bytes.length === 0 || isFont(bytes)) continue;
      if (isPicture(bytes)) this.#extraction.picture({ bytes });
      else if (/\.xml$/i.test(name)) this.#readLooseXml(bytes, name);
      else if (!/(?:^|\/)signedvalue\.dat$/i.test(name))
        await this.#extraction.enter({ name, source: sourceOf(bytes), hidden: 'embedded' });
    }
  }

  #readLooseXml(bytes: Uint8Array, name: string): void {
    const tree = this.#parts.tree(name);
    if (tree === undefined || bytes.length === 0) return;
    this.#emitTexts(tree, name);
  }
}

function versionsOf(body: OfdElement): string[] {
  return [...findAll(body, 'Version')].flatMap((version) => version.attributes.get('BaseLoc') ?? []);
}

function nameWithEnding(name: string, file: string): string {
  const last = file.slice(file.lastIndexOf('/') + 1);
  if (name === '') return last;
  const ending = /\.\w{1,8}$/.exec(last)?.[0] ?? '';
  return /\.\w{1,8}$/.test(name) ? name : name + ending;
}

/** TrueType, OpenType, TrueType collections: they hold glyphs, not text. */
function isFont(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('latin1');
  return ['\0\u0001\0\0', 'OTTO', 'ttcf', 'true', 'wOFF', 'wOF2'].includes(head);
}
