import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { compileTerms } from '../detect/terms.ts';
import type { TermSet } from '../detect/terms.ts';
import { termWordsMax } from '../detect/term-list.ts';
import type { TermSpelling } from '../policy/policy-schema.ts';
import { InspectFault, pathFault } from './inspect-fault.ts';

/** The largest list of terms or passwords that is read. */
export const listFileBytesMax = 64 * 1024 ** 2;
const faultsShownMax = 20;

interface LineFault {
  line: number;
  zh: string;
  en: string;
}

/** The id of a list given as a file; findings name it and the line (`row`), never the word. */
const givenListId = 'terms';

/**
 * A list of terms, compiled: UTF-8 with or without a byte-order mark, a term each line, blank lines and lines that begin
 * with `#` left out; with a digest that tells one list from another. Every faulty line is told by its number, never by its text, which may be secret.
 */
export async function readTermList(
  file: string,
  spellings: readonly TermSpelling[] = [],
): Promise<{ set: TermSet; digest: string }> {
  const list = await readList(file);
  const faults: LineFault[] = [];
  const words: string[] = [];
  for (const bytes of linesOf(list)) {
    const line = readTermLine(bytes);
    // A row that is no term stays as a blank, so that a finding's row is the line.
    words.push(typeof line === 'string' ? line : '');
    if (typeof line !== 'string') faults.push({ line: words.length, ...line });
  }
  if (words.length > termWordsMax)
    throw termsFault(file, [
      { line: termWordsMax + 1, zh: `超过 ${termWordsMax} 行`, en: `more than ${termWordsMax} lines` },
    ]);
  const set = compileTerms([
    {
      id: givenListId,
      citation: '',
      words,
      lookAlikes: spellings.includes('look-alike'),
      splits: spellings.includes('split'),
      homophones: spellings.includes('homophone'),
    },
  ]);
  for (const { row, zh, en } of set.refused) if (words[row - 1] !== '') faults.push({ line: row, zh, en });
  if (faults.length > 0)
    throw termsFault(
      file,
      faults.toSorted((a, b) => a.line - b.line),
    );
  if (set.wordsCount === 0) throw new InspectFault('terms-empty', { path: file });
  return { set, digest: createHash('sha256').update(list).digest('hex') };
}

/** The words of a list as they stand in it, for what compares words; read as {@link readTermList} reads. */
export async function readWords(file: string): Promise<string[]> {
  const words: string[] = [];
  const faults: LineFault[] = [];
  let number = 0;
  for (const bytes of linesOf(await readList(file))) {
    number += 1;
    const line = readTermLine(bytes);
    if (typeof line !== 'string') faults.push({ line: number, ...line });
    else if (line !== '') words.push(line);
  }
  if (faults.length > 0) throw termsFault(file, faults);
  return words;
}

/** A fault that names lines of a list of terms. */
export function termsFault(file: string, faults: readonly LineFault[]): InspectFault {
  const shown = faults.slice(0, faultsShownMax);
  const more = faults.length - shown.length;
  const zh = shown.map((fault) => `  第 ${fault.line} 行：${fault.zh}`);
  const en = shown.map((fault) => `  line ${fault.line}: ${fault.en}`);
  if (more > 0) {
    zh.push(`  另有 ${more} 行`);
    en.push(`  and ${more} more lines`);
  }
  return new InspectFault('terms-faults', {
    path: file,
    detail: { zh: zh.join('\n'), en: en.join('\n') },
  });
}

/** Passwords to be tried, one a line, taken as they stand but for the line's end. */
export async function readPasswords(file: string): Promise<string[]> {
  const passwords = [...linesOf(await readList(file))].map((bytes) => {
    const text = decodeUtf8(bytes);
    if (text === undefined) throw new InspectFault('not-utf8', { path: file });
    return text;
  });
  const given = [...new Set(passwords.filter((password) => password !== ''))];
  if (given.length === 0) throw new InspectFault('passwords-empty', { path: file });
  return given;
}

/** A small text file that must be UTF-8. */
export async function readTextFile(file: string): Promise<string> {
  const text = decodeUtf8(await readList(file));
  if (text === undefined) throw new InspectFault('not-utf8', { path: file });
  return text;
}

async function readList(file: string): Promise<Buffer> {
  try {
    const status = await stat(file);
    // A pipe is good, too: passwords need not lie on a disk.
    if (!status.isFile() && !status.isFIFO()) throw new InspectFault('not-a-file', { path: file });
    if (status.size > listFileBytesMax)
      throw new InspectFault('file-too-large', { path: file, limit: listFileBytesMax });
    return withoutMark(await readFile(file));
  } catch (error) {
    throw error instanceof InspectFault ? error : pathFault(error, file);
  }
}

function withoutMark(bytes: Buffer): Buffer {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let from = 0; from < bytes.length;) {
    const cut = bytes.indexOf(10, from);
    const end = cut < 0 ? bytes.length : cut;
    yield bytes.subarray(from, end > from && bytes[end - 1] === 13 ? end - 1 : end);
    from = end + 1;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

function readTermLine(bytes: Buffer): string | { zh: string; en: string } {
  const line = decodeUtf8(bytes)?.trim();
  if (line === undefined) return { zh: '不是 UTF-8 编码', en: 'is not UTF-8' };
  if (line.startsWith('#')) return '';
  return /\p{Cc}/u.test(line) ? { zh: '含有控制字符', en: 'holds control characters' } : line;
}
