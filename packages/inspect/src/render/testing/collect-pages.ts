import type { FileToInspect } from '../../process/open-file.ts';
import type { TaskPool } from '../../process/task-process.ts';
import { unpackPage } from '../page-image.ts';
import type { Pixels } from '../page-image.ts';
import { renderPages } from '../render-pages.ts';
import type { RenderRequest } from '../render-pages.ts';
import type { RenderReport } from '../render-report.ts';

export interface Drawn {
  pages: Pixels[];
  report: RenderReport;
  reasons: string[];
}

/** Everything that comes of drawing a file; fails where the report is not the last and only one. */
export async function collectPages(
  pool: Pick<TaskPool, 'run'>,
  file: FileToInspect,
  request: RenderRequest = {},
): Promise<Drawn> {
  const pages: Pixels[] = [];
  const reports: RenderReport[] = [];
  for await (const event of renderPages(pool, file, request)) {
    if (reports.length > 0) throw new Error('Something came after the report.');
    if (event.type === 'report') reports.push(event.report);
    else {
      const pixels = unpackPage(event.image);
      if (pixels === undefined || event.page !== pages.length + 1) throw new Error('A page is not in order.');
      pages.push(pixels);
    }
  }
  const [report] = reports;
  if (report === undefined) throw new Error('There is no report.');
  return { pages, report, reasons: report.gaps.map(({ reason }) => reason) };
}

const darkBelow = 128;

/** Share of dark pixels in a part of a page, given as fractions of it. */
export function inkOf(page: Pixels | undefined, [left, top, right, bottom] = [0, 0, 1, 1]): number {
  if (page === undefined) return 0;
  const { width, height, channels, rows } = page;
  let dark = 0;
  let all = 0;
  for (let y = Math.floor((top ?? 0) * height); y < (bottom ?? 1) * height; y += 1)
    for (let x = Math.floor((left ?? 0) * width); x < (right ?? 1) * width; x += 1) {
      all += 1;
      if ((rows[(y * width + x) * channels] ?? 255) < darkBelow) dark += 1;
    }
  return dark / Math.max(1, all);
}
