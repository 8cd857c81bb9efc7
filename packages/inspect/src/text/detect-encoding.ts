import iconv from 'iconv-lite';
import { commonUnits } from './common-characters.ts';
import { hasHz, hzToGb } from './hz.ts';

export type TextEncodingName =
  | 'utf-8'
  | 'utf-16le'
  | 'utf-16be'
  | 'gb18030'
  | 'big5'
  | 'hz'
  | 'euc-kr'
  | 'shift_jis'
  | 'euc-jp'
  | 'iso-2022-jp'
  | 'windows-1252';

export interface DetectedEncoding {
  encoding: TextEncodingName;
  /** Length of the byte order mark, which is no text. */
  markBytes: number;
  /** True when neither a mark nor a strict form settled it. */
  guessed: boolean;
}

/** As much as a decision needs; more does not change it. */
export const sampleBytes = 64 * 1024;

/** Wrong bytes that a text may have and still be taken for one: each thousand bytes one, and a few in any case. */
const faultsPerByte = 0.001;
const faultsFree = 2;

/** Of so many characters beyond ASCII one may be wrong: text in other encodings, taken for UTF-8, is wrong all over. */
const utf8PerFault = 10;

/** Controls in a text are rare; in anything compressed or compiled every eighth byte is one. */
const controlsPerByte = 0.005;

const marks: readonly { encoding: TextEncodingName; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
  { encoding: 'gb18030', bytes: [0x84, 0x31, 0x95, 0x33] },
];

/**
 * The encoding of a text from its beginning (`whole`: all of it), or undefined where no encoding makes it one.
 *
 * 1. A byte order mark decides.
 * 2. Zero bytes mean UTF-16 without a mark: the order that gives more ASCII and common characters.
 * 3. Seven bits with the escapes of HZ (RFC 1843) or ISO-2022-JP (RFC 1468) are these; without, UTF-8.
 * 4. What holds as UTF-8, but for a stray byte, is UTF-8, which other encodings hardly ever satisfy by chance.
 * 5. Among the double-byte encodings: the one whose characters are common ones. GB 18030 and Big5 share nearly all their
 *    code space, but a text read in the wrong one is made of rare characters; where frequency says little (tables, names),
 *    second bytes below 0x80 are what Big5 is full of and GB 2312 has none of.
 * 6. Few bytes above 0x7F, and no double-byte encoding that fits: Windows-1252.
 */
export function detectEncoding(bytes: Uint8Array, whole: boolean): DetectedEncoding | undefined {
  const mark = marks.find((candidate) => candidate.bytes.every((byte, place) => bytes[place] === byte));
  if (mark !== undefined) return { encoding: mark.encoding, markBytes: mark.bytes.length, guessed: false };
  const sample = bytes.subarray(0, sampleBytes);
  const cut = !whole || bytes.length > sampleBytes;
  const found = countBytes(sample);
  if (found.zeros > 0) {
    const wide = detectUtf16(sample);
    if (wide !== undefined) return { encoding: wide, markBytes: 0, guessed: true };
    if (found.zeros > controlsPerByte * sample.length) return undefined;
  }
  if (found.controls > Math.max(faultsFree, controlsPerByte * sample.length)) return undefined;
  if (found.high === 0) return { encoding: sevenBit(sample), markBytes: 0, guessed: false };
  const asUtf8 = decodeSample(sample, 'utf-8');
  const faults = countFaults(asUtf8, cut);
  // 关 over and over in GB 18030 is a letter over and over in UTF-8, with as many faults as there is other text
  const faultless = faults === 0 ? undefined : faultlessMultiByte(sample, cut);
  if (faultless !== undefined) return { encoding: faultless, markBytes: 0, guessed: true };
  if (faults * utf8PerFault <= countHigh(asUtf8))
    return { encoding: 'utf-8', markBytes: 0, guessed: faults > 0 };
  const best = bestMultiByte(sample, cut) ?? fallback(found, sample.length);
  return best === undefined ? undefined : { encoding: best, markBytes: 0, guessed: true };
}

interface ByteCounts {
  zeros: number;
  controls: number;
  high: number;
}

function countBytes(sample: Uint8Array): ByteCounts {
  const counts: ByteCounts = { zeros: 0, controls: 0, high: 0 };
  for (const byte of sample) {
    if (byte >= 0x80) counts.high += 1;
    else if (byte === 0) counts.zeros += 1;
    else if (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1a && byte !== 0x1b)
      counts.controls += 1;
  }
  return counts;
}

function sevenBit(sample: Uint8Array): TextEncodingName {
  const text = Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength).toString('latin1');
  if (text.includes('\x1b$B') || text.includes('\x1b$@')) return 'iso-2022-jp';
  return hasHz(text) ? 'hz' : 'utf-8';
}

/** Rare characters alone give 0.3, chance less than nothing. */
const utf16ScoreMin = 0.25;

function detectUtf16(sample: Uint8Array): TextEncodingName | undefined {
  const even = sample.subarray(0, sample.length - (sample.length % 2));
  if (even.length < 2) return undefined;
  const scored = (['utf-16le', 'utf-16be'] as const).map((encoding) => ({
    encoding,
    score: scoreUtf16(decodeSample(even, encoding)),
  }));
  const [best] = scored.toSorted((left, right) => right.score - left.score);
  return best !== undefined && best.score > utf16ScoreMin ? best.encoding : undefined;
}

