import type { Extraction } from '../document/extraction.ts';
import type { Hidden } from '../document/place.ts';
import type { XmlHandler } from '../markup/xml-scanner.ts';
import { LooseText } from './loose-text.ts';
import { OfficePackage } from './office-package.ts';
import { enterPart, readRest } from './package-rest.ts';
import { tellPicture } from './pictures.ts';
import { PptxSlide, type SlideContext } from './pptx-slide.ts';
import { readProperties } from './properties.ts';

interface Show {
  slides: string[];
  size: { width: number; height: number } | undefined;
}

/** Reads a presentation of ECMA-376: slides in order with their notes and comments, then what all slides share. */
export async function extractPptx(extraction: Extraction): Promise<void> {
  const pack = new OfficePackage(extraction);
  const [related] = await pack.targets('', 'officeDocument');
  const main = related !== undefined && pack.has(related) ? related : 'ppt/presentation.xml';
  const show = await readShow(pack, main);
  const stray = pack.names.filter(
    (name) => /^ppt\/slides\/[^/]+\.xml$/i.test(name) && !show.slides.includes(name),
  );
  for (const [index, name] of show.slides.entries()) await readSlide(pack, name, { number: index + 1, show });
  // A slide nothing shows was taken out of the show and left in the file.
  for (const name of stray) await readSlide(pack, name, { number: undefined, show });
  for (const name of pack.names) {
    const shared = /^ppt\/(slideLayouts|slideMasters|notesMasters|handoutMasters)\/[^/]+\.xml$/i.test(name);
    if (shared)
      await pack.scan(name, new PptxSlide({ ...plainContext(extraction), skipsPlaceholders: true }));
  }
  for (const name of pack.names) {
    if (
      /^ppt\/comments\/[^/]+\.xml$|^ppt\/(?:commentAuthors|authors)\.xml$/i.test(name) &&
      !pack.isTaken(name)
    )
      await pack.scan(name, commentReader(extraction, undefined));
  }
  await readProperties(pack);
  await readRest(pack);
}

function plainContext(extraction: Extraction): SlideContext {
  return {
    extraction,
    kind: 'slide',
    slide: undefined,
    hidden: undefined,
    skipsPlaceholders: false,
    size: undefined,
    background: undefined,
  };
}

async function readShow(pack: OfficePackage, main: string): Promise<Show> {
  const ids: string[] = [];
  const show: Show = { slides: [], size: undefined };
  const found = await pack.scan(main, {
    open: (element, attributes) => {
      if (element === 'p:sldId') ids.push(attributes.get('r:id') ?? '');
      else if (element === 'p:sldSz')
        show.size = { width: Number(attributes.get('cx')), height: Number(attributes.get('cy')) };
    },
    close: () => undefined,
    text: () => undefined,
  });
  if (!found) pack.extraction.skip({ reason: 'damaged' });
  for (const id of ids) {
    const name = await pack.target(main, id);
    if (name !== undefined && pack.has(name)) show.slides.push(name);
  }
  return show;
}

async function readSlide(
  pack: OfficePackage,
  name: string,
  the: { number: number | undefined; show: Show },
): Promise<void> {
  const { extraction } = pack;
  if (pack.isTaken(name)) return;
  const look = await lookAhead(pack, name);
  const hidden: Hidden | undefined = the.number === undefined || !look.isShown ? 'hidden-slide' : undefined;
  const context: SlideContext = {
    ...plainContext(extraction),
    slide: the.number,
    hidden,
    size: the.show.size,
    background: look.background,
  };
  await pack.scan(name, new PptxSlide(context));
  for (const notes of await pack.targets(name, 'notesSlide'))
    await pack.scan(
      notes,
      new PptxSlide({ ...context, kind: 'notes', size: undefined, background: undefined }),
    );
  for (const comments of await pack.targets(name, 'comments'))
    await pack.scan(comments, commentReader(extraction, the.number));
  await readParts(pack, name, { slide: the.number, hidden });
}

const drawn = ['chart', 'chartEx', 'diagramData', 'diagramDrawing', 'chartUserShapes'];

