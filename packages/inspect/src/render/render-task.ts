import type { ByteSource } from '../document/byte-source.ts';
import { extractionLimits, LimitReached, PartRefused } from '../document/extraction.ts';
import type { ExtractionLimits } from '../document/extraction.ts';
import type { FileKind } from '../document/kinds.ts';
import { sniffKind } from '../document/sniff-kind.ts';
import type { TaskContext } from '../process/tasks.ts';
import { isRecord } from '../document/is-record.ts';
import { drawFlow } from './flow/draw-flow.ts';
import { loadPictures } from './load-pictures.ts';
import { flowOfSheets, cellsMax } from './flow-of-sheets.ts';
import { flowOfText } from './flow-of-text.ts';
import { registerFonts } from './fonts.ts';
import { gatherContent } from './gather-content.ts';
import type { Content } from './gather-content.ts';
import { pagePixelsMax } from './page-image.ts';
import { renderReasonOf } from './render-gaps.ts';
import { EnoughPages, RenderOutput } from './render-output.ts';
import { dpiMax, renderDefaults } from './render-report.ts';
import type { RenderEngine, RenderOptions } from './render-report.ts';

/** What an engine in the process of the file is given. */
export interface RenderInput {
  source: ByteSource;
  bytes: Uint8Array;
  kind: FileKind;
  output: RenderOutput;
  limits: ExtractionLimits;
}

const limits: ExtractionLimits = { ...extractionLimits, pixelsMax: pagePixelsMax };

/**
 * Draws a document in its process: gives its kind first, then pages and gaps in order. Where its kind is among
 * `deferredKinds` no page is drawn, for the caller has something better; only what pages never show is told.
 */
export async function renderTask({ source, options, give, skip }: TaskContext): Promise<void> {
  const { deferredKinds, ...drawing } = parseOptions(options);
  const kind = sniffKind(source);
  const output = new RenderOutput(drawing, give);
  const [engine, draw] = engines[kind] ?? ['simple', drawText];
  output.begin(kind, engine);
  if (source.length > limits.partBytesMax) {
    skip({ reason: 'file-too-large', limit: limits.partBytesMax });
    return;
  }
  const isDeferred = deferredKinds.has(kind);
  if (!isDeferred) registerFonts();
  const bytes = isDeferred ? new Uint8Array() : source.read(0, source.length);
  try {
    // Somebody else draws it: said is only what is never on its pages.
    if (isDeferred) tellUnseen(await gatherContent(source, drawing), output);
    else await draw({ source, bytes, kind, output, limits });
  } catch (error) {
    if (error instanceof EnoughPages) return;
    if (!(error instanceof PartRefused) && !(error instanceof LimitReached)) throw error;
    const { reason, limit } = error.gap;
    output.gap({ reason: renderReasonOf[reason], ...(limit === undefined ? {} : { limit }) });
  }
}

type Draw = (input: RenderInput) => Promise<void>;

const pictures: [RenderEngine, Draw] = [
  'picture',
  async ({ bytes, output }) => (await import('./draw-pictures.ts')).drawPictures(bytes, { output, limits }),
];

/** What draws which kind, loaded when needed; the text of all others is laid out plainly. */
const engines: Partial<Record<FileKind, [RenderEngine, Draw]>> = {
  pdf: ['pdf', async ({ bytes, output }) => (await import('./draw-pdf.ts')).drawPdf(bytes, output)],
  ofd: ['ofd', async (input) => (await import('./ofd/draw-ofd.ts')).drawOfd(input)],
  png: pictures,
  jpeg: pictures,
  gif: pictures,
  bmp: pictures,
  webp: pictures,
  tiff: pictures,
  docx: ['flow', async (input) => (await import('./word/draw-word.ts')).drawWord(input)],
  pptx: ['slides', async (input) => (await import('./slides/draw-slides.ts')).drawSlides(input)],
  xlsx: ['sheets', drawSheets],
  xls: ['sheets', drawSheets],
  ods: ['sheets', drawSheets],
};

async function drawSheets({ source, output }: RenderInput): Promise<void> {
  const content = await gatherContent(source, output.options);
  tellContent(content, output);
  const { sections, isCut } = flowOfSheets(content);
  if (isCut) output.gap({ reason: 'too-large', limit: cellsMax });
  output.gap({ reason: 'simple-layout' });
  await drawFlow(sections, { output, loadPicture: loadPictures(output, limits) });
}

const shown: ReadonlySet<FileKind> = new Set([
  'text',
  'html',
  'xml',
  'eml',
  'msg',
  'mbox',
  'rtf',
  'doc',
  'ppt',
  'works',
  'odt',
  'odp',
  'docx',
  'pptx',
]);
const needConverter: ReadonlySet<FileKind> = new Set(['doc', 'ppt', 'works', 'odt', 'odp', 'rtf']);

/** The text of whatever the reading engine knows. */
export async function drawText({ source, kind, output }: RenderInput): Promise<void> {
  if (kind === 'empty') {
    output.gap({ reason: 'empty' });
    return;
  }
  if (!shown.has(kind) && kind !== 'ole') {
    output.gap({ reason: kind === 'unknown' ? 'unknown-kind' : 'unsupported-kind' });
    return;
  }
  const content = await gatherContent(source, output.options);
  tellContent(content, output);
  if (content.segments.length === 0 && content.gaps.length > 0) return;
  if (needConverter.has(kind)) output.gap({ reason: 'needs-converter' });
  // Plain text has no layout to lose.
  else if (kind !== 'text') output.gap({ reason: 'simple-layout' });
  await drawFlow(flowOfText(content), { output, loadPicture: loadPictures(output, limits) });
}

function tellContent(content: Content, output: RenderOutput): void {
  for (const { reason, limit, count } of content.gaps) {
    const told = renderReasonOf[reason];
    output.gap({
      reason: told,
      ...(limit === undefined ? {} : { limit }),
      ...(count === undefined ? {} : { count }),
    });
  }
  if (content.pictures > 0) output.gap({ reason: 'picture-not-drawn' });
  tellUnseen(content, output);
}

function tellUnseen(content: Content, output: RenderOutput): void {
  if (content.gaps.some(({ reason }) => reason === 'encrypted')) output.gap({ reason: 'encrypted' });
  if (content.hasHidden) output.gap({ reason: 'hidden-not-shown' });
  if (content.hasComments) output.gap({ reason: 'comments-not-shown' });
  const { length: count } = content.attachments;
  if (count > 0) output.gap({ reason: 'attachments-not-shown', count });
}

/** Comes from our own program: anything else is a fault of ours. */
function parseOptions(options: unknown): RenderOptions & { deferredKinds: ReadonlySet<unknown> } {
  if (!isRecord(options)) throw new Error('The options are no object.');
  const { dpi, pagesMax, passwords, deferredKinds } = options;
  return {
    dpi: typeof dpi === 'number' ? Math.min(dpiMax, Math.max(20, dpi)) : renderDefaults.dpi,
    pagesMax: typeof pagesMax === 'number' ? Math.max(1, Math.floor(pagesMax)) : renderDefaults.pagesMax,
    passwords: Array.isArray(passwords) ? passwords.filter((word) => typeof word === 'string') : [],
    deferredKinds: new Set(Array.isArray(deferredKinds) ? deferredKinds : []),
  };
}
