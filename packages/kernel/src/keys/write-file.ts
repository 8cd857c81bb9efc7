import { randomUUID } from 'node:crypto';
import { chmod, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';

export const privateFileMode = 0o600;
export const privateFolderMode = 0o700;

/** Makes a folder only its owner may enter, whatever the umask. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: privateFolderMode });
  await chmod(folder, privateFolderMode);
}

/** fsync of a folder: makes the names in it last through a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/**
 * Writes a file so that after a power cut it is there whole or not at all: temporary name, fsync, rename, fsync of
 * the folder. The bytes may come in pieces, so that a large file streams.
 */
export async function writeFileDurably(
  file: string,
  content: string | Uint8Array | AsyncIterable<Uint8Array>,
  mode = privateFileMode,
): Promise<void> {
  const folder = path.dirname(file);
  const draft = path.join(folder, `.${path.basename(file)}.${randomUUID()}`);
  // 'wx' follows no link, should others be able to write the folder
  const handle = await open(draft, 'wx', mode);
  try {
    await handle.chmod(mode);
    await handle.writeFile(content);
    await handle.sync();
    await handle.close();
    await rename(draft, file);
  } catch (error) {
    await handle.close().catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(folder);
}
