import { describeBytes } from '../report/describe.ts';
import { padWidth } from '../report/display-width.ts';
import { showSafely } from '../scan/file-name.ts';
import type { IndexOptions } from './define-inspect-commands.ts';
import { inspectExitCodes } from './inspect-io.ts';
import type { InspectExitCode, Setting } from './inspect-io.ts';
import { loadKey } from './load-engine.ts';
import { checkFolder, openProtectedIndex } from './protected-index.ts';
import type { ProtectedIndex } from './protected-index.ts';

async function withIndex<Result>(
  { folder, mode, options }: { folder: string; mode: 'read' | 'write'; options: IndexOptions },
  setting: Setting,
  work: (index: ProtectedIndex) => Promise<Result>,
): Promise<Result> {
  await checkFolder(folder);
  const index = await openProtectedIndex(folder, { key: await loadKey(options.keyFile, setting), mode });
  try {
    return await work(index);
  } finally {
    await index.close();
  }
}

/** `fengni index remove`: forgets documents and rewrites the files, so that nothing of them is left on disk. */
export async function runIndexRemove(
  { folder, ids }: { folder: string; ids: readonly string[] },
  options: IndexOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  // Reading first: removing from a folder that holds no index must not make one.
  await withIndex({ folder, mode: 'read', options }, setting, async () => undefined);
  return withIndex({ folder, mode: 'write', options }, setting, async ({ texts, pictures }) => {
    let missing = 0;
    for (const id of new Set(ids)) {
      const hadPictures = pictures?.remove(id) ?? false;
      const isRemoved = (await texts.remove(id)) || hadPictures;
      if (!isRemoved) missing += 1;
      const { out, err } = setting.io;
      if (isRemoved) out(`${setting.t(`已取消登记 ${id}`, `removed ${id}`)}\n`);
      else err(`${setting.t(`没有编号为 ${id} 的文件`, `There is no document ${id}`)}\n`);
    }
    await texts.compact();
    pictures?.compact();
    return missing === 0 ? inspectExitCodes.pass : inspectExitCodes.unread;
  });
}

/** `fengni index list`: ids and sizes, tab-separated where the output is no terminal. */
export async function runIndexList(
  folder: string,
  options: IndexOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  return withIndex({ folder, mode: 'read', options }, setting, async ({ texts, pictures }) => {
    const { io, t, terminal } = setting;
    for (const { id, tokens, fingerprints } of texts.list()) {
      const shown = showSafely(id);
      io.out(
        terminal.columns === undefined
          ? `${shown}\t${tokens}\t${fingerprints}\n`
          : `${padWidth(shown, 40)}  ${t(`${tokens} 字`, `${tokens} characters`)}\n`,
      );
    }
    const { documents, bytes } = texts.state();
    const seen = pictures?.state() ?? { hashes: 0, bytes: 0 };
    const size = describeBytes(bytes + seen.bytes);
    io.err(
      `${t(`共 ${documents} 份文件，${seen.hashes} 幅图片，${size}`, `${documents} documents, ${seen.hashes} pictures, ${size}`)}\n`,
    );
    return inspectExitCodes.pass;
  });
}
