import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import type { Region } from '../document/place.ts';

const outlineDepthMax = 64;
const outlineItemsMax = 100_000;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return isRecord(value) && Symbol.iterator in value && typeof value[Symbol.iterator] === 'function';
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.replaceAll('\0', '').trim();
  if (Array.isArray(value)) return value.map(textOf).filter(Boolean).join('\n');
  if (isRecord(value)) return textOf(value['str']);
  return '';
}

const factsOfPdfjs = new Set(['PDFFormatVersion', 'EncryptFilterName', 'Language']);

/** The information dictionary and the XMP metadata (PDF 32000-1:2008, 14.3). Returns whether it holds an XFA form. */
export async function readMetadata(
  document: PDFDocumentProxy,
  extraction: Extraction,
): Promise<{ hasXfa: boolean; isEncrypted: boolean }> {
  const { info, metadata } = await document.getMetadata();
  const seen = new Set<string>();
  const emit = (name: string, value: unknown) => {
    const text = textOf(value);
    if (text === '' || seen.has(`${name.toLowerCase()}\n${text}`)) return;
    seen.add(`${name.toLowerCase()}\n${text}`);
    extraction.emit({ text, place: { kind: 'property', name }, hidden: 'property' });
  };
  const facts: Record<string, unknown> = isRecord(info) ? info : {};
  for (const [name, value] of Object.entries(facts)) {
    if (factsOfPdfjs.has(name) || typeof value === 'boolean') continue;
    if (name === 'Custom' && isRecord(value))
      for (const [own, text] of Object.entries(value)) emit(own, text);
    else emit(name, value);
  }
  // typed as a class that tells nothing of itself, it gives pairs
  const pairs: unknown = metadata;
  if (isIterable(pairs)) {
    for (const pair of pairs) if (Array.isArray(pair) && typeof pair[0] === 'string') emit(pair[0], pair[1]);
  }
  return {
    hasXfa: facts['IsXFAPresent'] === true,
    isEncrypted: typeof facts['EncryptFilterName'] === 'string',
  };
}

/** Titles of the outline, which readers show beside the pages (PDF 32000-1:2008, 12.3.3). */
export async function readOutline(document: PDFDocumentProxy, extraction: Extraction): Promise<void> {
  const items: unknown = await document.getOutline();
  const queue = Array.isArray(items) ? items.map((item: unknown) => ({ item, depth: 0 })) : [];
  for (let place = 0; place < queue.length; place += 1) {
    const { item, depth } = queue[place] ?? { item: null, depth: 0 };
    if (!isRecord(item)) continue;
    const text = textOf(item['title']);
    if (text !== '') extraction.emit({ text, place: { kind: 'heading', name: 'outline' } });
    emitLink(item, extraction);
    const children = item['items'];
    if (!Array.isArray(children) || depth >= outlineDepthMax) continue;
    if (queue.length + children.length > outlineItemsMax) return;
    for (const child of children) queue.push({ item: child, depth: depth + 1 });
  }
}

function emitLink(holder: Record<string, unknown>, extraction: Extraction, page?: number): void {
  const url = textOf(holder['unsafeUrl'] ?? holder['url']);
  if (url === '') return;
  extraction.emit({
    text: url,
    place: { kind: 'attribute', name: 'url', ...(page === undefined ? {} : { page }) },
  });
}

/** Scripts of the document. Said to be hidden, for no reader sees them. */
export async function readScripts(document: PDFDocumentProxy, extraction: Extraction): Promise<void> {
  const scripts: unknown = await document.getJSActions();
  if (!(scripts instanceof Map)) return;
  for (const [name, code] of scripts) emitScript(textOf(name), { code, extraction });
}

function emitScript(
  name: string,
  { code, extraction, page }: { code: unknown; extraction: Extraction; page?: number },
): void {
  const text = textOf(code);
  if (text === '') return;
  const place = {
    kind: 'attribute' as const,
    name: `script ${name}`.trim(),
    ...(page === undefined ? {} : { page }),
  };
  extraction.emit({ text, place, hidden: 'script' });
}

/** Files kept in the document (PDF 32000-1:2008, 7.11.4), entered one by one; `entered` keeps them from being read twice. */
export async function enterAttachments(
  document: PDFDocumentProxy,
  { extraction, entered }: { extraction: Extraction; entered: Set<string> },
): Promise<void> {
  const attachments: unknown = await document.getAttachments();
  if (!(attachments instanceof Map)) return;
  for (const [id, file] of attachments) {
    if (typeof id === 'string') await enterFile(id, { document, file, extraction, entered });
  }
}

interface FileInput {
  document: PDFDocumentProxy;
  file: unknown;
  extraction: Extraction;
  entered: Set<string>;
}

