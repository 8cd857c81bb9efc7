import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { openBrowser } from '../e2e/browser.ts';
import { type RealClient, settleRealHouse, startReal } from '../packages/server/src/proof/real-house.ts';
import { buildWeb, isWebBuilt, webDist } from '../packages/server/src/web/web-folder.ts';
import { type Bench, type Report, percentile, round, timeCalls } from './result.ts';
import { withFolder } from './stage.ts';

const firstBytesMax = 300_000;
const homeMsMax = 1_000;
const loads = 7;

/** (e) What the first page needs before anything shows, compressed; and the time to the home page in a real browser. */
export const benchWeb: Bench = async (report) => {
  if (!(await isWebBuilt())) {
    const trouble = await buildWeb();
    if (trouble !== null) throw new Error(`the pages cannot be built: ${trouble}`);
  }
  await measureFirstBytes(report);
  await withFolder(async (folder) => {
    const { program, address } = await startReal(path.join(folder, 'data'), { web: true });
    try {
      const { clerk } = await settleRealHouse(program, address);
      await measureHome(clerk, report);
    } finally {
      program.child.kill('SIGTERM');
      await program.finished;
    }
  });
};

/** Page, scripts, what they preload, and styles, each compressed as gzip does, which every browser takes. */
async function measureFirstBytes(report: Report): Promise<void> {
  const html = await readFile(path.join(webDist, 'index.html'), 'utf8');
  const names = new Set(
    Array.from(html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g), ([, name]) => name ?? ''),
  );
  const files = await Promise.all([...names].map((name) => readFile(path.join(webDist, name))));
  const bytes = [Buffer.from(html), ...files].reduce((sum, file) => sum + gzipSync(file).length, 0);
  report({
    bench: 'web: first load',
    value: bytes,
    unit: 'bytes, gzip',
    peer: null,
    ratio: null,
    aim: `≤ ${firstBytesMax} bytes`,
    met: bytes <= firstBytesMax,
    more: { files: names.size + 1, plain: files.reduce((sum, file) => sum + file.length, 0) },
  });
}

async function measureHome(clerk: RealClient, report: Report): Promise<void> {
  const opened = await openBrowser();
  if (opened.browser === null) {
    process.stderr.write('web: no browser starts here, so the time to the home page is not measured\n');
    return;
  }
  const { browser } = opened;
  try {
    const [name = '', value = ''] = clerk.cookie.split('=');
    const fresh = await timeCalls(
      async () => {
        // an empty cache each time
        const context = await browser.newContext({ locale: 'zh-CN' });
        await context.addCookies([{ name, value, url: clerk.address }]);
        const page = await context.newPage();
        await page.goto(clerk.address);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await context.close();
      },
      { calls: loads, warmUp: 1 },
    );
    const median = percentile(fresh, 0.5);
    report({
      bench: 'web: time to home page, nothing cached',
      value: round(median, 0),
      unit: 'ms median',
      peer: null,
      ratio: null,
      aim: `≤ ${homeMsMax} ms`,
      met: median <= homeMsMax,
      more: { loads, longest: round(percentile(fresh, 1), 0) },
    });
  } finally {
    await browser.close();
  }
}
