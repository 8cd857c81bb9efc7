import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import PdfKit from 'pdfkit';
import { TaskPool } from '../packages/inspect/src/process/task-process.ts';
import { renderPages } from '../packages/inspect/src/render/render-pages.ts';
import { watermarkPage } from '../packages/inspect/src/render/watermark.ts';
import { makeDocument } from './chinese-text.ts';
import { type Bench, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const pageCount = 24;
const unitsOnPage = 900;
const fontFile = '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf';
const dpi = 150;
const ratioMin = 0.25;
const watermarkMsMax = 60;

/**
 * (b) Pages drawn a second against `pdftoppm` on the same PDF at the same resolution, both started for the document, as one
 * uploaded file is; and the milliseconds a watermark takes.
 */
export const benchRender: Bench = async (report) => {
  const pool = new TaskPool({ jobs: 1 });
  try {
    await withFolder(async (folder) => {
      const file = path.join(folder, 'pages.pdf');
      writeFileSync(file, await makePdf());
      let image: Buffer = Buffer.alloc(0);
      const draw = async (): Promise<void> => {
        for await (const event of renderPages(pool, { path: file }, { dpi }))
          if (event.type === 'page') ({ image } = event);
      };
      const own = percentile(await timeCalls(draw, { calls: 3, warmUp: 1 }), 0.5);
      await comparePages({ file, folder, own, report });
      await reportWatermark(image, report);
    });
  } finally {
    await pool.close();
  }
};

async function comparePages(the: {
  readonly file: string;
  readonly folder: string;
  readonly own: number;
  readonly report: Parameters<Bench>[0];
}): Promise<void> {
  if (!hasPeer()) {
    process.stderr.write('render: the comparison is skipped, pdftoppm is not on this machine\n');
    return;
  }
  const out = path.join(the.folder, 'out');
  const drawByPeer = async (): Promise<void> => {
    mkdirSync(out);
    execFileSync('pdftoppm', ['-r', String(dpi), '-png', the.file, path.join(out, 'p')], { stdio: 'ignore' });
    if (readdirSync(out).length !== pageCount) throw new Error('pdftoppm did not draw every page');
    rmSync(out, { recursive: true });
  };
  const peer = percentile(await timeCalls(drawByPeer, { calls: 3, warmUp: 1 }), 0.5);
  const ratio = peer / the.own;
  the.report({
    bench: `render: ${pageCount} pages of a PDF`,
    value: round((pageCount * 1000) / the.own),
    unit: 'pages/s',
    peer: round((pageCount * 1000) / peer),
    ratio: round(ratio),
    aim: `≥ ${ratioMin} of pdftoppm`,
    met: ratio >= ratioMin,
    more: { ownMs: round(the.own), peerMs: round(peer) },
  });
}

async function reportWatermark(image: Buffer, report: Parameters<Bench>[0]): Promise<void> {
  const lines = ['甲一 00001', '2026-11-22 10:31:07', '终端 A-07 办〔2026〕1号-0003'];
  const took = await timeCalls(async (at) => watermarkPage(image, { lines, seed: String(at) }), {
    calls: 60,
    warmUp: 10,
  });
  const p95 = percentile(took, 0.95);
  report({
    bench: `render: watermark of a page at ${dpi} dots an inch`,
    value: round(p95),
    unit: 'ms p95',
    peer: null,
    ratio: null,
    aim: `≤ ${watermarkMsMax} ms`,
    met: p95 <= watermarkMsMax,
    more: { p50: round(percentile(took, 0.5)) },
  });
}

/** Pages of Chinese with the font in the file, as print drivers make them. */
async function makePdf(): Promise<Buffer> {
  const pdf = new PdfKit({ size: 'A4', margin: 72, autoFirstPage: false });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => void pdf.on('end', () => resolve()));
  pdf.font(createRequire(import.meta.url).resolve(fontFile)).fontSize(12);
  for (let page = 0; page < pageCount; page += 1) {
    pdf.addPage();
    pdf.text(makeDocument(page, 12).paragraphs.join('\n').slice(0, unitsOnPage), { lineGap: 4, height: 680 });
  }
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function hasPeer(): boolean {
  try {
    execFileSync('pdftoppm', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
