import type { Extraction } from '../document/extraction.ts';
import type { Hidden, PlaceKind } from '../document/place.ts';
import { DocxStory } from './docx-story.ts';
import { DocxStyles } from './docx-styles.ts';
import { LooseText } from './loose-text.ts';
import { OfficePackage } from './office-package.ts';
import { readRest } from './package-rest.ts';
import { readProperties } from './properties.ts';

interface Story {
  relation: string;
  kind: PlaceKind;
  hidden?: Hidden;
}

/** The stories beside the body, in the order they are told. */
const stories: readonly Story[] = [
  { relation: 'header', kind: 'header' },
  { relation: 'footer', kind: 'footer' },
  { relation: 'footnotes', kind: 'footnote' },
  { relation: 'endnotes', kind: 'footnote' },
  { relation: 'comments', kind: 'comment', hidden: 'comment' },
  { relation: 'glossaryDocument', kind: 'body', hidden: 'hidden-text' },
];

/**
 * Reads a Word document of ECMA-376, transitional or strict: its stories, properties, drawings, and whatever else is
 * in the package.
 */
export async function extractDocx(extraction: Extraction): Promise<void> {
  const pack = new OfficePackage(extraction);
  const [related] = await pack.targets('', 'officeDocument');
  const main = related !== undefined && pack.has(related) ? related : 'word/document.xml';
  const styles = new DocxStyles();
  for (const name of await pack.targets(main, 'styles')) await pack.scan(name, styles);
  const body = new DocxStory({ extraction, styles, story: { kind: 'body' } });
  if (!(await pack.scan(main, body))) extraction.skip({ reason: 'damaged' });
  for (const { relation, ...story } of stories) {
    for (const name of await pack.targets(main, relation)) {
      if (!pack.isTaken(name)) await pack.scan(name, new DocxStory({ extraction, styles, story }));
    }
  }
  await readStrayStories(pack, styles);
  await readDrawings(pack, main);
  await readSettings(pack, main);
  await readProperties(pack);
  await readRest(pack);
}

/** Stories nothing refers to are still in the file. */
async function readStrayStories(pack: OfficePackage, styles: DocxStyles): Promise<void> {
  for (const name of pack.names) {
    const stray = /^word\/(header|footer|footnotes|endnotes|comments|document)\d*\.xml$/i.test(name);
    if (!stray || pack.isTaken(name)) continue;
    const story = { kind: 'body', hidden: 'hidden-text' } as const;
    await pack.scan(name, new DocxStory({ extraction: pack.extraction, styles, story }));
  }
}

async function readDrawings(pack: OfficePackage, main: string): Promise<void> {
  const { extraction } = pack;
  const emit = extraction.emit.bind(extraction);
  const seen = new Set<string>();
  for (const name of await pack.targets(main, 'diagramData', 'diagramDrawing', 'chart', 'chartEx')) {
    if (!pack.isTaken(name))
      await pack.scan(name, new LooseText({ emit, place: { kind: 'text-box' }, seen }));
  }
}

/** Document variables are said nowhere but here; level texts may hold words besides numbers. */
async function readSettings(pack: OfficePackage, main: string): Promise<void> {
  for (const name of await pack.targets(main, 'settings', 'numbering')) {
    await pack.scan(name, {
      open: (element, attributes) => {
        const text = attributes.get('w:val')?.trim() ?? '';
        if (element === 'w:docVar' && text !== '') {
          const variable = attributes.get('w:name') ?? '';
          pack.extraction.emit({ text, place: { kind: 'property', name: variable }, hidden: 'property' });
        } else if (element === 'w:lvlText' && /[\p{L}]{2}/u.test(text)) {
          pack.extraction.emit({ text, place: { kind: 'attribute', name: 'lvlText' }, hidden: 'property' });
        }
      },
      close: () => undefined,
      text: () => undefined,
    });
  }
}
