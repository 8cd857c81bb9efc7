import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import type { CopyIndex } from '../copies/copy-index.ts';
import { openCopyIndex } from '../copies/open-copy-index.ts';
import { openPictureIndex } from '../copies/open-picture-index.ts';
import type { PictureIndex } from '../copies/picture-index.ts';
import { InspectFault, pathFault } from '../scan/inspect-fault.ts';

/** What an index folder holds: fingerprints of texts, and in a folder within it those of pictures. */
export interface ProtectedIndex {
  readonly texts: CopyIndex;
  /** Absent for reading where no picture was ever added. */
  readonly pictures: PictureIndex | undefined;
  close(): Promise<void>;
}

const picturesFolder = 'pictures';

/** @throws CopyIndexRefused as `openCopyIndex` does */
export async function openProtectedIndex(
  folder: string,
  options: { key: Uint8Array; mode: 'read' | 'write' },
): Promise<ProtectedIndex> {
  const texts = await openCopyIndex(folder, { ...options, syncEach: false });
  try {
    const inner = path.join(folder, picturesFolder);
    const hasPictures = options.mode === 'write' || existsSync(inner);
    const pictures = hasPictures ? openPictureIndex(inner, options) : undefined;
    return {
      texts,
      pictures,
      close: async () => {
        pictures?.close();
        await texts.close();
      },
    };
  } catch (error) {
    await texts.close();
    throw error;
  }
}

/** Tells a folder that is missing or none from one that holds no index. */
export async function checkFolder(folder: string): Promise<void> {
  const status = await stat(folder).catch((error: unknown) => {
    throw pathFault(error, folder);
  });
  if (!status.isDirectory()) throw new InspectFault('not-a-folder', { path: folder });
}

/** Changes whenever anything is added to or removed from the index: files there are written, never touched. */
export async function digestOfIndex(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true });
  const facts = await Promise.all(
    files.toSorted().map(async (file) => {
      const { size, mtimeMs } = await stat(path.join(folder, file));
      return [file, size, mtimeMs];
    }),
  );
  return createHash('sha256').update(JSON.stringify(facts)).digest('hex');
}
