import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { writeFileDurably } from '@fengni/kernel/keys/write-file';

const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.txt']);
/** Smaller files gain nothing. */
const compressBytesMin = 1_024;
const brotliQuality = 9;

/** Puts a brotli and a gzip copy beside each file of the built web that has none newer than itself. */
export async function compressFiles(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    // the page gets a nonce each time it is sent
    if (!entry.isFile() || entry.name === 'index.html' || !compressible.has(path.extname(entry.name)))
      continue;
    await compressFile(path.join(entry.parentPath, entry.name));
  }
}

async function compressFile(file: string): Promise<void> {
  const [plain, compressed] = await Promise.all([stat(file), stat(`${file}.br`).catch(() => null)]);
  if (plain.size < compressBytesMin || (compressed !== null && compressed.mtimeMs >= plain.mtimeMs)) return;
  const bytes = await readFile(file);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  await writeFileDurably(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }), 0o644);
  await writeFileDurably(`${file}.br`, await promisify(brotliCompress)(bytes, { params }), 0o644);
}
