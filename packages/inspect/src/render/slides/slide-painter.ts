import type { SKRSContext2D } from '@napi-rs/canvas';
import type { OfficePackage } from '../../office/office-package.ts';
import { layOutParagraph } from '../flow/lay-out-paragraph.ts';
import type { Item, PictureLoader } from '../flow/lay-out-paragraph.ts';
import { child, chosen, down, findBelow, numberAt } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';
import type { RenderOutput } from '../render-output.ts';
import { boxOf, groupSpace, matchPlaceholder, placeholderOf } from './slide-shapes.ts';
import type { ShapeBox, Space } from './slide-shapes.ts';
import { drawSlideTable } from './slide-table.ts';
import { emus, paragraphsOf } from './slide-text.ts';
import type { SlideTheme } from './slide-theme.ts';

const depthMax = 32;
const shapesMax = 20_000;

/** What a slide builds on. */
export interface SlideBase {
  layout: XmlNode | undefined;
  master: XmlNode | undefined;
  /** Looks of titles, bodies and all other text. */
  textStyles: XmlNode | undefined;
  theme: SlideTheme;
}

/** Draws the shapes of a slide, its layout or its master; points. */
export class SlidePainter {
  readonly #context: SKRSContext2D;
  readonly #pack: OfficePackage;
  readonly #base: SlideBase;
  readonly #output: RenderOutput;
  readonly #loadPicture: PictureLoader;
  #shapes = 0;

  constructor(input: {
    context: SKRSContext2D;
    pack: OfficePackage;
    base: SlideBase;
    output: RenderOutput;
    loadPicture: PictureLoader;
  }) {
    this.#context = input.context;
    this.#pack = input.pack;
    this.#base = input.base;
    this.#output = input.output;
    this.#loadPicture = input.loadPicture;
  }

  /** `part`: what relations are meant by; `isBase`: placeholders are not drawn, they only give places. */
  async draw(
    tree: XmlNode | undefined,
    { part, isBase, space, depth = 0 }: { part: string; isBase: boolean; space: Space; depth?: number },
  ): Promise<void> {
    if (depth > depthMax) return;
    for (const shape of (tree?.children ?? []).flatMap((one) => chosen(one))) {
      this.#shapes += 1;
      if (this.#shapes > shapesMax) return;
      if (isBase && placeholderOf(shape) !== undefined) continue;
      if (isUnseen(shape)) this.#output.gap({ reason: 'hidden-not-shown' });
      else if (shape.name === 'p:sp' || shape.name === 'p:cxnSp') await this.#shape(shape, { part, space });
      else if (shape.name === 'p:pic') await this.#picture(shape, { part, space });
      else if (shape.name === 'p:graphicFrame') await this.#frame(shape, { part, space });
      else if (shape.name === 'p:grpSp')
        await this.draw(shape, { part, isBase, space: groupSpace(shape, space), depth: depth + 1 });
    }
  }

  /** Its own place, else that of the placeholder it stands for. */
  #boxOf(shape: XmlNode, space: Space): ShapeBox | undefined {
    const own = boxOf(down(shape, 'p:spPr', 'a:xfrm') ?? child(shape, 'p:xfrm'), space);
    if (own !== undefined) return own;
    for (const base of this.#bases(shape)) {
      const box = boxOf(down(base, 'p:spPr', 'a:xfrm'), space);
      if (box !== undefined) return box;
    }
    return undefined;
  }

