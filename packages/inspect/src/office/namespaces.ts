import type { Namespaces } from '../markup/xml-scanner.ts';

const transitional = 'http://schemas.openxmlformats.org/';
const strict = 'http://purl.oclc.org/ooxml/';
const both = (path: string, strictPath = path): string[] => [
  transitional + path,
  strict + strictPath.replace('/2006', ''),
];

/** ECMA-376 parts 1 (strict) and 4 (transitional); SpreadsheetML goes without a prefix, as its files mostly do. */
export const ooxmlNamespaces: Namespaces = new Map(
  Object.entries({
    w: both('wordprocessingml/2006/main'),
    '': [
      ...both('spreadsheetml/2006/main'),
      `${transitional}package/2006/relationships`,
      `${transitional}package/2006/content-types`,
      'http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments',
    ],
    p: both('presentationml/2006/main'),
    a: both('drawingml/2006/main'),
    r: both('officeDocument/2006/relationships'),
    m: both('officeDocument/2006/math'),
    c: both('drawingml/2006/chart'),
    dgm: both('drawingml/2006/diagram'),
    xdr: both('drawingml/2006/spreadsheetDrawing'),
    wp: both('drawingml/2006/wordprocessingDrawing'),
    pic: both('drawingml/2006/picture'),
    mc: ['http://schemas.openxmlformats.org/markup-compatibility/2006'],
    v: ['urn:schemas-microsoft-com:vml'],
    o: ['urn:schemas-microsoft-com:office:office'],
    x: ['urn:schemas-microsoft-com:office:excel'],
    vt: both('officeDocument/2006/docPropsVTypes'),
    wps: ['http://schemas.microsoft.com/office/word/2010/wordprocessingShape'],
  }).flatMap(([prefix, uris]) => uris.map((uri): [string, string] => [uri, prefix])),
);

const open = 'urn:oasis:names:tc:opendocument:xmlns:';

/** OpenDocument 1.3 part 3, section 1.4. */
export const odfNamespaces: Namespaces = new Map([
  [`${open}office:1.0`, 'office'],
  [`${open}text:1.0`, 'text'],
  [`${open}table:1.0`, 'table'],
  [`${open}style:1.0`, 'style'],
  [`${open}drawing:1.0`, 'draw'],
  [`${open}presentation:1.0`, 'presentation'],
  [`${open}meta:1.0`, 'meta'],
  [`${open}manifest:1.0`, 'manifest'],
  [`${open}xsl-fo-compatible:1.0`, 'fo'],
  [`${open}svg-compatible:1.0`, 'svg'],
  [`${open}datastyle:1.0`, 'number'],
  [`${open}chart:1.0`, 'chart'],
  [`${open}form:1.0`, 'form'],
  [`${open}script:1.0`, 'script'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://www.w3.org/1999/xlink', 'xlink'],
]);
