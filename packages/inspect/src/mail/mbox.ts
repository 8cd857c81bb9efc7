import type { ByteSource } from '../document/byte-source.ts';
import type { Extraction } from '../document/extraction.ts';

const windowBytes = 1024 * 1024;
const markBytesMax = 16;

/** What parts messages: a line that begins with `From ` (RFC 4155), or the bytes Foxmail writes. */
const foxmailMark = Buffer.from('1010101010101011111111111153', 'hex');
const fromMark = Buffer.from('\nFrom ', 'latin1');

/** Reads a mailbox message by message, each through a window of the box: a box of any size takes no memory. */
export async function extractMbox(extraction: Extraction): Promise<void> {
  const { source } = extraction;
  let number = 0;
  let start: number | undefined;
  for (const mark of findMarks(source)) {
    if (start !== undefined) await enterMessage((number += 1), { extraction, start, end: mark.at });
    start = mark.after;
  }
  if (start !== undefined) await enterMessage((number += 1), { extraction, start, end: source.length });
}

async function enterMessage(
  number: number,
  { extraction, start, end }: { extraction: Extraction; start: number; end: number },
): Promise<void> {
  if (end <= start) return;
  await extraction.enter({ name: `${number}.eml`, source: windowOf(extraction.source, { start, end }) });
}

function windowOf(source: ByteSource, { start, end }: { start: number; end: number }): ByteSource {
  return {
    length: end - start,
    read: (offset, length) =>
      source.read(start + offset, Math.max(0, Math.min(length, end - start - offset))),
  };
}

/** Where each message begins: `at` its mark, `after` the line of the mark. */
function* findMarks(source: ByteSource): Generator<{ at: number; after: number }> {
  const head = bufferOf(source.read(0, markBytesMax));
  const mark = head.subarray(0, foxmailMark.length).equals(foxmailMark) ? foxmailMark : fromMark;
  if (mark === foxmailMark || head.toString('latin1', 0, 5) === 'From ')
    yield { at: 0, after: endOfLine(source, mark === foxmailMark ? mark.length : 5) };
  for (let from = 1; from < source.length; from += windowBytes) {
    const window = bufferOf(source.read(from, windowBytes + markBytesMax));
    for (let at = window.indexOf(mark); at !== -1 && at < windowBytes; at = window.indexOf(mark, at + 1)) {
      if (mark === fromMark && !isBlankBefore(source, from + at)) continue;
      yield { at: from + at, after: endOfLine(source, from + at + mark.length) };
    }
  }
}

/** A mark stands after an empty line; in the middle of a text `From ` is a word. */
function isBlankBefore(source: ByteSource, lineFeed: number): boolean {
  const before = bufferOf(source.read(Math.max(0, lineFeed - 2), Math.min(2, lineFeed))).toString('latin1');
  return before.endsWith('\n') || before === '\n\r';
}

function endOfLine(source: ByteSource, from: number): number {
  const line = bufferOf(source.read(from, 4096));
  const end = line.indexOf(0x0a);
  return end === -1 ? from : from + end + 1;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
