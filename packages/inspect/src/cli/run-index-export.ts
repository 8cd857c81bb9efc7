import { createPrivateKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { openCopyIndex } from '../copies/open-copy-index.ts';
import { replaceFile } from '../copies/durable-files.ts';
import { exportLowSide } from '../lowside/export-low-side.ts';
import { describeBytes } from '../report/describe.ts';
import { InspectFault, systemCode } from '../scan/inspect-fault.ts';
import { readTextFile, readWords } from '../scan/read-lists.ts';
import type { IndexExportOptions } from './define-inspect-commands.ts';
import { inspectExitCodes } from './inspect-io.ts';
import type { InspectExitCode, Setting } from './inspect-io.ts';
import { loadKey } from './load-engine.ts';
import { checkFolder } from './protected-index.ts';

/** `fengni index export`: the filter for the low side (BEY-10, NET-4). */
export async function runIndexExport(
  folder: string,
  options: IndexExportOptions,
  setting: Setting,
): Promise<InspectExitCode> {
  await checkFolder(folder);
  const publicWords = options.publicWords === undefined ? [] : await readWords(options.publicWords);
  const catalogueWords = options.terms === undefined ? [] : await readWords(options.terms);
  const signKey = options.signKey === undefined ? undefined : await readSignKey(options.signKey);
  const key = await loadKey(options.keyFile, setting);
  const index = await openCopyIndex(folder, { key, mode: 'read' });
  try {
    const bytes = exportLowSide(index, {
      key,
      publicWords,
      catalogueWords,
      ...(signKey === undefined ? {} : { signKey }),
    });
    writeFile(options.out, bytes);
    const size = describeBytes(bytes.byteLength);
    const { documents } = index.state();
    setting.io.err(
      `${setting.t(
        `已导出 ${options.out}：${documents} 份文件的指纹，公开词语 ${publicWords.length} 个，${size}`,
        `${options.out}: fingerprints of ${documents} documents, ${publicWords.length} public words, ${size}`,
      )}\n`,
    );
    return inspectExitCodes.pass;
  } finally {
    await index.close();
  }
}

async function readSignKey(file: string): Promise<KeyObject> {
  const text = await readTextFile(file);
  try {
    const key = createPrivateKey(text);
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch {
    // What is wrong with it may quote it.
  }
  throw new InspectFault('sign-key', { path: file });
}

function writeFile(file: string, bytes: Uint8Array): void {
  try {
    replaceFile(file, bytes);
  } catch (error) {
    const detail = systemCode(error);
    if (detail === '') throw error;
    throw new InspectFault('cannot-write', { path: file, detail });
  }
}