async function enterFile(id: string, { document, file, extraction, entered }: FileInput): Promise<void> {
  if (entered.has(id)) return;
  entered.add(id);
  const facts = isRecord(file) ? file : {};
  const name = textOf(facts['filename']) || textOf(facts['rawFilename']) || id;
  const description = textOf(facts['description']);
  if (description !== '')
    extraction.emit({
      text: description,
      place: { kind: 'property', name: 'attachment' },
      hidden: 'property',
    });
  const content: unknown = await document.getAttachmentContent(id).catch(() => undefined);
  if (!(content instanceof Uint8Array)) {
    extraction.skip({ reason: 'damaged' });
    return;
  }
  extraction.spend(content.length, Math.min(content.length, extraction.source.length));
  await extraction.enter({ name, source: sourceOf(content), hidden: 'embedded' });
}

interface AnnotationInput extends Omit<FileInput, 'file'> {
  page: PDFPageProxy;
  number: number;
  regionOf: (rectangle: readonly number[]) => Region | undefined;
  /** Texts of annotations that the page shows anyway, without white space. */
  shown: ReadonlySet<string>;
}

const mediaAnnotations = new Set(['Sound', 'Movie', 'Screen', 'RichMedia', '3D']);
const commentAnnotations = new Set([
  'Text',
  'Popup',
  'Highlight',
  'Underline',
  'Squiggly',
  'StrikeOut',
  'Caret',
  'Ink',
  'Line',
  'Square',
  'Circle',
  'Polygon',
  'PolyLine',
  'FileAttachment',
]);

/** What a page's annotations and form fields hold besides what they show (PDF 32000-1:2008, 12.5 and 12.7). */
export async function readAnnotations(input: AnnotationInput): Promise<void> {
  const annotations: unknown = await input.page.getAnnotations({ intent: 'any' });
  if (!Array.isArray(annotations)) return;
  for (const annotation of annotations) {
    if (isRecord(annotation)) await readAnnotation(annotation, input);
  }
}

async function readAnnotation(annotation: Record<string, unknown>, input: AnnotationInput): Promise<void> {
  const { extraction, number: page, regionOf, shown } = input;
  const subtype = textOf(annotation['subtype']);
  const rectangle = annotation['rect'];
  const region = Array.isArray(rectangle) ? regionOf(rectangle) : undefined;
  const where = { page, ...(region === undefined ? {} : { region }) };
  const hidden = commentAnnotations.has(subtype) ? { hidden: 'comment' as const } : {};
  const said = new Set<string>();
  const emit = (kind: 'annotation' | 'field', name: string, value: unknown) => {
    const text = textOf(value);
    const key = text.replaceAll(/\s/g, '');
    if (key === '' || said.has(key) || shown.has(key)) return;
    said.add(key);
    extraction.emit({ text, place: { kind, name, ...where }, ...hidden });
  };
  emit('annotation', subtype, annotation['contentsObj']);
  emit('annotation', subtype, textOfRichText(annotation['richText']));
  emit('annotation', `${subtype} author`, annotation['titleObj']);
  emit('field', textOf(annotation['fieldName']), annotation['fieldValue']);
  emit('field', `${textOf(annotation['fieldName'])} hint`, annotation['alternativeText']);
  emit('field', `${textOf(annotation['fieldName'])} choices`, textOfChoices(annotation['options']));
  emitLink(annotation, extraction, page);
  readActions(annotation['actions'], { extraction, page });
  if (mediaAnnotations.has(subtype)) extraction.skip({ reason: 'media-not-read', page });
  const id = annotation['fileId'] ?? (isRecord(annotation['file']) ? annotation['id'] : undefined);
  if (typeof id === 'string' && isRecord(annotation['file']))
    await enterFile(id, { ...input, file: annotation['file'] });
}

function readActions(actions: unknown, { extraction, page }: { extraction: Extraction; page: number }): void {
  const pairs = actions instanceof Map ? [...actions] : isRecord(actions) ? Object.entries(actions) : [];
  for (const [name, code] of pairs) emitScript(textOf(name), { code, extraction, page });
}

function textOfChoices(options: unknown): string {
  if (!Array.isArray(options)) return '';
  return options
    .map((option: unknown) => (isRecord(option) ? textOf(option['displayValue']) : ''))
    .filter(Boolean)
    .join('\n');
}

/** Rich text comes as a tree of XHTML; its text alone is wanted. */
function textOfRichText(tree: unknown): string {
  if (!isRecord(tree)) return '';
  const pieces: string[] = [];
  const queue: unknown[] = [tree['html'] ?? tree];
  for (let count = 0; queue.length > 0 && count < outlineItemsMax; count += 1) {
    const node = queue.pop();
    if (!isRecord(node)) continue;
    const value = node['value'];
    if (typeof value === 'string') pieces.push(value);
    const children = node['children'];
    if (Array.isArray(children)) queue.push(...children.toReversed());
  }
  return pieces.join(' ');
}
