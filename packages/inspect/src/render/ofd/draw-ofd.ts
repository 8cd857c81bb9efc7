import type { SKRSContext2D } from '@napi-rs/canvas';
import { PartRefused } from '../../document/extraction.ts';
import { readDer } from '../../pages/der-strings.ts';
import { readOfdAnnotations } from '../../pages/ofd-annotations.ts';
import { OfdPackage } from '../../pages/ofd-package.ts';
import { boxFrom } from '../../pages/ofd-page.ts';
import type { Box } from '../../pages/ofd-page.ts';
import { find, findAll } from '../../pages/ofd-tree.ts';
import type { OfdElement } from '../../pages/ofd-tree.ts';
import { isPicture } from '../../pictures/picture-header.ts';
import type { PictureLoader } from '../flow/lay-out-paragraph.ts';
import { loadPictures } from '../load-pictures.ts';
import { readForDrawing } from '../part-reading.ts';
import type { RenderOutput } from '../render-output.ts';
import type { RenderInput } from '../render-task.ts';
import { OfdPainter } from './ofd-painter.ts';
import { OfdResources } from './ofd-resources.ts';

const defaultPage: Box = { x: 0, y: 0, width: 210, height: 297 };
const pointsPerMillimetre = 72 / 25.4;

/** A seal to be shown on a page (GB/T 33190-2016, 18.2.3). */
interface Stamp {
  box: Box;
  picture: Uint8Array | undefined;
}

/**
 * Draws an OFD file (GB/T 33190-2016): text, paths, pictures, templates, annotations and the pictures of seals. The fonts
 * are ours; signatures are not verified here.
 * @throws PartRefused `damaged`
 */
export async function drawOfd({ source, bytes, output, limits }: RenderInput): Promise<void> {
  const parts = new OfdPackage(readForDrawing({ source, bytes, output, limits }));
  const entry = parts.tree('OFD.xml');
  if (entry === undefined) throw new PartRefused({ reason: 'damaged' });
  if (parts.unread.some((name) => /(?:^|\/)(?:Encryptions|decryptseed)\.(?:xml|dat)$/i.test(name)))
    output.gap({ reason: 'encrypted' });
  output.gap({ reason: 'fonts-substituted' });
  const loadPicture = loadPictures(output, limits);
  for (const body of findAll(entry, 'DocBody')) {
    const root = find(body, 'DocRoot')?.text ?? '';
    if (root.trim() === '') continue;
    const document = new OfdDocument(parts, { name: parts.resolve(root, 'OFD.xml'), output, loadPicture });
    document.readStamps(find(body, 'Signatures')?.text);
    await document.drawPages();
  }
}

class OfdDocument {
  readonly #parts: OfdPackage;
  readonly #name: string;
  readonly #output: RenderOutput;
  readonly #loadPicture: PictureLoader;
  readonly #resources: OfdResources;
  readonly #tree: OfdElement | undefined;
  readonly #templates = new Map<string, OfdElement | undefined>();
  readonly #stamps = new Map<string, Stamp[]>();
  #glyphsMissing = 0;

  constructor(
    parts: OfdPackage,
    { name, output, loadPicture }: { name: string; output: RenderOutput; loadPicture: PictureLoader },
  ) {
    this.#parts = parts;
    this.#name = name;
    this.#output = output;
    this.#loadPicture = loadPicture;
    this.#tree = parts.tree(name);
    this.#resources = new OfdResources(parts);
    for (const kind of ['PublicRes', 'DocumentRes'])
      for (const { text } of this.#all(kind)) this.#resources.add(parts.resolve(text, name));
    for (const template of this.#all('TemplatePage'))
      this.#templates.set(
        template.attributes.get('ID') ?? '',
        parts.tree(parts.resolve(template.attributes.get('BaseLoc') ?? '', name)),
      );
  }

  #all(name: string): OfdElement[] {
    return this.#tree === undefined ? [] : [...findAll(this.#tree, name)];
  }

