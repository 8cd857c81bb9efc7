import type { Segment } from '../document/place.ts';
import { sansFamily, serifFamily } from './fonts.ts';
import type { Content } from './gather-content.ts';
import { a4Setup, makeParagraph } from './flow/flow.ts';
import type { Block, Section, TextStyle } from './flow/flow.ts';

export const plainStyle: TextStyle = {
  size: 12,
  bold: false,
  italic: false,
  underline: false,
  strike: false,
  colour: '#000000',
  family: serifFamily,
  raise: 'none',
};

const headingStyle: TextStyle = { ...plainStyle, size: 15, bold: true, family: sansFamily };
const smallStyle: TextStyle = { ...plainStyle, size: 10, colour: '#444444', family: sansFamily };

const slideSetup = { ...a4Setup, width: 842, height: 595, top: 60, bottom: 50, left: 60, right: 60 };

/** The text of a document in its order, plainly set: what is shown where the layout cannot be had. */
export function* flowOfText(content: Content): Generator<Section> {
  if (content.segments.some(({ place }) => place.slide !== undefined)) {
    yield* flowOfSlides(content);
    return;
  }
  const margins = { header: marginOf(content, 'header'), footer: marginOf(content, 'footer') };
  yield { setup: a4Setup, ...margins, blocks: blocksOf(content) };
}

function* flowOfSlides({ segments }: Content): Generator<Section> {
  const slides = Map.groupBy(segments, ({ place }) => place.slide ?? 0);
  for (const [slide, own] of [...slides].toSorted(([left], [right]) => left - right)) {
    const head = makeParagraph([{ kind: 'text', text: slide === 0 ? '' : String(slide), style: smallStyle }]);
    yield {
      setup: slideSetup,
      header: [head],
      footer: [],
      blocks: own.flatMap((one) => [...paragraphsOf(one)]),
    };
  }
}

function marginOf({ segments }: Content, kind: 'header' | 'footer'): Block[] {
  const first = segments.find(({ place }) => place.kind === kind);
  if (first === undefined) return [];
  return [
    makeParagraph([{ kind: 'text', text: first.text.slice(0, 200), style: smallStyle }], { align: 'centre' }),
  ];
}

function* blocksOf({ segments, attachments }: Content): Generator<Block> {
  let line = '';
  for (const segment of segments) {
    if (segment.place.kind === 'header' || segment.place.kind === 'footer') continue;
    if (segment.place.line === undefined) {
      if (line !== '') yield* linesOf(line);
      line = '';
      yield* paragraphsOf(segment);
      continue;
    }
    // Plain text comes in blocks that may end within a line.
    const text = line + segment.text.slice(segment.overlap ?? 0);
    const end = text.lastIndexOf('\n');
    if (end >= 0) yield* linesOf(text.slice(0, end));
    line = text.slice(end + 1);
  }
  if (line !== '') yield* linesOf(line);
  for (const name of attachments)
    yield makeParagraph([{ kind: 'text', text: `附件 Attachment: ${name}`, style: smallStyle }], {
      before: 6,
    });
}

function* linesOf(text: string): Generator<Block> {
  for (const line of text.split(/\r\n|[\n\r\u2028\u2029]/)) yield makeParagraph([textOf(line, plainStyle)]);
}

function* paragraphsOf({ text, place, overlap }: Segment): Generator<Block> {
  const own = text.slice(overlap ?? 0);
  for (const line of own.split(/\r\n|[\n\r\v\f]/)) {
    if (place.kind === 'heading') yield makeParagraph([textOf(line, headingStyle)], { before: 8, after: 4 });
    else if (place.kind === 'field' && place.name !== undefined)
      yield makeParagraph([
        textOf(`${place.name}: `, { ...smallStyle, bold: true }),
        textOf(line, { ...plainStyle, family: sansFamily }),
      ]);
    else if (place.kind === 'footnote') yield makeParagraph([textOf(line, smallStyle)]);
    else yield makeParagraph([textOf(line, plainStyle)], { after: 3 });
  }
}

function textOf(text: string, style: TextStyle) {
  return { kind: 'text' as const, text: text.replaceAll('\t', '    '), style };
}
