import { fileKinds } from '../document/kinds.ts';
import type { FileKind } from '../document/kinds.ts';
import type { FileToInspect } from '../process/open-file.ts';
import type { TaskFrame } from '../process/run-task-on.ts';
import { runTask } from '../process/task-process.ts';
import type { TaskPool } from '../process/task-process.ts';
import { isRecord } from '../document/is-record.ts';
import { officeKinds } from './office/office-converter.ts';
import type { Office } from './office/office-when-needed.ts';
import { unpackPage } from './page-image.ts';
import { isRenderGapReason, renderReasonOf } from './render-gaps.ts';
import type { RenderGap } from './render-gaps.ts';
import { renderDefaults, renderEngines } from './render-report.ts';
import type {
  RenderedPage,
  RenderEngine,
  RenderEvent,
  RenderOptions,
  RenderReport,
} from './render-report.ts';

export interface RenderRequest extends Partial<RenderOptions> {
  /** Draws office documents as their own programs do; without it they are laid out here, more simply. */
  office?: Office | undefined;
  signal?: AbortSignal | undefined;
}

/** Gaps one document may tell; a process that goes on is not ours any more. */
const gapsMax = 2000;

const unfaithful: ReadonlySet<RenderGap['reason']> = new Set([
  'damaged',
  'simple-layout',
  'needs-converter',
  'converter-failed',
  'glyphs-not-drawn',
  'page-not-drawn',
  'picture-not-drawn',
  'chart-not-drawn',
  'too-many-pages',
  'too-large',
  'timed-out',
  'out-of-memory',
  'crashed',
]);

/**
 * Draws a document page by page in a process of its own: events of pages in order, and the report as the last, always and
 * once. Whatever the file does to the process is a gap of the report; pages before it are kept. Images are PNGs of one
 * plain kind, checked here. No faster than events are taken. Rejects as `runTask` does.
 */
export async function* renderPages(
  pool: Pick<TaskPool, 'run'>,
  source: FileToInspect,
  { office, signal, ...options }: RenderRequest = {},
): AsyncGenerator<RenderEvent> {
  const report: RenderReport = { kind: 'unknown', engine: 'simple', pages: 0, faithful: true, gaps: [] };
  const drawing = { pool, report, signal };
  if (office === undefined) yield* drawPages(source, { ...drawing, options });
  else {
    yield* drawPages(source, { ...drawing, options: { ...options, deferredKinds: officeKinds } });
    if (officeKinds.includes(report.kind) && !report.gaps.some(({ reason }) => endsAll.has(reason)))
      yield* drawConverted(source, { ...drawing, office, options });
  }
  report.faithful = report.pages > 0 && !report.gaps.some(({ reason }) => unfaithful.has(reason));
  yield { type: 'report', report };
}

/** With these there is nothing to convert. */
const endsAll: ReadonlySet<RenderGap['reason']> = new Set([
  'encrypted',
  'crashed',
  'timed-out',
  'out-of-memory',
]);

interface Drawing {
  pool: Pick<TaskPool, 'run'>;
  report: RenderReport;
  options: Partial<RenderOptions> & { deferredKinds?: readonly FileKind[] };
  signal: AbortSignal | undefined;
}

async function* drawPages(
  source: FileToInspect,
  { pool, report, options, signal }: Drawing,
): AsyncGenerator<RenderEvent> {
  const frames = runTask(pool, {
    task: 'render',
    bytes: source,
    options: { ...renderDefaults, ...options },
    ...(signal === undefined ? {} : { signal }),
  });
  for await (const frame of frames) {
    const page = takeFrame(frame, report);
    if (page === 'foreign') {
      report.gaps.push({ reason: 'crashed' });
      return;
    }
    if (page !== undefined) yield { type: 'page', ...page };
  }
}

/** Has the document made a PDF and draws that; where that fails, the document is laid out here after all. */
async function* drawConverted(
  source: FileToInspect,
  { office, ...drawing }: Drawing & { office: NonNullable<RenderRequest['office']> },
): AsyncGenerator<RenderEvent> {
  const { report, signal } = drawing;
  const { kind } = report;
  const pdf = await office.convert(source, { kind, ...(signal === undefined ? {} : { signal }) });
  if (Buffer.isBuffer(pdf)) {
    yield* drawPages(pdf, drawing);
    report.engine = 'libreoffice';
    report.kind = kind;
    return;
  }
  const told = report.gaps;
  report.gaps = [];
  yield* drawPages(source, drawing);
  if (pdf === 'unavailable') report.gaps = uniqueGaps([...told, ...report.gaps]);
  else {
    const others = report.gaps.filter(({ reason }) => reason !== 'needs-converter');
    report.gaps = uniqueGaps([{ reason: 'converter-failed' }, ...told, ...others]);
  }
}

function uniqueGaps(gaps: readonly RenderGap[]): RenderGap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify(gap), gap])).values()];
}

/** Puts what a frame tells into the report; the page it holds, if it is one. The process may say anything. */
function takeFrame(frame: TaskFrame, report: RenderReport): RenderedPage | 'foreign' | undefined {
  if (frame.type === 'gap') {
    const { reason, limit } = frame.gap;
    report.gaps.push({ reason: renderReasonOf[reason], ...(limit === undefined ? {} : { limit }) });
    return undefined;
  }
  const { value, bytes } = frame;
  if (!isRecord(value)) return 'foreign';
  if (value['type'] === 'page') return takePage(value, { bytes, report });
  if (value['type'] === 'kind') return takeKind(value, report);
  const gap = value['type'] === 'gap' ? parseRenderGap(value['gap']) : undefined;
  if (gap === undefined || report.gaps.length >= gapsMax) return 'foreign';
  report.gaps.push(gap);
  return undefined;
}

function takePage(
  value: Record<string, unknown>,
  { bytes, report }: { bytes: Buffer; report: RenderReport },
): RenderedPage | 'foreign' {
  const pixels = unpackPage(bytes);
  if (pixels === undefined || value['page'] !== report.pages + 1) return 'foreign';
  report.pages += 1;
  return { page: report.pages, width: pixels.width, height: pixels.height, image: bytes };
}

function takeKind(value: Record<string, unknown>, report: RenderReport): 'foreign' | undefined {
  const kind = fileKinds.find((known) => known === value['kind']);
  const engine = renderEngines.find((known): known is RenderEngine => known === value['engine']);
  if (kind === undefined || engine === undefined) return 'foreign';
  report.kind = kind;
  report.engine = engine;
  return undefined;
}

/** A gap as it was told or kept; undefined for anything else. */
export function parseRenderGap(value: unknown): RenderGap | undefined {
  if (!isRecord(value) || !isRenderGapReason(value['reason'])) return undefined;
  const gap: RenderGap = { reason: value['reason'] };
  for (const key of ['page', 'count', 'limit'] as const) {
    const number = value[key];
    if (number === undefined) continue;
    if (typeof number !== 'number' || !Number.isSafeInteger(number) || number < 0) return undefined;
    gap[key] = number;
  }
  return gap;
}
