import type { XmlHandler } from '../markup/xml-scanner.ts';
import type { OfficePackage } from './office-package.ts';

/** Values every file has and that say nothing: counts, versions, switches. */
const plainProperties: ReadonlySet<string> = new Set(
  (
    'Application AppVersion Characters CharactersWithSpaces DocSecurity HeadingPairs HiddenSlides HyperlinksChanged Lines ' +
    'LinksUpToDate MMClips Notes Pages Paragraphs PresentationFormat ScaleCrop SharedDoc Slides TotalTime Words ' +
    'created modified lastPrinted revision'
  ).split(' '),
);

/** Reads the parts of properties of an Office package; every value is hidden in the sense that no page shows it. */
export async function readProperties(pack: OfficePackage): Promise<void> {
  const names = await pack.targets(
    '',
    'core-properties',
    'extended-properties',
    'custom-properties',
    'metadata/core-properties',
  );
  const usual = ['docProps/core.xml', 'docProps/app.xml', 'docProps/custom.xml'];
  for (const name of new Set([...names, ...usual.filter((one) => pack.has(one))])) {
    if (!pack.isTaken(name)) await pack.scan(name, propertyReader(pack));
  }
}

function propertyReader(pack: OfficePackage): XmlHandler {
  const open: string[] = [];
  let custom: string | undefined;
  let parts: string[] = [];
  return {
    open: (element, attributes) => {
      open.push(element.replace(/^.*:/, ''));
      if (element === 'property' || element.endsWith(':property')) custom = attributes.get('name');
      parts = [];
    },
    text: (text) => void parts.push(text),
    close: () => {
      const leaf = open.pop();
      const text = parts.join('').trim();
      parts = [];
      const name = custom ?? (open.length > 1 ? (open[1] ?? leaf) : leaf);
      if (text !== '' && name !== undefined && !plainProperties.has(name)) {
        pack.extraction.emit({ text, place: { kind: 'property', name }, hidden: 'property' });
      }
      if (leaf === 'property') custom = undefined;
    },
  };
}