async function readParts(
  pack: OfficePackage,
  name: string,
  { slide, hidden }: { slide: number | undefined; hidden: Hidden | undefined },
): Promise<void> {
  const emit = pack.extraction.emit.bind(pack.extraction);
  const place = { kind: 'text-box', ...(slide === undefined ? {} : { slide }) } as const;
  const seen = new Set<string>();
  for (const part of await pack.targets(name, ...drawn)) {
    if (!pack.isTaken(part)) await pack.scan(part, new LooseText({ emit, place, hidden, seen }));
  }
  for (const part of await pack.targets(name, 'image')) {
    if (pack.isTaken(part)) continue;
    const bytes = pack.bytes(part);
    if (bytes !== undefined && !tellPicture(pack.extraction, bytes, slide === undefined ? {} : { slide }))
      await enterBytesLater(pack, part);
  }
  for (const part of await pack.targets(name, 'oleObject', 'package')) await enterPart(pack, part);
}

/** A picture of a kind that is no picture here (SVG) is inspected as the file it is. */
async function enterBytesLater(pack: OfficePackage, part: string): Promise<void> {
  pack.untake(part);
  await enterPart(pack, part);
}

/** Whether a slide is shown, and what lies behind its text: not known where pictures or filled shapes may. */
async function lookAhead(
  pack: OfficePackage,
  name: string,
): Promise<{ isShown: boolean; background: string | undefined }> {
  const look: { isShown: boolean; background: string | undefined } = { isShown: true, background: 'FFFFFF' };
  const open: string[] = [];
  await pack.peek(name, {
    open: (element, attributes) => {
      if (element === 'p:sld' && ['0', 'false', 'off'].includes(attributes.get('show') ?? ''))
        look.isShown = false;
      if (element === 'p:pic' || element === 'p:bg') look.background = undefined;
      if (/^a:(?:solid|grad|blip|patt)Fill$/.test(element) && open.at(-1) === 'p:spPr')
        look.background = undefined;
      open.push(element);
    },
    close: () => void open.pop(),
    text: () => undefined,
  });
  if (look.background !== undefined && (await sharesBackground(pack, name))) look.background = undefined;
  return look;
}

/** A layout or master with a background or pictures of its own. */
async function sharesBackground(pack: OfficePackage, slide: string): Promise<boolean> {
  const [layout] = await pack.targets(slide, 'slideLayout');
  const [master] = layout === undefined ? [] : await pack.targets(layout, 'slideMaster');
  for (const name of [layout, master]) {
    if (name !== undefined && (await isColoured(pack, name))) return true;
  }
  return false;
}

async function isColoured(pack: OfficePackage, name: string): Promise<boolean> {
  const known = coloured.get(pack)?.get(name);
  if (known !== undefined) return known;
  let inBackground = 0;
  let isPlain = true;
  await pack.peek(name, {
    open: (element, attributes) => {
      if (element === 'p:bg') inBackground += 1;
      else if (element === 'p:pic' || /^a:(?:grad|blip|patt)Fill$/.test(element)) isPlain = false;
      else if (inBackground > 0 && element === 'a:schemeClr' && attributes.get('val') !== 'bg1')
        isPlain = false;
      else if (inBackground > 0 && element === 'a:srgbClr' && attributes.get('val') !== 'FFFFFF')
        isPlain = false;
    },
    close: (element) => void (element === 'p:bg' && (inBackground -= 1)),
    text: () => undefined,
  });
  const answers = coloured.get(pack) ?? new Map<string, boolean>();
  answers.set(name, !isPlain);
  coloured.set(pack, answers);
  return !isPlain;
}

const coloured = new WeakMap<OfficePackage, Map<string, boolean>>();

/** Comments of both kinds: old ones have their text in `p:text`, threads in paragraphs. */
function commentReader(extraction: Extraction, slide: number | undefined): XmlHandler {
  let inText = 0;
  let parts: string[] = [];
  const flush = (): void => {
    const text = parts.join('').trim();
    parts = [];
    if (text === '') return;
    const place = { kind: 'comment', ...(slide === undefined ? {} : { slide }) } as const;
    extraction.emit({ text, place, hidden: 'comment' });
  };
  return {
    open: (element, attributes) => {
      if (element === 'p:text' || element === 'a:t') inText += 1;
      const author = /(?:^|:)(?:cmAuthor|author)$/.test(element) ? attributes.get('name') : undefined;
      if (author !== undefined && author !== '')
        extraction.emit({ text: author, place: { kind: 'attribute', name: 'author' }, hidden: 'comment' });
    },
    text: (text) => void (inText > 0 && parts.push(text)),
    close: (element) => {
      if (element === 'p:text' || element === 'a:t') inText -= 1;
      if (element === 'p:text' || element === 'a:p') flush();
    },
  };
}
