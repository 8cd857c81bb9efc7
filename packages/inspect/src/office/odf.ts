import { sourceOf } from '../document/byte-source.ts';
import type { Extraction, Extractor } from '../document/extraction.ts';
import type { Hidden } from '../document/place.ts';
import { xmlEncodingOf } from '../markup/xml-encoding.ts';
import { type XmlAttributes, type XmlHandler, XmlScanner } from '../markup/xml-scanner.ts';
import { odfNamespaces } from './namespaces.ts';
import { OdfStory } from './odf-story.ts';
import { OdfStyles } from './odf-styles.ts';
import { OfficePackage } from './office-package.ts';
import { tellPicture } from './pictures.ts';

const silentPart =
  /^(?:mimetype|META-INF\/.*|Configurations2\/.*|settings\.xml|.*\/settings\.xml|layout-cache|Thumbnails\/.*|.*\.rdf)$/i;
const macroPart = /^(?:Basic|Scripts)\//i;
const contentPart = /(?:^|\/)content\.xml$/i;

export const extractOdt: Extractor = (extraction) => extractOdf(extraction, false);
export const extractOds: Extractor = (extraction) => extractOdf(extraction, true);
export const extractOdp: Extractor = (extraction) => extractOdf(extraction, false);

/** Reads an OpenDocument file: a package, or one flat document of XML. */
async function extractOdf(extraction: Extraction, isSheets: boolean): Promise<void> {
  const start = extraction.source.read(0, 4);
  if (start[0] === 0x50 && start[1] === 0x4b) await readPackage(extraction, isSheets);
  else readFlat(extraction, isSheets);
}

async function readPackage(extraction: Extraction, isSheets: boolean): Promise<void> {
  const pack = new OfficePackage(extraction, odfNamespaces);
  const encrypted = await encryptedParts(pack);
  for (const name of encrypted) pack.take(name);
  if (encrypted.length > 0) extraction.skip({ reason: 'encrypted', count: encrypted.length });
  await readContent(pack, '', { isSheets });
  const folders = pack.names.filter((name) => contentPart.test(name) && !pack.isTaken(name));
  for (const name of folders) {
    // A chart or formula drawn in place; what it shows is also seen in the document.
    await readContent(pack, name.slice(0, -'content.xml'.length), { isSheets: false, hidden: 'embedded' });
  }
  await pack.scan('meta.xml', metaReader(extraction));
  await readRest(pack);
}

async function readContent(
  pack: OfficePackage,
  folder: string,
  the: { isSheets: boolean; hidden?: Hidden },
): Promise<void> {
  const styles = new OdfStyles();
  const both = [`${folder}styles.xml`, `${folder}content.xml`].filter(
    (name) => pack.has(name) && !pack.isTaken(name),
  );
  for (const name of both) await pack.peek(name, styles);
  for (const name of both.toReversed()) {
    await pack.scan(name, new OdfStory({ extraction: pack.extraction, styles, ...the }));
  }
}

async function encryptedParts(pack: OfficePackage): Promise<string[]> {
  const names: string[] = [];
  let path = '';
  await pack.scan('META-INF/manifest.xml', {
    open: (element, attributes) => {
      if (element === 'manifest:file-entry') path = attributes.get('manifest:full-path') ?? '';
      else if (element === 'manifest:encryption-data') names.push(path);
    },
    close: () => undefined,
    text: () => undefined,
  });
  return names;
}

async function readRest(pack: OfficePackage): Promise<void> {
  const { extraction } = pack;
  let hasMacros = false;
  for (const name of pack.names) {
    if (pack.isTaken(name) || silentPart.test(name)) continue;
    if (macroPart.test(name)) {
      hasMacros ||= !/(?:script|dialog)-l[bc]\.xml$/i.test(name);
      continue;
    }
    const bytes = pack.bytes(name);
    if (bytes === undefined || bytes.length === 0 || tellPicture(extraction, bytes)) continue;
    await extraction.enter({ name, source: sourceOf(bytes), hidden: 'embedded' });
  }
  if (hasMacros) extraction.skip({ reason: 'macro-not-read' });
}

const plainMeta: ReadonlySet<string> = new Set([
  'meta:creation-date',
  'dc:date',
  'meta:editing-duration',
  'meta:editing-cycles',
  'meta:generator',
  'meta:print-date',
  'dc:language',
]);

function metaReader(extraction: Extraction): XmlHandler {
  let parts: string[] = [];
  let own: string | undefined;
  return {
    open: (_element, attributes: XmlAttributes) => {
      parts = [];
      own = attributes.get('meta:name');
    },
    text: (text) => void parts.push(text),
    close: (element) => {
      const text = parts.join('').trim();
      parts = [];
      if (text === '' || plainMeta.has(element)) return;
      const name = own ?? element.replace(/^.*:/, '');
      extraction.emit({ text, place: { kind: 'property', name }, hidden: 'property' });
    },
  };
}

function readFlat(extraction: Extraction, isSheets: boolean): void {
  const bytes = extraction.readAll();
  const text = new TextDecoder(xmlEncodingOf(bytes)).decode(bytes);
  const styles = new OdfStyles();
  const meta = metaReader(extraction);
  let inMeta = 0;
  scan(text, styles);
  const watched: XmlHandler = {
    open: (element, attributes) => {
      if (element === 'office:meta') inMeta += 1;
      else if (inMeta > 0) meta.open(element, attributes);
    },
    text: (piece) => void (inMeta > 0 && meta.text(piece)),
    close: (element) => {
      if (element === 'office:meta') inMeta -= 1;
      else if (inMeta > 0) meta.close(element);
    },
  };
  scan(text, watched);
  const isWhole = scan(text, new OdfStory({ extraction, styles, isSheets }));
  if (!isWhole) extraction.skip({ reason: 'damaged' });
  tellBinaryData(extraction, text);
}

function scan(text: string, handler: XmlHandler): boolean {
  const scanner = new XmlScanner(handler, odfNamespaces);
  scanner.write(text);
  scanner.end();
  return !scanner.faulty;
}

/** Pictures of a flat document stand in it in base64. */
function tellBinaryData(extraction: Extraction, text: string): void {
  let parts: string[] | undefined;
  scan(text, {
    open: (element) => void (element === 'office:binary-data' && (parts = [])),
    text: (piece) => void parts?.push(piece),
    close: (element) => {
      if (element !== 'office:binary-data' || parts === undefined) return;
      const bytes = Buffer.from(parts.join(''), 'base64');
      parts = undefined;
      if (bytes.length > 0 && !tellPicture(extraction, bytes))
        extraction.skip({ reason: 'unsupported-feature', bytes: bytes.length });
    },
  });
}
