import { execFile } from 'node:child_process';
import { closeSync, openSync, readSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { makeTermCounter, type TermCounts } from '../packages/inspect/src/detect/count-terms.ts';
import { formOptions } from '../packages/inspect/src/detect/forms.ts';
import { makeChance } from './chinese-text.ts';
import { type Bench, type Report, round } from './result.ts';
import { withFolder } from './stage.ts';

const run = promisify(execFile);
const textBytes = Number(process.env['FENGNI_BENCH_TERMS_MB'] ?? 64) * 1024 ** 2;
const sizes = [2_000, 50_000];
const readBytes = 1 << 20;
const outputBytesMax = 2 ** 30;
/** A peer that takes longer is stopped; its speed is then at most what is told, and its count is not known. */
const peerMsMax = 120_000;
/** The best of so many runs, but one of yara's. */
const tries = 3;

/**
 * (a) All matches of 2 thousand and 50 thousand terms in 64 MB of generated Chinese text, read from a file, on one core,
 * against `ripgrep --count-matches -F -f` and `yara`. Counted are, byte for byte, occurrences that do not overlap (as
 * ripgrep does, the longest term first) and all occurrences (as yara does); the counts must agree. One term in two is
 * planted in the text, one word in sixty. What the product does besides, folding width, case, traditional characters and
 * separators in the same pass, is measured apart. The time of building is in it for both, but for yara, whose rules are
 * compiled before.
 */
export const benchInspectTerms: Bench = (report) =>
  withFolder(async (folder) => {
    const text = path.join(folder, 'text.txt');
    const { words, draw } = makeLexicon(makeChance(0));
    const lists = sizes.map((size) => makeTerms(size, words));
    writeText(
      text,
      draw,
      lists.flatMap((terms) => terms.filter((_, at) => at % 2 === 0)),
    );
    for (const terms of lists) await compare({ folder, text, terms, report });
  });

async function compare(the: {
  folder: string;
  text: string;
  terms: readonly string[];
  report: Report;
}): Promise<void> {
  const { folder, text, terms, report } = the;
  const begun = performance.now();
  const { bytes } = makeTermCounter(terms);
  const buildMs = performance.now() - begun;
  const exact = await best(() => countOwn(text, terms));
  const folded = await best(() => countOwn(text, terms, true));
  const rules = await compileForYara(folder, terms);
  const peers = [
    {
      name: 'ripgrep',
      counted: 'apart' as const,
      found: await best(() => countWithRipgrep(folder, text, terms)),
    },
    { name: 'yara', counted: 'all' as const, found: await best(() => countWithYara(rules, text), 1) },
  ];
  for (const { name, counted, found } of peers) {
    if (found === undefined || exact === undefined) {
      process.stderr.write(`inspect-terms: ${name} skipped, it is not on this machine\n`);
      continue;
    }
    const isStopped = found.result === stopped;
    const isSame = isStopped || found.result === exact.result[counted];
    report({
      bench: `inspect-terms: ${terms.length} terms against ${name}`,
      value: speed(exact.ms),
      unit: 'MiB/s',
      peer: speed(found.ms),
      ratio: round(found.ms / exact.ms),
      aim: `ahead of ${name}, the same count`,
      met: found.ms > exact.ms && isSame,
      more: {
        counted,
        matches: exact.result[counted],
        peerMatches: isStopped ? `stopped after ${peerMsMax / 1000} s` : found.result,
        buildMs: round(buildMs),
        automatonBytes: bytes,
      },
    });
  }
  if (folded === undefined || exact === undefined) return;
  report({
    bench: `inspect-terms: ${terms.length} terms, spellings folded`,
    value: speed(folded.ms),
    unit: 'MiB/s',
    peer: speed(exact.ms),
    ratio: round(exact.ms / folded.ms),
    aim: 'told beside the exact count',
    met: folded.result.all >= exact.result.all,
    more: { counted: 'all', matches: folded.result.all },
  });
}

const speed = (ms: number): number => round(textBytes / 1024 ** 2 / (ms / 1000), 1);

/** The fastest of several runs; undefined where there is nothing to run. */
async function best<T>(
  work: () => Promise<T | undefined>,
  runs = tries,
): Promise<{ ms: number; result: T } | undefined> {
  let fastest: { ms: number; result: T } | undefined;
  for (let i = 0; i < runs; i += 1) {
    const begun = performance.now();
    const result = await work();
    const ms = performance.now() - begun;
    if (result === undefined) return undefined;
    if (fastest === undefined || ms < fastest.ms) fastest = { ms, result };
  }
  return fastest;
}

async function countOwn(file: string, terms: readonly string[], folds = false): Promise<TermCounts> {
  const counter = makeTermCounter(terms, folds ? formOptions.words : undefined);
  const buffer = Buffer.allocUnsafe(readBytes);
  const handle = openSync(file, 'r');
  for (;;) {
    const read = readSync(handle, buffer);
    if (read === 0) break;
    counter.feed(buffer.subarray(0, read));
  }
  closeSync(handle);
  return counter.finish();
}

async function countWithRipgrep(
  folder: string,
  file: string,
  terms: readonly string[],
): Promise<number | undefined> {
  const list = path.join(folder, `terms-${terms.length}.txt`);
  writeFileSync(list, `${terms.toSorted((a, b) => b.length - a.length).join('\n')}\n`);
  const args = ['-j1', '--count-matches', '--no-filename', '--text', '-F', '-f', list, file];
  const found = await tryRun('rg', [
    '--no-config',
    '--dfa-size-limit',
    '1G',
    '--regex-size-limit',
    '1G',
    ...args,
  ]);
  if (found === null) return stopped;
  return found === undefined ? undefined : Number(found.trim());
}

/** The file of compiled rules; undefined where yara is not installed. */
async function compileForYara(folder: string, terms: readonly string[]): Promise<string | undefined> {
  const rules = path.join(folder, `terms-${terms.length}.yar`);
  const strings = terms.map((term, at) => `$t${at} = "${term}"`).join('\n');
  writeFileSync(rules, `rule terms { strings:\n${strings}\ncondition: any of them }\n`);
  const made = await tryRun('yarac', [`--max-strings-per-rule=${terms.length + 1}`, rules, `${rules}c`]);
  return typeof made === 'string' ? `${rules}c` : undefined;
}

async function countWithYara(rules: string | undefined, file: string): Promise<number | undefined> {
  if (rules === undefined) return undefined;
  const found = await tryRun('yara', ['-C', '-p', '1', '-s', '--stack-size=1000000', rules, file]);
  if (found === null) return stopped;
  return found?.split('\n').filter((line) => line.startsWith('0x')).length;
}

/** In place of a count: the peer took too long. */
const stopped = -1;

/** What a command prints; undefined where it is not installed, null where it was stopped. */
async function tryRun(command: string, args: readonly string[]): Promise<string | null | undefined> {
  try {
    const { stdout } = await run(command, [...args], {
      maxBuffer: outputBytesMax,
      encoding: 'latin1',
      timeout: peerMsMax,
    });
    return stdout;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (error instanceof Error && 'killed' in error && error.killed === true) return null;
    throw error;
  }
}

const commonCharacters = 3500;
const lexiconWords = 60_000;
/** A term is planted in the text after so many words of it. */
const wordsToTerm = 60;

/**
 * Words of two to four characters, both drawn as language draws them: the n-th most common with a chance of about 1/n.
 * The characters are 3500 spread over the common block.
 */
function makeLexicon(chance: () => number): { words: string[]; draw: () => string } {
  const rank = (count: number): number => Math.floor(count ** chance()) - 1;
  const character = (): string => String.fromCharCode(0x4e00 + ((rank(commonCharacters) * 2749) % 20_902));
  const words = Array.from({ length: lexiconWords }, () =>
    Array.from({ length: 2 + Math.floor(chance() * 3) }, character).join(''),
  );
  return { words, draw: () => words[rank(lexiconWords)] ?? '' };
}

/** Terms of three to eight characters, two rare words each; every second one of them may be planted in the text. */
function makeTerms(size: number, lexicon: readonly string[]): string[] {
  const chance = makeChance(size);
  const pick = (): string => lexicon[Math.floor(chance() * lexicon.length)] ?? '';
  const terms = new Set<string>();
  while (terms.size < size) terms.add((pick() + pick()).slice(0, 3 + Math.floor(chance() * 6)));
  return [...terms];
}

/** Writes sentences of common words, a planted term now and then, until there are enough bytes. */
function writeText(file: string, draw: () => string, planted: readonly string[]): void {
  const chance = makeChance(1);
  const handle = openSync(file, 'w');
  let written = 0;
  while (written < textBytes) {
    let lines = '';
    for (let word = 0; word < 20_000; word += 1) {
      lines += chance() * wordsToTerm < 1 ? (planted[Math.floor(chance() * planted.length)] ?? '') : draw();
      if (word % 9 === 8) lines += word % 27 === 26 ? '。\n' : '，';
    }
    const bytes = Buffer.from(lines).subarray(0, textBytes - written);
    writeFileSync(handle, bytes);
    written += bytes.length;
  }
  closeSync(handle);
}
