import { readFile, readdir, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { writeFileDurably } from '@fengni/kernel/keys/write-file';
import { z } from 'zod';
import { webDist, webPackage } from './web-folder.ts';

const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt']);
/** Smaller files gain nothing. */
const compressBytesMin = 1_024;
const brotliQuality = 9;

/** Vite is the web package's; its JS API is loaded from there. */
async function loadVite() {
  const require = createRequire(path.join(webPackage, 'package.json'));
  const Vite = z.object({ build: z.custom<(options: object) => Promise<unknown>>((value) => typeof value === 'function') });
  const main = require.resolve('vite');
  return Vite.parse({ ...((await import(pathToFileURL(main).href)) as object) });
}

async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile() || entry.name === 'index.html' || !compressible.has(path.extname(entry.name))) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = await readFile(file);
    if (bytes.length < compressBytesMin) continue;
    const params = { [constants.BROTLI_PARAM_QUALITY]: brotliQuality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFileDurably(`${file}.br`, await promisify(brotliCompress)(bytes, { params }), 0o644);
    await writeFileDurably(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }), 0o644);
  }
}

/** Builds beside the old one and puts it in its place at the end, so that a failed build breaks nothing. */
const draft = `${webDist}.new-${process.pid}`;
try {
  const { build } = await loadVite();
  await build({ configFile: path.join(webPackage, 'vite.config.ts'), logLevel: 'warn', build: { outDir: draft, emptyOutDir: true } });
  await compressFiles(draft);
  await rm(webDist, { recursive: true, force: true });
  await rename(draft, webDist);
} finally {
  await rm(draft, { recursive: true, force: true });
}