/** Share of units that text in UTF-16 is made of: printable ASCII, line ends, common characters; others count against. */
function scoreUtf16(text: string): number {
  let good = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if ((unit >= 0x20 && unit < 0x7f) || unit === 0x09 || unit === 0x0a || unit === 0x0d) good += 1;
    else if (commonUnits[unit] === 1) good += 1;
    else if (unit < 0x20 || unit === 0xfffd || (unit >= 0xe000 && unit < 0xf900)) good -= 2;
    else if ((unit >= 0x4e00 && unit < 0xa000) || (unit >= 0x80 && unit < 0x600)) good += 0.3;
  }
  return text.length === 0 ? 0 : good / text.length;
}

interface Candidate {
  encoding: TextEncodingName;
  score: number;
}

const multiByte = ['gb18030', 'big5', 'shift_jis', 'euc-jp', 'euc-kr'] as const;
/** Text read in the right encoding is mostly common characters, in a wrong one hardly ever. */
const faultlessScoreMin = 0.6;

/** The encoding in which nothing is wrong and most characters are common ones. */
function faultlessMultiByte(sample: Uint8Array, cut: boolean): TextEncodingName | undefined {
  const sure = multiByte.flatMap((encoding) => {
    const text = decodeSample(sample, encoding);
    const score = countFaults(text, cut) === 0 ? scoreText(text) : 0;
    return score < faultlessScoreMin ? [] : [{ encoding, score }];
  });
  return sure.toSorted((left, right) => right.score - left.score)[0]?.encoding;
}

function bestMultiByte(sample: Uint8Array, cut: boolean): TextEncodingName | undefined {
  const candidates: Candidate[] = [];
  for (const encoding of multiByte) {
    const text = decodeSample(sample, encoding);
    const faults = countFaults(text, cut);
    if (faults > faultsFree + faultsPerByte * sample.length) continue;
    if (faults > 0 && faults * 20 > countHigh(text)) continue;
    candidates.push({ encoding, score: scoreText(text) });
  }
  const [best] = candidates.toSorted((left, right) => right.score - left.score);
  if (best === undefined) return undefined;
  if (best.score >= 0.15) return best.encoding;
  const big5 = candidates.find(({ encoding }) => encoding === 'big5');
  if (big5 !== undefined && shareOfLowSecondBytes(sample) > 0.2) return 'big5';
  return candidates.find(({ encoding }) => encoding === 'gb18030')?.encoding ?? best.encoding;
}

/** A character counts so often and no more: one that fills a text would speak for whatever encoding knows it as common. */
const countedMax = 8;

/** Share of common characters among those beyond ASCII, less what no writer uses. */
function scoreText(text: string): number {
  const seen = new Uint8Array(0x10000);
  let wide = 0;
  let good = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const before = seen[unit] ?? 0;
    if (unit < 0x80 || before >= countedMax) continue;
    seen[unit] = before + 1;
    wide += 1;
    if (commonUnits[unit] === 1) good += 1;
    // private use, half-width kana
    else if ((unit >= 0xe000 && unit < 0xf900) || (unit >= 0xff61 && unit < 0xffa0)) good -= 1;
  }
  return wide === 0 ? 0 : good / wide;
}

function shareOfLowSecondBytes(sample: Uint8Array): number {
  let pairs = 0;
  let low = 0;
  for (let at = 0; at + 1 < sample.length; at += 1) {
    if ((sample[at] ?? 0) < 0x81) continue;
    at += 1;
    pairs += 1;
    if ((sample[at] ?? 0) < 0x80) low += 1;
  }
  return pairs === 0 ? 0 : low / pairs;
}

/** A text of single bytes, where nothing stricter held. */
function fallback({ high }: ByteCounts, length: number): TextEncodingName | undefined {
  return high < 0.3 * length ? 'windows-1252' : undefined;
}

function countHigh(text: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x80) count += 1;
  return count;
}

function countFaults(text: string, cut: boolean): number {
  // A character cut by the end of the sample is none of the text's faults.
  const end = cut ? text.replace(/\uFFFD+$/, '').length : text.length;
  let count = 0;
  for (let at = text.indexOf('\uFFFD'); at >= 0 && at < end; at = text.indexOf('\uFFFD', at + 1)) count += 1;
  return count;
}

function decodeSample(sample: Uint8Array, encoding: TextEncodingName): string {
  if (encoding === 'big5')
    return iconv.decode(Buffer.from(sample.buffer, sample.byteOffset, sample.byteLength), 'big5');
  if (encoding === 'hz') return new TextDecoder('gb18030').decode(hzToGb(sample));
  return new TextDecoder(encoding, { ignoreBOM: true }).decode(sample);
}

/** The beginning of a file as text, without its mark; undefined when it is none. */
export function sampleText(head: Uint8Array, whole: boolean): string | undefined {
  const detected = detectEncoding(head, whole);
  if (detected === undefined) return undefined;
  return decodeSample(head.subarray(detected.markBytes), detected.encoding);
}

/** Says no to texts only in name: nothing but faults and controls. */
export function looksLikeText(sample: string): boolean {
  return sample.length === 0 || countFaults(sample, false) * 10 <= sample.length;
}
