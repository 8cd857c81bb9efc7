import { deflateRawSync, crc32 } from 'node:zlib';
import { packStored } from '../../workbook/zip-package.ts';

export type Parts = Readonly<Record<string, string | Uint8Array>>;

/** A zip package of these parts, stored. */
export function packParts(parts: Parts): Buffer {
  return packStored(
    Object.entries(parts).map(([name, content]) => ({ name, content: Buffer.from(content) })),
  );
}

/** A package of one packed part as writers that stream make it: sizes behind the data (APPNOTE.TXT 4.4.4), no directory. */
export function packStreamed(name: string, content: string): Buffer {
  const packed = deflateRawSync(Buffer.from(content));
  const head = Buffer.alloc(30);
  head.write('PK\u0003\u0004', 'latin1');
  head.writeUInt16LE(8, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(Buffer.byteLength(name), 26);
  const tail = Buffer.alloc(16);
  tail.write('PK\u0007\u0008', 'latin1');
  tail.writeUInt32LE(crc32(Buffer.from(content)), 4);
  tail.writeUInt32LE(packed.length, 8);
  tail.writeUInt32LE(Buffer.byteLength(content), 12);
  return Buffer.concat([head, Buffer.from(name), packed, tail]);
}

const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relationsSpace = 'http://schemas.openxmlformats.org/package/2006/relationships';

interface MadeRelation {
  type: string;
  target: string;
  external?: boolean;
}

/** The relations of a part, with ids `rId1`, `rId2` … in their order. */
export function relationsXml(relations: readonly MadeRelation[]): string {
  const list = relations.map(({ type, target, external }, at) => {
    const mode = external === true ? ' TargetMode="External"' : '';
    return `<Relationship Id="rId${at + 1}" Type="${office}/${type}" Target="${target}"${mode}/>`;
  });
  return `<?xml version="1.0"?><Relationships xmlns="${relationsSpace}">${list.join('')}</Relationships>`;
}

const wordSpaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  `xmlns:r="${office}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" ` +
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" ' +
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ' +
  'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';

/** An element of WordprocessingML as the root of a part. */
export function wordXml(root: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><w:${root} ${wordSpaces}>${content}</w:${root}>`;
}

/** A Word document of this body; further parts and relations of the body as given. */
export function makeDocx(
  body: string,
  more: { relations?: readonly MadeRelation[]; parts?: Parts } = {},
): Buffer {
  return packParts({
    '_rels/.rels': relationsXml([{ type: 'officeDocument', target: 'word/document.xml' }]),
    'word/document.xml': wordXml('document', `<w:body>${body}</w:body>`),
    'word/_rels/document.xml.rels': relationsXml(more.relations ?? []),
    ...more.parts,
  });
}

/** A run of Word with these properties. */
export function wordRun(text: string, properties = ''): string {
  return `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;
}

const sheetSpaces = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"`;

interface MadeSheet {
  name: string;
  state?: string;
  xml: string;
  relations?: readonly MadeRelation[];
}

/** A workbook of these sheets. */
export function makeXlsx(
  sheets: readonly MadeSheet[],
  more: { strings?: string; styles?: string; parts?: Parts; workbook?: string } = {},
): Buffer {
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${name}" sheetId="${at + 1}" r:id="rId${at + 1}"${state === undefined ? '' : ` state="${state}"`}/>`,
  );
  const parts: Record<string, string | Uint8Array> = {
    '_rels/.rels': relationsXml([{ type: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `<workbook ${sheetSpaces}><sheets>${list.join('')}</sheets>${more.workbook ?? ''}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationsXml([
      ...sheets.map((_, at) => ({ type: 'worksheet', target: `worksheets/sheet${at + 1}.xml` })),
      { type: 'sharedStrings', target: 'sharedStrings.xml' },
      { type: 'styles', target: 'styles.xml' },
    ]),
    'xl/sharedStrings.xml': `<sst ${sheetSpaces}>${more.strings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet ${sheetSpaces}>${more.styles ?? ''}</styleSheet>`,
  };
  for (const [at, { xml, relations }] of sheets.entries()) {
    parts[`xl/worksheets/sheet${at + 1}.xml`] = `<worksheet ${sheetSpaces}>${xml}</worksheet>`;
    if (relations !== undefined)
      parts[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = relationsXml(relations);
  }
  return packParts({ ...parts, ...more.parts });
}

const slideSpaces =
  'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" ' +
  `xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="${office}"`;

interface MadeSlide {
  /** Shapes; the attributes of the slide go before them. */
  shapes: string;
  attributes?: string;
  relations?: readonly MadeRelation[];
}

/** An element of PresentationML as the root of a part. */
export function slideXml(root: string, content: string, attributes = ''): string {
  return `<p:${root} ${slideSpaces} ${attributes}>${content}</p:${root}>`;
}

/** A shape of one paragraph. */
export function slideShape(
  text: string,
  more: { run?: string; shape?: string; nonVisual?: string } = {},
): string {
  return (
    `<p:sp><p:nvSpPr><p:cNvPr id="1" name="n"/><p:nvPr>${more.nonVisual ?? ''}</p:nvPr></p:nvSpPr>` +
    `<p:spPr>${more.shape ?? ''}</p:spPr><p:txBody><a:p><a:r>${more.run ?? ''}<a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`
  );
}

/** A presentation of these slides, of which the last given stands first in the package. */
export function makePptx(slides: readonly MadeSlide[], parts: Parts = {}): Buffer {
  const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at + 1}"/>`);
  const made: Record<string, string> = {};
  for (const [at, { shapes, attributes, relations }] of [...slides.entries()].toReversed()) {
    made[`ppt/slides/slide${at + 1}.xml`] = slideXml(
      'sld',
      `<p:cSld><p:spTree>${shapes}</p:spTree></p:cSld>`,
      attributes,
    );
    if (relations !== undefined) made[`ppt/slides/_rels/slide${at + 1}.xml.rels`] = relationsXml(relations);
  }
  return packParts({
    '_rels/.rels': relationsXml([{ type: 'officeDocument', target: 'ppt/presentation.xml' }]),
    'ppt/presentation.xml': slideXml(
      'presentation',
      `<p:sldIdLst>${ids.join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/>`,
    ),
    'ppt/_rels/presentation.xml.rels': relationsXml(
      slides.map((_, at) => ({ type: 'slide', target: `slides/slide${at + 1}.xml` })),
    ),
    ...made,
    ...parts,
  });
}

const openDocument = (name: string, inner: string): string =>
  `<office:${name} xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" ' +
  'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" ' +
  'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ' +
  'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" ' +
  'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" ' +
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" ' +
  'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" ' +
  'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink">' +
  `${inner}</office:${name}>`;

/** An OpenDocument package of this content and these styles. */
export function makeOdf(
  kind: string,
  content: string,
  more: { styles?: string; automatic?: string; parts?: Parts } = {},
): Buffer {
  return packParts({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'content.xml': openDocument(
      'document-content',
      `<office:automatic-styles>${more.automatic ?? ''}</office:automatic-styles><office:body>${content}</office:body>`,
    ),
    'styles.xml': openDocument('document-styles', more.styles ?? ''),
    'meta.xml': openDocument(
      'document-meta',
      '<office:meta><dc:title>样例标题</dc:title><meta:user-defined meta:name="项目">样例项目</meta:user-defined></office:meta>',
    ),
    ...more.parts,
  });
}
