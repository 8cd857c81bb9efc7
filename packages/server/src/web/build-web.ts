import { rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { compressFiles } from './compress-files.ts';
import { webDist, webPackage } from './web-folder.ts';

/** Vite is the web package's; its JS API is loaded from there. */
async function loadVite() {
  const require = createRequire(path.join(webPackage, 'package.json'));
  const Vite = z.object({
    build: z.custom<(options: object) => Promise<unknown>>((value) => typeof value === 'function'),
  });
  const main = require.resolve('vite');
  return Vite.parse(await import(pathToFileURL(main).href));
}

/** Builds beside the old one and puts it in its place at the end, so that a failed build breaks nothing. */
const draft = `${webDist}.new-${process.pid}`;
try {
  const { build } = await loadVite();
  await build({
    configFile: path.join(webPackage, 'vite.config.ts'),
    logLevel: 'warn',
    build: { outDir: draft, emptyOutDir: true },
  });
  await compressFiles(draft);
  await rm(webDist, { recursive: true, force: true });
  await rename(draft, webDist);
} finally {
  await rm(draft, { recursive: true, force: true });
}
