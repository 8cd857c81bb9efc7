import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { InspectFault, pathFault, systemCode } from './inspect-fault.ts';

/** Bytes of the key under which digests of findings are made. */
export const installationKeyBytes = 32;

const keyFileName = 'digest.key';
const keyFileMode = 0o600;
const keyFileUnitsMax = 1024;

/** Where the key lies when nothing is said: apart from the server's data, which begins in an empty folder. */
export function defaultKeyFolder(env: Readonly<Record<string, string | undefined>>): string {
  const given = env['FENGNI_INSPECT_DATA'];
  if (given !== undefined && given !== '') return path.resolve(given);
  if (process.getuid?.() === 0) return '/var/lib/fengni-inspect';
  return path.join(homedir(), '.local', 'share', 'fengni-inspect');
}

/** The key in `file`, which must be there, hold 64 hexadecimal digits and be closed to other accounts. */
export async function readInstallationKey(file: string): Promise<Uint8Array> {
  const status = await stat(file).catch((error: unknown) => {
    throw pathFault(error, file);
  });
  if (!status.isFile()) throw new InspectFault('not-a-file', { path: file });
  if (process.platform !== 'win32' && (status.mode & 0o077) !== 0)
    throw new InspectFault('key-open-to-others', { path: file });
  if (status.size > keyFileUnitsMax) throw new InspectFault('key-malformed', { path: file });
  const text = await readFile(file, 'latin1').catch((error: unknown) => {
    throw pathFault(error, file);
  });
  if (!/^[0-9a-f]{64}\s*$/i.test(text)) throw new InspectFault('key-malformed', { path: file });
  return Buffer.from(text.trim(), 'hex');
}

/**
 * The installation's key in `folder`, made by chance at first use. Two first uses at once agree: the file appears whole
 * or not at all, and whoever comes second reads the other's.
 */
export async function ensureInstallationKey(folder: string): Promise<Uint8Array> {
  const file = path.join(folder, keyFileName);
  try {
    await stat(file);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT') throw pathFault(error, file);
    await makeKeyFile(folder, file);
  }
  return readInstallationKey(file);
}

async function makeKeyFile(folder: string, file: string): Promise<void> {
  const draft = path.join(folder, `.${keyFileName}.${randomUUID()}`);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'wx', keyFileMode);
    try {
      await handle.chmod(keyFileMode);
      await handle.writeFile(`${randomBytes(installationKeyBytes).toString('hex')}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await link(draft, file);
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw unwritable(error, file);
  } finally {
    await rm(draft, { force: true });
  }
}

function unwritable(error: unknown, file: string): unknown {
  const code = systemCode(error);
  return code === '' ? error : new InspectFault('cannot-write', { path: file, detail: code });
}
