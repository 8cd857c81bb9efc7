import { PartRefused } from '../../document/extraction.ts';
import { OfficePackage } from '../../office/office-package.ts';
import type { PictureLoader } from '../flow/lay-out-paragraph.ts';
import { loadPictures } from '../load-pictures.ts';
import { readForDrawing } from '../part-reading.ts';
import { child, down, findBelow, numberAt, readPartTree } from '../part-tree.ts';
import type { XmlNode } from '../part-tree.ts';
import type { RenderOutput } from '../render-output.ts';
import type { RenderInput } from '../render-task.ts';
import { SlidePainter } from './slide-painter.ts';
import type { SlideBase } from './slide-painter.ts';
import { slideSpace } from './slide-shapes.ts';
import { emus } from './slide-text.ts';
import { SlideTheme } from './slide-theme.ts';

/**
 * Draws the slides of a presentation (ECMA-376): text, pictures, plain shapes and tables at their places, over those of layout
 * and master. Charts, diagrams, effects and animations are not drawn.
 * @throws PartRefused `damaged`
 */
export async function drawSlides({ source, bytes, output, limits }: RenderInput): Promise<void> {
  const pack = new OfficePackage(readForDrawing({ source, bytes, output, limits }));
  const [related] = await pack.targets('', 'officeDocument');
  const main = related !== undefined && pack.has(related) ? related : 'ppt/presentation.xml';
  const presentation = child(await readPartTree(pack, main), 'p:presentation');
  if (presentation === undefined) throw new PartRefused({ reason: 'damaged' });
  output.gap({ reason: 'simple-layout' });
  const size = child(presentation, 'p:sldSz');
  const show = new SlideShow(pack, {
    output,
    loadPicture: loadPictures(output, limits),
    width: (numberAt(size, 'cx') ?? 9_144_000) / emus,
    height: (numberAt(size, 'cy') ?? 6_858_000) / emus,
  });
  for (const one of child(presentation, 'p:sldIdLst')?.children ?? []) {
    const name = await pack.target(main, one.attributes.get('r:id'));
    if (name !== undefined) await show.draw(name);
  }
}

class SlideShow {
  readonly #pack: OfficePackage;
  readonly #input: { output: RenderOutput; loadPicture: PictureLoader; width: number; height: number };
  /** Parts many slides share. */
  readonly #trees = new Map<string, Promise<XmlNode | undefined>>();

  constructor(
    pack: OfficePackage,
    input: { output: RenderOutput; loadPicture: PictureLoader; width: number; height: number },
  ) {
    this.#pack = pack;
    this.#input = input;
  }

  async #tree(name: string | undefined): Promise<XmlNode | undefined> {
    if (name === undefined) return undefined;
    const known = this.#trees.get(name) ?? readPartTree(this.#pack, name);
    this.#trees.set(name, known);
    return known;
  }

  async draw(name: string): Promise<void> {
    const { output, loadPicture, width, height } = this.#input;
    const slide = child(await readPartTree(this.#pack, name), 'p:sld');
    if (slide?.attributes.get('show') === '0') {
      output.gap({ reason: 'hidden-not-shown' });
      return;
    }
    const { canvas, scale } = output.newPage(width, height);
    if (slide === undefined) output.gap({ reason: 'page-not-drawn', page: output.pages + 1 });
    else {
      const context = canvas.getContext('2d');
      context.scale(scale, scale);
      const [layoutName] = await this.#pack.targets(name, 'slideLayout');
      const [masterName] =
        layoutName === undefined ? [] : await this.#pack.targets(layoutName, 'slideMaster');
      const layout = child(await this.#tree(layoutName), 'p:sldLayout');
      const master = child(await this.#tree(masterName), 'p:sldMaster');
      const base = await this.#base({ layout, master, masterName });
      const ground = [slide, layout, master]
        .map(
          (one) =>
            base.theme.fill(down(one, 'p:cSld', 'p:bg', 'p:bgPr')) ??
            base.theme.colour(down(one, 'p:cSld', 'p:bg', 'p:bgRef')),
        )
        .find((found) => found !== undefined && found !== 'none');
      if (ground !== undefined) {
        context.fillStyle = ground;
        context.fillRect(0, 0, width, height);
      }
      const painter = new SlidePainter({ context, pack: this.#pack, base, output, loadPicture });
      if (layout?.attributes.get('showMasterSp') !== '0' && slide.attributes.get('showMasterSp') !== '0')
        await painter.draw(base.master, { part: masterName ?? '', isBase: true, space: slideSpace });
      if (slide.attributes.get('showMasterSp') !== '0')
        await painter.draw(base.layout, { part: layoutName ?? '', isBase: true, space: slideSpace });
      await painter.draw(down(slide, 'p:cSld', 'p:spTree'), { part: name, isBase: false, space: slideSpace });
      context.resetTransform();
      await this.#tellNotes(name);
    }
    output.put(canvas);
  }

  async #base(the: {
    layout: XmlNode | undefined;
    master: XmlNode | undefined;
    masterName: string | undefined;
  }): Promise<SlideBase> {
    const [themeName] = the.masterName === undefined ? [] : await this.#pack.targets(the.masterName, 'theme');
    return {
      layout: down(the.layout, 'p:cSld', 'p:spTree'),
      master: down(the.master, 'p:cSld', 'p:spTree'),
      textStyles: child(the.master, 'p:txStyles'),
      theme: new SlideTheme(await this.#tree(themeName)),
    };
  }

  async #tellNotes(name: string): Promise<void> {
    for (const notes of await this.#pack.targets(name, 'notesSlide', 'comments')) {
      const tree = await readPartTree(this.#pack, notes);
      const text = tree === undefined ? undefined : (findBelow(tree, 'a:t') ?? findBelow(tree, 'p:text'));
      if (text !== undefined) this.#input.output.gap({ reason: 'comments-not-shown' });
    }
  }
}