  #bases(shape: XmlNode): XmlNode[] {
    const placeholder = placeholderOf(shape);
    if (placeholder === undefined) return [];
    return [this.#base.layout, this.#base.master].flatMap(
      (tree) => matchPlaceholder(placeholder, tree) ?? [],
    );
  }

  async #shape(shape: XmlNode, { part, space }: { part: string; space: Space }): Promise<void> {
    const box = this.#boxOf(shape, space);
    if (box === undefined) {
      if (findBelow(shape, 'a:t') !== undefined)
        this.#output.gap({ reason: 'picture-not-drawn', page: this.#output.pages + 1 });
      return;
    }
    const properties = child(shape, 'p:spPr');
    const picture = await this.#load(down(properties, 'a:blipFill', 'a:blip'), part);
    const items = await this.#text(shape, box);
    this.#turned(box, () => {
      this.#outline(shape, { box, properties });
      if (picture !== undefined) this.#context.drawImage(picture, box.x, box.y, box.width, box.height);
      this.#drawItems(items, { shape, box });
    });
  }

  #turned(box: ShapeBox, draw: () => void): void {
    const context = this.#context;
    context.save();
    if (box.turn !== 0) {
      context.translate(box.x + box.width / 2, box.y + box.height / 2);
      context.rotate((box.turn * Math.PI) / 180);
      context.translate(-box.x - box.width / 2, -box.y - box.height / 2);
    }
    draw();
    context.restore();
  }

  #outline(shape: XmlNode, { box, properties }: { box: ShapeBox; properties: XmlNode | undefined }): void {
    const { theme } = this.#base;
    const context = this.#context;
    const style = child(shape, 'p:style');
    const fill = theme.fill(properties) ?? styled(style, 'a:fillRef', theme);
    const line = child(properties, 'a:ln');
    const stroke = theme.fill(line) ?? styled(style, 'a:lnRef', theme);
    const preset = child(properties, 'a:prstGeom')?.attributes.get('prst') ?? 'rect';
    tracePreset(context, preset, { box, transform: child(properties, 'a:xfrm') });
    const isLine = shape.name === 'p:cxnSp' || preset === 'line';
    if (fill !== undefined && fill !== 'none' && !isLine) {
      context.fillStyle = fill;
      context.fill();
    }
    if (stroke === undefined || stroke === 'none') return;
    context.strokeStyle = stroke;
    context.lineWidth = Math.min(60, Math.max(0.25, (numberAt(line, 'w') ?? 9525) / emus));
    context.stroke();
  }

  async #text(shape: XmlNode, box: ShapeBox): Promise<Item[]> {
    const body = child(shape, 'p:txBody');
    if (body === undefined || findBelow(body, 'a:t') === undefined) return [];
    const { left, right } = this.#insets(shape);
    const bases = this.#bases(shape);
    const type = placeholderOf(shape)?.type;
    const general =
      type === undefined ? 'p:otherStyle' : /title/i.test(type) ? 'p:titleStyle' : 'p:bodyStyle';
    const paragraphs = paragraphsOf(body, {
      theme: this.#base.theme,
      lists: [
        child(this.#base.textStyles, general),
        ...bases.toReversed().map((base) => down(base, 'p:txBody', 'a:lstStyle')),
        child(body, 'a:lstStyle'),
      ],
      fontScale: (numberAt(down(body, 'a:bodyPr', 'a:normAutofit'), 'fontScale') ?? 100_000) / 100_000,
      colour: styled(child(shape, 'p:style'), 'a:fontRef', this.#base.theme) ?? '#000000',
    });
    const items: Item[] = [];
    const width = Math.max(20, box.width - left - right);
    for (const paragraph of paragraphs)
      items.push(...(await layOutParagraph(paragraph, { width, loadPicture: this.#loadPicture })));
    return items;
  }

  #insets(shape: XmlNode): { left: number; right: number; top: number; bottom: number } {
    const properties = [shape, ...this.#bases(shape)].map((one) => down(one, 'p:txBody', 'a:bodyPr'));
    const inset = (name: string, otherwise: number): number => {
      const found = properties.find((one) => one?.attributes.has(name) === true);
      return Math.min(200, Math.max(0, (numberAt(found, name) ?? otherwise) / emus));
    };
    return {
      left: inset('lIns', 91_440),
      right: inset('rIns', 91_440),
      top: inset('tIns', 45_720),
      bottom: inset('bIns', 45_720),
    };
  }

  #drawItems(items: readonly Item[], { shape, box }: { shape: XmlNode; box: ShapeBox }): void {
    if (items.length === 0) return;
    const { left, top, bottom } = this.#insets(shape);
    const height = items.reduce((sum, item, at) => sum + item.height + (at > 0 ? item.before : 0), 0);
    const anchor = [shape, ...this.#bases(shape)]
      .map((one) => down(one, 'p:txBody', 'a:bodyPr')?.attributes.get('anchor'))
      .find((found) => found !== undefined);
    const spare = Math.max(0, box.height - top - bottom - height);
    let y = box.y + top + (anchor === 'ctr' ? spare / 2 : anchor === 'b' ? spare : 0);
    for (const [at, item] of items.entries()) {
      if (at > 0) y += item.before;
      item.draw(this.#context, { x: box.x + left, y, page: this.#output.pages + 1 });
      y += item.height;
    }
  }

  async #picture(shape: XmlNode, { part, space }: { part: string; space: Space }): Promise<void> {
    const box = this.#boxOf(shape, space);
    const picture = await this.#load(down(shape, 'p:blipFill', 'a:blip'), part);
    if (box === undefined || picture === undefined) return;
    const crop = down(shape, 'p:blipFill', 'a:srcRect');
    const share = (name: string): number =>
      Math.min(0.95, Math.max(0, (numberAt(crop, name) ?? 0) / 100_000));
    const [l, t, r, b] = [share('l'), share('t'), share('r'), share('b')];
    this.#turned(box, () =>
      this.#context.drawImage(
        picture,
        l * picture.width,
        t * picture.height,
        Math.max(1, (1 - l - r) * picture.width),
        Math.max(1, (1 - t - b) * picture.height),
        box.x,
        box.y,
        box.width,
        box.height,
      ),
    );
  }

  async #load(blip: XmlNode | undefined, part: string) {
    if (blip === undefined) return undefined;
    const target = await this.#pack.target(part, blip.attributes.get('r:embed'));
    const bytes = target === undefined ? undefined : this.#pack.bytes(target);
    if (bytes !== undefined) return this.#loadPicture(bytes);
    this.#output.gap({ reason: 'picture-not-drawn', page: this.#output.pages + 1 });
    return undefined;
  }

  async #frame(shape: XmlNode, { part, space }: { part: string; space: Space }): Promise<void> {
    const table = findBelow(shape, 'a:tbl');
    const box = this.#boxOf(shape, space);
    if (table !== undefined && box !== undefined) {
      await drawSlideTable(this.#context, table, {
        box,
        theme: this.#base.theme,
        list: child(this.#base.textStyles, 'p:otherStyle'),
        loadPicture: this.#loadPicture,
        page: this.#output.pages + 1,
      });
      return;
    }
    // An embedded object mostly brings a picture of itself.
    const blip = findBelow(shape, 'p:pic');
    if (blip !== undefined) await this.#picture(blip, { part, space });
    else this.#output.gap({ reason: 'chart-not-drawn', page: this.#output.pages + 1 });
  }
}

