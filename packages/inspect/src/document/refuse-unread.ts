import type { ByteSource } from './byte-source.ts';
import { PartRefused } from './extraction.ts';
import type { FileKind } from './kinds.ts';
import { bufferOf } from './windows.ts';

/** Beginnings of sound and film in hexadecimal, which have no text to read but are no riddle either. */
const media =
  /^(?:494433|4f676753|664c6143|fff[23b]|464c56|1a45dfa3|3026b2758e66cf11|2e524d46|2321414d52|.{8}66747970|52494646.{8}(?:57415645|41564920)|000001b[3a])/;

/**
 * Says why a file without an extractor is not read.
 * @throws PartRefused always, but for empty files, which hold nothing to miss
 */
export function refuseUnread(source: ByteSource, kind: FileKind): void {
  if (kind === 'empty') return;
  if (kind !== 'unknown') throw new PartRefused({ reason: 'unsupported-kind', bytes: source.length });
  const isMedia = media.test(bufferOf(source.read(0, 16)).toString('hex'));
  throw new PartRefused({ reason: isMedia ? 'media-not-read' : 'unknown-kind', bytes: source.length });
}