  async drawPages(): Promise<void> {
    if (this.#tree === undefined) {
      this.#output.gap({ reason: 'damaged' });
      return;
    }
    this.#tellAttachments();
    const common = boxFrom(find(this.#tree, 'PhysicalBox')?.text) ?? defaultPage;
    const annotations = readOfdAnnotations(this.#parts, this.#all('Annotations'), this.#name);
    for (const page of find(this.#tree, 'Pages')?.children ?? []) {
      if (page.name !== 'Page') continue;
      const id = page.attributes.get('ID') ?? '';
      const name = this.#parts.resolve(page.attributes.get('BaseLoc') ?? '', this.#name);
      await this.#drawPage(name, {
        common,
        annotations: annotations.get(id) ?? [],
        stamps: this.#stamps.get(id) ?? [],
      });
    }
    if (this.#glyphsMissing > 0) this.#output.gap({ reason: 'glyphs-not-drawn', count: this.#glyphsMissing });
  }

  #tellAttachments(): void {
    let count = 0;
    for (const { text } of this.#all('Attachments')) {
      const list = this.#parts.tree(this.#parts.resolve(text, this.#name));
      if (list !== undefined) count += [...findAll(list, 'Attachment')].length;
    }
    if (count > 0) this.#output.gap({ reason: 'attachments-not-shown', count });
  }

  async #drawPage(
    name: string,
    {
      common,
      annotations,
      stamps,
    }: { common: Box; annotations: readonly OfdElement[]; stamps: readonly Stamp[] },
  ): Promise<void> {
    const tree = this.#parts.tree(name);
    const box = sound(boxFrom(tree === undefined ? undefined : find(tree, 'PhysicalBox')?.text) ?? common);
    const { canvas, scale } = this.#output.newPage(
      box.width * pointsPerMillimetre,
      box.height * pointsPerMillimetre,
    );
    if (tree === undefined) this.#output.gap({ reason: 'page-not-drawn', page: this.#output.pages + 1 });
    else {
      const resources = this.#resources.extended();
      for (const { text } of findAll(tree, 'PageRes')) resources.add(this.#parts.resolve(text, name));
      const context = canvas.getContext('2d');
      context.scale(scale * pointsPerMillimetre, scale * pointsPerMillimetre);
      context.translate(-box.x, -box.y);
      const painter = new OfdPainter({
        context,
        resources,
        parts: this.#parts,
        loadPicture: this.#loadPicture,
        output: this.#output,
      });
      const uses = [...findAll(tree, 'Template')];
      for (const use of uses.filter((one) => one.attributes.get('ZOrder') !== 'Foreground'))
        await this.#drawTemplate(painter, use);
      await painter.draw(tree);
      for (const use of uses.filter((one) => one.attributes.get('ZOrder') === 'Foreground'))
        await this.#drawTemplate(painter, use);
      for (const annotation of annotations) await drawAnnotation(context, { painter, annotation });
      for (const stamp of stamps) await this.#drawStamp(context, stamp);
      context.resetTransform();
      this.#glyphsMissing += painter.glyphsMissing;
    }
    this.#output.put(canvas);
  }

  async #drawTemplate(painter: OfdPainter, use: OfdElement): Promise<void> {
    const template = this.#templates.get(use.attributes.get('TemplateID') ?? '');
    if (template !== undefined) await painter.draw(template);
  }

  async #drawStamp(context: SKRSContext2D, { box, picture }: Stamp): Promise<void> {
    const image = picture === undefined ? undefined : await this.#loadPicture(picture);
    if (image === undefined) {
      this.#output.gap({ reason: 'picture-not-drawn', page: this.#output.pages + 1 });
      return;
    }
    // A seal is printed over the text, not on a sheet above it.
    context.save();
    context.globalCompositeOperation = 'multiply';
    context.drawImage(image, box.x, box.y, box.width, box.height);
    context.restore();
  }

  readStamps(location: string | undefined): void {
    if (location === undefined || location.trim() === '') return;
    const list = this.#parts.resolve(location, 'OFD.xml');
    const tree = this.#parts.tree(list);
    if (tree === undefined) return;
    for (const signature of findAll(tree, 'Signature')) {
      const name = this.#parts.resolve(signature.attributes.get('BaseLoc') ?? '', list);
      const content = this.#parts.tree(name);
      if (content === undefined) continue;
      const picture = this.#sealPicture(content, name);
      for (const stamp of findAll(content, 'StampAnnot')) {
        const box = boxFrom(stamp.attributes.get('Boundary'));
        const page = stamp.attributes.get('PageRef') ?? '';
        if (box !== undefined) this.#stamps.set(page, [...(this.#stamps.get(page) ?? []), { box, picture }]);
      }
    }
  }

  /** The picture stands in the seal, and in the value of the signature (GB/T 38540). */
  #sealPicture(content: OfdElement, name: string): Uint8Array | undefined {
    const seal = find(content, 'Seal');
    for (const file of [
      seal === undefined ? undefined : find(seal, 'BaseLoc')?.text,
      find(content, 'SignedValue')?.text,
    ]) {
      const bytes = file === undefined ? undefined : this.#parts.bytes(this.#parts.resolve(file, name));
      const picture =
        bytes === undefined ? undefined : readDer(bytes).octets.find((octet) => isPicture(octet));
      if (picture !== undefined) return picture;
    }
    return undefined;
  }
}

async function drawAnnotation(
  context: SKRSContext2D,
  { painter, annotation }: { painter: OfdPainter; annotation: OfdElement },
): Promise<void> {
  if (annotation.attributes.get('Visible') === 'false') return;
  for (const appearance of findAll(annotation, 'Appearance')) {
    const box = boxFrom(appearance.attributes.get('Boundary')) ?? { ...defaultPage, x: 0, y: 0 };
    context.save();
    context.translate(box.x, box.y);
    await painter.draw(appearance);
    context.restore();
  }
}

function sound(box: Box): Box {
  return box.width > 0 && box.height > 0 ? box : defaultPage;
}