function isUnseen(shape: XmlNode): boolean {
  return shape.children.some((one) =>
    ['1', 'true'].includes(child(one, 'p:cNvPr')?.attributes.get('hidden') ?? ''),
  );
}

function styled(style: XmlNode | undefined, name: string, theme: SlideTheme): string | undefined {
  const reference = child(style, name);
  return reference?.attributes.get('idx') === '0' ? undefined : theme.colour(reference);
}

/** Common outlines; all others by their box. */
function tracePreset(
  context: SKRSContext2D,
  preset: string,
  { box, transform }: { box: ShapeBox; transform: XmlNode | undefined },
): void {
  const { x, y, width, height } = box;
  context.beginPath();
  if (preset === 'ellipse')
    context.ellipse(x + width / 2, y + height / 2, width / 2, height / 2, 0, 0, 2 * Math.PI);
  else if (preset === 'roundRect') context.roundRect(x, y, width, height, Math.min(width, height) / 6);
  else if (preset === 'line' || /Connector/.test(preset)) {
    const isFlipped =
      (transform?.attributes.get('flipV') === '1') !== (transform?.attributes.get('flipH') === '1');
    context.moveTo(x, isFlipped ? y + height : y);
    context.lineTo(x + width, isFlipped ? y : y + height);
  } else context.rect(x, y, width, height);
}
