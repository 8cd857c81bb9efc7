import { sourceOf } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';
import { CompoundFile } from './compound.ts';
import { enterStreams } from './ole-objects.ts';
import { readSummaries } from './summary.ts';

/**
 * Reads a compound file of no kind of its own: an embedded object, a protected package ([MS-OFFCRYPTO] 1.3.2), or
 * whatever else keeps streams. Streams that may be files are entered.
 */
export async function extractOle(extraction: Extraction): Promise<void> {
  const bytes = extraction.readAll();
  const file = new CompoundFile(bytes);
  if (file.has('EncryptedPackage')) {
    const { openProtected } = await import('./protected.ts');
    const opened = await openProtected(extraction, bytes);
    await extraction.enter({
      name: extraction.name === '' ? 'EncryptedPackage' : extraction.name,
      source: sourceOf(opened),
    });
    return;
  }
  readSummaries(extraction, file);
  if (file.names.some((name) => /(?:^|\/)_VBA_PROJECT$|(?:^|\/)VBA\/dir$/i.test(name)))
    extraction.skip({ reason: 'macro-not-read' });
  const streams = file.names.filter((name) => !/(?:^|\/)(?:_?VBA[^/]*|Macros)\//i.test(name));
  await enterStreams(extraction, file, streams);
}
