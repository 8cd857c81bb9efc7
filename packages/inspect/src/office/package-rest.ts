import { sourceOf } from '../document/byte-source.ts';
import { LooseText } from './loose-text.ts';
import type { OfficePackage, Relation } from './office-package.ts';
import { tellPicture } from './pictures.ts';

/** Parts that hold settings, layouts and caches, and nothing anybody wrote. */
const silentPart =
  /(?:^|\/)(?:\[Content_Types\]\.xml|theme\d*\.xml|themeOverride\d*\.xml|fontTable\.xml|webSettings\.xml|stylesWithEffects\.xml|styles\.xml|tableStyles\.xml|presProps\.xml|viewProps\.xml|calcChain\.xml|metadata\.xml|printerSettings\d*\.bin|colors\d*\.xml|style\d+\.xml|layout\d*\.xml|quickStyle\d*\.xml|commentsExtended\.xml|commentsIds\.xml|commentsExtensible\.xml|people\.xml|itemProps\d*\.xml|pivotCacheRecords\d+\.xml|volatileDependencies\.xml|ctrlProps\/[^/]+\.xml|revisionHeaders\.xml|userNames\.xml|document\.xml\.rels)$|\.(?:odttf|fntdata|ttf)$|(?:^|\/)_rels\/[^/]*\.rels$/i;
const macroPart =
  /(?:^|\/)(?:vbaProject|vbaProjectSignature(?:Agile|V3)?|attachedToolbars)\.bin$|(?:^|\/)vbaData\.xml$|(?:^|\/)macrosheets\//i;
const mediaPart = /\.(?:wav|mp3|m4a|wma|aiff?|mid|mp4|m4v|avi|mov|mpe?g|wmv|asf|glb|gltf)$/i;
const looseXmlPart =
  /(?:^|\/)(?:charts|drawings|diagrams|chartsheets|activeX|customXml|ink|slideUpdateInfo|tags|model3d|glossary|webextensions)\/[^/]+\.(?:xml|vml)$/i;
/** Relations whose targets a reading program fetches by itself; links wait to be followed. */
const fetchedTypes: ReadonlySet<string> = new Set([
  'attachedTemplate',
  'image',
  'oleObject',
  'package',
  'frame',
  'subDocument',
  'aFChunk',
  'externalLinkPath',
  'video',
  'audio',
  'media',
  'mailMergeSource',
  'externalLink',
]);

/** Tells the addresses a package refers to; a gap for what a reader would load from outside. */
async function tellExternal(pack: OfficePackage): Promise<void> {
  const told = new Set<string>();
  for (const name of pack.names) {
    const relations = /^(.*\/|)_rels\/([^/]*)\.rels$/i.exec(name);
    if (relations === null) continue;
    pack.take(name);
    for (const relation of await pack.relations(`${relations[1] ?? ''}${relations[2] ?? ''}`)) {
      if (relation.external) tellAddress(pack, relation, told);
    }
  }
}

function tellAddress(pack: OfficePackage, { type, target }: Relation, told: Set<string>): void {
  const key = `${type} ${target}`;
  if (target === '' || told.has(key)) return;
  told.add(key);
  pack.extraction.emit({ text: target, place: { kind: 'attribute', name: type }, hidden: 'property' });
  if (fetchedTypes.has(type)) pack.extraction.skip({ reason: 'external-content' });
}

/** Accounts for every part of a package that its own reader did not take: read, entered, handed on, or said. */
export async function readRest(pack: OfficePackage): Promise<void> {
  await tellExternal(pack);
  let hasMacros = false;
  for (const name of pack.names) {
    if (pack.isTaken(name) || silentPart.test(name)) continue;
    if (macroPart.test(name)) hasMacros = true;
    else if (mediaPart.test(name))
      pack.extraction.skip({ reason: 'media-not-read', bytes: pack.unpackedBytes(name) });
    else if (looseXmlPart.test(name)) await readLoosePart(pack, name);
    else await enterPart(pack, name);
  }
  if (hasMacros) pack.extraction.skip({ reason: 'macro-not-read' });
}

async function readLoosePart(pack: OfficePackage, name: string): Promise<void> {
  const { extraction } = pack;
  if (/(?:^|\/)customXml\/|(?:^|\/)tags\//i.test(name)) {
    await pack.scan(name, {
      open: (element, attributes) => {
        for (const [key, text] of attributes.all()) {
          if (text.trim() === '' || /^xmlns|^xsi:/.test(key)) continue;
          extraction.emit({
            text,
            place: { kind: 'attribute', name: `${element} ${key}` },
            hidden: 'property',
          });
        }
      },
      close: () => undefined,
      text: (text) => {
        if (text.trim() !== '')
          extraction.emit({ text, place: { kind: 'property', name }, hidden: 'property' });
      },
    });
    return;
  }
  const emit = extraction.emit.bind(extraction);
  await pack.scan(name, new LooseText({ emit, place: { kind: 'text-box' } }));
}

/** Hands a part on as a file of its own, or as a picture where it is one. */
export async function enterPart(pack: OfficePackage, name: string): Promise<void> {
  if (pack.isTaken(name)) return;
  const bytes = pack.bytes(name);
  if (bytes === undefined || bytes.length === 0) return;
  if (tellPicture(pack.extraction, bytes)) return;
  const short = name.slice(name.lastIndexOf('/') + 1);
  await pack.extraction.enter({ name: short, source: sourceOf(bytes), hidden: 'embedded' });
}
