import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';
import { type Browser, chromium } from 'playwright-core';
import { z } from 'zod';

const modules = fileURLToPath(new URL('../node_modules/', import.meta.url));
const packed = path.join(modules, '@sparticuz', 'chromium');
const fonts = path.join(modules, '@expo-google-fonts', 'noto-sans-sc');
const cache = path.join(modules, '.cache', 'fengni-e2e');
const systemChromium = '/usr/bin/chromium';
/** The package's own arguments end the browser with its first context and open it to other origins. */
const packedArgs = [
  '--no-zygote',
  '--disable-gpu',
  '--font-render-hinting=none',
  '--disable-background-networking',
  '--disable-component-update',
];
const systemArgs = packedArgs.slice(1);

export type OpenedBrowser =
  | { readonly browser: Browser; readonly which: string }
  | { readonly browser: null; readonly reason: string };

/**
 * A Chromium for the journeys: the one named by E2E_CHROMIUM and no other; else the packed one, which needs nothing of
 * the machine but glibc; else the system's. Says on the error output which it is, or why there is none.
 */
export async function openBrowser(): Promise<OpenedBrowser> {
  const { E2E_CHROMIUM: named = '' } = process.env;
  if (named !== '') return tell(await tryLaunch(`E2E_CHROMIUM (${named})`, () => launchAt(named)));
  const own = await tryLaunch('packed Chromium', launchPacked);
  if (own.browser !== null || !existsSync(systemChromium)) return tell(own);
  const other = await tryLaunch(systemChromium, () => launchAt(systemChromium));
  if (other.browser === null) return tell({ browser: null, reason: `${own.reason}\n${other.reason}` });
  return tell({ ...other, which: `${other.which}; ${own.reason}` });
}

function tell(opened: OpenedBrowser): OpenedBrowser {
  const words =
    opened.browser === null ? `skipped, no browser starts:\n${opened.reason}` : `browser: ${opened.which}`;
  process.stderr.write(`e2e: ${words}\n`);
  return opened;
}

async function tryLaunch(name: string, launch: () => Promise<Browser>): Promise<OpenedBrowser> {
  try {
    const browser = await launch();
    return { browser, which: `${name} ${browser.version()}` };
  } catch (error) {
    return { browser: null, reason: `${name} does not start: ${String(error).slice(0, 2_000)}` };
  }
}

function launchAt(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...systemArgs] });
}

async function launchPacked(): Promise<Browser> {
  const folder = await unpackChromium();
  const { PATH = '' } = process.env;
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    args: packedArgs,
    // libraries and fonts for the browser alone
    env: {
      PATH,
      HOME: folder,
      LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.conf'),
    },
  });
}

/** Unpacks browser and libraries once per version; whoever comes second finds them or loses the rename. */
async function unpackChromium(): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(packed, 'package.json'), 'utf8')));
  const folder = path.join(cache, `chromium-${version}`);
  if (!existsSync(folder)) {
    const draft = `${folder}.new-${process.pid}`;
    await mkdir(draft, { recursive: true, mode: 0o700 });
    try {
      await Promise.all(['chromium.br', 'al2023.tar.br'].map((name) => inflateTo(draft, name)));
      await rename(draft, folder).catch((error: unknown) => {
        if (!existsSync(folder)) throw error;
      });
    } finally {
      await rm(draft, { recursive: true, force: true });
    }
  }
  // the checkout may have been moved since
  await writeFile(path.join(folder, 'fonts.conf'), fontsConfig(folder));
  return folder;
}

/** The package writes to the folder for temporary files, which it looks up as it is called. */
function inflateTo(folder: string, name: string): Promise<string> {
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
  try {
    return inflate(path.join(packed, 'bin', name));
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
}

/** Without any font known to fontconfig every text is blank, web fonts included. */
function fontsConfig(folder: string): string {
  const families = ['sans-serif', 'serif', 'monospace', 'system-ui'];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  ${['400Regular', '700Bold'].map((weight) => `<dir>${escapeXml(path.join(fonts, weight))}</dir>`).join('\n  ')}
  <cachedir>${escapeXml(path.join(folder, 'font-cache'))}</cachedir>
  ${families.map((family) => `<alias><family>${family}</family><prefer><family>Noto Sans SC</family></prefer></alias>`).join('\n  ')}
</fontconfig>
`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
