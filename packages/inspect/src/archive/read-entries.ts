import { PartRefused } from '../document/extraction.ts';
import type { Extraction } from '../document/extraction.ts';
import { LibarchiveArchive } from './libarchive.ts';
import type { LibarchiveEntry } from './libarchive.ts';
import { unpackToSource, unreadableSource } from './unpacked-source.ts';

/** A 7z of nothing is its first header and no more; a RAR of nothing is shorter. */
const emptyArchiveBytesMax = 32;

/**
 * Enters every file of an archive that libarchive reads. `names`, where the archive's own directory could be read, stand for
 * the library's, which have only ASCII.
 */
export async function readEntries(
  extraction: Extraction,
  names: readonly string[] | undefined,
): Promise<void> {
  const { source, limits, skip } = extraction;
  if (source.length > limits.partBytesMax)
    throw new PartRefused({ reason: 'file-too-large', limit: limits.partBytesMax, bytes: source.length });
  const archive = await LibarchiveArchive.open(source);
  try {
    let packedBytes = source.length;
    let count = 0;
    for (let entry = archive.next(); entry !== undefined; entry = archive.next()) {
      await readEntry(
        extraction,
        archive,
        { ...entry, name: names?.[entry.index] ?? entry.name },
        packedBytes,
      );
      // How much each entry takes is not told; all together they take the archive.
      packedBytes = 0;
      count += 1;
    }
    // The library passes over some damage in silence.
    if (count === 0 ? source.length > emptyArchiveBytesMax : count < (names?.length ?? 0))
      skip({ reason: 'damaged', ...(count === 0 ? { bytes: source.length } : {}) });
  } finally {
    archive.close();
  }
}

async function readEntry(
  { emit, enter, spend }: Extraction,
  archive: LibarchiveArchive,
  entry: LibarchiveEntry,
  packedBytes: number,
): Promise<void> {
  const { name } = entry;
  if (!entry.isFile) emit({ text: name, place: { kind: 'name' } });
  else if (entry.isEncrypted)
    await enter({ name, source: unreadableSource(1, new PartRefused({ reason: 'encrypted' })) });
  else await enter({ name, ...unpackToSource({ open: () => archive.pieces(entry), spend, packedBytes }) });
}
