import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const packagesFolder = fileURLToPath(new URL('../../../', import.meta.url));
export const webPackage = path.join(packagesFolder, 'web');
export const webDist = path.join(webPackage, 'dist');

/** What the built web is made of besides its own folder: the contracts of the modules. */
const sources = [
  'web/src',
  'web/public',
  'web/index.html',
  'web/vite.config.ts',
  'server/src/modules',
  'kernel/src',
  'schemes/src',
];
const contractFolders = new Set(['server', 'kernel', 'schemes']);

/** Whether the built web is there and newer than what it is made of. An installed archive has no sources: then it is. */
export async function isWebBuilt(): Promise<boolean> {
  const page = await stat(path.join(webDist, 'index.html')).catch(() => null);
  if (!existsSync(path.join(webPackage, 'src'))) return page !== null;
  if (page === null) return false;
  const times = await Promise.all(
    sources.map((source) =>
      newestIn(path.join(packagesFolder, source), contractFolders.has(source.split('/')[0] ?? '')),
    ),
  );
  return Math.max(...times) <= page.mtimeMs;
}

async function newestIn(place: string, contractsOnly: boolean): Promise<number> {
  const found = await stat(place).catch(() => null);
  if (found === null) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && (!contractsOnly || entry.name === 'contract.ts'));
  const times = await Promise.all(
    files.map(
      async (entry) => (await stat(path.join(entry.parentPath, entry.name)).catch(() => null))?.mtimeMs ?? 0,
    ),
  );
  return Math.max(0, ...times);
}

/** Builds the web in a process of its own: what a build holds in memory is gone afterwards. Null, or what went wrong. */
export async function buildWeb(): Promise<string | null> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./build-web.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  let told = '';
  const keep = (chunk: Buffer): void => {
    told = (told + chunk.toString('utf8')).slice(-4_000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const code = await new Promise<number | null>((resolve) => {
    child.once('error', () => resolve(null));
    child.once('close', resolve);
  });
  return code === 0 ? null : told.trim();
}
