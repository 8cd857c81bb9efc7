import type { Extraction } from '../document/extraction.ts';
import { windowsOf } from '../document/windows.ts';
import { gunzipPieces } from './gunzip.ts';
import { inflatePieces } from './inflate.ts';
import { unpackToSource } from './unpacked-source.ts';

/** A file packed as gzip. */
export async function readGzip(extraction: Extraction): Promise<void> {
  await enterStream(extraction, /\.(?:gz|tgz)$/i, () => gunzipPieces(extraction.source));
}

/** A file packed as Zstandard, all frames of it (RFC 8878). */
export async function readZstd(extraction: Extraction): Promise<void> {
  await enterStream(extraction, /\.(?:zst|tzst)$/i, () =>
    inflatePieces('zstd', windowsOf(extraction.source)),
  );
}

async function enterStream(
  { source, spend, enter, name }: Extraction,
  ending: RegExp,
  open: () => Iterable<Uint8Array>,
): Promise<void> {
  await enter({
    name: innerName(name, ending),
    ...unpackToSource({ open, spend, packedBytes: source.length }),
  });
}

/** `a.txt.gz` holds `a.txt`; the name within a gzip is not needed to unpack it and often wrong. */
export function innerName(name: string, ending: RegExp): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const inner = base.replace(ending, '');
  return inner === '' || inner === base ? 'data' : inner;
}
