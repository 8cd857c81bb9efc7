import { createCanvas } from '@napi-rs/canvas';
import type { Canvas } from '@napi-rs/canvas';
import type { FileKind } from '../document/kinds.ts';
import type { TaskContext } from '../process/tasks.ts';
import { packPage, pagePixelsMax } from './page-image.ts';
import type { RenderGap } from './render-gaps.ts';
import type { RenderEngine, RenderOptions } from './render-report.ts';

/** Thrown when enough pages are drawn. */
export class EnoughPages extends Error {}

/** What is told of one kind of gap at most: a document of a thousand charts says so once. */
const gapsOfKindMax = 50;

/** Where an engine puts its pages, in the process of the file. */
export class RenderOutput {
  readonly options: RenderOptions;
  pages = 0;
  readonly #give: TaskContext['give'];
  readonly #told = new Map<string, number>();

  constructor(options: RenderOptions, give: TaskContext['give']) {
    this.options = options;
    this.#give = give;
  }

  /** Told before the first page. */
  begin(kind: FileKind, engine: RenderEngine): void {
    this.#give({ type: 'kind', kind, engine });
  }

  gap(gap: RenderGap): void {
    const key = `${gap.reason}:${gap.page === undefined ? '' : gap.reason === 'page-not-drawn' ? gap.page : 'page'}`;
    const told = this.#told.get(key) ?? 0;
    this.#told.set(key, told + 1);
    if (told >= (gap.page === undefined ? 1 : gapsOfKindMax)) return;
    this.#give({ type: 'gap', gap });
  }

  /** A white page of this size in points, and the scale from points to its pixels. @throws EnoughPages */
  newPage(widthPoints: number, heightPoints: number): { canvas: Canvas; scale: number } {
    const { pagesMax, dpi } = this.options;
    if (this.pages >= pagesMax) {
      this.gap({ reason: 'too-many-pages', limit: pagesMax });
      throw new EnoughPages();
    }
    const width = clampSide(widthPoints);
    const height = clampSide(heightPoints);
    const scale = Math.min(dpi / 72, Math.sqrt(pagePixelsMax / (width * height)));
    if (scale < dpi / 72) this.gap({ reason: 'too-many-pixels', page: this.pages + 1, limit: pagePixelsMax });
    const canvas = createCanvas(
      Math.max(1, Math.floor(width * scale)),
      Math.max(1, Math.floor(height * scale)),
    );
    const context = canvas.getContext('2d');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    return { canvas, scale };
  }

  /** Gives a finished page away. */
  put(canvas: Canvas): void {
    const { width, height } = canvas;
    this.pages += 1;
    const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
    this.#give({ type: 'page', page: this.pages, width, height }, packPage(data, { width, height }));
  }
}

const sidePointsMax = 14_400;

function clampSide(points: number): number {
  return Number.isFinite(points) ? Math.min(sidePointsMax, Math.max(1, points)) : 1;
}
