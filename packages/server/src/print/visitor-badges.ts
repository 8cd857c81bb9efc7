import { Canvas, type Printing } from './canvas.ts';
import type { Box } from './code.ts';
import { formatDay } from './format.ts';
import { textsOf } from './texts.ts';
import { a4, mm } from './units.ts';

export interface VisitorBadge {
  readonly badge: string;
  readonly name: string;
  readonly firm: string;
  readonly foreigner: boolean;
}
export interface BadgesPaper {
  readonly host: string;
  readonly unit: string;
  readonly from: string;
  readonly to: string;
  readonly badges: readonly VisitorBadge[];
}

/** Ten badges on a sheet of A4, each the size of a business card. */
const badge = { width: 90 * mm, height: 54 * mm, columns: 2, rows: 5 } as const;

/** Badges to be cut out: name, whose guest, the days; a foreigner's has a bar, so that an escort sees it from afar. */
export async function printVisitorBadges(paper: BadgesPaper, printing: Printing): Promise<Uint8Array> {
  const canvas = new Canvas(printing, textsOf(printing.lang ?? 'zh')['visit.badge']);
  const perPage = badge.columns * badge.rows;
  const left = (a4.width - badge.columns * badge.width) / 2;
  const top = (a4.height - badge.rows * badge.height) / 2;
  for (let first = 0; first < Math.max(1, paper.badges.length); first += perPage) {
    canvas.addPage(a4.width, a4.height);
    for (const [i, one] of paper.badges.slice(first, first + perPage).entries()) {
      drawBadge(canvas, one, {
        paper,
        box: {
          x: left + (i % badge.columns) * badge.width,
          y: top + Math.floor(i / badge.columns) * badge.height,
          width: badge.width,
          height: badge.height,
        },
      });
    }
    if (printing.demo === true) canvas.drawDemo(a4.width, a4.height);
  }
  return canvas.finish();
}

function drawBadge(
  canvas: Canvas,
  one: VisitorBadge,
  the: { readonly paper: BadgesPaper; readonly box: Box },
): void {
  const { box, paper } = the;
  const pad = 5 * mm;
  const width = box.width - 2 * pad;
  const { texts, lang } = canvas;
  const kind = one.foreigner ? texts['visit.badge.foreign'] : texts['visit.badge'];
  const lines = [
    { text: kind, face: 'hei', size: 14 },
    { text: one.name, face: 'title', size: 22 },
    { text: one.firm, face: 'song', size: 11 },
    { text: `${texts['visit.host']}　${paper.host}　${paper.unit}`, face: 'song', size: 10 },
    { text: `${formatDay(paper.from, lang)}—${formatDay(paper.to, lang)}`, face: 'song', size: 10 },
    { text: one.badge, face: 'hei', size: 10 },
  ] as const;
  let y = box.y + pad;
  for (const { text, face, size } of lines) {
    const block = canvas.layoutLine(text, { face, size, width, leading: 1.35, shrinkTo: size * 0.5 });
    canvas.drawBlock(block, box.x + pad, y, 'center');
    y += block.lineHeight;
  }
  canvas.doc.rect(box.x, box.y, box.width, box.height).lineWidth(0.3).stroke();
  if (one.foreigner) canvas.doc.rect(box.x, box.y, box.width, 2.5 * mm).fill('black');
}
