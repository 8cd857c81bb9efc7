// Writes src/detect/generated/*.ts: node packages/inspect/scripts/make-character-tables.ts
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Converter } from 'opencc-js/t2cn';
import { pinyin } from 'pinyin-pro';

const firstUnified = 0x4e00;
const lastUnified = 0x9fff;

/** Traditional and variant characters, each followed by its simplified form, one by one (OpenCC's dictionary of characters). */
export function makeSimplifiedPairs(): string {
  const fromStandard = Converter({ from: 't', to: 'cn' });
  const fromHongKong = Converter({ from: 'hk', to: 'cn' });
  let pairs = '';
  for (let code = 0x3400; code < 0x3_2000; code += 1) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const sign = String.fromCodePoint(code);
    if (!/\p{Script=Han}/u.test(sign)) continue;
    const standard = fromStandard(sign);
    const simple = standard === sign ? fromHongKong(sign) : standard;
    if (simple !== sign && Array.from(simple).length === 1) pairs += sign + simple;
  }
  return pairs;
}

/**
 * The most common reading, without tone, of every character from U+4E00 to U+9FFF: a list of syllables, and for each
 * character two digits of base 36 that say which (`zz`: none known).
 */
export function makeReadings(): { syllables: string; readings: string } {
  const syllables: string[] = [];
  const known = new Map<string, number>();
  let readings = '';
  for (let code = firstUnified; code <= lastUnified; code += 1) {
    const sign = String.fromCodePoint(code);
    const read = pinyin(sign, { toneType: 'none', v: true });
    if (!/^[a-z]+$/.test(read)) {
      readings += 'zz';
      continue;
    }
    const at = known.get(read) ?? syllables.push(read) - 1;
    known.set(read, at);
    readings += at.toString(36).padStart(2, '0');
  }
  return { syllables: syllables.join(' '), readings };
}

export function writeSimplified(): string {
  return `// Made by scripts/make-character-tables.ts from OpenCC's dictionary of characters (Apache-2.0). Do not edit.
export const simplifiedPairs =
  '${makeSimplifiedPairs()}';
`;
}

export function writeReadings(): string {
  const { syllables, readings } = makeReadings();
  return `// Made by scripts/make-character-tables.ts from pinyin-pro (MIT). Do not edit.
export const syllables =
  '${syllables}';
export const readings =
  '${readings}';
`;
}

if (import.meta.main) {
  const folder = path.resolve(import.meta.dirname, '../src/detect/generated');
  writeFileSync(path.join(folder, 'simplified.ts'), writeSimplified());
  writeFileSync(path.join(folder, 'readings.ts'), writeReadings());
}
